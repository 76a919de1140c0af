"""The bar below a photo on which a part is being chosen."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from photosearch.gui.models.part_search import PartSearch
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.part_selector import PartSelector
from photosearch.gui.widgets.picture_view import PictureView


class PartBar(QFrame):
    """Lets a part of a photo be chosen, and says how; hidden until then.

    Args:
        session: The open library.
        view: The photo.

    Signals:
        part_chosen: The `Box` to search by.
        toggled: Whether a part is being chosen.
        allowed: It can be chosen now, or no longer.
    """

    part_chosen = Signal(object)
    toggled = Signal(bool)
    allowed = Signal()

    def __init__(self, session: Session, view: PictureView) -> None:
        super().__init__()
        self.selector = PartSelector(view)
        self.search = controls.button(role="primary")
        self.cancel = controls.button()
        self._view = view
        self._part_search = PartSearch(session, self)
        self._hint = controls.label("muted", wraps=True)
        row = controls.row(self)
        row.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, SPACE_PX)
        row.addWidget(self._hint, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.search)
        self.hide()
        self._connect()
        self._retranslate()

    @property
    def why_not(self) -> str:
        """Why no part can be chosen, in a sentence; empty where it can."""
        return self._part_search.why_not

    @property
    def is_choosing(self) -> bool:
        """Whether there is a box to draw on the photo."""
        return not self.selector.isHidden()

    @property
    def words(self) -> str:
        """What it says."""
        return self._hint.text()

    def begin(self) -> None:
        """Let a part be chosen, or say why that is impossible."""
        self._retranslate()
        self.show()
        if not self.why_not:
            self.search.setEnabled(False)
            self.selector.begin()
        self.toggled.emit(self.is_choosing)

    def end(self) -> None:
        """Leave the photo as it was."""
        if not self.isHidden():
            self.hide()
            self.selector.end()
            self._view.setFocus()
            self.toggled.emit(False)

    def toggle(self) -> None:
        """Begin, or end."""
        if self.isHidden():
            self.begin()
        else:
            self.end()

    def _on_box_changed(self) -> None:
        self.search.setEnabled(self.selector.part is not None)

    def _on_part_search_changed(self) -> None:
        if self.why_not and self.is_choosing:
            self.selector.end()
            self.toggled.emit(False)
        self._retranslate()
        self.allowed.emit()

    def _connect(self) -> None:
        self.selector.changed.connect(self._on_box_changed)
        self.selector.chosen.connect(self.part_chosen)
        self.selector.left.connect(self.end)
        self.search.clicked.connect(self.selector.choose)
        self.cancel.clicked.connect(self.end)
        self._part_search.changed.connect(self._on_part_search_changed)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        words = self.why_not or self.selector.hint
        self.setAccessibleName(words)
        self._hint.setText(words)
        self.search.setVisible(not self.why_not)
        self.search.setText(self.tr("Search this part"))
        self.cancel.setText(self.tr("Cancel"))
