"""The study's folders and report; the recipe itself has tests of its own."""

import dataclasses

import pytest

from photosearch.spec.retraining_report import Advice, Compared, Report
from trainer import config
from trainer.__main__ import main
from trainer.data.sources import Photo
from trainer.data.split import Part
from trainer.evaluation.report import read_rows
from trainer.recipes import own_photos_study_report
from trainer.recipes.own_photos_study import (
    GENERAL,
    FolderSettings,
    Outcome,
    Settings,
    Study,
    draw_folder,
)

REPORT = Report(
    folder="/photos",
    name="own-photos",
    started_from="photo-2",
    photos=300,
    learned=225,
    held_out=45,
    failed=(),
    bits=256,
    effort="normal",
    minutes=2.5,
    device="a processor",
    seed=3,
    date="2026-11-21",
    measures=(
        Compared("views_first", 225, 0.5, 0.625, 0.08, 0.17),
        Compared("views_map", 225, 0.6, 0.7, 0.05, 0.15),
        Compared("copies_first", 315, 1.0, 0.99, -0.02, 0.0),
        Compared("agreement", 45, 1.0, 0.9, -0.12, -0.08),
    ),
    samples=(),
    advice=Advice.SWITCH,
    reason="it finds more",
)


@pytest.fixture
def photos(tmp_path):
    found = []
    for number in range(6):
        name = f"{('cats', 'dogs')[number % 2]}/all/{number}.webp"
        file = tmp_path / "source" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes([number]))
        found.append(Photo("source", name, file))
    return found


def drawn_names(place):
    return sorted(file.name for file in place.rglob("*.webp"))


def test_that_a_folder_holds_only_what_it_may(photos, tmp_path):
    folder = FolderSettings("Dogs!", Part.TRAINING, under=("dogs",))
    place = draw_folder(folder, photos, tmp_path / "out")
    assert drawn_names(place) == ["1.webp", "3.webp", "5.webp"]
    assert (place / "dogs/all/3.webp").read_bytes() == b"\x03"


def test_that_a_drawn_folder_is_the_same_every_time(photos, tmp_path):
    folder = FolderSettings("few", Part.TRAINING, count=3)
    places = [
        draw_folder(folder, given, tmp_path / out)
        for given, out in ((photos, "a"), (photos[::-1], "b"))
    ]
    assert len(drawn_names(places[0])) == 3
    assert drawn_names(places[0]) == drawn_names(places[1])


def test_that_the_report_tells_before_after_and_what_was_unlearned(tmp_path):
    unseen = dataclasses.replace(REPORT, seed=1)
    outcomes = [
        Outcome("Flickr8k", "as shipped", REPORT, 0.3555),
        Outcome("never seen", "as shipped", unseen, None),
    ]
    own_photos_study_report.write(tmp_path, Study(outcomes, 0.3603))
    text = (tmp_path / "report.md").read_text()
    assert (
        "| Flickr8k | as shipped | 3 | 300 | 2.5 | 50.0%, 62.5%, +12.5 (+8.0 to" in text
    )
    assert "0.3555 |" in text
    assert "which was 0.3603 before" in " ".join(text.split())
    assert next(
        line for line in text.splitlines() if line.startswith("| never seen")
    ).endswith("| 90.0% | - |")
    rows = {(row.row, row.metric, row.data): row for row in read_rows(tmp_path)}
    key = "Flickr8k: as shipped", "map@all", GENERAL
    assert (rows[key].value, rows[key].seed) == (0.3555, 3)
    assert ("never seen: as shipped", "map@all", GENERAL) not in rows


def test_that_the_shipped_file_of_the_study_can_be_read(tmp_path):
    file = config.find_recipe(config.RECIPES / "own_photos_study.toml")
    settings = config.load(file, [f"data.root={tmp_path}"], Settings)
    by_name = {folder.name: folder for folder in settings.folders}
    assert by_name["never seen"].part is Part.HELD_OUT
    # What was learned from the hold-out cannot be measured on it.
    assert all(
        folder.general == (folder.part is Part.TRAINING) for folder in by_name.values()
    )


def test_that_missing_data_are_one_clear_line(tmp_path, capsys):
    words = ["evaluate", "own_photos_study.toml", f"data.root={tmp_path / 'none'}"]
    assert main([*words, f"out={tmp_path / 'out'}"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "is missing" in said[0]
