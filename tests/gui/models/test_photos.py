from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import Qt

from photosearch.core.library import LikeFile, Query
from photosearch.core.records import Order, PhotoId, PhotoList
from photosearch.gui.models.groups import GroupKind
from photosearch.gui.models.photos import PhotosModel
from photosearch.gui.models.thumbnails import Thumbnails
from tests.homes import camera_exif


@pytest.fixture
def model(session, qtbot):
    model = PhotosModel(session, Thumbnails(session))
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    return model


@pytest.fixture
def dated(home, session):
    """Index photos of three days, the largest last in time; return their paths."""
    paths = [
        home.draw(name, seed, quality=40 + 25 * seed, exif=camera_exif(time, "Maker M"))
        for seed, (name, time) in enumerate(
            [
                ("c.jpg", "2019:05:03 10:00:00"),
                ("a.jpg", "2019:05:03 11:00:00"),
                ("b.jpg", "2019:06:01 12:00:00"),
            ]
        )
    ]
    session.library.add_folders([home.photos])
    list(session.library.refresh())
    return paths


def names(model):
    """Return the names of all rows that have come."""
    rows = range(model.rowCount())
    return [model.index(row).data(Qt.ItemDataRole.DisplayRole) for row in rows]


def shown_names(model, qtbot):
    qtbot.waitUntil(lambda: "" not in names(model))
    return names(model)


def of_rows(model, role):
    return [model.index(row).data(role) for row in range(model.rowCount())]


def found_like(session, path):
    return session.library.find(Query((LikeFile(path),), count=100))


def test_that_qt_is_content(model, session, photos, qtmodeltester):
    model.set_list(session.library.list_photos())
    qtmodeltester.check(model)
    model.set_found(found_like(session, photos[0]))
    qtmodeltester.check(model)


def test_that_photos_come_when_they_are_looked_at(model, session, photos, qtbot):
    model.set_list(session.library.list_photos(Order.NAME), Order.NAME)
    assert [None] * 12 == of_rows(model, model.PHOTO_ROLE)
    assert [path.name for path in sorted(photos)] == shown_names(model, qtbot)


def test_that_only_pages_that_are_looked_at_are_fetched(model, session, qtbot):
    ids = np.arange(1, 1_000_001)
    model.set_list(PhotoList(ids, np.zeros(len(ids), np.int32)), Order.NAME)
    model.index(500_000).data(model.PHOTO_ROLE)
    with qtbot.waitSignal(session.bridge.idle):
        pass
    assert 1_000_000 == model.rowCount()
    assert model.index(500_000).data(model.PHOTO_ROLE) is None


def test_that_a_list_by_date_has_groups(model, session, dated):
    model.set_list(session.library.list_photos(Order.NEWEST), Order.NEWEST)
    groups = [model.groups[number] for number in range(len(model.groups))]
    assert [date(2019, 6, 1).toordinal(), date(2019, 5, 3).toordinal()] == [
        group.day for group in groups
    ]


def test_that_a_list_by_name_has_no_headers(model, session, dated):
    model.set_list(session.library.list_photos(Order.NAME), Order.NAME)
    assert not model.groups.has_headers


def test_that_a_result_tells_distances_and_what_is_close(model, session, photos):
    found = found_like(session, photos[0])
    model.set_found(found)
    assert found.distances.tolist() == of_rows(model, model.DISTANCE_ROLE)
    assert found.scores.tolist() == of_rows(model, model.SCORE_ROLE)
    close = [row < found.close for row in range(12)]
    assert close == of_rows(model, model.IS_CLOSE_ROLE)


def test_that_a_list_tells_no_distances(model, session, photos):
    model.set_list(session.library.list_photos())
    assert {None} == set(of_rows(model, model.DISTANCE_ROLE))


