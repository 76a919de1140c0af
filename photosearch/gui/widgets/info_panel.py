"""What a photo says about itself, and where it lies."""

import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from photosearch.core.records import Photo
from photosearch.gui import messages
from photosearch.gui.background import Task
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls, file_manager
from photosearch.gui.widgets.people_in_photo import PeopleInPhoto
from photosearch.gui.widgets.reason_card import ReasonCard

_WIDTH_PX = 288
# Lets a long path go on in the next line.
_MAY_BREAK = "\u200b"
_UNBROKEN = 24


class InfoPanel(QScrollArea):
    """The facts about one photo; all of them can be copied."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._photo: Photo | None = None
        self._asked = Task()
        self.why = ReasonCard(session)
        self.people = PeopleInPhoto(session)
        self._heading = controls.label("heading")
        self._facts = QGridLayout()
        self._facts.setSpacing(SPACE_PX)
        self._facts.setColumnStretch(1, 1)
        self._places_heading = controls.label("heading")
        self._places = controls.column()
        self._arrange()
        self._retranslate()

    def show_photo(self, photo: Photo) -> None:
        """Show the facts about a photo."""
        self._photo = photo
        self._show_facts(photo)
        self._show_places(dict.fromkeys(photo.paths, True))
        self._asked.cancel()
        self._asked = self._session.ask(
            lambda: {path: path.exists() for path in photo.paths}, self._show_places
        )

    def go_to_top(self) -> None:
        """Show what is said first: why the photo was found, if it was looked for."""
        self.verticalScrollBar().setValue(0)

    @property
    def facts(self) -> dict[str, str]:
        """The facts as they are shown, by their names."""
        shown = {}
        for row in range(self._facts.rowCount()):
            name, value = (self._facts.itemAtPosition(row, side) for side in (0, 1))
            if name and value:
                shown[_text_of(name.widget())] = _text_of(value.widget())
        return shown

    def _arrange(self) -> None:
        self.setFixedWidth(_WIDTH_PX)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = controls.column(
            inside, spacing_px=2 * SPACE_PX, margin_px=2 * SPACE_PX
        )
        column.addWidget(self.why)
        column.addWidget(self._heading)
        column.addLayout(self._facts)
        column.addWidget(self.people)
        column.addWidget(self._places_heading)
        column.addLayout(self._places)
        column.addStretch()
        self.setWidget(inside)

    def _show_facts(self, photo: Photo) -> None:
        _empty(self._facts)
        for row, (name, value) in enumerate(self._facts_of(photo).items()):
            shown_name, shown_value = (
                controls.label("muted"),
                controls.label(wraps=True),
            )
            shown_name.setText(name)
            shown_value.setText(value)
            shown_value.setAccessibleName(f"{name}: {value}")
            self._facts.addWidget(shown_name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(shown_value, row, 1)

    def _facts_of(self, photo: Photo) -> dict[str, str]:
        metadata = photo.metadata
        taken_at = metadata.taken_at
        facts = {
            self.tr("Taken"): messages.moment(taken_at)
            if taken_at
            else self.tr("unknown"),
            self.tr("Camera"): metadata.camera or self.tr("unknown"),
            self.tr("Picture"): messages.pixels(metadata.width_px, metadata.height_px),
            self.tr("File"): self.tr("{0}, {1}").format(
                metadata.format, messages.size(photo.size_bytes)
            ),
        }
        if metadata.latitude is not None and metadata.longitude is not None:
            position = f"{metadata.latitude:.5f}, {metadata.longitude:.5f}"
            facts[self.tr("Position")] = position
        return facts

    def _show_places(self, reachable: Mapping[Path, bool]) -> None:
        _empty(self._places)
        for path, is_reachable in reachable.items():
            self._places.addWidget(self._place(path, is_reachable))

    def _place(self, path: Path, is_reachable: bool) -> QWidget:
        place = QFrame()
        place.setProperty("role", "card")
        column = controls.column(place, spacing_px=SPACE_PX // 2, margin_px=SPACE_PX)
        shown = controls.label(wraps=True)
        shown.setText(_breakable(path))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        shown.setAccessibleName(str(path))
        column.addWidget(shown)
        column.addLayout(self._place_actions(path, is_reachable))
        return place

    def _place_actions(self, path: Path, is_reachable: bool) -> QHBoxLayout:
        row = controls.row(spacing_px=0)
        copy, reveal, open_ = (controls.tool(i) for i in ("copy", "reveal", "open"))
        controls.name_tool(copy, self.tr("Copy the path"))
        controls.name_tool(reveal, self.tr("Show in the file manager"))
        controls.name_tool(open_, self.tr("Open with the default program"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(str(path)))
        reveal.clicked.connect(lambda: file_manager.reveal(path))
        open_.clicked.connect(lambda: file_manager.open_file(path))
        for each in (copy, reveal, open_):
            row.addWidget(each)
        reveal.setEnabled(is_reachable)
        open_.setEnabled(is_reachable)
        row.addStretch()
        if not is_reachable:
            away = controls.label("muted")
            away.setText(self.tr("out of reach"))
            row.addWidget(away)
        return row

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("About this photo"))
        self._heading.setText(self.tr("About this photo"))
        self._places_heading.setText(self.tr("Where it lies"))
        if self._photo is not None:
            self.show_photo(self._photo)


def _breakable(path: Path) -> str:
    """Let a path go on in the next line after a folder, or within a long name."""
    pieces = re.findall(f"[^/]{{1,{_UNBROKEN}}}/?|/", str(path))
    return _MAY_BREAK.join(pieces)


def _text_of(widget: QWidget | None) -> str:
    return widget.text() if isinstance(widget, QLabel) else ""


def _empty(layout: QGridLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            # Hidden at once: it is deleted only when the event loop runs again.
            widget.hide()
            widget.deleteLater()
