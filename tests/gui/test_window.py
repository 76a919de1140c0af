import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel

from photosearch.core.errors import ModelError
from photosearch.core.paths import Folders
from photosearch.core.settings import Settings
from photosearch.gui.dialogs.about import AboutDialog
from photosearch.gui.dialogs.preferences import PreferencesDialog
from photosearch.gui.dialogs.properties import PropertiesDialog
from photosearch.gui.dialogs.shortcuts import ShortcutsDialog
from photosearch.gui.dialogs.trash import TrashDialog
from photosearch.gui.models.preferences import Preferences
from photosearch.gui.widgets.sidebar import Page
from photosearch.gui.window import MainWindow


@pytest.fixture
def preferences(home):
    preferences = Preferences(home.top / "settings")
    preferences.change(Settings(decode_workers=1, device="cpu", watch=False))
    return preferences


@pytest.fixture
def make_window(session, preferences, home, qtbot):
    def make():
        place = Folders(home.library, home.cache, home.top / "settings", home.top)
        window = MainWindow(session, preferences, place)
        qtbot.addWidget(window)
        window.show()
        return window

    return make


@pytest.fixture
def window(photos, make_window, qtbot):
    window = make_window()
    window.begin((), None)
    qtbot.waitUntil(lambda: window.photos.model().rowCount() == len(photos))
    return window


def opened(window, kind, qtbot):
    """Return the dialog of a kind once it is open."""

    def shown():
        return [each for each in window.findChildren(kind) if each.isVisible()]

    qtbot.waitUntil(lambda: shown() != [])
    return shown()[0]


def test_that_a_new_user_is_asked_for_folders(make_window, qtbot):
    window = make_window()
    window.begin((), None)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.welcome)


def test_that_photos_appear_once_a_folder_is_dropped(make_window, home, qtbot):
    home.draw_many(3)
    window = make_window()
    window.begin((), None)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.welcome)
    window.welcome.folders_dropped.emit((home.photos,))
    assert window.stack.currentWidget() is window.photos
    qtbot.waitUntil(lambda: window.photos.model().rowCount() == 3, timeout=60_000)


def test_that_folders_given_at_the_start_are_indexed(make_window, home, qtbot):
    home.draw_many(3)
    window = make_window()
    window.begin((home.photos,), None)
    qtbot.waitUntil(lambda: window.session.library.photo_count() == 3, timeout=60_000)


def test_that_a_sample_half_drawn_is_not_indexed(make_window, home, qtbot):
    window = make_window()
    window.begin((), home.top / "sample")
    (drawing,) = window.session.tasks.tasks()
    qtbot.waitUntil(lambda: drawing.progress is not None)
    window.session.tasks.cancel(drawing)
    qtbot.waitUntil(lambda: window.session.bridge.is_idle)
    assert () == window.session.library.roots()


@pytest.mark.parametrize("page", Page)
def test_that_every_page_is_a_key_and_a_click_away(window, qtbot, page):
    for other in (Page.PHOTOS, Page.MODELS):
        window.show_page(other)
        window.menus.pages[page].trigger()
        assert window.stack.currentWidget() is window.pages[page]
        assert window.sidebar.buttons[page].isChecked()
        window.show_page(other)
        window.sidebar.buttons[page].click()
        assert window.stack.currentWidget() is window.pages[page]


def test_that_a_photo_is_looked_at_in_the_same_window_and_left(window, qtbot):
    photo = window.photos.model().ids[4]
    window.photos.grid.photo_activated.emit(int(photo))
    assert window.stack.currentWidget() is window.viewer
    qtbot.waitUntil(lambda: window.viewer.photo is not None)
    window.menus.back.trigger()
    assert window.stack.currentWidget() is window.photos
    assert photo == window.photos.grid.current()


