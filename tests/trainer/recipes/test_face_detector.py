"""Runs of the recipe on drawn faces, a drawn teacher and a tiny network."""

import dataclasses
import json

import numpy as np
import pytest
import torch

from tests.trainer.drawn_teacher import DrawnTeacher, draw_people
from trainer import config
from trainer.__main__ import main
from trainer.checkpoint import Position
from trainer.data.split import Part
from trainer.errors import ConfigError, DataError, TrainingError
from trainer.evaluation.report import Row, read_rows
from trainer.recipes import (
    face_detector,
    face_detector_export,
    face_detector_measure,
    face_detector_report,
    face_detector_study,
)
from trainer.recipes.face_detector_data import plan, prepare
from trainer.recipes.face_detector_settings import ChoiceSettings, Settings

pytestmark = pytest.mark.filterwarnings("ignore")  # inside torch's exporter

RECIPE = """
recipe = "face_detector"
out = "{root}/run"

[data]
root = "{root}"
teacher = "teacher.onnx"
people = false
held_out_share = 0.25
validation_share = 0.15
sources = [{{ path = "people" }}, {{ path = "pets" }}]
animals = ["pets"]
unlearned = [{{ path = "others" }}]

[net]
stem = 8
widths = [8, 16, 16, 16]
depths = [0, 1, 1, 0]
head = 16

[scenes]
smallest_px = 24
turn_deg = 10

[train]
steps = 60
batch = 8
sides = [96, 128]
learning_rate = 5e-3
precision = "float32"
threads = 1
validated = 6

[export]
name = "drawn-1"
licence = "drawn by us"
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("detector")
    draw_people(root / "people", 64)
    draw_people(root / "pets", 24)
    draw_people(root / "others", 40)
    (root / "recipe.toml").write_text(RECIPE.format(root=root.as_posix()))
    return root


@pytest.fixture(scope="module")
def settings(root):
    return config.load(root / "recipe.toml", [], Settings)


@pytest.fixture(scope="module")
def trained(settings):
    net = face_detector.train(settings, DrawnTeacher())
    folder = settings.out / face_detector.PICTURES_FOLDER
    prepare(settings.data, folder, list(Part), DrawnTeacher())
    return net


def test_that_every_photo_has_one_part(settings, tmp_path):
    photos = plan(settings.data, tmp_path)
    names = [photo.key for part in Part for photo in photos[part]]
    assert 128 == len(names) == len(set(names))
    learned = {photo.source for photo in photos[Part.TRAINING]}
    assert {"people", "pets"} == learned


def test_that_the_faces_of_animals_are_not_learned(settings, trained):
    folder = settings.out / face_detector.PICTURES_FOLDER
    pictures = prepare(settings.data, folder, [Part.TRAINING])[Part.TRAINING]
    for name, sure in (("people", True), ("pets", False)):
        shown = [each for each in pictures if each.name.startswith(name)]
        labels = np.concatenate([each.labels for each in shown])
        assert len(labels)
        assert sure == (labels[:, 14] >= 0.7).any()


def test_that_the_network_learns_to_find_drawn_faces(settings, trained):
    lines = (settings.out / "progress.jsonl").read_text().splitlines()
    losses = [json.loads(line)["loss"] for line in lines if "loss" in line]
    assert losses[-1] < losses[0]


def test_that_an_interrupted_run_goes_on_as_if_it_had_not_stopped(
    settings, trained, tmp_path
):
    folder = settings.out / face_detector.PICTURES_FOLDER
    pictures = prepare(settings.data, folder, [Part.TRAINING, Part.VALIDATION])
    short = dataclasses.replace(settings.train, steps=6)
    whole = dataclasses.replace(settings, out=tmp_path / "whole", train=short)
    expected = face_detector.fit(pictures, whole).state_dict()

    class StopError(Exception):
        pass

    ticks = iter(range(0, 10_000, 100))  # a checkpoint before every step

    def clock():
        tick = next(ticks)
        if tick > 1400:
            raise StopError
        return tick

    broken = dataclasses.replace(whole, out=tmp_path / "broken")
    with pytest.raises(StopError):
        face_detector.fit(pictures, broken, clock)
    _, position = face_detector.load_trained(broken)
    assert isinstance(position, Position)
    assert 0 < position.step < 6
    found = face_detector.fit(pictures, broken).state_dict()
    for name, tensor in expected.items():
        torch.testing.assert_close(tensor, found[name], msg=name)


def test_that_pictures_without_any_face_teach_nothing(settings, trained, tmp_path):
    folder = settings.out / face_detector.PICTURES_FOLDER
    pictures = prepare(settings.data, folder, [Part.TRAINING, Part.VALIDATION])
    none = [each for each in pictures[Part.TRAINING] if not len(each.labels)]
    elsewhere = dataclasses.replace(settings, out=tmp_path)
    with pytest.raises(DataError, match="found no face"):
        face_detector.fit({**pictures, Part.TRAINING: none}, elsewhere)


def test_that_a_diverging_run_is_one_line(settings, trained, tmp_path):
    folder = settings.out / face_detector.PICTURES_FOLDER
    pictures = prepare(settings.data, folder, [Part.TRAINING, Part.VALIDATION])
    wild = dataclasses.replace(settings.train, learning_rate=1e30)
    with pytest.raises(TrainingError, match="the loss is"):
        face_detector.fit(
            pictures, dataclasses.replace(settings, out=tmp_path, train=wild)
        )


def test_that_the_least_score_is_the_lowest_that_is_precise_enough(settings, trained):
    folder = settings.out / face_detector.PICTURES_FOLDER
    pictures = prepare(settings.data, folder, [Part.VALIDATION])[Part.VALIDATION]
    run = face_detector_measure.run_of(trained)
    anything = ChoiceSettings(precision=0.0, false_faces=1e9)
    nothing = ChoiceSettings(precision=1.1)
    choose = face_detector_measure.choose_score
    assert 0.1 == choose(run, pictures, anything)
    assert 0.95 == choose(run, pictures, nothing)


@pytest.mark.timeout(400)  # torch's exporter is slow where the machine is busy
def test_that_the_model_file_is_measured_and_reported(settings, trained, tmp_path):
    model = tmp_path / "drawn.onnx"
    known = Row(face_detector_export.STUDENT, "recall", 0, 1, 0.5, "COCO", "", 0.0, "")
    face_detector_export.export(settings, model, [known])
    study = face_detector_study.run(settings, model)
    face_detector_report.write(tmp_path / "results", study)
    rows = read_rows(tmp_path / "results")
    found = {(row.data, row.metric): row.value for row in rows}
    assert found["COCO", "pictures"] > 10
    assert found["ordinary photos", "faces"] > 3
    assert 0 <= found["COCO", "recall"] <= 1
    assert found["one core", "ms_network_192x192"] > 0
    assert ("hard: upside down", "recall") in found
    report = (tmp_path / "results" / "report.md").read_text(encoding="utf-8")
    assert "# drawn-1 against YuNet" in report
    assert "| upside down |" in report
    assert (tmp_path / "results" / "precision.png").is_file()

    spec = study.spec
    assert ("drawn-1", 768, "drawn by us") == (spec.name, spec.input_px, spec.licence)
    assert {"recall (COCO)": 0.5} == spec.figures
    assert spec.training["finished"]


def test_that_what_is_missing_is_one_line(root, tmp_path, capsys):
    recipe = str(root / "recipe.toml")
    where = f"out={tmp_path.as_posix()}"
    assert 1 == main(["train", recipe, where])
    assert 1 == main(["export", recipe, where])
    assert 1 == main(["evaluate", recipe, where])
    lines = capsys.readouterr().err.splitlines()
    for said in ("cannot read teacher", "run train first", "run export first"):
        assert 1 == sum(said in line for line in lines)


def test_that_a_photo_model_is_no_face_detector(tmp_path):
    (tmp_path / "other.onnx").write_bytes(b"nothing")
    with pytest.raises(DataError, match="cannot load model"):
        face_detector_study.open_detector(tmp_path / "other.onnx")


def test_that_sides_are_made_of_whole_cells(root):
    with pytest.raises(ConfigError, match="multiples of 32"):
        config.load(root / "recipe.toml", ["train.sides=[96, 100]"], Settings)
