"""What was said about faces, with a way back from each."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QListView
from typing_extensions import override

from photosearch.core.face_records import Action
from photosearch.gui.models.decisions import Decisions
from photosearch.gui.models.history import HistoryModel
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls

_WIDTH_PX = 264


class HistoryPanel(QFrame):
    """A list of decisions, and a button that takes the chosen one back.

    Args:
        session: The open library.
        decisions: What takes them back.
    """

    def __init__(self, session: Session, decisions: Decisions) -> None:
        super().__init__()
        self._decisions = decisions
        self.model = HistoryModel(session, self)
        self.list = QListView()
        self._title = controls.label("heading")
        self._empty = controls.label("muted", wraps=True)
        self.button = controls.button("undo")
        self.list.setModel(self.model)
        self.list.setWordWrap(True)
        self.list.setStyleSheet("QListView::item { padding: 6px; }")
        self.setFixedWidth(_WIDTH_PX)
        column = controls.column(self, spacing_px=SPACE_PX)
        column.addWidget(self._title)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(self.button)
        column.addStretch()
        self.button.clicked.connect(self._on_button_clicked)
        self.list.activated.connect(lambda _: self._on_button_clicked())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show())
        for signal in (
            self.model.modelReset,
            self.model.rowsInserted,
            self.model.rowsRemoved,
            self.model.dataChanged,
            self.model.layoutChanged,
        ):
            signal.connect(lambda *_: self._show())
        self._retranslate()

    @property
    def chosen(self) -> Action | None:
        """The decision that is chosen in the list."""
        action = self.list.currentIndex().data(HistoryModel.ITEM_ROLE)
        return action if isinstance(action, Action) else None

    def look(self) -> None:
        """Show what was decided until now."""
        self.model.look()

    def _on_button_clicked(self) -> None:
        action = self.chosen
        if action is None:
            return
        if action.is_undone:
            self._decisions.redo(action.id)
        else:
            self._decisions.undo(action.id)

    def _show(self) -> None:
        action, is_empty = self.chosen, self.model.rowCount() == 0
        self._empty.setVisible(is_empty)
        self.list.setVisible(not is_empty)
        self.button.setVisible(not is_empty)
        self.button.setEnabled(action is not None)
        is_undone = action is not None and action.is_undone
        self.button.setText(self.tr("Do it again") if is_undone else self.tr("Undo it"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("What you said"))
        self._empty.setText(
            self.tr("Names and all other decisions appear here. Each can be undone.")
        )
        self.list.setAccessibleName(self.tr("Decisions about faces, the last first"))
        self._show()
