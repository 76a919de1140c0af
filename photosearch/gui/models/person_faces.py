"""The faces of one person, or those that are nobody's yet, as a list."""

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap
from typing_extensions import override

from photosearch.core.face_records import Face, FaceOrder
from photosearch.core.ids import FaceId, PersonId
from photosearch.gui.background import Task
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.keyed_rows import KeyedRows
from photosearch.gui.models.session import Session
from photosearch.gui.models.throttle import Throttle
from photosearch.gui.models.thumbnails import Thumbnails

_PAUSE_MS = 300
_OF_NOBODY = 5000


class FacesModel(KeyedRows[Face]):
    """One face a row, in the order that is wished.

    Signals:
        read: The library was asked, and what it told is shown.
    """

    read = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._thumbnails = Thumbnails(session, self)
        self._thumbnails.changed.connect(self._on_thumbnail_changed)
        self._person: PersonId | None = None
        self._order = FaceOrder.NEWEST
        self._is_shown = False
        self._coming = Task()
        self._reading = Throttle(self._read, _PAUSE_MS, self)
        session.people_changed.connect(self._reading.ask)

    @property
    def order(self) -> FaceOrder:
        """In which order a person's faces are listed."""
        return self._order

    def show_person(self, person: PersonId | None) -> None:
        """Show the faces of a person; None shows those that are nobody's."""
        self._person, self._is_shown = person, True
        self.show_items(())
        self._read()

    def show_nothing(self) -> None:
        """Forget whose faces were shown."""
        self._is_shown = False
        self._coming.cancel()
        self.show_items(())

    def set_order(self, order: FaceOrder) -> None:
        """List a person's faces in another order."""
        self._order = order
        self._read()

    def set_side(self, side_px: int) -> None:
        """Have faces of this size, in pixels of the screen."""
        self._thumbnails.set_side(side_px)

    def picture(self, face: Face) -> QPixmap | None:
        """Return what a face looks like, as soon as it is there."""
        return self._thumbnails.get(face.id, face.id)

    @override
    def key_of(self, item: Face) -> Hashable:
        return item.id

    @override
    def value(self, item: Face, role: int) -> Any:
        is_named = role == Qt.ItemDataRole.AccessibleTextRole
        if not is_named and role != Qt.ItemDataRole.ToolTipRole:
            return super().value(item, role)
        if item.is_confirmed:
            return self.tr("Confirmed")
        if item.person is None:
            return self.tr("Nobody's yet")
        return self.tr("{0} % certain").format(round(100 * item.certainty))

    def _read(self) -> None:
        if self._is_shown:
            self._coming.cancel()
            self._coming = self._errands.ask(self._question(), self._show)

    def _question(self) -> Callable[[], tuple[Face, ...]]:
        library, person, order = self._session.library, self._person, self._order
        if person is None:
            return lambda: library.faces_of_nobody(_OF_NOBODY)
        return lambda: library.faces_of(person, order)

    def _show(self, faces: tuple[Face, ...]) -> None:
        self.show_items(faces)
        self.read.emit()

    def _on_thumbnail_changed(self, key: int) -> None:
        row = self.row_of(FaceId(key))
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))
