"""The row between tray and grid: filters, what is shown, its order and its size."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QWidget
from typing_extensions import override

from photosearch.core.records import Order
from photosearch.gui import messages
from photosearch.gui.models.session import Session
from photosearch.gui.widgets.controls import label, name_tool, tool
from photosearch.gui.widgets.filter_chips import FilterChips
from photosearch.gui.widgets.photo_grid import CELL_MAX_PX, CELL_MIN_PX, PhotoGrid

_ZOOM_PX = 96


class ResultBar(QWidget):
    """Filter chips, a summary, the order of photos, and the size of their cells.

    Args:
        session: The open library.
        grid: The grid that it zooms.

    Attributes:
        searches: The button that opens saved and recent searches.

    Signals:
        order_chosen: An `Order`, or None for that of likeness.
    """

    order_chosen = Signal(object)

    def __init__(
        self, session: Session, grid: PhotoGrid, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.chips = FilterChips(session)
        self.summary = label("muted")
        self._order = QComboBox()
        self._order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.searches = tool("clock")
        self._zoom = QSlider(Qt.Orientation.Horizontal)
        self._zoom.setRange(CELL_MIN_PX, CELL_MAX_PX)
        self._zoom.setValue(grid.cell_px)
        self._zoom.setFixedWidth(_ZOOM_PX)
        self._is_ranked = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.chips, 1)
        for widget in (self.summary, self._order, self._zoom, self.searches):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
            widget.setMinimumHeight(self._order.sizeHint().height())
        self._order.activated.connect(self._on_order_activated)
        self._zoom.valueChanged.connect(grid.set_cell)
        grid.zoomed.connect(self._zoom.setValue)
        self._retranslate()

    def show_order(self, order: Order | None, *, is_ranked: bool) -> None:
        """Show how photos are ordered; nobody is told.

        Args:
            order: The order; None is that of likeness.
            is_ranked: Whether that is on offer.
        """
        if is_ranked != self._is_ranked or not self._order.count():
            self._is_ranked = is_ranked
            self._fill()
        self._order.setCurrentIndex(self._order.findData(_data(order)))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

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
        name_tool(self.searches, self.tr("Saved and recent searches"))


def _data(order: Order | None) -> str:
    # A box keeps text; it would turn an enum into text on its own.
    return order.value if order else ""
