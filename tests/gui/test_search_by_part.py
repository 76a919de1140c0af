"""From a photo to a box on it, to photos that have something like it in them."""

import pytest
from PySide6.QtCore import Qt

from photosearch.core.library import LikePhoto
from photosearch.core.paths import Folders
from photosearch.core.settings import Settings
from photosearch.gui.models.preferences import Preferences
from photosearch.gui.widgets.example_card import ExampleCard
from photosearch.gui.widgets.info_panel import InfoPanel
from photosearch.gui.window import MainWindow
from photosearch.spec.regions import Box


@pytest.fixture
def home(parts_home):
    return parts_home


@pytest.fixture
def window(home, session, photos, qtbot):
    preferences = Preferences(home.top / "settings")
    preferences.change(Settings(decode_workers=1, device="cpu", watch=False))
    place = Folders(home.library, home.cache, home.top / "settings", home.top)
    window = MainWindow(session, preferences, place)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: window.photos.model().rowCount() == len(photos))
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    return window


def press(window, key, qtbot, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window.focusWidget(), key, modifiers)


def look_at(window, photo, qtbot):
    viewer = window.viewer
    window.photos.photo_activated.emit(photo)
    qtbot.waitUntil(lambda: viewer.photo is not None and viewer.photo.id == photo)
    qtbot.waitUntil(lambda: not viewer._pane.view.is_empty)


def test_that_photos_with_a_part_like_the_drawn_one_are_found(window, session, qtbot):
    page = window.photos
    photo = int(page.model().ids[4])
    look_at(window, photo, qtbot)
    for key in (Qt.Key.Key_B, Qt.Key.Key_Down, Qt.Key.Key_Return):
        press(window, key, qtbot)
    qtbot.waitUntil(lambda: page.model().found is not None)
    assert window.stack.currentWidget() is page
    example = LikePhoto(photo, region=Box(0.25, 0.25, 0.5, 0.5))
    assert (example,) == page.search.query.examples
    assert "part" == page.tray.findChild(ExampleCard)._part.text()
    # The photo itself has the part in it: in one of its regions, not as a whole.
    assert photo == page.model().ids[0]
    assert page.model().reason_of(photo).region > 0
    look_at(window, photo, qtbot)
    press(window, Qt.Key.Key_W, qtbot)
    assert "A part of it matches best" in window.viewer.findChild(InfoPanel).why.words
