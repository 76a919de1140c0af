"""Retraining as the window works with it: one at a time, followed while it runs."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.core.errors import PhotoSearchError, RetrainError
from photosearch.core.retraining import (
    TRAINER,
    RetrainOptions,
    Run,
    RunState,
    State,
    estimating,
    open_run,
    runs,
    why_impossible,
)
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.curves import Curves
from photosearch.gui.models.session import Session
from photosearch.gui.models.tasks import LongTask, TaskState
from photosearch.spec.retraining import Estimated, Event, Failed, Stepped

_CALM_MS = 400
_TO_GO_ON_WITH = (State.NEW, State.RUNNING, State.INTERRUPTED)


class Retraining(QObject):
    """Starts, holds and ends retrainings, and asks how long one would take.

    Args:
        session: The open library.
        folder: Where its retrainings lie.
        command: The program that trains.

    Signals:
        estimated: An `Estimated`.
        not_estimated: A `PhotoSearchError`: why there is no estimate.
        stepped: The one at work has told something, was held or let go on.
        started: A `Run` began or goes on.
        ended: A `Run` ended, whatever the end was.
        runs_changed: Something about the retrainings there are is not as it was.
    """

    estimated = Signal(object)
    not_estimated = Signal(object)
    stepped = Signal()
    started = Signal(object)
    ended = Signal(object)
    runs_changed = Signal()

    def __init__(
        self,
        session: Session,
        folder: Path,
        command: Sequence[str] = TRAINER,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = folder
        self._command = command
        self._run: Run | None = None
        self._task: LongTask | None = None
        self._is_unwanted = False
        self._is_held = False
        self._estimating = Task()
        self._wanted: RetrainOptions | None = None
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._estimate_now)
        self.curves = Curves()
        self.step: Stepped | None = None
        session.tasks.dataChanged.connect(self._on_tasks_changed)

    # --- what there is

    @property
    def run(self) -> Run | None:
        """The one at work, held or not."""
        return self._run

    @property
    def task(self) -> LongTask | None:
        """The one at work, as a long task."""
        return self._task

    @property
    def is_paused(self) -> bool:
        """Whether the one at work is held."""
        return self._task is not None and self._task.state is TaskState.PAUSED

    def is_at_work(self, run: Run) -> bool:
        """Tell whether a run is the one at work."""
        return self._run is not None and self._run.folder == run.folder

    def problem(self) -> str | None:
        """Tell why nothing can be trained here; None where it can."""
        return why_impossible() if self._command == TRAINER else None

    def states(self) -> tuple[RunState, ...]:
        """Return the retrainings of the library, the newest first; reads files."""
        return runs(self._folder, self._command)

    def curves_of(self, run: Run) -> Curves:
        """Return what a retraining measured so far; reads a file."""
        curves = Curves()
        for event in run.told():
            if isinstance(event, Stepped):
                curves.add(event)
        return curves

    # --- estimates

    def estimate(self, options: RetrainOptions) -> bool:
        """Ask how long it would take, in a moment.

        Returns:
            False if that was asked before: the answer came, or will come.
        """
        # A name takes no time.
        options = replace(options, name="estimate")
        if options == self._wanted:
            return False
        self.forget_estimate()
        self._wanted = options
        self._calm.start()
        return True

    def forget_estimate(self) -> None:
        """Ask no longer."""
        self._calm.stop()
        self._estimating.cancel()
        self._wanted = None

    def _estimate_now(self) -> None:
        options, command = self._wanted, self._command
        if options is None:
            return

        def on_answer(answer: Estimated | None) -> None:
            if answer is not None:
                self.estimated.emit(answer)

        self._estimating = self._session.bridge.follow(
            Lane.TRAINING,
            lambda: estimating(options, command),
            on_answer,
            _nothing,
            self._on_not_estimated,
        )

    def _on_not_estimated(self, error: PhotoSearchError) -> None:
        self._wanted = None
        self.not_estimated.emit(error)

    # --- the one at work

    def start(self, options: RetrainOptions) -> None:
        """Begin a new one, unless one is at work."""
        folder, command = self._folder, self._command
        self.forget_estimate()
        if self._run is None:
            self._session.ask(lambda: open_run(folder, options, command), self.follow)

    def follow(self, run: Run) -> None:
        """Let a retraining begin or go on, unless one is at work."""
        if self._run is not None:
            return
        self._run, self._is_unwanted, self._is_held = run, False, False
        self.curves, self.step = Curves(), None
        self._task = self._session.start(
            self.tr("Retraining on {0}").format(run.options.folder.name),
            lambda: self._events(run),
            self._on_end,
            self._on_event,
            Lane.TRAINING,
        )
        self.started.emit(run)
        self.runs_changed.emit()

    def go_on_with_unfinished(self) -> None:
        """Let the newest go on that the end of the program interrupted."""

        def on_states(states: tuple[RunState, ...]) -> None:
            waiting = [each for each in states if each.state in _TO_GO_ON_WITH]
            if waiting:
                self.follow(waiting[0].run)

        if self.problem() is None:
            self._session.ask(self.states, on_states)

    def pause(self) -> None:
        """Hold the one at work; it stays held when the program is started again."""
        if self._task is not None:
            self._session.tasks.pause(self._task)

    def resume(self) -> None:
        """Let the one at work go on."""
        if self._task is not None:
            self._session.tasks.resume(self._task)

    def throw_away(self) -> None:
        """End the one at work and delete what it has learned."""
        if self._task is not None:
            self._is_unwanted = True
            self._session.tasks.cancel(self._task)

    def delete(self, run: Run) -> None:
        """Delete one that is not at work, with its report."""
        if not self.is_at_work(run):
            # It may have to wait until a trainer has ended.
            self._session.ask(
                run.discard, lambda _: self.runs_changed.emit(), Lane.TRAINING
            )

    def _on_event(self, event: Event | Curves) -> None:
        if isinstance(event, Curves):
            self.curves = event
            self.stepped.emit()
        elif isinstance(event, Stepped):
            is_new = event != self.step
            self.step = event
            self.curves.add(event)
            if is_new:
                self.stepped.emit()

    def _on_tasks_changed(self) -> None:
        """Tell the trainer, too, wherever somebody held its task or let it go on."""
        if self._run is None or self.is_paused == self._is_held:
            return
        self._is_held = self.is_paused
        self.stepped.emit()
        run, task = self._run, self._task

        def obey() -> None:
            # By what is wanted when it is done: of two at once either may be later.
            if task is None or task.is_over:
                return
            if task.state is TaskState.PAUSED:
                run.pause()
            else:
                run.resume()

        self._session.ask(obey, lambda _: self.runs_changed.emit())

    def _on_end(self) -> None:
        run, task = self._run, self._task
        self._run = self._task = None
        if run is None or task is None:
            return
        self.ended.emit(run)
        if self._is_unwanted:
            self.delete(run)
        elif task.state is TaskState.CANCELLED:
            # Ended on the page of long tasks: it is not to begin again by itself.
            self._session.ask(run.pause, lambda _: self.runs_changed.emit())
        else:
            self.runs_changed.emit()

    def _events(self, run: Run) -> Generator[Event | Curves, None, None]:
        """Yield the curves so far, then let it go on and yield what it tells.

        Raises:
            RetrainError: It cannot go on.
        """
        yield self.curves_of(run)
        run.resume()
        for event in run.events():
            yield event
            if isinstance(event, Failed):
                raise RetrainError(event.reason)


def _nothing() -> None:
    pass
