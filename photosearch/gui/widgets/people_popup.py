"""What opens below the chip of people: who is to be on photos, and who is not."""

from PySide6.QtCore import QEvent, QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from photosearch.core.face_records import PeopleFilter, PeopleRule
from photosearch.gui.models.people_choices import PeopleChoices
from photosearch.gui.models.session import Session
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.filter_popups import Popup
from photosearch.gui.widgets.people_list import FACE_PX, PeopleList

_WIDTH_PX = 340
_LIST_PX = 300
_MANY = 6
_RULES = (PeopleRule.ANY, PeopleRule.ALL, PeopleRule.ONLY)


class PeoplePopup(Popup):
    """Faces and names; plus wants a person on photos, minus does not.

    Args:
        session: The open library.

    Signals:
        chosen: A tuple of `PeopleFilter`; after every change.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH_PX)
        self.people = PeopleChoices(session, self)
        self.people.set_side(round(FACE_PX * self.devicePixelRatioF()))
        self._narrowed = QSortFilterProxyModel(self)
        self._narrowed.setSourceModel(self.people)
        self._narrowed.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._line = QLineEdit()
        self.list = PeopleList(self)
        self.list.setModel(self._narrowed)
        self.list.setFixedHeight(_LIST_PX)
        self.rule = QComboBox()
        self._hint = controls.label("muted", wraps=True)
        for widget in (self._line, self.list, self.rule, self._hint):
            self.column.addWidget(widget)
        self._connect()
        self._retranslate()

    def offer(self, filters: tuple[PeopleFilter, ...]) -> None:
        """Offer everybody who was found.

        Args:
            filters: What is chosen now.
        """
        self._line.clear()
        self.people.set_filters(filters)
        self.people.load()
        self._show_rule()
        self._fit()

    def _connect(self) -> None:
        self._line.textChanged.connect(self._narrowed.setFilterFixedString)
        self._line.returnPressed.connect(self._on_return_pressed)
        self.list.wished.connect(self._on_wished)
        self.rule.activated.connect(self._on_rule_activated)
        self.people.chosen.connect(self._on_chosen)
        self.people.modelReset.connect(self._fit)
        self.people.rowsInserted.connect(self._fit)

    def _on_wished(self, index: QModelIndex, is_wanted: bool | None) -> None:
        self.people.wish(self._narrowed.mapToSource(index).row(), is_wanted)

    def _on_return_pressed(self) -> None:
        if self._narrowed.rowCount():
            self._on_wished(self._narrowed.index(0, 0), True)
            self._line.selectAll()

    def _on_rule_activated(self, place: int) -> None:
        self.people.set_rule(_RULES[place])

    def _on_chosen(self, filters: tuple[PeopleFilter, ...]) -> None:
        self._show_rule()
        self.chosen.emit(filters)

    def _show_rule(self) -> None:
        self.rule.setCurrentIndex(_RULES.index(self.people.rule))
        self.rule.setEnabled(self.people.wanted_count > 0)

    def _fit(self) -> None:
        has_many = self.people.rowCount() > _MANY
        self._line.setVisible(has_many)
        self.setFocusProxy(self._line if has_many else self.list)
        if self.list.currentIndex().row() < 0:
            self.list.setCurrentIndex(self._narrowed.index(0, 0))
        self._say_how()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The line gets all keys; those that move belong to the list.
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._line.hasFocus():
            self.list.setFocus()
            self.list.setCurrentIndex(self._narrowed.index(0, 0))
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _say_how(self) -> None:
        self._hint.setText(
            self.tr("+ photos with this person, - photos without")
            if self.people.rowCount()
            else self.tr("Nobody was found yet. The page People tells how far it is.")
        )

    def _retranslate(self) -> None:
        self._line.setPlaceholderText(self.tr("Type to narrow the list"))
        self._line.setAccessibleName(self.tr("Narrow the list"))
        self.list.setAccessibleName(self.tr("People"))
        chosen = self.rule.currentIndex()
        self.rule.clear()
        self.rule.addItems(
            [
                self.tr("At least one of them"),
                self.tr("All of them"),
                self.tr("Only these, and nobody else"),
            ]
        )
        self.rule.setCurrentIndex(max(chosen, 0))
        self.rule.setAccessibleName(self.tr("Who of them has to be on a photo"))
        self._say_how()
