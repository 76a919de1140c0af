"""The recipe on coloured faces; detectors are not needed where faces are known."""

import json

import numpy as np
import pytest
from PIL import Image

from photosearch.spec.face_boxes import FacesFound
from tests.trainer.coloured_people import draw_faces, points_of
from trainer import config
from trainer.data.faces import NOBODY
from trainer.data.people_split import part_of_person
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.evaluation.report import Row, read_rows
from trainer.evaluation.rows import Measured
from trainer.evaluation.verification import signs_of
from trainer.recipes import infogan_faces, infogan_faces_report
from trainer.recipes.face_pairs import (
    DATA,
    load_paired_faces,
    pair_rows,
    pair_threshold,
)
from trainer.recipes.infogan_faces_settings import Settings

RECIPE = """
recipe = "infogan_faces"

[data]
root = "{root}"

[net]
width = 8
hidden = 16
bits = [16]
side_px = 64
projection = 8

[gan]
width = 8
latent_bits = 24
noise = 8

[views]
least_area = 0.6

[train]
epochs = 1
batch = 12
gan_batch = 4
precision = "float32"
threads = 1
validations = 1

[pairs]
found = "{found}"
"""

KEPT = 144


def people_of(part, count):
    """Return ids of people of a part of the split."""
    return [each for each in range(1000) if part_of_person(each) is part][:count]


def write_found(folder, plan):
    """Keep faces as if they had been found: learned, nameless and validation people."""
    pixels, labels = draw_faces(9, 4, KEPT)
    ids = [*people_of(Part.TRAINING, 5), NOBODY, *people_of(Part.VALIDATION, 3)]
    folder.mkdir(parents=True)
    np.save(folder / "faces.npy", pixels)
    facts = {
        "plan": plan,
        "people": [ids[label] for label in labels],
        "sources": ["celeb"] * len(pixels),
        "numbers": [f"{number:06d}" for number in range(len(pixels))],
    }
    (folder / "faces.json").write_text(json.dumps(facts), encoding="utf-8")


def draw_pairs(folder, people=4):
    """Write pictures of people and the list of pairs: two folds, two of each kind."""
    pixels, labels = draw_faces(people, 2, 100, seed=5)
    for number, face in enumerate(pixels):
        name = f"Person_{labels[number]}"
        (folder / name).mkdir(parents=True, exist_ok=True)
        file = folder / name / f"{name}_{number % 2 + 1:04d}.png"
        Image.fromarray(face).save(file)
    lines = ["2\t2"]
    for fold in range(2):
        first, second = f"Person_{2 * fold}", f"Person_{2 * fold + 1}"
        lines += [f"{first}\t1\t2", f"{second}\t1\t2"]
        lines += [f"{first}\t1\t{second}\t1", f"{first}\t2\t{second}\t2"]
    (folder / "pairs.txt").write_text("\n".join(lines), encoding="utf-8")


def find_middle(pixels):
    """Find one face that fills the picture."""
    side = pixels.shape[0]
    box = np.array([[0, 0, side, side]], np.float32)
    return FacesFound(box, points_of(1, side), np.ones(1, np.float32))


@pytest.fixture
def settings(tmp_path):
    file = tmp_path / "recipe.toml"
    found = tmp_path / "found"
    file.write_text(RECIPE.format(root=tmp_path, found=found), encoding="utf-8")
    out = f"out={json.dumps(str(tmp_path / 'out'))}"
    loaded = config.load(file, (out,), Settings)
    write_found(found, repr(loaded.faces))
    draw_pairs(tmp_path / "lfw_pairs")
    return loaded


def test_that_labels_of_learned_faces_stay_unknown(settings):
    learned, held = infogan_faces.load_faces(settings)
    assert set(learned.labels.tolist()) == {NOBODY}
    assert learned.pixels.shape == (24, 64, 64, 3)
    assert sorted(set(held.labels.tolist())) == people_of(Part.VALIDATION, 3)


def test_that_a_limit_takes_the_same_faces_every_time(settings):
    file = settings.data.root / "recipe.toml"
    fewer = config.load(file, ("pairs.limit=7",), Settings)
    one, same = (infogan_faces.load_faces(fewer)[0].pixels for _ in range(2))
    assert len(one) == 7
    assert np.array_equal(one, same)


def test_that_faces_are_learned_from_and_watched_by_pairs(settings):
    trained = infogan_faces.train(settings)
    assert trained.steps == 2
    lines = (settings.out / "progress.jsonl").read_text(encoding="utf-8").splitlines()
    watched = [line for line in lines if "validation_accuracy_16" in line]
    assert 0 <= json.loads(watched[-1])["validation_accuracy_16"] <= 1
    assert infogan_faces.train(settings).steps == 2


def test_that_missing_faces_are_told(settings):
    file = settings.data.root / "recipe.toml"
    other = config.load(file, ("faces.least_score=0.5",), Settings)
    with pytest.raises(DataError, match="other photos or settings"):
        infogan_faces.load_faces(other)


def test_that_faces_of_pairs_are_found_once_and_kept(tmp_path):
    draw_pairs(tmp_path / "lfw_pairs")
    asked = []

    def opened():
        asked.append(1)
        return find_middle

    paired, again = (
        load_paired_faces("lfw_pairs", tmp_path, tmp_path / "kept", opened, 16)
        for _ in range(2)
    )
    assert paired.pixels.shape == (8, 16, 16, 3)
    assert np.array_equal(paired.pixels, again.pixels)
    assert len(asked) == 1
    assert paired.pairs.same.tolist() == [True, True, False, False] * 2


def test_that_colours_tell_the_drawn_pairs_apart(tmp_path):
    draw_pairs(tmp_path / "lfw_pairs")
    paired = load_paired_faces(
        "lfw_pairs", tmp_path, tmp_path / "kept", lambda: find_middle, 16
    )
    vectors = paired.pixels.reshape(8, -1).astype(np.float32) - 127.5
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    threshold = pair_threshold(vectors, np.repeat(np.arange(4), 2))
    rows = pair_rows(Measured("pixels", 0, 1, DATA), paired, vectors, threshold)
    found = {row.metric: row.value for row in rows}
    assert found["lfw_accuracy"] == 1
    assert found["similarity_detection_rate"] == 1
    assert found["false_detection_rate"] == 0


def test_that_thresholds_lie_between_same_and_other_codes():
    codes = np.array([[1, 1, 1, 1], [1, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 1]]) > 0
    found = pair_threshold(signs_of(codes), np.array([1, 1, 2, 2]))
    assert -2 < found <= 2


def test_that_the_report_tells_supervised_figures_beside(settings, tmp_path):
    both = [
        Row(name, metric, bits, 1, value, DATA, "a processor", 0.0, "abc")
        for name, metric, bits, value in (
            (infogan_faces.NAME, "minutes", 0, 2.0),
            (infogan_faces.NAME, "lfw_accuracy", 16, 0.6),
            ("full method", "lfw_accuracy", 16, 0.8),
        )
    ]
    infogan_faces_report.write(tmp_path / "results", both, settings)
    report = (tmp_path / "results" / "report.md").read_text(encoding="utf-8")
    assert "| InfoGAN hashing, no labels | 16 | 0.600 |" in report
    assert "| full method | 16 | 0.800 |" in report
    assert len(read_rows(tmp_path / "results")) == 3