def test_that_only_the_closest_are_shown(model, session, photos):
    found = found_like(session, photos[0])
    model.set_found(found)
    model.show_closest(0)
    assert [int(found.ids[0])] == model.ids.tolist()
    assert [GroupKind.CLOSE] == list(model.groups.kinds)
    model.show_closest(1000)
    assert found.ids.tolist() == model.ids.tolist()


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NEWEST, ["b.jpg", "a.jpg", "c.jpg"]),
        (Order.OLDEST, ["c.jpg", "a.jpg", "b.jpg"]),
        (Order.NAME, ["a.jpg", "b.jpg", "c.jpg"]),
        (Order.LARGEST, ["b.jpg", "a.jpg", "c.jpg"]),
    ],
)
def test_that_a_result_is_sorted(model, session, dated, qtbot, order, expected):
    found = found_like(session, dated[0])
    model.set_found(found)
    with qtbot.waitSignal(model.modelReset):
        model.sort_by(order)
    assert expected == shown_names(model, qtbot)
    distances = dict(zip(found.ids.tolist(), found.distances.tolist(), strict=True))
    assert [distances[each] for each in model.ids.tolist()] == of_rows(
        model, model.DISTANCE_ROLE
    )


def test_that_a_result_goes_back_to_likeness(model, session, dated, qtbot):
    found = found_like(session, dated[0])
    model.set_found(found)
    with qtbot.waitSignal(model.modelReset):
        model.sort_by(Order.OLDEST)
    model.sort_by(None)
    assert found.ids.tolist() == model.ids.tolist()


def test_that_a_sorted_result_is_never_mixed_with_the_next(
    model, session, dated, qtbot
):
    first, second = (found_like(session, path) for path in dated[:2])
    model.set_found(first)
    model.set_found(second, order=Order.NAME)
    # Until the new one is sorted, the old one stands, with its own distances.
    assert first.ids.tolist() == model.ids.tolist()
    assert first.distances.tolist() == of_rows(model, model.DISTANCE_ROLE)
    with qtbot.waitSignal(model.modelReset):
        pass
    assert ["a.jpg", "b.jpg", "c.jpg"] == shown_names(model, qtbot)
    assert 0 == of_rows(model, model.DISTANCE_ROLE)[0]


@pytest.mark.parametrize("is_same", [True, False])
def test_that_views_are_told_whether_it_is_the_same_search(
    model, session, photos, is_same
):
    found = found_like(session, photos[0])
    model.set_found(found)
    model.set_found(found, is_same=is_same)
    assert is_same is model.is_refreshed


def marked(found, *marks):
    ids = found.ids.tolist()
    return {PhotoId(ids[row]): is_right for row, is_right in marks}


def test_that_marks_of_a_result_are_told(model, session, photos, qtbot):
    found = found_like(session, photos[0])
    model.set_found(found)
    shown_names(model, qtbot)
    with qtbot.waitSignal(model.dataChanged):
        model.show_marks(marked(found, (1, True), (2, False)))
    assert [None, True, False, None] == of_rows(model, model.IS_RIGHT_ROLE)[:4]
    spoken = of_rows(model, Qt.ItemDataRole.AccessibleTextRole)
    assert [f"{names(model)[1]}, called right", names(model)[3]] == spoken[1:4:2]
    assert "called wrong" in model.index(2).data(Qt.ItemDataRole.ToolTipRole)


def test_that_a_list_has_no_marks(model, session, photos):
    found = found_like(session, photos[0])
    model.set_list(session.library.list_photos())
    model.show_marks(marked(found, (0, True)))
    assert {None} == set(of_rows(model, model.IS_RIGHT_ROLE))


def test_that_the_next_unmarked_row_is_found(model, session, photos):
    found = found_like(session, photos[0])
    model.set_found(found)
    model.show_marks(marked(found, (1, True), (2, False), (11, True)))
    assert [3, 3, 4, 0] == [model.next_unmarked(row) for row in (0, 1, 3, 10)]
    model.show_marks(marked(found, *((row, True) for row in range(12))))
    assert -1 == model.next_unmarked(0)


