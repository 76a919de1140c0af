"""The study on drawn faces and a tiny network, with a teacher that sees colours."""

import json

import numpy as np
import pytest
import torch

from tests.trainer.coloured_people import draw_faces, points_of, write_teacher
from trainer import config
from trainer.__main__ import main
from trainer.errors import ConfigError, DataError, TrainingError
from trainer.evaluation.report import read_rows
from trainer.following import Console
from trainer.recipes import face_hash_study, face_hash_study_train
from trainer.recipes.face_hash_study_data import (
    FaceSet,
    open_describe,
    write_faces,
)
from trainer.recipes.face_hash_study_learn import phase_at
from trainer.recipes.face_hash_study_measure import SEEN, UNSEEN, epochs_to_nearly_done
from trainer.recipes.face_hash_study_report import gain, write
from trainer.recipes.face_hash_study_settings import Settings
from trainer.recipes.face_hash_study_variants import load_variants

RECIPE = """
recipe = "face_hash_study"

[data]
root = "{root}"
teacher = "teacher.onnx"
stored_px = 20
lfw = ""

[net]
input_px = 16
features = 12
bits = [8, 16]

[net.backbone]
family = "plain"
widths = [8, 16]
depths = [1, 1]
expand = 1
final_width = 16

[views]
shift_px = 2

[variants]
sources = ["edits"]

[train]
epochs = 12
batch = 18
person_photos = 3
learning_rate = 1e-2
precision = "float32"
threads = 1
validations = 4
watched_bits = 16

[study]
[[study.rows]]
name = "full method"
group = "parts"
seeds = [1, 2]

[[study.rows]]
name = "no quantisation loss"
group = "parts"
seeds = [1, 2]
changes = ["loss.form=none"]

[[study.rows]]
name = "without stages"
group = "parts"
changes = ["stages.enabled=false"]
"""

ROLES = (0, 0, 0, 0, 0, 0, 1, 1)
"""Of the photos of a person: six are learned, two ask."""


@pytest.fixture
def recipe(tmp_path):
    """Write a recipe, and the faces that its runs share."""
    write_teacher(tmp_path / "data" / "teacher.onnx")
    file = tmp_path / "recipe.toml"
    file.write_text(RECIPE.format(root=tmp_path / "data"), encoding="utf-8")
    pixels, people = draw_faces(14, 8)
    role = np.array(ROLES * 6 + (2,) * 32 + (3,) * 32)
    describe = open_describe(tmp_path / "data" / "teacher.onnx")
    faces = FaceSet(pixels, points_of(len(pixels)), describe(pixels), people)
    write_faces(tmp_path / "out" / "runs" / "material" / "faces.npz", faces, role)
    return file


def loaded(recipe, *changes, run="one"):
    out = json.dumps(str(recipe.parent / "out" / "runs" / run))
    return config.load(recipe, (f"out={out}", *changes), Settings)


def weights(trained):
    return trained.net.state_dict()


def same(one, other):
    return all(torch.equal(one[name], other[name]) for name in one)


def evaluated(recipe, *changes):
    words = (f"out={json.dumps(str(recipe.parent / 'out'))}", *changes)
    settings = config.load(recipe, words, Settings)
    return face_hash_study.run(recipe, words, settings, Console()), settings


def test_that_people_never_seen_are_found_better_than_by_chance(recipe):
    trained = face_hash_study_train.train(loaded(recipe))
    assert trained.history[-1][1] > 0.6


def test_that_an_interrupted_run_goes_on_as_it_would_have(recipe, monkeypatch):
    whole = weights(face_hash_study_train.train(loaded(recipe, run="whole")))
    settings = loaded(recipe, "train.save_minutes=0.0", run="parts")
    other = loaded(recipe, "train.save_minutes=0.0", run="again")
    expected = weights(face_hash_study_train.train(other))
    assert same(whole, expected)
    begun = recipe.parent / "out" / "runs" / "material" / "begun"
    for each in begun.iterdir():
        each.unlink()
    step = face_hash_study_train.Run._take_step

    def stopped(run, batches, steps):
        if run.step == 15:
            raise KeyboardInterrupt
        return step(run, batches, steps)

    with monkeypatch.context() as patch:
        patch.setattr(face_hash_study_train.Run, "_take_step", stopped)
        with pytest.raises(KeyboardInterrupt):
            face_hash_study_train.train(settings)
    assert same(expected, weights(face_hash_study_train.train(settings)))


def test_that_runs_that_differ_in_the_last_stage_share_what_comes_before(recipe):
    changes = ("loss.form=none", "loss.sign_control=0.0")
    alone = face_hash_study_train.train(loaded(recipe, *changes, run="alone"))
    begun = recipe.parent / "out" / "runs" / "material" / "begun"
    for each in begun.iterdir():
        each.unlink()
    face_hash_study_train.train(loaded(recipe, run="full"))
    after = face_hash_study_train.train(loaded(recipe, *changes, run="after"))
    assert len(list(begun.iterdir())) == 1
    assert same(weights(alone), weights(after))
    assert alone.history == after.history


