"""The folders of the library."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.core.records import Changes, Root, RootCounts, RootId
from photosearch.gui.background import Lane
from photosearch.gui.models.session import Session
from photosearch.gui.models.throttle import Throttle
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.empty_state import EmptyState
from photosearch.gui.widgets.folder_card import FolderCard

_PAUSE_MS = 500


class FoldersPage(QWidget):
    """A card for each folder; folders are added by a button or by dropping them.

    Signals:
        add_asked: Let the user choose a folder to add.
    """

    add_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._cards: dict[RootId, FolderCard] = {}
        self._title = controls.label("title")
        self.add = controls.button(role="primary")
        self.rescan = controls.button("retry")
        self._empty = EmptyState("folder")
        self._add_first = controls.button(role="primary")
        self._area = QScrollArea()
        self._column = controls.column()
        self._reading = Throttle(self._read, _PAUSE_MS, self)
        for each in (self.add, self._add_first):
            each.clicked.connect(self.add_asked)
        self.rescan.clicked.connect(lambda: session.refresh())
        session.folders_changed.connect(self._reading.ask)
        session.changed.connect(self._reading.ask)
        self.setAcceptDrops(True)
        self._arrange()
        self._retranslate()
        self._reading.ask()

    def cards(self) -> list[FolderCard]:
        """Return what is shown, from the top."""
        return list(self._cards.values())

    # --- what is shown

    def _read(self) -> None:
        self._session.ask(self._session.library.root_counts, self._show)

    def _show(self, folders: tuple[RootCounts, ...]) -> None:
        for gone in self._cards.keys() - {each.root.id for each in folders}:
            card = self._cards.pop(gone)
            card.hide()
            card.deleteLater()
        for folder in folders:
            if folder.root.id in self._cards:
                self._cards[folder.root.id].show_folder(folder)
            else:
                self._add_card(folder)
        self._empty.setVisible(not folders)
        for each in (self._area, self.rescan, self.add):
            each.setVisible(bool(folders))

    def _add_card(self, folder: RootCounts) -> None:
        card = FolderCard(folder)
        card.rescan_asked.connect(lambda: self._session.refresh([card.root]))
        card.removal_agreed.connect(lambda: self._remove(card.root))
        card.watching_chosen.connect(lambda on: self._set_watched(card.root, on))
        card.ignore_chosen.connect(lambda lines: self._set_ignore(card.root, lines))
        self._column.insertWidget(len(self._cards), card)
        self._cards[folder.root.id] = card

    # --- what is done

    def _remove(self, root: Root) -> None:
        def on_removed(changes: Changes) -> None:
            if changes:
                self._session.changed.emit(changes)
            self._session.failures_changed.emit()
            self._session.folders_changed.emit()

        self._change(lambda: self._session.library.remove_folder(root.id), on_removed)

    def _set_watched(self, root: Root, is_watched: bool) -> None:
        library = self._session.library
        self._change(
            lambda: library.set_watched(root.id, is_watched),
            lambda _: self._session.folders_changed.emit(),
        )

    def _set_ignore(self, root: Root, patterns: tuple[str, ...]) -> None:
        library = self._session.library

        def on_set(changed: Root) -> None:
            if card := self._cards.get(root.id):
                card.close_editor(patterns)
            self._session.folders_changed.emit()
            self._session.refresh([changed])

        self._change(lambda: library.set_ignore(root.id, patterns), on_set)

    def _change(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """Change a folder; watching it starts anew when `folders_changed` is said."""
        self._session.stop_watching()
        self._session.bridge.run(Lane.READ, work, done, self._on_refused)

    def _on_refused(self, error: PhotoSearchError) -> None:
        self._session.failed.emit(error)
        self._session.folders_changed.emit()

    # --- dropping folders

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _folders_in(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        folders = _folders_in(event)
        if folders:
            event.acceptProposedAction()
            self._session.add_folders(folders)

    # --- looks

    def _arrange(self) -> None:
        column = controls.column(self, spacing_px=2 * SPACE_PX, margin_px=3 * SPACE_PX)
        heading = controls.row()
        heading.addWidget(self._title)
        heading.addStretch()
        heading.addWidget(self.rescan)
        heading.addWidget(self.add)
        column.addLayout(heading)
        self._empty.add_button(self._add_first)
        column.addWidget(self._empty, 1)
        inside = QWidget()
        outer = controls.column(inside)
        outer.addLayout(self._column)
        outer.addStretch()
        self._column.setSpacing(SPACE_PX * 3 // 2)
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        self._area.hide()
        self._empty.hide()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Folders"))
        self.add.setText(self.tr("Add a folder"))
        self._add_first.setText(self.tr("Add a folder"))
        self.rescan.setText(self.tr("Look for changes in all"))
        self._empty.set_texts(
            self.tr("No folders yet"),
            self.tr(
                "Add a folder with photos, or drop one here. Photos are only read, "
                "never changed, and nothing leaves this computer."
            ),
        )


def _folders_in(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
    return [path for path in paths if path.is_dir()]
