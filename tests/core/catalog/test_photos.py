from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from photosearch.core.records import Filter, Metadata
from tests.core.catalog.libraries import MODEL, describe

FACTS = {
    "2019/a.jpg": Metadata(
        "JPEG", 40, 30, datetime.fromisoformat("2019-05-01T23:59"), "Canon X", 1.5, 2
    ),
    "2019/deep/b.jpg": Metadata(
        "JPEG", 40, 30, datetime.fromisoformat("2019-05-02"), "Nikon 50%"
    ),
    "2019 too/c.jpg": Metadata(
        "HEIF", 40, 30, datetime.fromisoformat("2020-01-01T12:00"), None, 0.0, 0.0
    ),
    "d.jpg": Metadata("PNG", 40, 30),
}


@pytest.fixture
def filled(library):
    for name in FACTS:
        library.write(name)
    library.scan()
    library.catalog.record(
        [
            replace(
                describe(file),
                metadata=FACTS[file.path.relative_to(library.folder).as_posix()],
            )
            for file in library.catalog.pending(10)
        ],
        MODEL,
    )
    return library


def names(library, wanted: Filter) -> set[str]:
    ids = library.catalog.photo_ids(wanted)
    assert np.dtype(np.int64) == ids.dtype
    assert sorted(ids.tolist()) == ids.tolist()
    return {
        path.relative_to(library.folder).as_posix()
        for photo in library.catalog.photos(ids)
        for path in photo.paths
    }


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, set(FACTS)),
        ({"after": date(2019, 5, 2)}, {"2019/deep/b.jpg", "2019 too/c.jpg"}),
        ({"before": date(2019, 5, 1)}, {"2019/a.jpg"}),
        ({"after": date(2019, 5, 1), "before": date(2019, 5, 1)}, {"2019/a.jpg"}),
        ({"before": date.max}, set(FACTS) - {"d.jpg"}),
        ({"camera": "canon"}, {"2019/a.jpg"}),
        ({"camera": "50%"}, {"2019/deep/b.jpg"}),
        ({"camera": "%"}, {"2019/deep/b.jpg"}),
        ({"has_position": True}, {"2019/a.jpg", "2019 too/c.jpg"}),
        ({"has_position": False}, {"2019/deep/b.jpg", "d.jpg"}),
        ({"camera": "Leica"}, set()),
    ],
)
def test_that_a_filter_finds_what_meets_it(filled, wanted, expected):
    assert expected == names(filled, Filter(**wanted))


@pytest.mark.parametrize(
    ("under", "expected"),
    [
        ("", set(FACTS)),
        ("..", set(FACTS)),
        ("2019", {"2019/a.jpg", "2019/deep/b.jpg"}),
        ("2019/deep", {"2019/deep/b.jpg"}),
        ("201", set()),
        ("../elsewhere", set()),
    ],
)
def test_that_a_filter_by_folder_finds_what_lies_in_it(filled, under, expected):
    under = (filled.folder / under).resolve()
    assert expected == names(filled, Filter(under=under))


def test_that_a_filter_by_folder_solves_what_leads_up(filled):
    under = filled.folder / "2019 too" / ".." / "2019"
    assert {"2019/a.jpg", "2019/deep/b.jpg"} == names(filled, Filter(under=under))


def test_that_the_facts_of_a_photo_come_back_as_they_were(filled):
    for name, facts in FACTS.items():
        assert facts == filled.catalog.photo_at(filled.folder / name).metadata


def test_that_photos_come_in_the_order_asked(filled):
    ids = filled.catalog.photo_ids(Filter()).tolist()
    asked = [ids[2], ids[0], 999, ids[3], ids[0]]
    got = [photo.id for photo in filled.catalog.photos(asked)]
    assert [ids[2], ids[0], ids[3], ids[0]] == got


def test_that_places_online_come_first(library, tmp_path):
    library.write("a.jpg", b"same")
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.jpg").write_bytes(b"same")
    library.catalog.add_root(other)
    library.update()
    library.catalog.set_online(library.root.id, False)
    photo = library.catalog.photo_at(other / "b.jpg")
    assert (other / "b.jpg", library.folder / "a.jpg") == photo.paths


def test_that_a_photo_is_found_by_its_content(filled):
    photo = filled.catalog.photo_at(filled.folder / "d.jpg")
    assert photo == filled.catalog.photo_by_hash(photo.content_hash)
    assert filled.catalog.photo_by_hash(bytes(16)) is None


@pytest.mark.parametrize("name", ["missing.jpg", "../outside.jpg", "2019"])
def test_that_no_photo_lies_where_there_is_none(filled, name):
    assert filled.catalog.photo_at((filled.folder / name).resolve()) is None


def test_that_later_photos_are_newer_also_after_the_newest_left(library) -> None:
    assert 0 == library.catalog.newest_photo()
    paths = [library.write(name) for name in ("a.jpg", "b.jpg")]
    library.update()
    newest = library.catalog.newest_photo()
    assert max(library.id_at(path) for path in paths) == newest
    next(path for path in paths if library.id_at(path) == newest).unlink()
    library.update(accept_losses=True)
    later = library.write("c.jpg")
    library.update()
    assert library.catalog.newest_photo() == library.id_at(later) > newest
