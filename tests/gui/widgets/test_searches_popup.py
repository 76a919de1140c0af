from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from photosearch.core.library import LikeFile, Query
from photosearch.core.records import Filter, PhotoId
from photosearch.gui.models.searches import SearchesModel
from photosearch.gui.widgets.searches_popup import SearchesPopup
from photosearch.spec.regions import Box


@pytest.fixture
def model(session):
    return SearchesModel(session)


@pytest.fixture
def popup(model, home, qtbot):
    query = Query((LikeFile(home.photos / "a.jpg"),))
    for name in ("boats", "zoo"):
        with qtbot.waitSignal(model.modelReset):
            model.save(name, query)
    parent = QWidget()
    qtbot.addWidget(parent)
    popup = SearchesPopup(model, parent)
    popup.offer(may_save=True)
    with qtbot.waitSignal(model.modelReset):  # it looks again when it opens
        popup.open_below(parent)
    qtbot.waitUntil(lambda: popup._saved.isVisible())
    yield popup
    popup.close()


def test_that_only_a_search_with_a_name_is_saved(popup, qtbot):
    asked = []
    popup.save_asked.connect(asked.append)
    assert not popup._save.isEnabled()
    qtbot.keyClicks(popup._name, " my dog ")
    qtbot.keyClick(popup._name, Qt.Key.Key_Return)
    assert ["my dog"] == asked


def test_that_nothing_is_saved_while_nothing_is_looked_for(popup):
    popup.offer(may_save=False)
    assert not popup._name.isEnabled()


def test_that_enter_makes_a_saved_search_again(popup, model, home, qtbot):
    popup._saved.setCurrentIndex(model.index(0))
    with qtbot.waitSignal(model.restored) as restored:
        qtbot.keyClick(popup._saved, Qt.Key.Key_Return)
    assert (LikeFile(home.photos / "a.jpg"),) == restored.args[0].query.examples
    assert not popup.isVisible()


def test_that_delete_removes_a_saved_search(popup, model, qtbot):
    popup._saved.setFocus()
    popup._saved.setCurrentIndex(model.index(0))
    with qtbot.waitSignal(model.modelReset):
        qtbot.keyClick(popup._saved, Qt.Key.Key_Delete)
    assert ["zoo"] == [model.index(row).data() for row in range(model.rowCount())]


def test_that_a_name_that_is_taken_is_said_in_the_panel(popup, model, qtbot):
    with qtbot.waitSignal(model.failed):
        model.setData(model.index(0), "zoo")
    assert "zoo" in popup._problem.text()
    assert popup._problem.isVisible()


def test_that_recent_searches_are_put_into_words(popup, model, qtbot):
    query = Query(
        (LikeFile(Path("/a.jpg")), LikeFile(Path("/b.jpg"), -1.0)),
        Filter(camera="Nikon", has_position=True),
    )
    with qtbot.waitSignal(model.recent_changed):
        model.remember(query)
    words = popup._recent_model.index(0).data()
    assert "a.jpg, not b.jpg, Nikon, with position" == words


def test_that_a_recent_search_by_a_part_says_so(popup, model, qtbot):
    part = Box(0.5, 0.5, 0.5, 0.5)
    query = Query((LikeFile(Path("/a.jpg"), region=part),))
    with qtbot.waitSignal(model.recent_changed):
        model.remember(query)
    assert "part of a.jpg" == popup._recent_model.index(0).data()


def test_that_new_photos_are_told_in_the_row(popup, model, qtbot):
    def look():
        return popup._saved.visualRect(model.index(0)), popup._saved.grab().toImage()

    popup._saved.clearFocus()
    _, before = look()
    search = model.index(0).data(SearchesModel.SEARCH_ROLE)
    with qtbot.waitSignal(model.dataChanged):
        model.news._set(search.id, frozenset({PhotoId(7), PhotoId(8)}))
    place, after = look()
    assert before.copy(place) != after.copy(place)
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "boats, 2 new photo(s)" == spoken
    assert [2, 0] == [model.index(row).data(SearchesModel.NEW_ROLE) for row in (0, 1)]
    assert 2 == model.new_photos()
