"""The networks that describe photos, and which of them is in use."""

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QListView, QTextBrowser, QWidget
from typing_extensions import override

from photosearch.core.library import ModelState
from photosearch.gui import messages
from photosearch.gui.background import Task
from photosearch.gui.models.installed import InstalledModels
from photosearch.gui.models.model_card import card_of
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.question import Question

_LIST_PX = 220
_SUFFIX = ".onnx"


class ModelsPage(QWidget):
    """A list of models at the left, the card of the chosen one at the right.

    Signals:
        add_asked: Let the user choose a model file; hand it to `add_file`.
    """

    add_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reading = Task()
        self._chosen = ""
        self.models = InstalledModels(session, self)
        self.list = QListView()
        self._title = controls.label("title")
        self.add = controls.button("plus")
        self._name = controls.label("heading")
        self.facts = controls.label("muted", wraps=True)
        self.use = controls.button(role="primary")
        self.remove = controls.button("trash")
        self.question = Question()
        self.card = QTextBrowser()
        self.list.setModel(self.models)
        self._connect()
        self._arrange()
        self._retranslate()
        self.setAcceptDrops(True)

    @property
    def chosen(self) -> ModelState | None:
        """The model that is shown."""
        state = self.list.currentIndex().data(InstalledModels.STATE_ROLE)
        return state if isinstance(state, ModelState) else None

    def choose(self, name: str) -> None:
        """Show a model, now or as soon as it is in the list."""
        self._chosen = name
        for row in range(self.models.rowCount()):
            index = self.models.index(row)
            if index.data(InstalledModels.STATE_ROLE).model.name == name:
                self.list.setCurrentIndex(index)

    def add_file(self, file: Path) -> None:
        """Check a model file and keep a copy of it in the library."""

        def on_added(name: str) -> None:
            self._chosen = name
            self._session.models_changed.emit()

        library = self._session.library
        self._session.ask(lambda: library.add_model(file).name, on_added)

    # --- what is shown

    def _on_models_read(self) -> None:
        """Choose the one that was shown before, or the one in use."""
        states = [
            self.models.index(row).data(InstalledModels.STATE_ROLE)
            for row in range(self.models.rowCount())
        ]
        names = {state.model.name for state in states}
        in_use = [state.model.name for state in states if state.is_in_use]
        if self._chosen in names:
            self.choose(self._chosen)
        elif names:
            self.choose((in_use or sorted(names))[0])

    def _on_current_changed(self, index: QModelIndex) -> None:
        state = self.chosen
        self.question.hide()
        if state is None:
            return
        self._chosen = state.model.name
        self._show_state(state)
        self._reading.cancel()
        self._reading = self._session.ask(
            lambda: card_of(state.model), self.card.setMarkdown
        )

    def _show_state(self, state: ModelState) -> None:
        spec = state.model.spec
        self._name.setText(state.model.name)
        parts = [
            self.tr("%n bit(s)", "", spec.code_bits),
            messages.size(state.model.size_bytes),
            self.tr("{0} described").format(messages.photos(state.photos)),
            self.tr("came with the program")
            if state.model.is_bundled
            else self.tr("added by you"),
        ]
        self.facts.setText(" · ".join(parts))
        self.use.setEnabled(not state.is_in_use)
        self.use.setText(self._use_words(state))
        self.remove.setVisible(not state.model.is_bundled)
        self.remove.setEnabled(not state.is_in_use)

    def _use_words(self, state: ModelState) -> str:
        if state.is_in_use:
            return self.tr("In use")
        if state.was_in_use:
            return self.tr("Switch back to it")
        return self.tr("Use it")

    # --- what is done

    def _on_use_clicked(self) -> None:
        state = self.chosen
        if state is not None:
            self.use.setEnabled(False)
            self._session.use_model(state.model.name)

    def _on_remove_clicked(self) -> None:
        state = self.chosen
        if state is not None:
            self.question.ask(
                self.tr(
                    "Remove {0} and what it knows about your photos? To use it again, "
                    "its file has to be added and all photos described anew."
                ).format(state.model.name),
                self.tr("Remove"),
                self.tr("Keep"),
            )

    def _on_removal_agreed(self) -> None:
        state, library = self.chosen, self._session.library
        if state is not None:
            self._session.ask(
                lambda: library.remove_model(state.model.name),
                lambda _: self._session.models_changed.emit(),
            )

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _model_files_in(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        for file in _model_files_in(event):
            event.acceptProposedAction()
            self.add_file(file)

    # --- looks

    def _connect(self) -> None:
        self.models.modelReset.connect(self._on_models_read)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.add.clicked.connect(self.add_asked)
        self.use.clicked.connect(self._on_use_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.question.agreed.connect(self._on_removal_agreed)
        self.question.declined.connect(self.remove.setFocus)

    def _arrange(self) -> None:
        self.list.setFixedWidth(_LIST_PX)
        self.list.setSpacing(2)
        self.list.setStyleSheet("QListView::item { padding: 8px; }")
        self.card.setFrameShape(QFrame.Shape.NoFrame)
        self.card.setOpenLinks(False)
        self.card.document().setDocumentMargin(2 * SPACE_PX)
        column = controls.column(self, spacing_px=2 * SPACE_PX, margin_px=3 * SPACE_PX)
        heading = controls.row()
        heading.addWidget(self._title)
        heading.addStretch()
        heading.addWidget(self.add)
        column.addLayout(heading)
        body = controls.row(spacing_px=3 * SPACE_PX)
        body.addWidget(self.list)
        right = controls.column(spacing_px=SPACE_PX)
        actions = controls.row()
        texts = controls.column(spacing_px=2)
        texts.addWidget(self._name)
        texts.addWidget(self.facts)
        actions.addLayout(texts, 1)
        actions.addWidget(self.remove)
        actions.addWidget(self.use)
        right.addLayout(actions)
        right.addWidget(self.question)
        right.addWidget(self.card, 1)
        body.addLayout(right, 1)
        column.addLayout(body, 1)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Models"))
        self.add.setText(self.tr("Add from a file"))
        self.remove.setText(self.tr("Remove"))
        self.list.setAccessibleName(self.tr("Installed models"))
        self.card.setAccessibleName(self.tr("About the model"))
        if self.chosen is not None:
            self._show_state(self.chosen)


def _model_files_in(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
    return [path for path in paths if path.suffix.lower() == _SUFFIX]
