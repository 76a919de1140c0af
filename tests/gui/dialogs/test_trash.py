from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from photosearch.gui.dialogs.trash import TrashDialog


@pytest.fixture
def dialog(qtbot):
    dialog = TrashDialog([Path(f"/photos/{number}.jpg") for number in range(20)])
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_that_the_files_are_named_and_the_rest_counted(dialog):
    assert "Move 20 file(s) to the trash?" == dialog.text()
    assert str(Path("/photos/0.jpg")) in dialog.informativeText()
    assert "… and 12 more" in dialog.informativeText()


def test_that_moving_is_accepted_once(dialog, qtbot):
    told = []
    dialog.accepted.connect(lambda: told.append("moved"))
    dialog.move_button.click()
    assert ["moved"] == told


def test_that_anything_else_moves_nothing(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.accepted):
        dialog.button(QMessageBox.StandardButton.Cancel).click()