def test_that_the_viewer_can_search_for_like_photos(window, qtbot):
    photo = int(window.photos.model().ids[0])
    with qtbot.waitSignal(window.photos.found, timeout=30_000):
        window.viewer.search_asked.emit((photo,))
    assert window.stack.currentWidget() is window.photos
    window.menus.all_photos.trigger()
    qtbot.waitUntil(lambda: window.photos.search.is_empty)


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("about", AboutDialog),
        ("shortcuts", ShortcutsDialog),
        ("preferences", PreferencesDialog),
        ("add_folder", QFileDialog),
        ("search_file", QFileDialog),
    ],
)
def test_that_menus_open_dialogs_that_escape_closes(window, qtbot, action, kind):
    getattr(window.menus, action).trigger()
    dialog = opened(window, kind, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(
        lambda: not [each for each in window.findChildren(QDialog) if each.isVisible()]
    )


def test_that_properties_of_a_photo_are_shown(window, qtbot):
    photo = window.session.library.photo(int(window.photos.model().ids[0]))
    window.photos.properties_asked.emit(photo.id)
    dialog = opened(window, PropertiesDialog, qtbot)
    assert photo.paths[0].name in dialog.windowTitle()
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    assert {str(photo.paths[0]), photo.content_hash.hex()} <= shown
    dialog.close()


def test_that_photos_go_to_the_trash_after_a_yes(window, photos, qtbot):
    photo = int(window.photos.model().ids[0])
    path = window.session.library.photo(photo).paths[0]
    window.photos.trash_asked.emit((photo,))
    dialog = opened(window, TrashDialog, qtbot)
    assert str(path) in dialog.informativeText()
    assert path.exists()
    dialog.move_button.click()
    qtbot.waitUntil(lambda: window.photos.model().rowCount() == len(photos) - 1)
    assert not path.exists()
    assert [path] == [each.path for each in window.session.library.trashed(5)]


def test_that_what_stays_out_of_the_trash_is_said(window, qtbot):
    photo = int(window.photos.model().ids[0])
    path = window.session.library.photo(photo).paths[0]
    window.photos.trash_asked.emit((photo,))
    dialog = opened(window, TrashDialog, qtbot)
    path.write_bytes(b"edited meanwhile")
    dialog.move_button.click()
    qtbot.waitUntil(window.banner.isVisible)
    assert str(path) in window.banner.words.text()
    assert path.exists()


def test_that_failures_are_told_in_the_window(window):
    window.session.failed.emit(ModelError("the model tiny is missing"))
    assert window.banner.isVisible()
    assert "The model tiny is missing." in window.banner.words.text()


def test_that_preferences_take_effect_while_the_window_is_open(
    window, preferences, qtbot
):
    window.menus.preferences.trigger()
    dialog = opened(window, PreferencesDialog, qtbot)
    assert not window.session.is_watching
    dialog.watch.click()
    assert preferences.settings.watch
    assert window.session.is_watching
    dialog.watch.click()
    assert not window.session.is_watching
    dialog.close()


def test_that_preferences_lead_to_the_folders(window, qtbot):
    window.menus.preferences.trigger()
    opened(window, PreferencesDialog, qtbot).folders.click()
    assert window.stack.currentWidget() is window.pages[Page.FOLDERS]


def test_that_the_window_comes_back_as_it_was_left(make_window):
    first = make_window()
    first.resize(701, 533)
    first.close()
    assert first.size() == make_window().size()


def test_that_a_second_start_brings_the_window_forward(window, home, qtbot):
    window.showMinimized()
    more = home.top / "more"
    more.mkdir()
    window.come_forward((more,))
    assert not window.isMinimized()
    qtbot.waitUntil(lambda: len(window.session.library.roots()) == 2)


def test_that_removing_the_last_folder_asks_for_another(window, qtbot):
    root = window.session.library.roots()[0]
    window.session.library.remove_folder(root.id)
    window.session.folders_changed.emit()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.welcome)


def test_that_the_status_bar_leads_to_what_it_tells_of(window):
    window.status_bar.activity_asked.emit()
    assert window.stack.currentWidget() is window.pages[Page.ACTIVITY]
    window.status_bar.models_asked.emit()
    assert window.stack.currentWidget() is window.pages[Page.MODELS]


def test_that_full_screen_is_entered_and_left(window):
    window.menus.full_screen.trigger()
    assert window.isFullScreen()
    window.menus.full_screen.trigger()
    assert not window.isFullScreen()


def test_that_any_folder_can_be_chosen_to_learn_from(window, tmp_path, qtbot):
    window.show_page(Page.RETRAIN)
    window.retrain.form.other.click()
    opened(window, QFileDialog, qtbot).fileSelected.emit(str(tmp_path))
    assert tmp_path == window.retrain.form.folder
