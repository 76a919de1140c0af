"""One long task: how far it is, and how to hold or end it."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QProgressBar
from typing_extensions import override

from photosearch.gui import messages, theme
from photosearch.gui.models.tasks import LongTask, TasksModel, TaskState
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls


class TaskRow(QFrame):
    """Shows a task as it stands each time `refresh` is called.

    Args:
        task: The task.
        tasks: The model that it belongs to.
    """

    def __init__(self, task: LongTask, tasks: TasksModel) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._task = task
        self._tasks = tasks
        self._title = controls.ElidedLabel("heading")
        self._state = controls.label("muted", wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.hold = controls.tool("pause")
        self.end = controls.tool("close")
        self.hold.clicked.connect(self._on_hold_clicked)
        self.end.clicked.connect(lambda: self._tasks.cancel(self._task))
        self._arrange()
        self.refresh()

    @property
    def task(self) -> LongTask:
        """The task that is shown."""
        return self._task

    @property
    def state(self) -> str:
        """How the task stands, in words."""
        return self._state.text()

    def refresh(self) -> None:
        """Show how the task stands now."""
        task = self._task
        self._title.setText(task.title)
        self._state.setText(self._words())
        is_paused = task.state is TaskState.PAUSED
        theme.show_icon(self.hold, "play" if is_paused else "pause")
        hold = self.tr("Go on") if is_paused else self.tr("Pause")
        controls.name_tool(self.hold, f"{hold}: {task.title}")
        controls.name_tool(self.end, self.tr("Cancel: {0}").format(task.title))
        for each in (self._bar, self.hold, self.end):
            each.setVisible(not task.is_over)
        self._show_bar()

    def _show_bar(self) -> None:
        progress = self._task.progress
        self._bar.setAccessibleName(self._task.title)
        if progress is not None and progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))
        elif self._task.state is TaskState.RUNNING:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, 1)

    def _words(self) -> str:
        task = self._task
        parts = [self._state_words()]
        if task.progress is not None and not task.is_over:
            parts.append(messages.progress(task.progress))
        if task.skipped:
            parts.append(self.tr("%n file(s) left out", "", task.skipped))
        return " · ".join(part for part in parts if part)

    def _state_words(self) -> str:
        if self._task.error is not None:
            return messages.about(self._task.error).line
        return {
            TaskState.WAITING: self.tr("Waits for its turn"),
            TaskState.RUNNING: self._hindrance(),
            TaskState.PAUSED: self.tr("Paused"),
            TaskState.DONE: self.tr("Done"),
            TaskState.CANCELLED: self.tr("Cancelled; what was done stays"),
            TaskState.FAILED: self.tr("Failed"),
        }[self._task.state]

    def _hindrance(self) -> str:
        hindrance = self._task.hindrance
        return messages.hindrance(hindrance) if hindrance is not None else ""

    def _on_hold_clicked(self) -> None:
        if self._task.state is TaskState.PAUSED:
            self._tasks.resume(self._task)
        else:
            self._tasks.pause(self._task)

    def _arrange(self) -> None:
        row = controls.row(self, margin_px=SPACE_PX * 3 // 2)
        texts = controls.column(spacing_px=SPACE_PX // 2)
        texts.addWidget(self._title)
        texts.addWidget(self._bar)
        texts.addWidget(self._state)
        row.addLayout(texts, 1)
        row.addWidget(self.hold)
        row.addWidget(self.end)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)
