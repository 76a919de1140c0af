"""What opens below a filter chip: a list to choose from, or two dates."""

from datetime import date

from PySide6.QtCore import (
    QDate,
    QEvent,
    QLocale,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.models.choices import Choice, ChoicesModel, Index
from photosearch.gui.theme import Role

_WIDTH_PX = 300
_LIST_PX = 260
_ROW_PX = 30
_MANY = 8


class Popup(QFrame):
    """A panel below a button, closed by Escape or a click elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedWidth(_WIDTH_PX)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(8)

    def open_below(self, button: QWidget) -> None:
        """Show it below a button, within the screen."""
        self.adjustSize()
        place = button.mapToGlobal(QPoint(0, button.height() + 4))
        room = button.screen().availableGeometry()
        x = min(max(place.x(), room.left()), room.right() - self.width())
        y = min(place.y(), room.bottom() - self.height())
        self.move(x, y)
        self.show()
        self.setFocus()


class ChoicePopup(Popup):
    """A list to choose one thing from, with a line that narrows it.

    Signals:
        chosen: A `Choice`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = ChoicesModel(self)
        self._narrowed = QSortFilterProxyModel(self)
        self._narrowed.setSourceModel(self._model)
        self._narrowed.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._line = QLineEdit()
        self._line.textChanged.connect(self._narrowed.setFilterFixedString)
        self._line.returnPressed.connect(self._on_return_pressed)
        self._list = choice_list(self)
        self._list.setModel(self._narrowed)
        self._list.clicked.connect(self._choose)
        self._list.activated.connect(self._choose)
        self.column.addWidget(self._line)
        self.column.addWidget(self._list)
        self.setFocusProxy(self._line)
        self._retranslate()

    def offer(self, choices: list[Choice], chosen: object = None) -> None:
        """Offer other things.

        Args:
            choices: In this order.
            chosen: The value that is chosen now.
        """
        self._line.clear()
        self._line.setVisible(len(choices) > _MANY)
        self._model.set_choices(choices)
        row = self._model.row_of(chosen)
        if row >= 0:
            index = self._narrowed.mapFromSource(self._model.index(row))
            self._list.setCurrentIndex(index)
        self.setFocusProxy(self._line if len(choices) > _MANY else self._list)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The line gets all keys; those that move belong to the list.
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._line.hasFocus():
            self._list.setFocus()
            self._list.setCurrentIndex(self._narrowed.index(0, 0))
        else:
            super().keyPressEvent(event)

    def _on_return_pressed(self) -> None:
        if self._narrowed.rowCount():
            self._choose(self._narrowed.index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        self.close()
        self.chosen.emit(index.data(ChoicesModel.CHOICE_ROLE))

    def _retranslate(self) -> None:
        self._line.setPlaceholderText(self.tr("Type to narrow the list"))
        self._line.setAccessibleName(self.tr("Narrow the list"))


class DatesPopup(Popup):
    """Two dates, and the years in which photos were taken.

    Signals:
        dates_chosen: The first and the last day, each a `date` or None.
    """

    dates_chosen = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_filling = False
        self._after, self._before = QCheckBox(), QCheckBox()
        self._first, self._last = QDateEdit(), QDateEdit()
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        rows = ((self._after, self._first), (self._before, self._last))
        for row, (check, edit) in enumerate(rows):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat(_long_year(QLocale()))
            edit.dateChanged.connect(self._on_date_changed)
            check.toggled.connect(edit.setEnabled)
            check.toggled.connect(self._on_date_changed)
            grid.addWidget(check, row, 0)
            grid.addWidget(edit, row, 1)
        self._years = ChoicesModel(self)
        self._list = choice_list(self)
        self._list.setModel(self._years)
        self._list.clicked.connect(self._choose_year)
        self._list.activated.connect(self._choose_year)
        self.column.addLayout(grid)
        self.column.addWidget(self._list)
        self.setFocusProxy(self._after)
        self._retranslate()

    def offer(self, years: list[Choice]) -> None:
        """Offer years."""
        self._years.set_choices(years)
        self._list.setVisible(bool(years))
        self.adjustSize()

    def set_dates(self, after: date | None, before: date | None) -> None:
        """Show the dates that are chosen now; nobody is told."""
        self._is_filling = True
        today = QDate.currentDate()
        rows = (
            (self._after, self._first, after, today.addYears(-1)),
            (self._before, self._last, before, today),
        )
        for check, edit, day, default in rows:
            check.setChecked(day is not None)
            edit.setEnabled(day is not None)
            if day is not None:
                edit.setDate(QDate(day.year, day.month, day.day))
            elif not self.isVisible():
                edit.setDate(default)
        self._is_filling = False

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _on_date_changed(self) -> None:
        if not self._is_filling:
            self.dates_chosen.emit(
                _day(self._first) if self._after.isChecked() else None,
                _day(self._last) if self._before.isChecked() else None,
            )

    def _choose_year(self, index: QModelIndex) -> None:
        year = index.data(ChoicesModel.CHOICE_ROLE).value
        self.close()
        self.dates_chosen.emit(date(year, 1, 1), date(year, 12, 31))

    def _retranslate(self) -> None:
        self._after.setText(self.tr("From"))
        self._before.setText(self.tr("To"))
        self._first.setAccessibleName(self.tr("First day"))
        self._last.setAccessibleName(self.tr("Last day"))
        self._list.setAccessibleName(self.tr("Years"))


class CountedDelegate(QStyledItemDelegate):
    """Paints a choice, and at its right end how many photos it has."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, max(_ROW_PX, option.fontMetrics.height() + 12))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        choice: Choice = index.data(ChoicesModel.CHOICE_ROLE)
        count = QLocale().toString(choice.photos)
        painter.save()
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour(Role.SELECTED))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme.colour(Role.HOVER))
        room = option.rect.adjusted(8, 0, -10, 0)
        painter.setPen(theme.colour(Role.MUTED))
        painter.drawText(room, _AT_RIGHT, count)
        used = option.fontMetrics.horizontalAdvance(count) + 12
        text = QRect(room)
        text.setWidth(room.width() - used)
        painter.setPen(theme.colour(Role.TEXT))
        words = option.fontMetrics.elidedText(
            index.data(), Qt.TextElideMode.ElideMiddle, text.width()
        )
        painter.drawText(text, _AT_LEFT, words)
        painter.restore()


_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_AT_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def choice_list(parent: QWidget) -> QListView:
    """Make a list for a `ChoicesModel`."""
    made = QListView(parent)
    made.setItemDelegate(CountedDelegate(made))
    made.setUniformItemSizes(True)
    made.setMouseTracking(True)
    made.setFixedHeight(_LIST_PX)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _day(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def _long_year(locale: QLocale) -> str:
    """Return the short format of dates with the century, which photos need."""
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return short if "yyyy" in short else short.replace("yy", "yyyy")
