"""Finds photos of which one may be enough, and lets the user decide."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListView, QSplitter, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from photosearch.core.records import (
    Changes,
    DuplicateGroup,
    Likeness,
    NotTrashed,
    Trashed,
)
from photosearch.gui import messages
from photosearch.gui.background import Lane
from photosearch.gui.models.duplicates import DuplicatesModel
from photosearch.gui.models.session import Session
from photosearch.gui.models.tasks import LongTask
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.comparison import Comparison
from photosearch.gui.widgets.empty_state import EmptyState
from photosearch.gui.widgets.question import Question

_LIST_PX = 280
_THUMBNAIL_PX = 56
_PATHS_SHOWN = 3


class DuplicatesPage(QWidget):
    """Groups by kind at the left, the chosen group side by side at the right.

    Signals:
        trashed: Files (a tuple of `Trashed`) were moved to the trash.
    """

    trashed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._search: LongTask | None = None
        self._undo: Callable[[], None] | None = None
        self.model = DuplicatesModel(session, self)
        self._title = controls.label("title")
        self._progress = controls.label("muted")
        self.search = controls.button(role="primary")
        self.tabs = QTabBar()
        self.list = QListView()
        self.comparison = Comparison(session)
        self.keep_all = controls.button("check")
        self.trash = controls.button("trash", "danger")
        self.question = Question()
        self.note = controls.label("muted", wraps=True)
        self.undo = controls.button("undo", "flat")
        self._none_of_kind = controls.label("muted")
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._empty = EmptyState("duplicate")
        self._arrange()
        self._connect()
        self._add_shortcuts()
        self._retranslate()
        self._on_groups_changed()

    # --- looking for duplicates

    def look(self) -> None:
        """Look for duplicates anew."""
        if self._search is not None:
            self._session.tasks.cancel(self._search)
            return
        self.model.clear()
        self._say("")

        def on_group(group: DuplicateGroup) -> None:
            # One that was cancelled may still tell of a group.
            if self._search is search:
                self._on_group_found(group)

        self._search = search = self._session.start(
            self.tr("Looking for duplicates"),
            self._session.library.duplicate_groups,
            each=on_group,
            # It only reads: tidying up need not wait for its end.
            lane=Lane.QUERY,
        )
        self._on_groups_changed()

    def _on_group_found(self, group: DuplicateGroup) -> None:
        is_first = not any(self.model.count(kind) for kind in Likeness)
        self.model.add(group)
        if is_first:
            self.tabs.setCurrentIndex(list(Likeness).index(group.kind))
            self._choose_row(0)
        self._on_groups_changed()

    def _on_tasks_changed(self) -> None:
        """Show how far the search is; it may also end elsewhere."""
        if self._search is None:
            return
        if self._search.is_over:
            self._search = None
            self._on_groups_changed()
        elif self._search.progress is not None:
            self._progress.setText(messages.progress(self._search.progress))

    # --- what is shown

    def _on_groups_changed(self) -> None:
        has_groups = any(self.model.count(kind) for kind in Likeness)
        self._body.setVisible(has_groups)
        self.tabs.setVisible(has_groups)
        self._empty.setVisible(not has_groups)
        self._progress.setVisible(self._search is not None)
        if self._search is None:
            self._progress.setText("")
        self._name_tabs()
        self._name_search()

    def _on_tab_changed(self, place: int) -> None:
        self.question.hide()
        self.model.show_kind(list(Likeness)[place])
        self._choose_row(0)

    def _choose_row(self, row: int) -> None:
        last = self.model.rowCount() - 1
        self.list.setCurrentIndex(self.model.index(min(row, last)))
        self._show_current()

    def _show_current(self) -> None:
        group = self.list.currentIndex().data(DuplicatesModel.GROUP_ROLE)
        if group is not self.comparison.group:
            self.question.hide()
            self.comparison.show_group(group)
        for each in (self.keep_all, self.trash, self.list, self.comparison):
            each.setVisible(group is not None)
        self._none_of_kind.setVisible(group is None)

    def _on_library_changed(self, changes: Changes) -> None:
        row = self.list.currentIndex().row()
        if self.model.forget(changes.removed):
            self._on_groups_changed()
            self._choose_row(max(row, 0))

    # --- what is decided

    def _keep_all(self) -> None:
        group, library = self.comparison.group, self._session.library
        if group is None:
            return
        ids = [photo.id for photo in group.photos]

        def on_kept(_: None) -> None:
            row = self._settle(group)
            self._undo = lambda: self._bring_back(group, row)
            self._say(self.tr("All of them stay, and are not shown again."))

        self._session.ask(lambda: library.keep_both(ids), on_kept)

    def _bring_back(self, group: DuplicateGroup, row: int) -> None:
        ids = [photo.id for photo in group.photos]

        def on_undone(_: None) -> None:
            self.model.add(group, row)
            self.tabs.setCurrentIndex(list(Likeness).index(group.kind))
            self._say("")
            self._on_groups_changed()
            self._choose_row(row)

        self._session.ask(lambda: self._session.library.undo_keep_both(ids), on_undone)

    def _ask_to_trash(self) -> None:
        keeping, others = self.comparison.keeping, self.comparison.others
        if keeping is None or not others:
            return
        self.question.ask(
            self.tr(
                "Move %n file(s) to the trash and keep {0}?", "", len(others)
            ).format(keeping),
            self.tr("Move to the trash"),
            self.tr("Cancel"),
        )

    def _trash(self) -> None:
        group, keeping = self.comparison.group, self.comparison.keeping
        others = self.comparison.others
        if group is None or keeping is None:
            return
        moved: list[Trashed] = []
        left: list[NotTrashed] = []

        def on_record(record: Trashed | NotTrashed) -> None:
            if isinstance(record, Trashed):
                moved.append(record)
            else:
                left.append(record)

        def on_end() -> None:
            self._undo = None
            self._say(self._words_about(moved, left))
            if len(moved) == len(others) and self.model.has(group):
                self._settle(group)
            if moved:
                self.trashed.emit(tuple(moved))

        self._session.trash(others, keeping, on_record, on_end)

    def _settle(self, group: DuplicateGroup) -> int:
        """Take a group out of the list and go on to the next one."""
        row = self.model.drop(group)
        self._on_groups_changed()
        if group.kind is self.model.kind:
            self._choose_row(row)
        return row

    def _words_about(self, moved: list[Trashed], left: list[NotTrashed]) -> str:
        lines = []
        if moved:
            places = [str(each.path) for each in moved]
            shown = ", ".join(places[:_PATHS_SHOWN])
            if len(places) > _PATHS_SHOWN:
                shown = self.tr("{0} and others").format(shown)
            lines.append(
                self.tr(
                    "Moved %n file(s) to the trash; restore from there what you want "
                    "back: {0}",
                    "",
                    len(moved),
                ).format(shown)
            )
        lines.extend(messages.left_out(each) for each in left)
        return "\n".join(lines)

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.undo.setVisible(bool(text) and self._undo is not None)
        if not text:
            self._undo = None

    def _on_undo_clicked(self) -> None:
        if self._undo is not None:
            self._undo()

    # --- looks

    def _connect(self) -> None:
        self.search.clicked.connect(self.look)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.keep_all.clicked.connect(self._keep_all)
        self.trash.clicked.connect(self._ask_to_trash)
        self.question.agreed.connect(self._trash)
        self.question.declined.connect(self.list.setFocus)
        self.undo.clicked.connect(self._on_undo_clicked)
        self.comparison.choice_changed.connect(self.question.hide)
        self._session.tasks.dataChanged.connect(self._on_tasks_changed)
        self._session.changed.connect(self._on_library_changed)

    def _on_current_changed(self, index: QModelIndex) -> None:
        self._show_current()

    def _add_shortcuts(self) -> None:
        pairs: list[tuple[str, Callable[[], None]]] = [
            ("K", self.keep_all.click),
            ("Delete", self.trash.click),
            *((str(n + 1), partial(self.comparison.keep, n)) for n in range(9)),
        ]
        for keys, slot in pairs:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _arrange(self) -> None:
        column = controls.column(self, spacing_px=SPACE_PX, margin_px=3 * SPACE_PX)
        heading = controls.row()
        heading.addWidget(self._title)
        heading.addSpacing(SPACE_PX)
        heading.addWidget(self._progress)
        heading.addStretch()
        heading.addWidget(self.search)
        column.addLayout(heading)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for _ in Likeness:
            self.tabs.addTab("")
        column.addWidget(self.tabs)
        note = controls.row()
        note.addWidget(self.note, 1)
        note.addWidget(self.undo)
        column.addLayout(note)
        self._arrange_body()
        column.addWidget(self._body, 1)
        column.addWidget(self._empty, 1)
        self._say("")

    def _arrange_body(self) -> None:
        self.model.set_scale(self.devicePixelRatioF())
        self.list.setModel(self.model)
        self.list.setIconSize(QSize(_THUMBNAIL_PX, _THUMBNAIL_PX))
        self.list.setUniformItemSizes(True)
        self.list.setMinimumWidth(_LIST_PX // 2)
        self.list.setStyleSheet("QListView::item { padding: 4px; }")
        right = QWidget()
        column: QVBoxLayout = controls.column(right)
        column.setContentsMargins(SPACE_PX * 3 // 2, 0, 0, 0)
        column.addWidget(self._none_of_kind, 1, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.comparison, 1)
        column.addWidget(self.question)
        actions = controls.row()
        actions.addStretch()
        actions.addWidget(self.keep_all)
        actions.addWidget(self.trash)
        column.addLayout(actions)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self.list)
        self._body.addWidget(right)
        self._body.setStretchFactor(1, 1)
        self._body.setSizes([_LIST_PX, 1000])

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Duplicates"))
        self.keep_all.setText(self.tr("Keep all of them"))
        self.keep_all.setToolTip(self.tr("Never show this group again (K)"))
        self.trash.setText(self.tr("Move the others to the trash"))
        self.undo.setText(self.tr("Undo"))
        self._none_of_kind.setText(self.tr("There are no groups of this kind."))
        self.list.setAccessibleName(self.tr("Groups of duplicates"))
        self.tabs.setAccessibleName(self.tr("Kinds of duplicates"))
        self._name_tabs()
        self._name_search()

    def _name_tabs(self) -> None:
        for place, kind in enumerate(Likeness):
            count = messages.number(self.model.count(kind))
            self.tabs.setTabText(place, f"{messages.likeness(kind)} ({count})")

    def _name_search(self) -> None:
        is_running = self._search is not None
        self.search.setText(
            self.tr("Stop looking") if is_running else self.tr("Look for duplicates")
        )
        if is_running:
            self._empty.set_texts(
                self.tr("Looking for duplicates"),
                self.tr("Groups appear here as they are found."),
            )
        else:
            self._empty.set_texts(
                self.tr("No duplicates to show"),
                self.tr(
                    "Look for photos that lie in several places, for smaller or edited "
                    "copies, and for shots of the same moment. Nothing is moved "
                    "without asking, and one of each group always stays."
                ),
            )