def test_that_a_finished_run_is_read_and_another_one_refused(recipe):
    trained = face_hash_study_train.train(loaded(recipe))
    again = face_hash_study_train.train(loaded(recipe))
    assert same(weights(trained), weights(again))
    assert again.history == trained.history
    with pytest.raises(TrainingError, match="other settings"):
        face_hash_study_train.train(loaded(recipe, "seed=5"))


def test_that_the_stages_follow_each_other(recipe):
    settings = loaded(recipe)
    first, second, third = (phase_at(done, settings) for done in (0.3, 0.7, 0.9))
    assert (first.trunk, first.head) == (True, False)
    assert (second.trunk, second.head) == (False, True)
    assert (third.trunk, third.head) == (True, True)
    assert [each.controls for each in (first, second, third)] == [False, False, True]
    assert first.ramp == second.ramp == 0
    assert third.ramp == pytest.approx(0.5)
    assert third.rate == pytest.approx(0.1 * first.rate)


def test_that_without_stages_all_learns_from_the_start(recipe):
    phase = phase_at(0.1, loaded(recipe, "stages.enabled=false"))
    assert phase.trunk
    assert phase.head
    assert phase.controls


def test_that_variants_are_made_once_and_stay_with_their_photo(recipe):
    settings = loaded(recipe)
    faces = face_hash_study_train.load_faces(settings)
    known = load_variants(settings, faces.learned)
    file = settings.material / "variants-edits.npz"
    made = file.stat().st_mtime_ns
    again = load_variants(settings, faces.learned)
    assert file.stat().st_mtime_ns == made
    assert np.array_equal(known.pixels, again.pixels)
    chosen = np.arange(len(faces.learned))
    drawn = known.drawn(chosen, 1.0, np.random.default_rng(0))
    counts = np.diff(known.starts)
    assert sorted(drawn) == np.flatnonzero(counts).tolist()
    for place, variant in drawn.items():
        assert known.starts[place] <= variant < known.starts[place + 1]


def test_that_no_variants_are_needed(recipe):
    settings = loaded(recipe, "variants.sources=[]")
    faces = face_hash_study_train.load_faces(settings)
    known = load_variants(settings, faces.learned)
    assert not known.drawn(np.arange(5), 1.0, np.random.default_rng(0))


def test_that_the_study_measures_every_row_and_reports_it(recipe):
    study, settings = evaluated(recipe)
    assert not study.missing
    rows = {
        (row.row, row.bits, row.seed, row.data)
        for row in study.rows
        if row.metric == "map@all"
    }
    for name, seed in (("full method", 2), ("without stages", 1)):
        for bits in (0, 8, 16):
            assert {(name, bits, seed, data) for data in (SEEN, UNSEEN)} <= rows
    folder = recipe.parent / "results"
    write(folder, study, settings)
    report = (folder / "report.md").read_text(encoding="utf-8")
    assert "without stages, CelebA, people never seen" in report
    assert "one seed: too few to tell" in report
    assert len(read_rows(folder)) == len(study.rows)
    for plot in ("parts-seen.png", "parts-unseen.png", "parts-epochs.png"):
        assert (folder / plot).is_file()


def test_that_gains_are_taken_seed_by_seed(recipe):
    study, _ = evaluated(recipe)
    found = gain(study, "without stages", "full method", "map@all", (8, 16), UNSEEN)
    assert found.seeds == 1
    itself = gain(study, "full method", "full method", "map@all", (8,), UNSEEN)
    assert (itself.mean, itself.deviation, itself.seeds) == (0, 0, 2)


def test_that_runs_that_are_not_trained_are_missing(recipe):
    study, settings = evaluated(recipe, "study.parallel=0")
    assert len(study.missing) == 5
    write(recipe.parent / "results", study, settings)
    report = (recipe.parent / "results" / "report.md").read_text(encoding="utf-8")
    assert "- full method, seed 2: not trained yet" in report


def test_that_the_command_line_trains_one_network(recipe, capsys):
    out = json.dumps(str(recipe.parent / "out" / "runs" / "one"))
    assert main(["train", str(recipe), f"out={out}", "train.epochs=2"]) == 0
    assert "validation_map@all" in capsys.readouterr().out


def test_that_convergence_is_the_first_time_at_95_percent_of_the_end():
    history = ((1.0, 0.2), (2.0, 0.5), (3.0, 0.48), (4.0, 0.51))
    assert epochs_to_nearly_done(history) == 2.0


@pytest.mark.parametrize(
    "change",
    ["net.input_px=24", "train.watched_bits=12", "data.asked=1.0", "stages.head=0.5"],
)
def test_that_impossible_settings_are_refused(recipe, change):
    with pytest.raises(ConfigError):
        loaded(recipe, change)


def test_that_missing_photos_are_told_in_a_line(recipe):
    with pytest.raises(DataError):
        face_hash_study_train.train(loaded(recipe, run="elsewhere/one"))


def test_that_codes_are_learned_from_descriptions_alone(recipe):
    trained = face_hash_study_train.train(loaded(recipe, "data.described=48"))
    assert trained.history[-1][1] > 0.6
    assert next(trained.net.trunk.parameters()).shape == (16, 48)
