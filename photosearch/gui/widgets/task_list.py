"""All long tasks below each other, the newest first."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from photosearch.gui.models.tasks import LongTask, TasksModel
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.task_row import TaskRow


class TaskList(QScrollArea):
    """A row of widgets for each task of the model, in its order."""

    def __init__(self, tasks: TasksModel) -> None:
        super().__init__()
        self._tasks = tasks
        self._rows: list[TaskRow] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._column = controls.column(inside)
        self._column.addStretch()
        self.setWidget(inside)
        tasks.rowsInserted.connect(self._on_inserted)
        tasks.rowsRemoved.connect(self._on_removed)
        tasks.modelReset.connect(self._show_all)
        tasks.dataChanged.connect(self._on_changed)
        self._show_all()

    def rows(self) -> list[TaskRow]:
        """Return what is shown, from the top."""
        return list(self._rows)

    def _show_all(self) -> None:
        while self._rows:
            self._drop(len(self._rows) - 1)
        for place, task in enumerate(self._tasks.tasks()):
            self._add(place, task)

    def _on_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        for place in range(first, last + 1):
            self._add(place, self._tasks.tasks()[place])

    def _on_removed(self, parent: QModelIndex, first: int, last: int) -> None:
        for place in range(last, first - 1, -1):
            self._drop(place)

    def _on_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in self._rows[first.row() : last.row() + 1]:
            row.refresh()

    def _add(self, place: int, task: LongTask) -> None:
        row = TaskRow(task, self._tasks)
        self._rows.insert(place, row)
        self._column.insertWidget(place, row)

    def _drop(self, place: int) -> None:
        row = self._rows.pop(place)
        row.hide()
        row.deleteLater()
