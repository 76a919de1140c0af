"""Chips that say which photos may be shown at all, and change it."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget
from typing_extensions import override

from photosearch.core.face_records import PeopleFilter, PeopleRule, Person
from photosearch.core.ids import PersonId
from photosearch.core.records import CameraCount, Filter, FolderCount, PhotoList
from photosearch.gui import messages, theme
from photosearch.gui.models.choices import (
    Choice,
    camera_choices,
    folder_choices,
    year_choices,
)
from photosearch.gui.models.face_words import people_in_words
from photosearch.gui.models.people_choices import people_of
from photosearch.gui.models.session import Session
from photosearch.gui.widgets.controls import name_tool, tool
from photosearch.gui.widgets.filter_popups import ChoicePopup, DatesPopup
from photosearch.gui.widgets.flow_layout import FlowLayout
from photosearch.gui.widgets.people_popup import PeoplePopup

_TEXT_PX = 180
_TOO_WIDE_PX = 8
_TO = " \N{EN DASH} "


class Chip(QWidget):
    """A button that says what a filter demands, and one that takes it back.

    Signals:
        clicked: Somebody wants to choose.
        removed: The filter shall demand nothing any more.
    """

    clicked = Signal()
    removed = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QToolButton()
        self.button.setProperty("role", "chip")
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme.show_icon(self.button, icon, 16)
        self.button.clicked.connect(self._on_clicked)
        self._remove = tool("close")
        theme.show_icon(self._remove, "close", 14)
        self._remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self._remove)

    def show_text(self, text: str, removal: str, *, is_on: bool) -> None:
        """Say what the filter demands.

        Args:
            text: As people read it.
            removal: What removing it does.
            is_on: Whether it demands anything.
        """
        metrics = self.button.fontMetrics()
        short = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, _TEXT_PX)
        # A button takes & for the mark of a shortcut.
        self.button.setText(short.replace("&", "&&"))
        # Styles leave more room after the text than before the icon.
        self.button.setFixedWidth(self.button.sizeHint().width() - _TOO_WIDE_PX)
        self.button.setToolTip(text if short != text else "")
        self.button.setAccessibleName(text)
        self.button.setChecked(is_on)
        self._remove.setVisible(is_on)
        name_tool(self._remove, removal)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if event.key() in keys and self._remove.isVisible():
            self.button.setFocus()
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        # The mark shows whether the filter is on, not that somebody clicked.
        self.button.setChecked(self._remove.isVisible())
        self.clicked.emit()


class FilterChips(QWidget):
    """One chip for each kind of filter.

    Args:
        session: The open library.

    Signals:
        filter_chosen: A `Filter` that somebody wants.
    """

    filter_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filter = Filter()
        self.dates, self.folder = Chip("calendar"), Chip("folder")
        self.camera, self.position = Chip("camera"), Chip("pin")
        self._dates_popup = DatesPopup(self)
        self._folder_popup, self._camera_popup = ChoicePopup(self), ChoicePopup(self)
        self._position_menu = QMenu(self)
        self.people = Chip("person")
        self.people_popup = PeoplePopup(session, self)
        self._names: dict[PersonId, str] = {}
        self._has_faces = False
        row = FlowLayout(self)
        row.setSpacing(8)
        for chip in self._chips:
            row.addWidget(chip)
        self._connect()
        self._show()
        self._ask_for_people()

    @property
    def _chips(self) -> tuple[Chip, ...]:
        return self.people, self.dates, self.folder, self.camera, self.position

    def set_filter(self, wanted: Filter) -> None:
        """Show a filter; nobody is told."""
        self._filter = wanted
        self._dates_popup.set_dates(wanted.after, wanted.before)
        self._show()
        if not set(self._chosen_people()) <= self._names.keys():
            self._ask_for_people()

    # --- choosing

    def choose_dates(self) -> None:
        """Open the two dates, with the years of the library."""
        self._dates_popup.set_dates(self._filter.after, self._filter.before)
        self._dates_popup.open_below(self.dates)
        self._session.ask(self._session.library.list_photos, self._on_photos_listed)

    def choose_folder(self) -> None:
        """Open the list of the library's folders."""
        self._folder_popup.open_below(self.folder)
        self._session.ask(self._session.library.folder_counts, self._on_folders_counted)

    def choose_camera(self) -> None:
        """Open the list of the library's cameras."""
        self._camera_popup.open_below(self.camera)
        self._session.ask(self._session.library.camera_counts, self._on_cameras_counted)

    def choose_position(self) -> None:
        """Open the question whether a position shall be known."""
        self._position_menu.clear()
        for has_position in (None, True, False):
            action = self._position_menu.addAction(
                self._position_in_words(has_position)
            )
            action.setCheckable(True)
            action.setChecked(has_position is self._filter.has_position)
            action.triggered.connect(
                lambda _, chosen=has_position: self._change(has_position=chosen)
            )
        place = self.position.mapToGlobal(self.position.rect().bottomLeft())
        self._position_menu.popup(place)

    def choose_people(self) -> None:
        """Open the list of people who were found."""
        self.people_popup.offer(self._filter.people)
        self.people_popup.open_below(self.people)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    # --- what people do

    def _connect(self) -> None:
        self.dates.clicked.connect(self.choose_dates)
        self.folder.clicked.connect(self.choose_folder)
        self.camera.clicked.connect(self.choose_camera)
        self.position.clicked.connect(self.choose_position)
        self.dates.removed.connect(lambda: self._on_dates_chosen(None, None))
        self.folder.removed.connect(lambda: self._change(under=None))
        self.camera.removed.connect(lambda: self._change(camera=None))
        self.position.removed.connect(lambda: self._change(has_position=None))
        self._dates_popup.dates_chosen.connect(self._on_dates_chosen)
        self._folder_popup.chosen.connect(self._on_folder_chosen)
        self._camera_popup.chosen.connect(self._on_camera_chosen)
        self.people.clicked.connect(self.choose_people)
        self.people.removed.connect(lambda: self._change(people=()))
        self.people_popup.chosen.connect(self._on_people_chosen)
        self._session.people_changed.connect(self._ask_for_people)

    def _on_dates_chosen(self, after: date | None, before: date | None) -> None:
        self._change(after=after, before=before)

    def _on_folder_chosen(self, choice: Choice) -> None:
        self._change(under=choice.value)

    def _on_camera_chosen(self, choice: Choice) -> None:
        self._change(camera=choice.value)

    def _on_people_chosen(self, people: tuple[PeopleFilter, ...]) -> None:
        self._change(people=people)
        self._ask_for_people()

    def _chosen_people(self) -> list[PersonId]:
        return [person for each in self._filter.people for person in each.people]

    def _ask_for_people(self) -> None:
        library, wanted = self._session.library, self._filter
        self._session.ask(
            lambda: (library.faces_are_on(), people_of(library, wanted)),
            self._on_people_read,
        )

    def _on_people_read(self, known: tuple[bool, dict[PersonId, Person]]) -> None:
        self._has_faces = known[0]
        self._names.update({each.id: each.name or "" for each in known[1].values()})
        self._show()

    def _on_photos_listed(self, photos: PhotoList) -> None:
        self._dates_popup.offer(year_choices(photos))

    def _on_folders_counted(self, counts: tuple[FolderCount, ...]) -> None:
        self._folder_popup.offer(folder_choices(counts), self._filter.under)

    def _on_cameras_counted(self, counts: tuple[CameraCount, ...]) -> None:
        self._camera_popup.offer(camera_choices(counts), self._filter.camera)

    def _change(self, **conditions: Any) -> None:
        wanted = replace(self._filter, **conditions)
        if wanted != self._filter:
            self._filter = wanted
            self._show()
            self.filter_chosen.emit(wanted)

    # --- words

    def _show(self) -> None:
        wanted = self._filter
        self._show_people()
        has_dates = wanted.after is not None or wanted.before is not None
        self.dates.show_text(
            self._dates_in_words() if has_dates else self.tr("Date"),
            self.tr("Any date"),
            is_on=has_dates,
        )
        self.folder.show_text(
            self._folder_in_words(),
            self.tr("Any folder"),
            is_on=wanted.under is not None,
        )
        self.camera.show_text(
            wanted.camera or self.tr("Camera"),
            self.tr("Any camera"),
            is_on=wanted.camera is not None,
        )
        self.position.show_text(
            self.tr("Position")
            if wanted.has_position is None
            else self._position_in_words(wanted.has_position),
            self.tr("With or without a position"),
            is_on=wanted.has_position is not None,
        )

    def _show_people(self) -> None:
        filters = self._filter.people
        self.people.setVisible(self._has_faces or bool(filters))
        self.people.show_text(
            ", ".join(map(self._people_in_words, filters)) or self.tr("People"),
            self.tr("Whoever is on it"),
            is_on=bool(filters),
        )

    def _people_in_words(self, wanted: PeopleFilter) -> str:
        unknown = self.tr("unknown person")
        names = [self._names.get(each) or unknown for each in wanted.people]
        return people_in_words(names, PeopleRule(wanted.rule))

    def _dates_in_words(self) -> str:
        after, before = self._filter.after, self._filter.before
        if after and before:
            whole = _are_whole_years(after, before)
            ends = [
                str(day.year) if whole else messages.day(day) for day in (after, before)
            ]
            return _TO.join(dict.fromkeys(ends))
        if after:
            return self.tr("From {0}").format(messages.day(after))
        return self.tr("Until {0}").format(messages.day(before) if before else "")

    def _folder_in_words(self) -> str:
        under = self._filter.under
        return self.tr("Folder") if under is None else under.name or str(under)

    def _position_in_words(self, has_position: bool | None) -> str:
        if has_position is None:
            return self.tr("With or without a position")
        return self.tr("With position") if has_position else self.tr("Without position")


def _are_whole_years(after: date, before: date) -> bool:
    return (after.month, after.day, before.month, before.day) == (1, 1, 12, 31)
