"""All photos in some order, with the day that each was taken."""

import os
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from photosearch.core.catalog import listing
from photosearch.core.records import Filter, Order
from tests.core.catalog.libraries import MODEL, describe

# Name, time taken, length in bytes, age of the file.
PHOTOS = (
    ("b.jpg", "2024-05-31T08:00", 500, 1),
    ("A.jpg", "2024-05-31T23:59:59.5", 100, 9),
    ("c/Z.jpg", "1999-12-31T00:00", 900, 2),
    ("c/d.jpg", None, 300, 8),
    ("e.jpg", None, 200, 3),
)


@pytest.fixture
def filled(library):
    for name, _, length, age in PHOTOS:
        path = library.write(name, name.encode().ljust(length, b"."))
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    library.scan()
    taken = {name: moment for name, moment, *_ in PHOTOS}
    results = []
    for file in library.catalog.pending(10):
        result = describe(file)
        moment = taken[file.path.relative_to(library.folder).as_posix()]
        taken_at = moment and datetime.fromisoformat(moment)
        results.append(
            replace(result, metadata=replace(result.metadata, taken_at=taken_at))
        )
    library.catalog.record(results, MODEL)
    return library


def names(library, order: Order, **conditions: object) -> list[str]:
    listed = library.catalog.list_photos(order, Filter(**conditions))
    return [
        photo.paths[0].name for photo in library.catalog.photos(listed.ids.tolist())
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NEWEST, "A.jpg b.jpg Z.jpg e.jpg d.jpg"),
        (Order.OLDEST, "Z.jpg b.jpg A.jpg d.jpg e.jpg"),
        (Order.NAME, "A.jpg b.jpg d.jpg e.jpg Z.jpg"),
        (Order.LARGEST, "Z.jpg b.jpg d.jpg e.jpg A.jpg"),
    ],
)
def test_that_photos_are_listed_in_the_order_asked_for(filled, order, expected) -> None:
    assert expected.split() == names(filled, order)


def test_that_many_photos_without_a_day_come_as_they_were_indexed(
    filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "_FEW", 1)
    # Indexing begins with the newest file.
    assert ["A.jpg", "b.jpg", "Z.jpg", "e.jpg", "d.jpg"] == names(filled, Order.NEWEST)
    assert ["d.jpg", "e.jpg"] == names(filled, Order.OLDEST)[3:]


@pytest.mark.parametrize("order", Order)
def test_that_each_photo_comes_with_the_day_it_was_taken(filled, order) -> None:
    listed = filled.catalog.list_photos(order, Filter())
    assert (np.int64, np.int32) == (listed.ids.dtype, listed.days.dtype)
    days = {
        photo.paths[0].name: day
        for photo, day in zip(
            filled.catalog.photos(listed.ids.tolist()),
            listed.days.tolist(),
            strict=True,
        )
    }
    expected = {
        name.split("/")[-1]: date.fromisoformat(taken[:10]).toordinal() if taken else 0
        for name, taken, *_ in PHOTOS
    }
    assert expected == days


@pytest.mark.parametrize("order", Order)
def test_that_a_filter_keeps_the_order(filled, order) -> None:
    day = date(2024, 5, 31)
    expected = [name for name in names(filled, order) if name in ("A.jpg", "b.jpg")]
    assert expected == names(filled, order, after=day, before=day)


def test_that_a_photo_in_two_places_is_listed_once(filled) -> None:
    content = (filled.folder / "e.jpg").read_bytes()
    filled.write("0 copy of e.jpg", content)
    filled.update()
    listed = filled.catalog.list_photos(Order.NAME, Filter())
    assert len(PHOTOS) == len(set(listed.ids.tolist())) == len(listed.ids)
    assert filled.id_at(filled.folder / "e.jpg") == listed.ids[0]
    assert len(PHOTOS) == len(names(filled, Order.NEWEST))


@pytest.mark.parametrize("order", Order)
def test_that_a_photo_that_is_gone_is_not_listed(filled, order) -> None:
    (filled.folder / "b.jpg").unlink()
    (filled.folder / "e.jpg").unlink()
    filled.update()
    assert {"A.jpg", "Z.jpg", "d.jpg"} == set(names(filled, order))


@pytest.mark.parametrize("order", Order)
def test_that_an_empty_library_lists_nothing(library, order) -> None:
    listed = library.catalog.list_photos(order, Filter())
    assert ([], []) == (listed.ids.tolist(), listed.days.tolist())
