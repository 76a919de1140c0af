"""Cards of one size in as many columns as there is room for."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView
from typing_extensions import override

from photosearch.gui.models.keyed_rows import Index, KeyedRows


class CardGrid(QListView):
    """The rows of a model as cards; only those in view are painted.

    Args:
        cards: The model.
        card_px: The least size of a card.
    """

    def __init__(self, cards: KeyedRows[Any], card_px: QSize) -> None:
        super().__init__()
        self._card_px = card_px
        self.setModel(cards)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Its coming and going would change the width and with it all lines.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def selected_rows(self) -> list[int]:
        """Return the selected rows, ascending."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def begin(self) -> None:
        """Let the keyboard be somewhere as soon as there is a card."""
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.selectionModel().setCurrentIndex(
                self.model().index(0, 0),
                self.selectionModel().SelectionFlag.NoUpdate,
            )

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        # Qt leaves the last pixel free, and else would wrap before the last column.
        width = self.viewport().width() - 1
        columns = max(width // self._card_px.width(), 1)
        self.setGridSize(QSize(width // columns, self._card_px.height()))
        super().resizeEvent(e)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # The ring of the keyboard is painted around cards, beyond their text.
        self.viewport().update()
