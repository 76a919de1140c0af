import pytest

from photosearch.core.settings import Settings, load_settings, save_settings
from photosearch.gui.models.preferences import Preferences

DARK = Settings(theme="dark")


@pytest.fixture
def preferences(qapp, tmp_path):
    return Preferences(tmp_path / "settings")


def test_that_what_was_chosen_before_holds(qapp, tmp_path):
    save_settings(DARK, tmp_path)
    assert DARK == Preferences(tmp_path).settings


def test_that_a_change_is_told_and_kept(preferences, qtbot):
    with qtbot.waitSignal(preferences.changed) as changed:
        preferences.change(DARK)
    assert [DARK] == changed.args
    assert DARK == load_settings(preferences.folder)


def test_that_the_same_settings_are_no_change(preferences, qtbot):
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.change(preferences.settings)


def test_that_a_refusing_disk_is_told_and_the_change_holds(preferences, qtbot):
    preferences.folder.write_text("a file where the folder should be")
    with qtbot.waitSignals([preferences.unsaved, preferences.changed]):
        preferences.change(DARK)
    assert DARK == preferences.settings
