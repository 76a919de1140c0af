"""Retraining on one's own photos: choose, watch it learn, compare, decide."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QScrollArea,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.core.library import ModelState
from photosearch.core.models import DEFAULT_MODEL
from photosearch.core.records import Root
from photosearch.core.retraining import TRAINER, RetrainOptions, Run, RunState, State
from photosearch.gui.background import Task
from photosearch.gui.models import retraining_words as words
from photosearch.gui.models.retraining import Retraining
from photosearch.gui.models.retrainings import RetrainingsModel
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.retrain_form import RetrainForm
from photosearch.gui.widgets.retrain_progress import RetrainProgress
from photosearch.gui.widgets.retrain_report import RetrainReport
from photosearch.spec.retraining_report import Report

_LIST_PX = 220
_NAME = "my-photos"


class RetrainPage(QWidget):
    """Retrainings at the left; the chosen one, or the form for a new one, at the right.

    Args:
        session: The open library.
        folder: Where its retrainings lie.
        command: The program that trains.

    Signals:
        folder_asked: Let the user choose a folder; hand it to `choose_folder`.
    """

    folder_asked = Signal()

    def __init__(
        self, session: Session, folder: Path, command: Sequence[str] = TRAINER
    ) -> None:
        super().__init__()
        self._session = session
        self._models: tuple[ModelState, ...] = ()
        self._reading = Task()
        self._chosen: Run | None = None
        self.retraining = Retraining(session, folder, command, self)
        self.runs = RetrainingsModel(session, self.retraining, self)
        self.list = QListView()
        self.form = RetrainForm()
        self.progress = RetrainProgress()
        self.report = RetrainReport(session)
        self.stack = QStackedWidget()
        self._areas = {each: _scrolled(each) for each in self._panes()}
        self._arrange()
        self._connect()
        self._retranslate()
        self.read()

    # --- from outside

    def choose_folder(self, folder: Path) -> None:
        """Choose a folder to learn from, of the library or not."""
        self.form.choose_folder(folder)

    def go_on(self) -> None:
        """Let a retraining go on that the end of the program interrupted."""
        self.retraining.go_on_with_unfinished()

    def read(self) -> None:
        """Look again which folders, models and retrainings there are."""
        library = self._session.library
        self._session.ask(library.roots, self._on_roots)
        self._session.ask(library.models, self._on_models)
        self.runs.read()

    def show_new(self) -> None:
        """Show the form for a new one."""
        self._choose_row(0)

    def show_run(self, run: Run) -> None:
        """Show a retraining, now or as soon as it is in the list."""
        self._chosen = run
        self._choose_row(self.runs.row_of(run))

    # --- what is shown

    @property
    def chosen(self) -> RunState | None:
        """The retraining that is chosen; None for a new one."""
        state = self.list.currentIndex().data(RetrainingsModel.STATE_ROLE)
        return state if isinstance(state, RunState) else None

    def _choose_row(self, row: int) -> None:
        self.list.setCurrentIndex(self.runs.index(row))

    def _on_runs_read(self) -> None:
        """Keep what was shown; a name that is taken by now is replaced."""
        self._choose_row(self.runs.row_of(self._chosen) if self._chosen else 0)
        self._suggest_name()

    def _on_current_changed(self) -> None:
        state = self.chosen
        self._chosen = state.run if state else None
        self._reading.cancel()
        if state is None:
            self._show(self.form)
            self._estimate()
            return
        self.retraining.forget_estimate()
        is_at_work = self.retraining.is_at_work(state.run)
        if state.state is State.FINISHED and not is_at_work:
            self._show_report(state.run)
            return
        self.progress.show_run(state, is_at_work=is_at_work)
        if is_at_work:
            self._on_stepped()
        else:
            self._read_curves(state.run)
        self._show(self.progress)

    def _show_report(self, run: Run) -> None:
        def on_read(report: Report) -> None:
            self.report.show_report(report, run.folder)
            self._show(self.report)

        self._reading = self._session.ask(run.report, on_read)

    def _read_curves(self, run: Run) -> None:
        self._reading = self._session.ask(
            lambda: self.retraining.curves_of(run), self.progress.show_curves
        )

    def _show(self, pane: QWidget) -> None:
        self.stack.setCurrentWidget(self._areas[pane])

    def _on_stepped(self) -> None:
        run, shown = self.retraining.run, self.chosen
        if run is None or shown is None or shown.run.folder != run.folder:
            return
        self.progress.show_step(
            self.retraining.step, is_paused=self.retraining.is_paused
        )
        self.progress.show_curves(self.retraining.curves)

    def _on_started(self, run: Run) -> None:
        self._chosen = run

    def _on_ended(self, run: Run) -> None:
        if self._chosen is not None and self._chosen.folder == run.folder:
            self._chosen = run

    # --- the form

    def _on_roots(self, roots: tuple[Root, ...]) -> None:
        self.form.offer_folders([root.path for root in roots if root.is_online])

    def _on_models(self, models: tuple[ModelState, ...]) -> None:
        self._models = models
        self.report.show_models(models)
        self._suggest_name()
        self._show_problem()
        self._estimate()

    def _suggest_name(self) -> None:
        taken = {each.model.name for each in self._models}
        taken |= {each.run.options.name for each in self.runs.states()}
        self.form.suggest_name(_NAME, taken)

    def _show_problem(self) -> None:
        problem = self.retraining.problem()
        if problem is None and self._start_file() is None:
            problem = self.tr("The model {0} to start from is missing").format(
                DEFAULT_MODEL
            )
        self.form.show_impossible(problem)

    def _start_file(self) -> Path | None:
        found = (each.model for each in self._models)
        return next((each.path for each in found if each.name == DEFAULT_MODEL), None)

    def _options(self) -> RetrainOptions | None:
        folder, start = self.form.folder, self._start_file()
        if folder is None or start is None or not self.form.is_possible:
            return None
        return RetrainOptions(
            folder=folder,
            bits=self.form.code_bits,
            effort=self.form.effort,
            start=start,
            name=self.form.name.text() or _NAME,
        )

    def _estimate(self) -> None:
        """Ask how long it would take, while somebody looks at the form."""
        options = self._options()
        is_busy = self.retraining.run is not None
        is_seen = self.isVisible() and self.chosen is None
        self.form.show_busy(is_busy)
        if options is None or is_busy or not is_seen:
            self.retraining.forget_estimate()
        elif self.retraining.estimate(options):
            self.form.show_estimating()

    def _on_not_estimated(self, error: PhotoSearchError) -> None:
        self.form.show_problem(words.reason(str(error)))

    def _start(self) -> None:
        options = self._options()
        if options is not None:
            self.retraining.start(options)

    # --- one of them

    def _resume(self) -> None:
        state = self.chosen
        if state is None:
            return
        if self.retraining.is_at_work(state.run):
            self.retraining.resume()
        else:
            self.retraining.follow(state.run)

    def _remove(self) -> None:
        state = self.chosen
        if state is None:
            return
        self._chosen = None
        if self.retraining.is_at_work(state.run):
            self.retraining.throw_away()
        else:
            self.retraining.delete(state.run)

    def _use(self, name: str) -> None:
        """Put a model to use; the new one is added to the library before."""
        state, report = self.chosen, self.report.report
        if state is None or report is None:
            return
        library, run = self._session.library, state.run

        def add() -> str:
            return library.add_model(run.model()).name

        if name == report.name:
            self._session.ask(add, self._switch)
        else:
            self._switch(name)

    def _switch(self, name: str) -> None:
        self._session.models_changed.emit()
        self.report.show_switching(self._session.use_model(name))

    # --- looks

    def _panes(self) -> tuple[QWidget, ...]:
        return self.form, self.progress, self.report

    def _connect(self) -> None:
        session, retraining = self._session, self.retraining
        self.runs.modelReset.connect(self._on_runs_read)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.form.choice_changed.connect(self._estimate)
        self.form.folder_asked.connect(self.folder_asked)
        self.form.start_asked.connect(self._start)
        self.progress.pause_asked.connect(retraining.pause)
        self.progress.resume_asked.connect(self._resume)
        self.progress.removal_agreed.connect(self._remove)
        self.report.removal_agreed.connect(self._remove)
        self.report.use_asked.connect(self._use)
        retraining.estimated.connect(self.form.show_estimate)
        retraining.not_estimated.connect(self._on_not_estimated)
        retraining.started.connect(self._on_started)
        retraining.ended.connect(self._on_ended)
        retraining.stepped.connect(self._on_stepped)
        session.tasks.dataChanged.connect(self.report.refresh_switching)
        session.folders_changed.connect(self._read_roots)
        session.models_changed.connect(self._read_models)

    def _read_roots(self) -> None:
        self._session.ask(self._session.library.roots, self._on_roots)

    def _read_models(self) -> None:
        self._session.ask(self._session.library.models, self._on_models)

    def _arrange(self) -> None:
        self.list.setModel(self.runs)
        self.list.setFixedWidth(_LIST_PX)
        self.list.setSpacing(2)
        self.list.setStyleSheet("QListView::item { padding: 8px; }")
        for area in self._areas.values():
            self.stack.addWidget(area)
        row = controls.row(self, spacing_px=3 * SPACE_PX, margin_px=3 * SPACE_PX)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._estimate()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Retrainings"))


def _scrolled(pane: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(pane)
    return area
