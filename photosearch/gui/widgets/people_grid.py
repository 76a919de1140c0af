"""People as cards, to open, name, merge and hide."""

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from photosearch.core.face_records import Person
from photosearch.gui.models.people import PeopleModel
from photosearch.gui.widgets.card_grid import CardGrid
from photosearch.gui.widgets.person_delegate import (
    CARD_PX,
    COVER_PX,
    PersonDelegate,
    name_rect,
)


class PeopleGrid(CardGrid):
    """The people of a model.

    Signals:
        person_opened: A `Person` to look at.
        menu_asked: What can be done with those who are selected; a global point.
    """

    person_opened = Signal(object)
    menu_asked = Signal(object)

    def __init__(self, people: PeopleModel) -> None:
        super().__init__(people, QSize(CARD_PX))
        self.people = people
        self._pressed = QModelIndex()
        self.setItemDelegate(PersonDelegate(people, people.names, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.activated.connect(self._on_activated)
        people.set_side(round(COVER_PX * self.devicePixelRatioF()))
        self._retranslate()

    def selected(self) -> list[Person]:
        """Return those who are selected, in the order of their rows."""
        items = self.people.items
        return [items[row] for row in self.selected_rows()]

    def write_name(self) -> None:
        """Let the name of the current person be written."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        is_left = event.button() is Qt.MouseButton.LeftButton
        at = self._name_at(event) if is_plain and is_left else QModelIndex()
        self._pressed = at
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._pressed.isValid() and self._name_at(event) == self._pressed:
            self.edit(self._pressed)
        self._pressed = QModelIndex()

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        if self.selected():
            self.menu_asked.emit(arg__1.globalPos())

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _name_at(self, event: QMouseEvent) -> QModelIndex:
        """Return whose name is there."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        place = name_rect(self.visualRect(index), self.font())
        return index if index.isValid() and place.contains(point) else QModelIndex()

    def _on_activated(self, index: QModelIndex) -> None:
        person = index.data(PeopleModel.ITEM_ROLE)
        if person is not None:
            self.person_opened.emit(person)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("People"))
