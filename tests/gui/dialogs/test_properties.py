from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from photosearch.core.records import Metadata, Photo, PhotoId
from photosearch.gui.dialogs.properties import PropertiesDialog

FULL = Metadata(
    "JPEG",
    4000,
    3000,
    datetime(2024, 3, 9, 17, 5),  # noqa: DTZ001
    "Acme One",
    48.1374,
    11.5755,
)


@pytest.fixture
def copied(qtbot):
    def copy_of(metadata, *paths):
        photo = Photo(PhotoId(1), b"\x01" * 16, 2_500_000, metadata, paths)
        dialog = PropertiesDialog(photo)
        qtbot.addWidget(dialog)
        dialog.copy()
        return QGuiApplication.clipboard().text()

    return copy_of


def test_that_all_that_is_known_can_be_copied(copied):
    text = copied(FULL, Path("/a/cat.jpg"), Path("/b/same.jpg"))
    for fact in (
        f"Path: {Path('/a/cat.jpg')}",
        f"Path: {Path('/b/same.jpg')}",
        "Camera: Acme One",
        "Position: 48.13740, 11.57550",
        "4000",
        "JPEG",
        "01" * 16,
    ):
        assert fact in text


def test_that_what_is_unknown_is_left_out(copied):
    text = copied(Metadata("PNG", 10, 10), Path("/a/cat.png"))
    for name in ("Taken", "Camera", "Position"):
        assert name not in text