def test_that_what_is_right_is_shown_however_far_it_is(model, session, photos):
    found = found_like(session, photos[0])
    model.show_marks(marked(found, (7, True), (8, False)))
    model.set_found(found, within=0)
    assert found.ids[[0, 7]].tolist() == model.ids.tolist()


def test_that_waiting_files_are_in_front(model, session, photos, home):
    home.draw("new.jpg", 99)
    library = session.library
    refresh = library.refresh()
    waiting = next(files for _ in refresh if (files := library.waiting(200)))
    refresh.close()
    model.set_list(library.list_photos())
    model.set_waiting(waiting)
    first = model.index(0)
    assert -waiting[0].id == first.data(model.ID_ROLE)
    assert waiting[0] == first.data(model.WAITING_ROLE)
    assert "new.jpg" == first.data()
    assert not model.flags(first) & Qt.ItemFlag.ItemIsSelectable
    assert GroupKind.WAITING == model.groups[0].kind


def test_that_photos_are_found_again(model, session, photos):
    model.set_list(session.library.list_photos())
    ids = model.ids
    assert 5 == model.row_of(int(ids[5]))
    assert -1 == model.row_of(10**9)
    assert [2, 7] == model.rows_of(ids[[7, 2]]).tolist()


def test_that_files_are_known_after_they_were_fetched(model, session, photos, qtbot):
    model.set_list(session.library.list_photos())
    ids = [PhotoId(each) for each in model.ids.tolist()]
    assert [] == model.files_of(ids)
    model.fetch(ids)
    qtbot.waitUntil(lambda: model.files_of(ids) != [])
    assert set(photos) == set(model.files_of(ids))


def test_that_dragging_hands_over_files(model, session, photos, qtbot):
    model.set_list(session.library.list_photos(Order.NAME), Order.NAME)
    shown_names(model, qtbot)
    mime = model.mimeData([model.index(0), model.index(1)])
    assert [str(path) for path in photos[:2]] == [
        url.toLocalFile() for url in mime.urls()
    ]


def test_that_photos_of_an_offline_folder_are_told(model, session, photos, home, qtbot):
    model.set_list(session.library.list_photos())
    shown_names(model, qtbot)
    assert {False} == set(of_rows(model, model.IS_OFFLINE_ROLE))
    home.photos.rename(home.top / "elsewhere")
    session.refresh()
    qtbot.waitUntil(lambda: set(of_rows(model, model.IS_OFFLINE_ROLE)) == {True})


def test_that_a_moved_photo_tells_its_new_place(model, session, photos, home, qtbot):
    model.set_list(session.library.list_photos(Order.NAME), Order.NAME)
    shown_names(model, qtbot)
    photos[0].rename(home.photos / "moved.jpg")
    with qtbot.waitSignal(session.changed):
        session.refresh()
    assert "moved.jpg" == shown_names(model, qtbot)[0]


def test_that_the_tip_tells_about_a_photo(model, session, dated, qtbot):
    model.set_found(found_like(session, dated[0]))
    shown_names(model, qtbot)
    tip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    name, *_, distance, chance = tip.split("\n")
    assert ["c.jpg", "0 of 64 bits of the codes differ"] == [name, distance]
    assert "By chance" in chance
    assert "96 × 72" in tip  # noqa: RUF001


def test_that_the_tip_tells_which_of_several_examples_a_photo_is_like(
    model, session, dated, qtbot
):
    found = found_like(session, dated[0])
    model.set_found(replace(found, examples=np.array([0, 2, 0], np.int16)))
    shown_names(model, qtbot)
    tip = model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert "Most like example 3" == tip.split("\n")[-1]


def test_that_a_photo_of_a_result_has_a_reason(model, session, dated):
    found = found_like(session, dated[0])
    model.set_found(found)
    reason = model.reason_of(int(found.ids[1]))
    assert (int(found.distances[1]), 64) == (reason.distance, reason.bits)
    assert model.reason_of(999) is None
    model.set_list(session.library.list_photos())
    assert model.reason_of(int(found.ids[1])) is None
