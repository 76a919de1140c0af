"""A retraining that is at work, or was: how far it is, its curves, what can be done."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QWidget
from typing_extensions import override

from photosearch.core.retraining import RetrainOptions, Run, RunState, State
from photosearch.gui import messages, theme
from photosearch.gui.models import retraining_words as words
from photosearch.gui.models.curves import Curves
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.curve_chart import CurveChart
from photosearch.gui.widgets.question import Question
from photosearch.spec.retraining import Failed, Stepped

_COLUMNS = 2


class RetrainProgress(QWidget):
    """Shows one retraining and lets people hold it, end it or let it go on.

    Signals:
        pause_asked: Hold it.
        resume_asked: Let it go on, be it held or not at work at all.
        removal_agreed: End it if it is at work, and delete it.
    """

    pause_asked = Signal()
    resume_asked = Signal()
    removal_agreed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._run: Run | None = None
        self._state = State.NEW
        self._is_at_work = False
        self._step: Stepped | None = None
        self._reason = ""
        self._title = controls.ElidedLabel("title")
        self._facts = controls.label("muted", wraps=True)
        self.status = controls.label("heading", wraps=True)
        self.problem = controls.label("danger", wraps=True)
        self._bar = QProgressBar()
        self.hold = controls.button("pause")
        self.end = controls.button("close", role="flat")
        self.question = Question()
        self._hint = controls.label("muted", wraps=True)
        self._charts: dict[str, CurveChart] = {}
        self._grid = QGridLayout()
        self.hold.clicked.connect(self._on_hold_clicked)
        self.end.clicked.connect(self._on_end_clicked)
        self.question.agreed.connect(self.removal_agreed)
        self.question.declined.connect(self.end.setFocus)
        self._arrange()
        self._retranslate()

    @property
    def charts(self) -> dict[str, CurveChart]:
        """The curves that are shown, by the name of their figure."""
        return dict(self._charts)

    # --- what is shown

    def show_run(self, state: RunState, *, is_at_work: bool) -> None:
        """Show a retraining.

        Args:
            state: The retraining.
            is_at_work: Whether its trainer runs, held or not.
        """
        if self._run is None or self._run.folder != state.run.folder:
            self.question.hide()
        self._run, self._state, self._is_at_work = state.run, state.state, is_at_work
        last = state.last
        self._step = last if isinstance(last, Stepped) else None
        self._reason = last.reason if isinstance(last, Failed) else ""
        self._refresh()

    def show_step(self, step: Stepped | None, *, is_paused: bool) -> None:
        """Show how far the one at work has come."""
        self._state = State.PAUSED if is_paused else State.RUNNING
        self._step = step or self._step
        self._refresh()

    def show_curves(self, curves: Curves) -> None:
        """Show what it measured."""
        for name in set(self._charts) - set(curves.names()):
            chart = self._charts.pop(name)
            chart.hide()
            chart.deleteLater()
        for name in curves.names():
            chart = self._charts.get(name) or self._add_chart(name)
            chart.set_points(curves.points(name), curves.total)
        self._place_charts()

    def _add_chart(self, name: str) -> CurveChart:
        chart = CurveChart(is_share=name in words.SHARES)
        chart.set_title(words.figure(name))
        self._charts[name] = chart
        return chart

    def _place_charts(self) -> None:
        """Put shares first, which people understand; the others follow as they came."""
        names = sorted(self._charts, key=lambda name: name not in words.SHARES)
        for place, name in enumerate(names):
            row, column = divmod(place, _COLUMNS)
            self._grid.addWidget(self._charts[name], row, column)

    def _refresh(self) -> None:
        self.status.setText(self._status_words())
        self.problem.setText(messages.sentence(words.reason(self._reason)))
        self.problem.setVisible(bool(self._reason))
        step = self._step
        self._bar.setVisible(self._is_at_work)
        if step is not None and step.total:
            self._bar.setRange(0, step.total)
            self._bar.setValue(min(step.done, step.total))
        else:
            self._bar.setRange(0, 0 if self._state is State.RUNNING else 1)
        self._hint.setVisible(self._is_at_work)
        self._retranslate_buttons()

    def _status_words(self) -> str:
        parts = [] if self._step is None else [messages.progress(self._step)]
        if self._state is State.PAUSED:
            parts.insert(0, self.tr("Paused"))
        elif self._state is State.FAILED:
            parts = [self.tr("This retraining failed.")]
        elif not self._is_at_work:
            parts.insert(0, self.tr("Interrupted"))
        elif not parts:
            parts.append(self.tr("Starting the trainer…"))
        return " · ".join(parts)

    def _fact_words(self, options: RetrainOptions) -> str:
        parts = [
            str(options.folder),
            self.tr("{0} effort").format(words.effort(options.effort)),
            self.tr("%n bit(s)", "", options.bits),
        ]
        if self._step is not None and self._step.failed:
            failed = self._step.failed
            parts.append(self.tr("%n file(s) could not be read", "", failed))
        return " · ".join(parts)

    # --- what is done

    def _on_hold_clicked(self) -> None:
        if self._is_at_work and self._state is not State.PAUSED:
            self.pause_asked.emit()
        else:
            self.resume_asked.emit()

    def _on_end_clicked(self) -> None:
        self.question.ask(
            self.tr(
                "Throw this retraining away? What it has learned so far is lost; to "
                "only take a break, pause it."
            )
            if self._is_at_work
            else self.tr("Delete this retraining and what it has learned so far?"),
            self.tr("Throw away") if self._is_at_work else self.tr("Delete"),
            self.tr("Keep"),
        )

    # --- looks

    def _arrange(self) -> None:
        self._bar.setTextVisible(False)
        column = controls.column(self, spacing_px=2 * SPACE_PX)
        texts = controls.column(spacing_px=SPACE_PX // 2)
        texts.addWidget(self._title)
        texts.addWidget(self._facts)
        column.addLayout(texts)
        card = QFrame()
        card.setProperty("role", "card")
        inside = controls.column(card, spacing_px=SPACE_PX, margin_px=2 * SPACE_PX)
        line = controls.row()
        line.addWidget(self.status, 1)
        line.addWidget(self.end)
        line.addWidget(self.hold)
        inside.addLayout(line)
        inside.addWidget(self._bar)
        inside.addWidget(self.problem)
        inside.addWidget(self._hint)
        column.addWidget(card)
        column.addWidget(self.question)
        self._grid.setSpacing(3 * SPACE_PX // 2)
        column.addLayout(self._grid)
        column.addStretch()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for name, chart in self._charts.items():
            chart.set_title(words.figure(name))
        self._hint.setText(
            self.tr(
                "You may close the window or go on searching: a retraining goes on "
                "where it was when the program is opened again."
            )
        )
        self._bar.setAccessibleName(self.tr("How far the retraining is"))
        self._refresh()

    def _retranslate_buttons(self) -> None:
        is_held = self._state is State.PAUSED or not self._is_at_work
        theme.show_icon(self.hold, "play" if is_held else "pause", 16)
        self.hold.setText(
            self.tr("Try again")
            if self._state is State.FAILED
            else self.tr("Go on")
            if is_held
            else self.tr("Pause")
        )
        theme.show_icon(self.end, "close" if self._is_at_work else "trash", 16)
        self.end.setText(self.tr("Cancel") if self._is_at_work else self.tr("Delete"))
        if self._run is None:
            return
        options = self._run.options
        self._title.setText(options.name)
        self._facts.setText(self._fact_words(options))
