"""What lies between tray and grid: filters, what is shown, its order, and marks."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSlider, QToolButton, QWidget
from typing_extensions import override

from photosearch.core.records import Order
from photosearch.gui import messages, theme
from photosearch.gui.models.marks import Marks
from photosearch.gui.models.session import Session
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.controls import ElidedLabel, label, name_tool
from photosearch.gui.widgets.filter_chips import FilterChips
from photosearch.gui.widgets.marks_chip import MarksChip
from photosearch.gui.widgets.news_badges import NewsButton
from photosearch.gui.widgets.photo_grid import CELL_MAX_PX, CELL_MIN_PX, PhotoGrid

_ZOOM_PX = 96
_TOO_WIDE_PX = 8


class ResultBar(QWidget):
    """Filter chips, a summary, the order of photos, and the size of their cells.

    Of a result, it has a second row: how wide to search, and what is right and wrong.

    Args:
        session: The open library.
        grid: The grid that it zooms.
        marks: What was called right and wrong.

    Attributes:
        searches: The button that opens saved and recent searches.
        wider: Ticked where photos like the closest ones are looked for, too.

    Signals:
        order_chosen: An `Order`, or None for that of likeness.
        wider_chosen: Whether (bool) to look for photos like the closest ones, too.
    """

    order_chosen = Signal(object)
    wider_chosen = Signal(bool)

    def __init__(
        self,
        session: Session,
        grid: PhotoGrid,
        marks: Marks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.chips = FilterChips(session)
        self.marks, self._marked = MarksChip(marks), marks
        self.wider = QToolButton()
        # It gives way: a window grows to what it cannot shrink, and stays so.
        self._hint = ElidedLabel("muted", Qt.TextElideMode.ElideRight)
        self.summary = label("muted")
        self._order = QComboBox()
        self._order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.searches = NewsButton("clock")
        self._zoom = QSlider(Qt.Orientation.Horizontal)
        self._zoom.setRange(CELL_MIN_PX, CELL_MAX_PX)
        self._zoom.setValue(grid.cell_px)
        self._zoom.setFixedWidth(_ZOOM_PX)
        self._is_ranked, self._news = False, 0
        self._of_result = QWidget()
        self._lay_out()
        self._order.activated.connect(self._on_order_activated)
        self._zoom.valueChanged.connect(grid.set_cell)
        self.wider.clicked.connect(self.wider_chosen)
        grid.zoomed.connect(self._zoom.setValue)
        marks.changed.connect(self._on_marks_changed)
        self._retranslate()

    def _lay_out(self) -> None:
        column = controls.column(self)
        first = controls.row()
        first.addWidget(self.chips, 1)
        for widget in (self.summary, self._order, self._zoom, self.searches):
            first.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
            widget.setMinimumHeight(self._order.sizeHint().height())
        column.addLayout(first)
        self.wider.setProperty("role", "chip")
        self.wider.setCheckable(True)
        self.wider.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme.show_icon(self.wider, "widen", 16)
        second = controls.row(self._of_result)
        second.addWidget(self.wider)
        second.addWidget(self.marks)
        second.addWidget(self._hint)
        second.addStretch()
        # Marks come and go; photos below them are not to jump.
        self._of_result.setMinimumHeight(self.marks.sizeHint().height())
        self._of_result.hide()
        column.addWidget(self._of_result)

    def show_order(
        self, order: Order | None, *, is_ranked: bool, of_faces: bool = False
    ) -> None:
        """Show how photos are ordered; nobody is told.

        Args:
            order: The order; None is that of likeness.
            is_ranked: Whether that is on offer.
            of_faces: Whether faces were compared, of which none is marked.
        """
        if is_ranked != self._is_ranked or not self._order.count():
            self._is_ranked = is_ranked
            self._fill()
        self._order.setCurrentIndex(self._order.findData(_data(order)))
        self._of_result.setVisible(is_ranked and not of_faces)

    def show_news(self, count: int) -> None:
        """Tell that so many photos are new to saved searches."""
        self._news = count
        words = self.tr("Saved and recent searches")
        if count:
            new = self.tr("%n new photo(s)", "", count)
            words = f"{words}: {new}"
        name_tool(self.searches, words)
        self.searches.show_news(has_news=count > 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _on_marks_changed(self) -> None:
        self._hint.setVisible(not self.marks.isVisibleTo(self._of_result))
        self._allow_wider()

    def _allow_wider(self) -> None:
        """Offer to search wider, unless photos are marked that tell better where to."""
        is_led = self._marked.right_count > 0
        self.wider.setEnabled(not is_led)
        self.wider.setToolTip(
            self.tr("No need: the photos that are marked as right lead the search")
            if is_led
            else self.tr(
                "Look for photos like the closest ones, too, not only the examples"
            )
        )

    def _on_order_activated(self, _: int) -> None:
        value = self._order.currentData()
        self.order_chosen.emit(Order(value) if value else None)

    def _fill(self) -> None:
        chosen = self._order.currentData()
        self._order.clear()
        if self._is_ranked:
            self._order.addItem(self.tr("Most alike first"), _data(None))
        for order in Order:
            self._order.addItem(messages.order(order), _data(order))
        self._order.setCurrentIndex(max(self._order.findData(chosen), 0))

    def _retranslate(self) -> None:
        self._fill()
        self._order.setAccessibleName(self.tr("Order of photos"))
        self._order.setToolTip(self.tr("Order of photos"))
        self._zoom.setAccessibleName(self.tr("Size of photos"))
        self._zoom.setToolTip(self.tr("Size of photos"))
        self.wider.setText(self.tr("Search wider"))
        # Styles leave more room after the text than before the icon.
        self.wider.setFixedWidth(self.wider.sizeHint().width() - _TOO_WIDE_PX)
        self._allow_wider()
        self._hint.setText(
            self.tr("Mark photos as right (+) or wrong (-) to find better ones")
        )
        self.show_news(self._news)


def _data(order: Order | None) -> str:
    # A box keeps text; it would turn an enum into text on its own.
    return order.value if order else ""
