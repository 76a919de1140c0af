"""The line at the bottom: what there is, what runs, and by which means."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QProgressBar, QStatusBar, QToolButton
from typing_extensions import override

from photosearch.core.library import AtWork
from photosearch.core.records import Counts
from photosearch.gui import messages
from photosearch.gui.models.session import Session
from photosearch.gui.models.tasks import LongTask, TaskState
from photosearch.gui.models.throttle import Throttle
from photosearch.gui.widgets import controls

_PAUSE_MS = 500
_BAR_PX = 120


class StatusBar(QStatusBar):
    """Photos, the task that runs, the model, and the device with its reason.

    Signals:
        activity_asked: Show the page of long tasks.
        models_asked: Show the page of models.
    """

    activity_asked = Signal()
    models_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._photos, self._counts = 0, Counts()
        self._at_work: AtWork | None = None
        self.photos = controls.label()
        self.task = QToolButton()
        self.bar = QProgressBar()
        self.model = QToolButton()
        self._counting = Throttle(self._count, _PAUSE_MS, self)
        self._arrange()
        for signal in (session.changed, session.folders_changed):
            signal.connect(self._counting.ask)
        session.failures_changed.connect(self._counting.ask)
        session.models_changed.connect(self._ask_who_works)
        for changed in (session.tasks.rowsInserted, session.tasks.dataChanged):
            changed.connect(self._show_task)
        session.tasks.modelReset.connect(self._show_task)
        self._counting.ask()
        self._ask_who_works()
        self._show_task()

    def _arrange(self) -> None:
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 0, 8, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_PX)
        self.task.clicked.connect(self.activity_asked)
        self.model.clicked.connect(self.models_asked)
        self.addWidget(self.photos)
        self.addPermanentWidget(self.task)
        self.addPermanentWidget(self.bar)
        self.addPermanentWidget(self.model)

    # --- photos

    def _count(self) -> None:
        library = self._session.library
        self._session.ask(
            lambda: (library.photo_count(), library.counts()), self._on_counted
        )

    def _on_counted(self, found: tuple[int, Counts]) -> None:
        self._photos, self._counts = found
        self._show_photos()

    def _show_photos(self) -> None:
        parts = [messages.photos(self._photos)]
        counts = self._counts
        if counts.pending:
            waiting = messages.number(counts.pending)
            parts.append(self.tr("{0} waiting").format(waiting))
        left_out = counts.failed + counts.skipped
        if left_out:
            parts.append(self.tr("{0} left out").format(messages.number(left_out)))
        self.photos.setText(" · ".join(parts))

    # --- the task

    def _show_task(self) -> None:
        active = self._session.tasks.active()
        running = [each for each in active if each.state is not TaskState.WAITING]
        shown = next(iter(running or active), None)
        self.task.setVisible(shown is not None)
        self.bar.setVisible(shown is not None)
        if shown is not None:
            self._show_progress(shown, len(active) - 1)

    def _show_progress(self, task: LongTask, others: int) -> None:
        progress = task.progress
        parts = [task.title]
        if task.state is TaskState.PAUSED:
            parts.append(self.tr("paused"))
        elif task.hindrance is not None:
            parts.append(messages.hindrance(task.hindrance))
        elif progress is not None and progress.remaining_s is not None:
            left = messages.duration(progress.remaining_s)
            parts.append(self.tr("{0} left").format(left))
        if others:
            parts.append(self.tr("%n more", "", others))
        self.task.setText(" · ".join(parts))
        self.task.setToolTip(
            messages.progress(progress) if progress else self.tr("Show all tasks")
        )
        self.bar.setAccessibleName(task.title)
        has_total = progress is not None and progress.total > 0
        self.bar.setRange(0, progress.total if progress and has_total else 0)
        self.bar.setValue(progress.done if progress else 0)

    # --- the model and the device

    def _ask_who_works(self) -> None:
        self._session.ask(self._session.library.at_work, self._on_answered)

    def _on_answered(self, at_work: AtWork) -> None:
        self._at_work = at_work
        self._show_model()

    def _show_model(self) -> None:
        if self._at_work is None:
            return
        device = self._at_work.device
        if device is None:
            self.model.setText(self.tr("The model does not run"))
            self.model.setToolTip(self._at_work.model)
            return
        self.model.setText(f"{self._at_work.model} · {device.name}")
        why = self.tr("Runs on {0}: {1}").format(
            device.name, messages.reason(device.reason)
        )
        repair = self.tr("To change that: {0}").format(device.repair)
        self.model.setToolTip(f"{why}\n{repair}" if device.repair else why)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._show_photos()
            self._show_task()
            self._show_model()
        super().changeEvent(event)
