"""The people whose faces were found, as a list."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap
from typing_extensions import override

from photosearch.core.face_records import Person
from photosearch.core.faces.names import name_key
from photosearch.core.ids import PersonId
from photosearch.gui.models import people_words
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.keyed_rows import Index, KeyedRows
from photosearch.gui.models.session import Session
from photosearch.gui.models.throttle import Throttle
from photosearch.gui.models.thumbnails import Thumbnails

_PAUSE_MS = 500


class PeopleModel(KeyedRows[Person]):
    """One person a row: those with a name first, then by the number of photos.

    Signals:
        read: The library was asked, and what it told is shown.
        name_given: A `Person`, and the name (str) that was written on the card.
    """

    read = Signal()
    name_given = Signal(object, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._thumbnails = Thumbnails(session, self)
        self._thumbnails.changed.connect(self._on_thumbnail_changed)
        self._people: tuple[Person, ...] = ()
        self._shows_hidden = False
        self._least_photos = 1
        self._words = ""
        self._reading = Throttle(self._read, _PAUSE_MS, self)
        session.people_changed.connect(self._reading.ask)
        session.changed.connect(self._reading.ask)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, whoever of them is shown."""
        return self._people

    def names(self) -> list[str]:
        """Return all names that were given, in the order of the alphabet."""
        names = {person.name for person in self._people if person.name}
        return sorted(names, key=str.casefold)

    def person(self, wanted: PersonId) -> Person | None:
        """Return somebody as they were when the library was last asked."""
        return next((each for each in self._people if each.id == wanted), None)

    def named(self, name: str) -> Person | None:
        """Return who has a name, however it is spelt."""
        wanted = name_key(name)
        people = (each for each in self._people if each.name)
        return next((each for each in people if _folded(each) == wanted), None)

    # --- what is shown

    def look(self) -> None:
        """Ask the library who there is, soon."""
        self._reading.ask()

    def set_side(self, side_px: int) -> None:
        """Have covers of this size, in pixels of the screen."""
        self._thumbnails.set_side(side_px)

    def show_hidden(self, *, is_on: bool) -> None:
        """Show people who were hidden, and nobody else, or the others."""
        self._shows_hidden = is_on
        self._show()

    def set_least(self, photos: int) -> None:
        """Leave unnamed people out who are in fewer photos."""
        self._least_photos = photos
        self._show()

    def set_words(self, words: str) -> None:
        """Show people in whose name these words occur; everybody without words."""
        self._words = name_key(words)
        self._show()

    @override
    def key_of(self, item: Person) -> Hashable:
        return item.id

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    @override
    def value(self, item: Person, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return people_words.name_of(item)
        if role == Qt.ItemDataRole.EditRole:
            return item.name or ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return people_words.described(item)
        return super().value(item, role)

    @override
    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        name = str(value).strip()
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or not name:
            return False
        person = self._items[index.row()]
        if name == person.name:
            return False
        self.name_given.emit(person, name)
        return True

    def cover(self, person: Person) -> QPixmap | None:
        """Return a person's face, as soon as it is there."""
        face = person.cover
        return None if face is None else self._thumbnails.get(face, face)

    # --- reading

    def _read(self) -> None:
        library = self._session.library
        self._errands.ask(
            lambda: library.people() + library.people(hidden=True), self._take
        )

    def _take(self, people: tuple[Person, ...]) -> None:
        self._people = people
        self._show()
        self.read.emit()

    def _show(self) -> None:
        self.show_items([each for each in self._people if self._is_shown(each)])

    def _is_shown(self, person: Person) -> bool:
        # Whose photos are gone, or were not looked at yet, has only a name.
        if not person.faces or person.is_hidden is not self._shows_hidden:
            return False
        if self._words:
            return self._words in _folded(person)
        return person.name is not None or person.photos >= self._least_photos

    def _on_thumbnail_changed(self, key: int) -> None:
        for row, person in enumerate(self._items):
            if person.cover == key:
                self.dataChanged.emit(self.index(row), self.index(row))


def _folded(person: Person) -> str:
    return name_key(person.name or "")
