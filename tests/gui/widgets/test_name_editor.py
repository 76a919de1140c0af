import pytest
from PySide6.QtCore import Qt

from photosearch.gui.widgets.name_editor import NameEditor


@pytest.fixture
def editor(qtbot):
    editor = NameEditor()
    qtbot.addWidget(editor)
    editor.set_names(["Ada King", "Grace", "Jo Ada"])
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.setFocus()
    return editor


def popup(editor):
    return editor.completer().popup()


def test_that_enter_takes_what_is_written(editor, qtbot):
    qtbot.keyClicks(editor, "  Somebody ")
    with qtbot.waitSignal(editor.name_entered) as entered:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert ["Somebody"] == entered.args


def test_that_known_names_are_offered_whatever_the_case(editor, qtbot):
    qtbot.keyClicks(editor, "ADA")
    qtbot.waitUntil(popup(editor).isVisible)
    rows = popup(editor).model().rowCount()
    assert 2 == rows


def test_that_enter_takes_the_name_that_is_chosen_in_the_list(editor, qtbot):
    qtbot.keyClicks(editor, "ada")
    qtbot.waitUntil(popup(editor).isVisible)
    qtbot.keyClick(popup(editor), Qt.Key.Key_Down)
    with qtbot.waitSignal(editor.name_entered) as entered:
        qtbot.keyClick(popup(editor), Qt.Key.Key_Return)
    assert ["Ada King"] == entered.args
    assert not popup(editor).isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_that_an_empty_line_and_escape_give_up(editor, qtbot, key):
    with qtbot.waitSignal(editor.given_up):
        qtbot.keyClick(editor, key)
