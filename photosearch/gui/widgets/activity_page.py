"""What is going on, and what went wrong with single files."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QMenu, QSplitter, QTableView, QWidget
from typing_extensions import override

from photosearch.gui.models.failures import FailuresModel
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls, file_manager
from photosearch.gui.widgets.task_list import TaskList

_REASON_PX, _NAME_PX, _ROW_PX = 280, 240, 32


class ActivityPage(QWidget):
    """Long tasks above, files that were left out below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.failures = FailuresModel(session, self)
        self.tasks = TaskList(session.tasks)
        self._title = controls.label("title")
        self._quiet = controls.label("muted")
        self.clear = controls.button(role="flat")
        self._files_title = controls.label("heading")
        self._no_files = controls.label("muted")
        self.retry = controls.button("retry")
        self.reveal = controls.button("reveal")
        self.table = QTableView()
        self.clear.clicked.connect(session.tasks.clear_ended)
        self.retry.clicked.connect(session.retry_failed)
        self.reveal.clicked.connect(self._reveal)
        self._set_up_table()
        self._arrange()
        for signal in (
            session.tasks.rowsInserted,
            session.tasks.rowsRemoved,
            session.tasks.modelReset,
            session.tasks.dataChanged,
        ):
            signal.connect(self._on_tasks_changed)
        self.failures.modelReset.connect(self._on_failures_changed)
        self._retranslate()
        self._on_tasks_changed()
        self._on_failures_changed()

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.failures)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        table.horizontalHeader().setFixedHeight(_ROW_PX)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setHighlightSections(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, _NAME_PX)
        header.resizeSection(1, _REASON_PX)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        table.activated.connect(self._reveal)
        table.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def _arrange(self) -> None:
        above, below = QWidget(), QWidget()
        upper = controls.column(above, margin_px=0)
        heading = controls.row()
        heading.addWidget(self._title)
        heading.addStretch()
        heading.addWidget(self.clear)
        upper.addLayout(heading)
        upper.addWidget(self._quiet)
        upper.addWidget(self.tasks, 1)
        upper.addStretch()
        lower = controls.column(below, margin_px=0)
        actions = controls.row()
        actions.addWidget(self._files_title)
        actions.addStretch()
        actions.addWidget(self.reveal)
        actions.addWidget(self.retry)
        lower.addSpacing(SPACE_PX)
        lower.addLayout(actions)
        lower.addWidget(self._no_files)
        lower.addWidget(self.table, 1)
        lower.addStretch()
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(above)
        parts.addWidget(below)
        parts.setSizes([1000, 1000])
        controls.column(self, margin_px=3 * SPACE_PX).addWidget(parts)

    # --- what happens

    def _on_tasks_changed(self) -> None:
        tasks = self._session.tasks.tasks()
        self._quiet.setVisible(not tasks)
        self.tasks.setVisible(bool(tasks))
        self.clear.setVisible(any(task.is_over for task in tasks))

    def _on_failures_changed(self) -> None:
        has_files = self.failures.rowCount() > 0
        self._no_files.setVisible(not has_files)
        for each in (self.table, self.retry, self.reveal):
            each.setVisible(has_files)
        self._on_selection_changed()

    def _on_selection_changed(self) -> None:
        self.reveal.setEnabled(self.table.currentIndex().isValid())

    def _reveal(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            file_manager.reveal(self.failures.path_at(index.row()))

    def _show_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid():
            return
        path = self.failures.path_at(index.row())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(
            self.tr("Show in the file manager"), lambda: file_manager.reveal(path)
        )
        menu.addAction(
            self.tr("Copy the path"),
            lambda: QGuiApplication.clipboard().setText(str(path)),
        )
        menu.addAction(self.tr("Try all again"), self._session.retry_failed)
        menu.popup(self.table.viewport().mapToGlobal(at))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Activity"))
        self._quiet.setText(self.tr("Nothing is going on."))
        self.clear.setText(self.tr("Clear what is over"))
        self._files_title.setText(self.tr("Files that were left out"))
        self._no_files.setText(self.tr("None: every file found could be read."))
        self.retry.setText(self.tr("Try all again"))
        self.reveal.setText(self.tr("Show in the file manager"))
        self.table.setAccessibleName(self.tr("Files that were left out"))
