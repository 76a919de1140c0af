import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox

from photosearch.gui.dialogs.crash import CrashDialog, report


@pytest.fixture
def text():
    try:
        [][3]
    except IndexError as error:
        return report(error, error.__traceback__)


def test_that_a_report_names_the_versions_and_the_place(text):
    assert text.startswith("photosearch ")
    assert "test_crash.py" in text
    assert text.endswith("IndexError: list index out of range\n")


def test_that_the_report_can_be_copied(text, qtbot):
    dialog = CrashDialog(text)
    qtbot.addWidget(dialog)
    dialog.copy()
    assert text == QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("role", "result"),
    [
        (QDialogButtonBox.ButtonRole.AcceptRole, CrashDialog.DialogCode.Accepted),
        (QDialogButtonBox.ButtonRole.RejectRole, CrashDialog.DialogCode.Rejected),
    ],
    ids=["go on", "quit"],
)
def test_that_the_user_decides_whether_to_go_on(text, qtbot, role, result):
    dialog = CrashDialog(text)
    qtbot.addWidget(dialog)
    dialog.show()
    box = dialog.findChild(QDialogButtonBox)
    button = next(each for each in box.buttons() if box.buttonRole(each) is role)
    with qtbot.waitSignal(dialog.finished) as finished:
        button.click()
    assert [result.value] == finished.args
