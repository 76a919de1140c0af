import numpy as np
import pytest

from tests.trainer.coloured_people import draw_faces, points_of
from trainer.data.face_attributes import ATTRIBUTES, measure_attributes
from trainer.errors import TrainingError
from trainer.nets.face_gan import FaceGanSettings
from trainer.recipes import face_gan_learn
from trainer.recipes.face_gan_learn import train_translator
from trainer.recipes.face_hash_study_settings import GanTraining

SMALL = FaceGanSettings(width=4, depth=1, judge_width=4)
SIDE = 24


def train(folder, steps=4, **options):
    faces, _ = draw_faces(4, 4, SIDE)
    points = points_of(len(faces), SIDE)
    training = GanTraining(steps=steps, batch=4, **options)
    editor = train_translator(folder, faces, points, 16, SMALL, training)
    return editor, faces, points


def weights(editor):
    return {name: each.clone() for name, each in editor.net.state_dict().items()}


def same(one, other):
    return all((one[name] == other[name]).all() for name in one)


def test_that_an_editor_changes_every_face_and_keeps_its_shape(tmp_path):
    editor, faces, points = train(tmp_path)
    made = editor.edited(faces, points, np.random.default_rng(0))
    assert made.shape == faces.shape
    assert made.dtype == np.uint8
    assert (made != faces).any(axis=(1, 2, 3)).all()


def test_that_a_face_becomes_darker_when_that_is_wanted(tmp_path):
    editor, faces, points = train(tmp_path, steps=150, rate=3e-3, cycle=1.0)
    own = editor.scale.scaled(measure_attributes(faces, points))
    light = ATTRIBUTES.index("light")
    means = []
    for end in (-1.0, 1.0):
        wanted = own.copy()
        wanted[:, light] = end
        means.append(editor.translated(faces, wanted).mean())
    assert means[1] - means[0] > 3


def test_that_a_trained_editor_is_read_again(tmp_path):
    first = weights(train(tmp_path)[0])
    assert same(first, weights(train(tmp_path)[0]))


def test_that_a_translator_of_other_settings_is_refused(tmp_path):
    train(tmp_path)
    with pytest.raises(TrainingError, match="other settings"):
        train(tmp_path, seed=2)


def test_that_an_interrupted_training_goes_on_as_it_would_have(tmp_path, monkeypatch):
    whole = weights(train(tmp_path / "whole", steps=6)[0])
    step = face_gan_learn._Run._take_step

    def stopped(run, pixels, points):
        if run.step == 4:
            raise KeyboardInterrupt
        return step(run, pixels, points)

    monkeypatch.setattr(face_gan_learn, "SAVE_MINUTES", -1.0)
    with monkeypatch.context() as patch:
        patch.setattr(face_gan_learn._Run, "_take_step", stopped)
        with pytest.raises(KeyboardInterrupt):
            train(tmp_path / "parts", steps=6)
    assert same(whole, weights(train(tmp_path / "parts", steps=6)[0]))
