from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from photosearch.core.settings import Settings
from photosearch.gui.dialogs.preferences import PreferencesDialog


@pytest.fixture
def open_dialog(qtbot):
    def open_with(settings):
        dialog = PreferencesDialog(settings, Path("/somewhere/library"))
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_with


def choose(box, value):
    """Choose as the keyboard does."""
    row = box.findData(value)
    box.setCurrentIndex(row)
    box.activated.emit(row)


def test_that_it_shows_the_settings_as_they_are(open_dialog):
    settings = Settings(
        decode_workers=3,
        device="cpu",
        theme="dark",
        language="de",
        cache_mb=512,
        work_when_idle=True,
        watch=False,
    )
    dialog = open_dialog(settings)
    shown = Settings(
        decode_workers=dialog.workers.value(),
        device=dialog.device.currentData(),
        theme=dialog.theme.currentData(),
        language=dialog.language.currentData(),
        cache_mb=dialog.cache.value(),
        work_when_idle=dialog.idle.isChecked(),
        watch=dialog.watch.isChecked(),
    )
    assert settings == shown == dialog.settings


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        (lambda dialog: choose(dialog.theme, "light"), "theme", "light"),
        (lambda dialog: choose(dialog.language, "zh_CN"), "language", "zh_CN"),
        (lambda dialog: choose(dialog.device, "cpu"), "device", "cpu"),
        (lambda dialog: dialog.workers.setValue(5), "decode_workers", 5),
        (lambda dialog: dialog.cache.setValue(0), "cache_mb", 0),
        (lambda dialog: dialog.watch.click(), "watch", False),
        (lambda dialog: dialog.idle.click(), "work_when_idle", True),
    ],
    ids=["theme", "language", "device", "workers", "cache", "watch", "idle"],
)
def test_that_a_change_is_told_at_once(open_dialog, qtbot, change, name, value):
    dialog = open_dialog(Settings())
    with qtbot.waitSignal(dialog.settings_changed) as told:
        change(dialog)
    assert value == getattr(told.args[0], name)
    assert told.args[0] == dialog.settings


def test_that_choosing_what_is_chosen_changes_nothing(open_dialog, qtbot):
    dialog = open_dialog(Settings())
    with qtbot.assertNotEmitted(dialog.settings_changed):
        choose(dialog.theme, "system")


def test_that_unknown_values_are_shown_as_left_to_the_system(open_dialog):
    dialog = open_dialog(Settings(theme="purple", language="xx"))
    assert "system" == dialog.theme.currentData()
    assert "" == dialog.language.currentData()


def test_that_the_folders_are_one_click_away(open_dialog, qtbot):
    dialog = open_dialog(Settings())
    with qtbot.waitSignal(dialog.folders_asked):
        qtbot.mouseClick(dialog.folders, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_that_everything_has_a_name_for_screen_readers(open_dialog):
    dialog = open_dialog(Settings())
    for field in (dialog.theme, dialog.language, dialog.device, dialog.workers):
        assert "" != field.accessibleName()
