"""One folder of the library: how it stands, and what can be done with it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QWidget,
)
from typing_extensions import override

from photosearch.core.records import Root, RootCounts
from photosearch.gui import messages, theme
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls, file_manager
from photosearch.gui.widgets.question import Question

_ICON_PX = 24
_LINES = 4


class FolderCard(QFrame):
    """A folder with its counts; it asks before it is removed.

    Signals:
        rescan_asked: Look for changes now.
        removal_agreed: Remove it from the library.
        watching_chosen: Whether to watch it (bool).
        ignore_chosen: The patterns to leave out, a tuple of str; the editor stays until
            `close_editor`, as they may be refused.
    """

    rescan_asked = Signal()
    removal_agreed = Signal()
    watching_chosen = Signal(bool)
    ignore_chosen = Signal(object)

    def __init__(self, folder: RootCounts) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._folder = folder
        self._icon = QLabel()
        self._name = controls.ElidedLabel("heading")
        self._path = controls.ElidedLabel("muted")
        self.state = controls.label("muted", wraps=True)
        self.watch = QCheckBox()
        self.rescan = controls.button("retry")
        self.ignore = controls.button("filter")
        self.reveal = controls.tool("reveal")
        self.remove = controls.tool("close")
        self.question = Question()
        self.patterns = QPlainTextEdit()
        self.save = controls.button(role="primary")
        self._cancel = controls.button()
        self._hint = controls.label("muted", wraps=True)
        self._editor = QWidget()
        self._arrange()
        self._connect()
        self.show_folder(folder)

    def show_folder(self, folder: RootCounts) -> None:
        """Show how the folder stands now."""
        self._folder = folder
        theme.show_icon(
            self._icon, "folder" if folder.root.is_online else "offline", _ICON_PX
        )
        self._name.setText(folder.root.path.name or str(folder.root.path))
        self._path.setText(str(folder.root.path))
        self.watch.blockSignals(True)
        self.watch.setChecked(folder.root.is_watched)
        self.watch.blockSignals(False)
        self.rescan.setEnabled(True)
        self.reveal.setEnabled(folder.root.is_online)
        self._retranslate()

    def close_editor(self, patterns: tuple[str, ...]) -> None:
        """Hide the editor, as these patterns were taken, unless it holds others now."""
        if not self._editor.isHidden() and patterns == self._written():
            self._editor.hide()
            self.ignore.setFocus()

    @property
    def root(self) -> Root:
        """The folder as it stands now."""
        return self._folder.root

    # --- what happens

    def _on_remove_clicked(self) -> None:
        self._editor.hide()
        self.question.ask(
            self.tr(
                "Remove this folder from the library? Its photos stay where they are "
                "on the disk; what you decided about them is remembered."
            ),
            self.tr("Remove"),
            self.tr("Keep"),
        )

    def _on_ignore_clicked(self) -> None:
        self.question.hide()
        self.patterns.setPlainText("\n".join(self._folder.root.ignore))
        self._editor.setVisible(not self._editor.isVisible())
        if self._editor.isVisible():
            self.patterns.setFocus()

    def _on_save_clicked(self) -> None:
        self.ignore_chosen.emit(self._written())

    def _written(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.patterns.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    # --- looks

    def _connect(self) -> None:
        self.rescan.clicked.connect(self.rescan_asked)
        self.watch.toggled.connect(self.watching_chosen)
        self.ignore.clicked.connect(self._on_ignore_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.reveal.clicked.connect(
            lambda: file_manager.open_file(self._folder.root.path)
        )
        self.question.agreed.connect(self.removal_agreed)
        self.question.declined.connect(self.remove.setFocus)
        self.save.clicked.connect(self._on_save_clicked)
        self._cancel.clicked.connect(self._editor.hide)

    def _arrange(self) -> None:
        column = controls.column(self, margin_px=2 * SPACE_PX)
        column.addLayout(self._first_row())
        column.addLayout(self._second_row())
        column.addWidget(self.question)
        column.addWidget(self._editor)
        self._arrange_editor()
        self._editor.hide()

    def _first_row(self) -> QHBoxLayout:
        row = controls.row(spacing_px=SPACE_PX * 3 // 2)
        row.addWidget(self._icon)
        texts = controls.column(spacing_px=2)
        texts.addWidget(self._name)
        texts.addWidget(self._path)
        row.addLayout(texts, 1)
        row.addWidget(self.reveal)
        row.addWidget(self.remove)
        return row

    def _second_row(self) -> QHBoxLayout:
        row = controls.row()
        row.addWidget(self.state, 1)
        row.addWidget(self.watch)
        row.addSpacing(SPACE_PX)
        row.addWidget(self.ignore)
        row.addWidget(self.rescan)
        return row

    def _arrange_editor(self) -> None:
        column = controls.column(self._editor)
        self.patterns.setTabChangesFocus(True)
        line = self.patterns.fontMetrics().lineSpacing()
        self.patterns.setFixedHeight(_LINES * line + 2 * SPACE_PX)
        buttons = controls.row()
        buttons.addWidget(self._hint, 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save)
        column.addWidget(self.patterns)
        column.addLayout(buttons)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        name = str(self._folder.root.path)
        self.setAccessibleName(name)
        self.state.setText(self._state_words())
        self.watch.setText(self.tr("Watch for changes"))
        self.watch.setAccessibleName(self.tr("Watch {0} for changes").format(name))
        count = len(self._folder.root.ignore)
        self.ignore.setText(
            self.tr("Leave out ({0})").format(count) if count else self.tr("Leave out")
        )
        self.rescan.setText(self.tr("Look for changes"))
        self.save.setText(self.tr("Save"))
        self._cancel.setText(self.tr("Cancel"))
        self._hint.setText(
            self.tr("One pattern a line, such as *.tmp, cache/ or 2019/raw/*")
        )
        self.patterns.setAccessibleName(self.tr("What to leave out"))
        controls.name_tool(self.reveal, self.tr("Open the folder"))
        controls.name_tool(self.remove, self.tr("Remove from the library"))

    def _state_words(self) -> str:
        counts = self._folder.counts
        parts = [messages.photos(counts.indexed)]
        if not self._folder.root.is_online:
            parts.insert(0, self.tr("Offline, but still searched"))
        if counts.pending:
            parts.append(self.tr("{0} waiting").format(messages.number(counts.pending)))
        left_out = counts.failed + counts.skipped
        if left_out:
            parts.append(self.tr("{0} left out").format(messages.number(left_out)))
        return " · ".join(parts)
