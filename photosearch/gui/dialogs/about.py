"""What this program is, what it is made of, and that it talks to nobody."""

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

import photosearch
from photosearch.gui import theme
from photosearch.gui.theme import SPACE_PX

_ICON_PX = 72
_QT = ("PySide6-Essentials", "shiboken6")


@dataclass(frozen=True, slots=True)
class Part:
    """A package that the program is made of."""

    name: str
    version: str
    licence: str


def parts() -> tuple[Part, ...]:
    """Return the packages that are installed because the program needs them."""
    found = {each.name.lower(): each for each in _parts()}
    return tuple(found[name] for name in sorted(found))


def versions() -> str:
    """Return the versions that matter in a report, one a line."""
    return "\n".join(
        (
            f"photosearch {photosearch.__version__}",
            f"Python {platform.python_version()}, {platform.platform()}",
            f"Qt {qVersion()}, PySide6 {PySide6.__version__}",
        )
    )


def _parts() -> Iterator[Part]:
    try:
        required = metadata.requires("photosearch") or []
    except metadata.PackageNotFoundError:
        required = []
    for requirement in (*_QT, *required):
        name = re.match(r"[\w.-]+", requirement)
        if "extra ==" in requirement or name is None:
            continue
        try:
            yield _part(metadata.distribution(name.group()))
        except metadata.PackageNotFoundError:
            # Meant for another system, or left out of a frozen program.
            continue


def _part(distribution: metadata.Distribution) -> Part:
    facts = distribution.metadata
    fields = ("License-Expression", "License")
    licence = next((facts[field] for field in fields if field in facts), "")
    if not licence or len(licence) > 60:
        # Some put the whole text there, and the name into a classifier.
        named = [
            each.rpartition("::")[2].strip()
            for each in facts.get_all("Classifier") or ()
            if each.startswith("License ::")
        ]
        licence = ", ".join(named) or licence.strip().partition("\n")[0]
    return Part(facts["Name"], distribution.version, licence)


class AboutDialog(QDialog):
    """Names the version, the parts and their licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Photo Search"))
        self.resize(560, 520)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[3 * SPACE_PX] * 4)
        box.setSpacing(2 * SPACE_PX)
        box.addLayout(self._head())
        private = QLabel(
            self.tr(
                "Network connections: none. Your photos are only read, and nothing "
                "about them leaves this computer."
            )
        )
        private.setWordWrap(True)
        box.addWidget(private)
        made_of = QLabel(self.tr("Made of"))
        made_of.setProperty("role", "heading")
        box.addWidget(made_of)
        self.table = self._table()
        made_of.setBuddy(self.table)
        box.addWidget(self.table, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(theme.logo(_ICON_PX, self.devicePixelRatioF()))
        title = QLabel(self.tr("Photo Search"))
        title.setProperty("role", "title")
        what = QLabel(self.tr("Finds photos that look like a photo."))
        facts = QLabel(versions())
        facts.setProperty("role", "muted")
        facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        licence = QLabel(self.tr("Free software under the Apache License 2.0"))
        words = QVBoxLayout()
        words.setSpacing(SPACE_PX // 2)
        for label in (title, what, facts, licence):
            words.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE_PX)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _table(self) -> QTableWidget:
        rows = parts()
        table = QTableWidget(len(rows), 3)
        table.setAccessibleName(self.tr("Parts and their licences"))
        table.setHorizontalHeaderLabels(
            [self.tr("Part"), self.tr("Version"), self.tr("Licence")]
        )
        for number, part in enumerate(rows):
            for column, text in enumerate((part.name, part.version, part.licence)):
                table.setItem(number, column, QTableWidgetItem(text))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        return table
