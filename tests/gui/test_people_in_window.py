"""From the page of people to photos, and back."""

import pytest

from photosearch.core.paths import Folders
from photosearch.core.settings import Settings
from photosearch.gui.models.preferences import Preferences
from photosearch.gui.widgets.sidebar import Page
from photosearch.gui.window import MainWindow
from tests.albums import ADA


@pytest.fixture
def window(album_session, persons, tmp_path, qtbot):
    preferences = Preferences(tmp_path / "settings")
    preferences.change(Settings(decode_workers=1, device="cpu", watch=False))
    place = Folders(
        library=tmp_path / "album home" / "library",
        cache=tmp_path / "album home" / "library" / "cache",
        settings=tmp_path / "settings",
        log=tmp_path / "log",
    )
    window = MainWindow(album_session, preferences, place)
    qtbot.addWidget(window)
    window.show()
    window.show_page(Page.PEOPLE)
    qtbot.waitUntil(lambda: window.people.model.rowCount() == 2)
    return window


def test_that_the_photos_of_a_person_are_shown(window, persons, qtbot):
    window.people.photos_asked.emit(persons[ADA])
    assert window.stack.currentWidget() is window.photos
    qtbot.waitUntil(lambda: window.photos.model().rowCount() == 4)


def test_that_a_face_leads_to_its_photo_and_back_to_the_person(window, persons, qtbot):
    people = window.people
    with qtbot.waitSignal(people.pane.faces.read):
        people.open_person(people.model.person(persons[ADA]))
    people.pane.grid.activated.emit(people.pane.faces.index(0))
    assert window.stack.currentWidget() is window.viewer
    qtbot.waitUntil(lambda: window.viewer.photo is not None)
    assert people.pane.faces.items[0].photo == window.viewer.photo.id
    window.menus.back.trigger()
    assert window.stack.currentWidget() is people
    assert people.is_at_person
