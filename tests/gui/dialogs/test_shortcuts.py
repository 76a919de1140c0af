from PySide6.QtWidgets import QLabel

from photosearch.gui.dialogs.shortcuts import Keys, ShortcutsDialog


def test_that_all_groups_and_keys_are_listed_in_order(qtbot):
    dialog = ShortcutsDialog(
        [
            Keys("Everywhere", (("F1", "Help"), ("Ctrl+Q", "Quit"))),
            Keys("Viewer", (("I", "Information"),)),
        ]
    )
    qtbot.addWidget(dialog)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert shown == [
        *("Everywhere", "F1", "Help", "Ctrl+Q", "Quit"),
        *("Viewer", "I", "Information"),
    ]
