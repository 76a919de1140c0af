import pytest
from PySide6.QtCore import Qt

from photosearch.gui.models.similar import SimilarModel


@pytest.fixture
def model(session):
    return SimilarModel(session)


def look(model, photo, qtbot):
    with qtbot.waitSignal(model.modelReset):
        model.look_for(photo)


def test_that_like_photos_are_shown_without_the_photo_itself(
    session, photos, model, qtbot, qtmodeltester
):
    ids = session.library.list_photos().ids.tolist()
    look(model, ids[0], qtbot)
    assert sorted(ids[1:]) == sorted(model.ids)
    qtmodeltester.check(model)


def test_that_only_the_last_search_is_shown(session, photos, model, qtbot):
    ids = session.library.list_photos().ids.tolist()
    model.look_for(ids[0])
    look(model, ids[1], qtbot)
    assert ids[1] not in model.ids


def test_that_thumbnails_come_later(session, photos, model, qtbot):
    ids = session.library.list_photos().ids.tolist()
    look(model, ids[0], qtbot)
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is None
    with qtbot.waitSignal(model.dataChanged):
        pass
    shown = [model.index(row).data(Qt.ItemDataRole.DecorationRole) for row in range(11)]
    assert any(each is not None for each in shown)


def test_that_nothing_is_found_in_an_empty_library(model, qtbot):
    look(model, 1, qtbot)
    assert 0 == model.rowCount()
