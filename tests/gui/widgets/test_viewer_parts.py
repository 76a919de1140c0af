from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from photosearch.core.library import LikeFile, LikePhoto, Query
from photosearch.gui.models.photos import PhotosModel
from photosearch.gui.models.thumbnails import Thumbnails
from photosearch.gui.widgets.example_pane import ExamplePane
from photosearch.gui.widgets.info_panel import InfoPanel
from photosearch.gui.widgets.part_bar import PartBar
from photosearch.gui.widgets.photo_pane import PhotoPane
from photosearch.gui.widgets.viewer import Viewer
from photosearch.gui.widgets.viewer_bar import ViewerBar
from photosearch.spec.regions import Box

PART = Box(0.25, 0.25, 0.5, 0.5)
# The fourth of the nine squares on the third scale: left, in the middle line.
REGION = 1 + 4 + 3


@pytest.fixture
def home(parts_home):
    return parts_home


@pytest.fixture
def viewer(session, qtbot):
    viewer = Viewer(session)
    qtbot.addWidget(viewer)
    viewer.resize(900, 600)
    with qtbot.waitActive(viewer):
        viewer.show()
        viewer.activateWindow()
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    return viewer


@pytest.fixture
def result(session, photos, qtbot):
    """Give a result in which every other photo is like the second example."""
    example = LikePhoto(int(session.library.list_photos().ids[0]))
    found = session.library.find(Query((example,), count=12))
    places = np.arange(len(found.ids), dtype=np.int16)
    rows = PhotosModel(session, Thumbnails(session))
    rows.set_found(
        replace(found, regions=np.full_like(places, REGION), examples=places % 2)
    )
    yield rows
    session.close()


def look_at(viewer, photo, rows, qtbot, examples=()):
    viewer.show_photo(int(photo), rows, examples)
    qtbot.waitUntil(lambda: viewer.photo is not None and viewer.photo.id == photo)
    qtbot.waitUntil(lambda: not view_of(viewer).is_empty)


def view_of(viewer):
    panes = viewer.findChildren(PhotoPane)
    return next(each.view for each in panes if not isinstance(each, ExamplePane))


def press(viewer, key, qtbot):
    qtbot.keyClick(viewer.focusWidget() or viewer, key)


def test_that_a_part_is_searched_for_by_keys_alone(viewer, result, qtbot):
    look_at(viewer, result.ids[0], result, qtbot)
    press(viewer, Qt.Key.Key_B, qtbot)
    press(viewer, Qt.Key.Key_Down, qtbot)
    with qtbot.waitSignal(viewer.part_asked) as asked:
        press(viewer, Qt.Key.Key_Return, qtbot)
    assert [LikePhoto(result.ids[0], region=PART)] == asked.args
    assert viewer.findChild(PartBar).isHidden()


def test_that_escape_leaves_the_box_before_it_leaves_the_photo(viewer, result, qtbot):
    look_at(viewer, result.ids[0], result, qtbot)
    press(viewer, Qt.Key.Key_B, qtbot)
    with qtbot.assertNotEmitted(viewer.left):
        press(viewer, Qt.Key.Key_Escape, qtbot)
    with qtbot.waitSignal(viewer.left):
        press(viewer, Qt.Key.Key_Escape, qtbot)


def test_that_another_photo_has_no_box_yet(viewer, result, qtbot):
    look_at(viewer, result.ids[0], result, qtbot)
    press(viewer, Qt.Key.Key_B, qtbot)
    bar = viewer.findChild(ViewerBar)
    assert bar.part.isChecked()
    bar.later.click()
    qtbot.waitUntil(lambda: viewer.photo.id == result.ids[1])
    assert viewer.findChild(PartBar).isHidden()
    assert not bar.part.isChecked()


def test_that_the_matched_region_is_outlined_or_not(viewer, result, qtbot):
    look_at(viewer, result.ids[0], result, qtbot)
    region = viewer._session.library.region_box(viewer.photo, REGION)
    assert region == view_of(viewer).outlined
    press(viewer, Qt.Key.Key_O, qtbot)
    assert view_of(viewer).outlined is None


def test_that_no_line_disturbs_while_a_part_is_chosen(viewer, result, qtbot):
    look_at(viewer, result.ids[0], result, qtbot)
    press(viewer, Qt.Key.Key_B, qtbot)
    assert view_of(viewer).outlined is None
    press(viewer, Qt.Key.Key_B, qtbot)
    assert view_of(viewer).outlined is not None


def test_that_every_photo_is_compared_with_the_example_it_is_like(
    viewer, result, photos, qtbot
):
    examples = LikeFile(photos[0]), LikeFile(photos[1], region=PART)
    look_at(viewer, result.ids[0], result, qtbot, examples)
    press(viewer, Qt.Key.Key_C, qtbot)
    beside = viewer.findChild(ExamplePane)
    qtbot.waitUntil(lambda: not beside.view.is_empty)
    assert beside.view.outlined is None
    press(viewer, Qt.Key.Key_Right, qtbot)
    qtbot.waitUntil(lambda: beside.view.outlined == PART)


def test_that_it_is_told_why_a_photo_was_found(viewer, result, photos, qtbot):
    look_at(viewer, result.ids[1], result, qtbot, [LikeFile(photos[0])])
    press(viewer, Qt.Key.Key_W, qtbot)
    card = viewer.findChild(InfoPanel).why
    assert card.isVisible()
    assert "A part of it matches best: on the left" in card.words
    press(viewer, Qt.Key.Key_W, qtbot)
    assert not card.isVisible()


def test_that_a_photo_of_a_list_was_found_for_no_reason(session, viewer, photos, qtbot):
    rows = PhotosModel(session, Thumbnails(session))
    rows.set_list(session.library.list_photos())
    look_at(viewer, rows.ids[0], rows, qtbot)
    press(viewer, Qt.Key.Key_I, qtbot)
    assert viewer.findChild(InfoPanel).why.isHidden()
    assert not viewer.findChild(ViewerBar).outline.isEnabled()
    session.close()
