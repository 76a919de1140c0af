import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from photosearch.core.library import LikeFile, LikePhoto
from photosearch.core.records import Changes
from photosearch.gui.models.trail import FixedRows
from photosearch.gui.widgets.info_panel import InfoPanel
from photosearch.gui.widgets.photo_pane import PhotoPane
from photosearch.gui.widgets.similar_strip import SimilarStrip
from photosearch.gui.widgets.viewer import Viewer


@pytest.fixture
def rows(session, photos):
    return FixedRows(session.library.list_photos().ids)


@pytest.fixture
def viewer(session, rows, qtbot):
    viewer = Viewer(session)
    qtbot.addWidget(viewer)
    viewer.resize(900, 600)
    with qtbot.waitActive(viewer):
        viewer.show()
        viewer.activateWindow()
    return viewer


def look_at(viewer, photo, rows, qtbot, **options):
    viewer.show_photo(photo, rows, **options)
    qtbot.waitUntil(lambda: viewer.photo is not None and viewer.photo.id == photo)


def press(viewer, key, qtbot):
    qtbot.keyClick(viewer.focusWidget() or viewer, key)


def test_that_a_photo_becomes_sharp(viewer, rows, qtbot):
    look_at(viewer, int(rows.ids[2]), rows, qtbot)
    qtbot.waitUntil(lambda: any(p.is_sharp for p in viewer.findChildren(PhotoPane)))


@pytest.mark.parametrize(
    ("key", "row"),
    [
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 11),
    ],
)
def test_that_keys_lead_to_other_photos(viewer, rows, qtbot, key, row):
    look_at(viewer, int(rows.ids[2]), rows, qtbot)
    press(viewer, key, qtbot)
    qtbot.waitUntil(lambda: viewer.photo.id == rows.ids[row])


def test_that_escape_goes_back_from_the_photo_looked_at_last(viewer, rows, qtbot):
    look_at(viewer, int(rows.ids[2]), rows, qtbot)
    press(viewer, Qt.Key.Key_Right, qtbot)
    with qtbot.waitSignal(viewer.left) as left:
        press(viewer, Qt.Key.Key_Escape, qtbot)
    assert [rows.ids[3]] == left.args


def test_that_a_photo_that_goes_makes_room_for_the_next(session, viewer, rows, qtbot):
    ids = rows.ids.tolist()
    look_at(viewer, ids[2], rows, qtbot)
    rows.__init__(ids[:2] + ids[3:])
    session.changed.emit(Changes(removed=(ids[2],)))
    qtbot.waitUntil(lambda: viewer.photo.id == ids[3])


def test_that_the_info_panel_tells_the_facts(viewer, rows, qtbot):
    look_at(viewer, int(rows.ids[0]), rows, qtbot)
    press(viewer, Qt.Key.Key_I, qtbot)
    facts = viewer.findChild(InfoPanel).facts
    assert facts["Picture"].startswith("96 \N{MULTIPLICATION SIGN} 72")
    assert facts["File"].startswith("JPEG, ")


def test_that_a_path_is_copied(session, viewer, rows, qtbot):
    photo = session.library.photo(int(rows.ids[0]))
    look_at(viewer, photo.id, rows, qtbot)
    press(viewer, Qt.Key.Key_I, qtbot)
    panel = viewer.findChild(InfoPanel)
    copies = [
        each
        for each in panel.findChildren(QToolButton)
        if each.accessibleName() == "Copy the path" and not each.isHidden()
    ]
    copies[-1].click()
    assert str(photo.paths[0]) == QGuiApplication.clipboard().text()


def test_that_a_similar_photo_is_looked_at_next(viewer, rows, qtbot):
    first = int(rows.ids[0])
    only = FixedRows([first])
    look_at(viewer, first, only, qtbot)
    press(viewer, Qt.Key.Key_S, qtbot)
    strip = viewer.findChild(SimilarStrip)
    qtbot.waitUntil(lambda: strip.model().rowCount() == 11)
    chosen = strip.model().ids[0]
    strip.photo_activated.emit(chosen)
    qtbot.waitUntil(lambda: viewer.photo.id == chosen)
    press(viewer, Qt.Key.Key_Left, qtbot)
    qtbot.waitUntil(lambda: viewer.photo.id == first)


@pytest.mark.parametrize("kind", ["photo", "file"])
def test_that_the_example_is_shown_beside(session, photos, viewer, rows, qtbot, kind):
    first = int(rows.ids[0])
    example = LikePhoto(first) if kind == "photo" else LikeFile(photos[0])
    look_at(viewer, int(rows.ids[1]), rows, qtbot, examples=[example])
    press(viewer, Qt.Key.Key_C, qtbot)
    panes = viewer.findChildren(PhotoPane)
    qtbot.waitUntil(lambda: all(not pane.view.is_empty for pane in panes))
    assert all(pane.isVisible() for pane in panes)


def test_that_without_an_example_there_is_nothing_to_compare(viewer, rows, qtbot):
    look_at(viewer, int(rows.ids[1]), rows, qtbot)
    press(viewer, Qt.Key.Key_C, qtbot)
    assert [True, False] == sorted(
        (pane.isHidden() for pane in viewer.findChildren(PhotoPane)), reverse=True
    )


def test_that_a_photo_out_of_reach_is_shown_by_its_thumbnail(
    home, session, viewer, rows, qtbot
):
    shutil.rmtree(home.photos)
    look_at(viewer, int(rows.ids[1]), rows, qtbot)
    panes = viewer.findChildren(PhotoPane)
    qtbot.waitUntil(lambda: any(pane.notice for pane in panes))
    qtbot.waitUntil(lambda: any(not pane.view.is_empty for pane in panes))
    assert not any(pane.is_sharp for pane in panes)


def test_that_photos_like_this_one_are_asked_for(viewer, rows, qtbot):
    look_at(viewer, int(rows.ids[1]), rows, qtbot)
    with qtbot.waitSignal(viewer.search_asked) as asked:
        qtbot.keyClick(viewer, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert [(rows.ids[1],)] == asked.args
