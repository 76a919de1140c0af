"""What a retraining brought, side by side, and which model to use from now on."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from photosearch.core.library import ModelState
from photosearch.core.retraining import Effort
from photosearch.gui import messages, theme
from photosearch.gui.models import retraining_words as words
from photosearch.gui.models.pictures import Pictures
from photosearch.gui.models.session import Session
from photosearch.gui.models.tasks import LongTask
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.measures_table import MeasuresTable
from photosearch.gui.widgets.question import Question
from photosearch.gui.widgets.sample_card import SampleCard
from photosearch.gui.widgets.task_row import TaskRow
from photosearch.spec.retraining_report import Advice, Report, query_picture

_MOST_BYTES = 64 << 20
_NAMED = 12


class RetrainReport(QWidget):
    """The advice, the choice between both models, the measures and the samples.

    Args:
        session: The open library.

    Signals:
        use_asked: Use the model of this name (str) from now on.
        removal_agreed: Delete the retraining.
    """

    use_asked = Signal(str)
    removal_agreed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pictures = Pictures(session, _MOST_BYTES)
        self._report: Report | None = None
        self._models: tuple[ModelState, ...] = ()
        self._is_kept = False
        self._switching: TaskRow | None = None
        self._title = controls.ElidedLabel("title")
        self._facts = controls.label("muted", wraps=True)
        self._sign = QLabel()
        self.advice = controls.label("heading", wraps=True)
        self._why = controls.label(wraps=True)
        self.standing = controls.label("muted", wraps=True)
        self.use = controls.button(role="primary")
        self.keep = controls.button()
        self.back = controls.button("undo")
        self.delete = controls.button("trash", role="flat")
        self.question = Question()
        self._choice = controls.column()
        self.measures = MeasuresTable()
        self._samples_title = controls.label("heading")
        self._samples_words = controls.label("muted", wraps=True)
        self._samples = controls.column(spacing_px=3 * SPACE_PX // 2)
        self._cards: list[SampleCard] = []
        self._arrange()
        self._connect()
        self._retranslate()

    @property
    def report(self) -> Report | None:
        """The report that is shown."""
        return self._report

    def cards(self) -> list[SampleCard]:
        """Return the samples that are shown, from the top."""
        return list(self._cards)

    # --- what is shown

    def show_report(self, report: Report, place: Path) -> None:
        """Show a report and load its pictures.

        Args:
            report: The report.
            place: The folder that it lies in.
        """
        if report == self._report:
            return
        self._report, self._is_kept = report, False
        self.question.hide()
        self.measures.show_measures(report.measures)
        for card in self._cards:
            card.hide()
            card.deleteLater()
        folder = Path(report.folder)
        self._cards = [
            SampleCard(sample, query_picture(place, number), folder, self._pictures)
            for number, sample in enumerate(report.samples, start=1)
        ]
        for card in self._cards:
            self._samples.addWidget(card)
        self._pictures.want([wish for card in self._cards for wish in card.wishes])
        self._retranslate()

    def show_models(self, models: Sequence[ModelState]) -> None:
        """Show which model is in use."""
        self._models = tuple(models)
        self._refresh()

    def show_switching(self, task: LongTask) -> None:
        """Show how far the switch to another model is."""
        if self._switching is not None:
            self._switching.hide()
            self._switching.deleteLater()
        self._switching = TaskRow(task, self._session.tasks)
        self._choice.addWidget(self._switching)
        self._refresh()

    def refresh_switching(self) -> None:
        """Show how far it is now; the last word on a switch that failed stays."""
        if self._switching is not None:
            self._switching.refresh()
            task = self._switching.task
            self._switching.setVisible(not task.is_over or task.error is not None)
            self._refresh()

    @property
    def _is_switching(self) -> bool:
        return self._switching is not None and not self._switching.task.is_over

    def _state_of(self, name: str) -> ModelState | None:
        found = (each for each in self._models if each.model.name == name)
        return next(found, None)

    @property
    def _old(self) -> str:
        """The model to go back to."""
        before = [each.model.name for each in self._models if each.was_in_use]
        if before:
            return before[0]
        return self._report.started_from if self._report else ""

    def _refresh(self) -> None:
        if self._report is None:
            return
        new = self._state_of(self._report.name)
        is_used = new is not None and new.is_in_use
        is_switching = self._is_switching
        self.use.setVisible(not is_used and not is_switching)
        self.keep.setVisible(not is_used and not is_switching and not self._is_kept)
        self.back.setVisible(is_used and not is_switching)
        self.back.setText(self.tr("Go back to {0}").format(self._old))
        self.standing.setText(self._standing_words(is_used, is_switching))
        self.standing.setVisible(bool(self.standing.text()))

    def _standing_words(self, is_used: bool, is_switching: bool) -> str:
        if is_switching:
            return self.tr(
                "Your photos are described by the other model; until that is done, "
                "the search goes on with the one so far."
            )
        if is_used:
            return self.tr("The new model is in use. You can go back at any time.")
        if self._is_kept:
            return self.tr(
                "The old model stays. This report stays here, too, should you change "
                "your mind."
            )
        return self.tr(
            "To use it, your photos are described anew beside what there is; nothing "
            "is lost, and you can go back at any time."
        )

    # --- what is done

    def _connect(self) -> None:
        self.use.clicked.connect(self._on_use_clicked)
        self.keep.clicked.connect(self._on_keep_clicked)
        self.back.clicked.connect(lambda: self.use_asked.emit(self._old))
        self.delete.clicked.connect(self._on_delete_clicked)
        self.question.agreed.connect(self.removal_agreed)
        self.question.declined.connect(self.delete.setFocus)

    def _on_use_clicked(self) -> None:
        if self._report is not None:
            self.use_asked.emit(self._report.name)

    def _on_keep_clicked(self) -> None:
        self._is_kept = True
        self._refresh()
        self.use.setFocus()

    def _on_delete_clicked(self) -> None:
        self.question.ask(
            self.tr(
                "Delete this report and the files of the retraining? A model that was "
                "put to use stays on the page Models."
            ),
            self.tr("Delete"),
            self.tr("Keep"),
        )

    # --- looks

    def _arrange(self) -> None:
        column = controls.column(self, spacing_px=2 * SPACE_PX)
        heading = controls.row()
        texts = controls.column(spacing_px=SPACE_PX // 2)
        texts.addWidget(self._title)
        texts.addWidget(self._facts)
        heading.addLayout(texts, 1)
        heading.addWidget(self.delete)
        column.addLayout(heading)
        column.addWidget(self.question)
        column.addWidget(self._advice_card())
        column.addWidget(self.measures)
        column.addSpacing(SPACE_PX)
        samples = controls.column(spacing_px=SPACE_PX // 2)
        samples.addWidget(self._samples_title)
        samples.addWidget(self._samples_words)
        column.addLayout(samples)
        column.addLayout(self._samples)
        column.addStretch()

    def _advice_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        row = controls.row(card, spacing_px=2 * SPACE_PX, margin_px=2 * SPACE_PX)
        signs = controls.column()
        signs.addWidget(self._sign)
        signs.addStretch()
        row.addLayout(signs)
        self._choice.addWidget(self.advice)
        self._choice.addWidget(self._why)
        buttons = controls.row()
        for button in (self.use, self.keep, self.back):
            buttons.addWidget(button)
        buttons.addStretch()
        self._choice.addLayout(buttons)
        self._choice.addWidget(self.standing)
        row.addLayout(self._choice, 1)
        return card

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.use.setText(self.tr("Use the new model"))
        self.keep.setText(self.tr("Keep the old one"))
        self.delete.setText(self.tr("Delete"))
        self._samples_title.setText(self.tr("Side by side"))
        self._samples_words.setText(
            self.tr(
                "What each model finds for an edited photo, nearest first. A green "
                "frame marks the photo itself."
            )
        )
        if self._report is not None:
            self._retranslate_report(self._report)
        self._refresh()

    def _retranslate_report(self, report: Report) -> None:
        self._title.setText(report.name)
        self._facts.setText(self._fact_words(report))
        self._facts.setToolTip(_failures(report))
        is_better = report.advice is Advice.SWITCH
        theme.show_icon(self._sign, "check" if is_better else "info", 24)
        self.advice.setText(
            self.tr("Advice: use the new model")
            if is_better
            else self.tr("Advice: keep the old model")
        )
        self._why.setText(messages.sentence(words.reason(report.reason)))
        has_samples = bool(report.samples)
        self._samples_title.setVisible(has_samples)
        self._samples_words.setVisible(has_samples)

    def _fact_words(self, report: Report) -> str:
        parts = [
            report.folder,
            self.tr("learned from {0}").format(messages.photos(report.learned)),
            self.tr("measured on {0} others").format(messages.number(report.held_out)),
            self.tr("%n bit(s)", "", report.bits),
            self.tr("{0} effort").format(_effort(report.effort)),
            messages.duration(60 * report.minutes),
        ]
        if report.failed:
            count = len(report.failed)
            parts.append(self.tr("%n file(s) could not be read", "", count))
        return " · ".join(parts)


def _effort(name: str) -> str:
    return words.effort(Effort(name)) if name in list(Effort) else name


def _failures(report: Report) -> str:
    lines = [f"{path}: {reason}" for path, reason in report.failed[:_NAMED]]
    return "\n".join([*lines, "…"] if len(report.failed) > _NAMED else lines)
