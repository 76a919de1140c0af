"""Whom photos are to show, and whom not: people that a filter offers."""

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap
from typing_extensions import override

from photosearch.core.face_records import PeopleFilter, PeopleRule, Person
from photosearch.core.ids import PersonId
from photosearch.core.library import Library
from photosearch.core.records import Filter
from photosearch.gui import messages
from photosearch.gui.models import people_words
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.keyed_rows import KeyedRows
from photosearch.gui.models.session import Session
from photosearch.gui.models.thumbnails import Thumbnails

PeopleFilters = tuple[PeopleFilter, ...]


def people_of(library: Library, wanted: Filter) -> dict[PersonId, Person]:
    """Return the people of a filter, without those who are gone; not for the window."""
    ids = [person for each in wanted.people for person in each.people]
    known = {each: library.person(each) for each in ids}
    return {each: person for each, person in known.items() if person is not None}


class PeopleChoices(KeyedRows[Person]):
    """One person a row; each may be wanted on photos, or not wanted, or either.

    `IS_WANTED_ROLE` is True, False, or None for either; `FACE_ROLE` gives a picture,
    None until it has come.

    Args:
        session: The open library.

    Signals:
        chosen: The `PeopleFilters` that somebody wants.
    """

    IS_WANTED_ROLE = Qt.ItemDataRole.UserRole + 2
    FACE_ROLE = Qt.ItemDataRole.UserRole + 3

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._thumbnails = Thumbnails(session, self)
        self._thumbnails.changed.connect(self._on_face_changed)
        self._wishes: dict[PersonId, bool] = {}
        self._rule = PeopleRule.ANY

    @property
    def rule(self) -> PeopleRule:
        """How those who are wanted are: ANY, ALL or ONLY."""
        return self._rule

    @property
    def wanted_count(self) -> int:
        """How many people are wanted on a photo."""
        return sum(self._wishes.values())

    @property
    def filters(self) -> PeopleFilters:
        """What a photo has to meet."""
        wanted = tuple(each for each, is_wanted in self._wishes.items() if is_wanted)
        unwanted = tuple(each for each in self._wishes if each not in wanted)
        filters = (
            PeopleFilter(wanted, self._rule),
            PeopleFilter(unwanted, PeopleRule.NONE),
        )
        return tuple(each for each in filters if each.people)

    def set_filters(self, filters: Sequence[PeopleFilter]) -> None:
        """Show what is wanted; nobody is told."""
        self._wishes = {
            person: each.rule is not PeopleRule.NONE
            for each in filters
            for person in each.people
        }
        rules = [each.rule for each in filters if each.rule is not PeopleRule.NONE]
        self._rule = rules[0] if rules else self._rule
        self._touch_all()

    def set_side(self, side_px: int) -> None:
        """Have faces of this size, in pixels of the screen."""
        self._thumbnails.set_side(side_px)

    def load(self) -> None:
        """Ask the library who there is."""
        self._errands.ask(self._session.library.people, self.show_items)

    def wish(self, row: int, is_wanted: bool | None) -> None:
        """Want a person on photos, or not; a second time, neither."""
        person = self._items[row].id
        if is_wanted is None or self._wishes.get(person) is is_wanted:
            self._wishes.pop(person, None)
        else:
            self._wishes[person] = is_wanted
        self.dataChanged.emit(self.index(row), self.index(row))
        self.chosen.emit(self.filters)

    def set_rule(self, rule: PeopleRule) -> None:
        """Say how those who are wanted are: ANY, ALL or ONLY."""
        if rule is not self._rule:
            self._rule = rule
            self.chosen.emit(self.filters)

    # --- Qt's questions

    @override
    def key_of(self, item: Person) -> Hashable:
        return item.id

    @override
    def value(self, item: Person, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.name or self.tr("Unknown person")
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._described(item)
            case Qt.ItemDataRole.ToolTipRole:
                return people_words.described(item)
            case self.IS_WANTED_ROLE:
                return self._wishes.get(item.id)
            case self.FACE_ROLE:
                return self._face(item)
        return super().value(item, role)

    def _face(self, person: Person) -> QPixmap | None:
        if person.cover is None:
            return None
        return self._thumbnails.get(person.cover, person.cover)

    def _described(self, person: Person) -> str:
        name = person.name or self.tr("Unknown person")
        words = [name, messages.photos(person.photos)]
        is_wanted = self._wishes.get(person.id)
        if is_wanted is not None:
            words.append(self.tr("wanted") if is_wanted else self.tr("not wanted"))
        return ", ".join(words)

    def _on_face_changed(self, key: int) -> None:
        for row, person in enumerate(self._items):
            if person.cover == key:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _touch_all(self) -> None:
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))
