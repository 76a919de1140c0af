import PySide6
from PySide6.QtWidgets import QLabel

import photosearch
from photosearch.gui.dialogs.about import AboutDialog, parts, versions


def test_that_every_part_has_a_version_and_a_licence():
    found = {part.name.lower(): part for part in parts()}
    assert {"numpy", "pillow", "sqlalchemy", "pyside6_essentials"} <= {
        name.replace("-", "_") for name in found
    }
    assert [] == [part for part in found.values() if not part.version]
    assert [] == [part for part in found.values() if not part.licence]


def test_that_parts_of_training_are_not_named():
    assert "torch" not in {part.name for part in parts()}


def test_that_the_versions_are_those_that_run():
    assert f"photosearch {photosearch.__version__}" in versions()
    assert f"PySide6 {PySide6.__version__}" in versions()


def test_that_the_dialog_promises_privacy_and_lists_the_parts(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Network connections: none." in words
    assert len(parts()) == dialog.table.rowCount()
