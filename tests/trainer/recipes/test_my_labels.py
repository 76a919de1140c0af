"""The recipe on drawn photos and a tiny model, in this process."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.trainer.parts_model import draw_parts_net, export_parts_model
from trainer import config
from trainer.checkpoint import CHECKPOINT_FILE
from trainer.data.split import Part
from trainer.errors import ConfigError, DataError
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.report import read_rows
from trainer.following import Follower, StoppedByUser
from trainer.recipes import my_labels, my_labels_measure
from trainer.recipes.my_labels_data import LabelledPhotos, labelled_photos, read_labels
from trainer.recipes.my_labels_measure import (
    MAP,
    PRECISION,
    by_label,
    logits_of,
    search,
)
from trainer.recipes.my_labels_settings import Settings
from trainer.recipes.my_labels_views import VIEWS_FOLDER, SeenPhotos
from trainer.recipes.own_photos_progress import Teller

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),  # the exporter takes its time
    pytest.mark.filterwarnings("ignore::FutureWarning"),  # inside torch's exporter
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

RECIPE = Path(my_labels.__file__).with_suffix(".toml")
COUNT = 40
LITTLE = ["learn.views=2", "learn.steps=8", "learn.batch=16", "threads=1"]


class Listener(Follower):
    """Hears everything, and stops after so many looks at it."""

    def __init__(self, stop_after=None):
        self.told = []
        self._left = stop_after

    def tell(self, event):
        self.told.append(event)

    def wait(self):
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise StoppedByUser


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    file = tmp_path_factory.mktemp("models") / "tiny.onnx"
    return export_parts_model(file, draw_parts_net(bits=64))


@pytest.fixture
def folder(tmp_path, draw_photos):
    draw_photos(tmp_path / "photos", COUNT)
    return tmp_path / "photos"


@pytest.fixture
def settings(folder, model, tmp_path):
    """Return a function to settings of a run."""

    def make(*changes):
        given = [f"data.folder={folder}", f"start={model}", f"out={tmp_path / 'run'}"]
        return config.load(RECIPE, [*LITTLE, *given, *changes], Settings)

    return make


def test_that_one_command_trains_reports_and_exports(settings, folder, home):
    (folder / "red" / "broken.png").write_bytes(b"no picture")
    chosen = settings("export.name=mine")
    report = my_labels.train(chosen, Listener()).read_text()
    assert report.startswith("# mine: trained on your labels")
    assert "- red/broken.png: no picture in a known format" in report
    assert all(f"| {colour} | " in report for colour in ("red", "green", "purple"))
    rows = {(row.row, row.data, row.metric): row.value for row in read_rows(chosen.out)}
    for name in ("before", "after"):
        value = rows[name, "all photos", MAP]
        assert 0 < value <= 1
        assert f"{value:.3f}" in report
    file = chosen.out / "model.onnx"
    encoder = Encoder(file)
    said = encoder.describe([np.asarray(Image.open(folder / "red" / "0000.png"))])
    assert ((1, 64), (1, 5, 8)) == (said.codes.shape, said.regions.shape)
    assert ("mine", "tiny-parts") == (
        encoder.spec.name,
        encoder.spec.training["started_from"],
    )
    assert str(folder.parent) not in json.dumps(encoder.spec.to_metadata())
    with home.open() as library:
        assert "mine" == library.add_model(file).name


def test_that_a_stopped_run_goes_on(settings):
    chosen = settings()
    with pytest.raises(StoppedByUser):
        # After all photos were looked at and described, while it learns.
        my_labels.train(chosen, Listener(stop_after=COUNT + 7))
    views = {
        file.name: file.stat().st_mtime_ns
        for file in (chosen.out / VIEWS_FOLDER).iterdir()
    }
    assert 3 == len(views)
    assert (chosen.out / CHECKPOINT_FILE).is_file()
    with pytest.raises(StoppedByUser):
        my_labels.train(chosen, Listener(stop_after=COUNT + 3))
    for name, changed_ns in views.items():
        assert (chosen.out / VIEWS_FOLDER / name).stat().st_mtime_ns == changed_ns


def test_that_bad_labels_are_told_before_anything_is_written(settings, folder):
    (folder / "loose.png").write_bytes((folder / "red" / "0000.png").read_bytes())
    with pytest.raises(DataError, match=r"^loose\.png without a label"):
        my_labels.train(settings(), Listener())
    assert not settings().out.exists()


def test_that_a_class_with_one_photo_is_told(settings, folder):
    (folder / "grey").mkdir()
    Image.new("RGB", (60, 60), "grey").save(folder / "grey" / "only.png")
    with pytest.raises(DataError, match=r"^grey with one photo"):
        my_labels.train(settings(), Listener())


def test_that_a_csv_file_takes_the_place_of_folders(settings, folder, tmp_path):
    names = sorted(f.relative_to(folder).as_posix() for f in folder.rglob("*.png"))
    lines = [f"{name},{'warm;all' if 'red' in name else 'all'}" for name in names]
    file = tmp_path / "labels.csv"
    file.write_text("\n".join(lines))
    sets = read_labels(settings(f"data.labels={file}").data)
    assert ("all", "warm") == sets.names
    assert [COUNT, COUNT // 5] == sets.labels.sum(axis=0).tolist()


def test_that_two_sorts_of_labels_are_refused(settings, tmp_path):
    with pytest.raises(ConfigError, match="give labels or layout, not both"):
        settings(f"data.labels={tmp_path / 'l.csv'}", "data.layout=coco")


def test_that_an_empty_folder_is_told(settings, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="no photos in "):
        read_labels(settings(f"data.folder={tmp_path / 'empty'}").data)


def test_that_every_part_has_photos_and_copies_stay_together(settings, folder):
    for number in range(4):
        copy = (folder / "red" / "0000.png").read_bytes()
        (folder / "red" / f"copy{number}.png").write_bytes(copy)
    photos = labelled_photos(settings(), Teller(Listener()))
    assert all(len(photos.rows(part)) >= 3 for part in Part)
    alike = {
        part
        for file, part in zip(photos.sets.files, photos.parts, strict=True)
        if "copy" in file or file == "red/0000.png"
    }
    assert len(alike) == 1


def test_that_search_is_measured_by_the_definitions(settings):
    photos = labelled_photos(settings(), Teller(Listener()))
    head = draw_parts_net(bits=64).whole
    chance = np.random.default_rng(0)
    seen = SeenPhotos(
        *(
            chance.standard_normal((COUNT, 2, width)).astype(np.float16)
            for width in (32, len(head.detail_mean))
        )
    )
    found = search(head, photos, seen, Part.HELD_OUT)
    assert set(photos.rows(Part.HELD_OUT)) == set(found.asked)
    bits = (logits_of(head, seen) >= 0).numpy()
    flags = photos.sets.labels
    for row, precision in zip(found.asked, found.figures[PRECISION], strict=True):
        others = [each for each in range(COUNT) if each != row]
        far = {each: int((bits[each] != bits[row]).sum()) for each in others}
        tenth = sorted(far.values())[9]
        sure = [each for each in others if far[each] < tenth]
        tied = [each for each in others if far[each] == tenth]
        alike = [bool((flags[each] & flags[row]).any()) for each in (*sure, *tied)]
        least = sum(alike[: len(sure)])
        most = least + min(10 - len(sure), sum(alike[len(sure) :]))
        assert least - 1e-9 <= 10 * precision <= most + 1e-9
    each = by_label(found, photos.sets.labels, MAP)
    labels = photos.sets.labels[found.asked].argmax(axis=1)
    for label, value in each.items():
        wanted = found.figures[MAP][labels == label].mean()
        assert wanted == pytest.approx(value)


def test_that_photos_kept_back_have_no_say_in_the_choice(settings, monkeypatch):
    photos = labelled_photos(settings(), Teller(Listener()))
    head = draw_parts_net(bits=64).whole
    searched = []

    def listening(*arguments):
        searched.append(arguments[3:])
        return search(*arguments)

    monkeypatch.setattr(my_labels_measure, "search", listening)
    chance = np.random.default_rng(0)
    seen = SeenPhotos(
        *(
            chance.standard_normal((COUNT, 1, width)).astype(np.float16)
            for width in (32, len(head.detail_mean))
        )
    )
    my_labels_measure.choose_share(head, head, photos, seen, (0.5,))
    assert {(Part.VALIDATION, (Part.TRAINING, Part.VALIDATION))} == set(searched)


def test_that_nothing_to_measure_is_one_clear_line(settings):
    photos = labelled_photos(settings(), Teller(Listener()))
    alone = np.eye(COUNT, dtype=bool)
    sets = dataclasses.replace(photos.sets, labels=alone)
    head = draw_parts_net(bits=64).whole
    seen = SeenPhotos(
        *(
            np.ones((COUNT, 1, width), np.float16)
            for width in (32, len(head.detail_mean))
        )
    )
    with pytest.raises(DataError, match="no photo that was kept back shares a label"):
        my_labels._compare(head, head, dataclasses.replace(photos, sets=sets), seen)


def test_that_photos_of_one_code_by_label_are_all_found(settings):
    photos: LabelledPhotos = labelled_photos(settings(), Teller(Listener()))
    head = draw_parts_net(bits=64).whole
    chance = np.random.default_rng(0)
    kinds = photos.sets.labels.argmax(axis=1)
    seen = SeenPhotos(
        *(
            chance.standard_normal((5, 1, width)).astype(np.float16)[kinds]
            for width in (32, len(head.detail_mean))
        )
    )
    found = search(head, photos, seen, Part.HELD_OUT, (Part.TRAINING,))
    assert float(found.figures[MAP].min()) == pytest.approx(1)
