"""Where somebody chooses what a model is to learn from, and for how long."""

import itertools
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRegularExpression, Qt, Signal
from PySide6.QtGui import QGuiApplication, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from photosearch.core.retraining import Effort
from photosearch.gui import messages
from photosearch.gui.models import retraining_words as words
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.spec.retraining import Estimated

BITS = (256, 128, 64)

_WIDTH_PX = 680
_NAMES = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
_COMMAND = re.compile(r"pip install \S+")


class RetrainForm(QWidget):
    """Folder, effort, code length and name; the estimate; and the button that starts.

    Signals:
        choice_changed: Another estimate is needed.
        folder_asked: Let the user choose a folder; hand it to `choose_folder`.
        start_asked: Start with what is chosen.
    """

    choice_changed = Signal()
    folder_asked = Signal()
    start_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._estimated: Estimated | None = None
        # Until it is known.
        self._is_possible = False
        self._is_busy = False
        self._taken: frozenset[str] = frozenset()
        self._title = controls.label("title")
        self._intro = controls.label("muted", wraps=True)
        self._impossible = QFrame()
        self._why = controls.label(wraps=True)
        self.copy = controls.button("copy")
        self.folders = QComboBox()
        self.other = controls.button("folder")
        self.efforts = {effort: QRadioButton() for effort in Effort}
        self.bits = QComboBox()
        self.name = QLineEdit()
        self._name_problem = controls.label("warning")
        self._labels = [QLabel() for _ in range(4)]
        self._effort_words = {effort: controls.label("muted") for effort in Effort}
        self.estimate = controls.label("heading", wraps=True)
        self.device = controls.label("muted", wraps=True)
        self.start = controls.button(role="primary")
        self._arrange()
        self._connect()
        self._retranslate()
        self._refresh()

    # --- what is chosen

    @property
    def folder(self) -> Path | None:
        """The folder to learn from."""
        chosen = self.folders.currentData()
        return Path(chosen) if chosen else None

    @property
    def effort(self) -> Effort:
        """How long to learn."""
        return next(each for each, box in self.efforts.items() if box.isChecked())

    @property
    def code_bits(self) -> int:
        """Length of the new code."""
        return int(self.bits.currentData())

    def offer_folders(self, folders: Sequence[Path]) -> None:
        """Offer the folders of the library; what was chosen stays chosen."""
        chosen = self.folder
        self.folders.blockSignals(True)
        self.folders.clear()
        for folder in dict.fromkeys((*folders, *((chosen,) if chosen else ()))):
            self.folders.addItem(str(folder), str(folder))
        place = self.folders.findData(str(chosen)) if chosen else 0
        self.folders.setCurrentIndex(max(place, 0))
        self.folders.blockSignals(False)
        self._refresh()
        if self.folder != chosen:
            self.choice_changed.emit()

    def choose_folder(self, folder: Path) -> None:
        """Choose a folder, of the library or not."""
        if self.folders.findData(str(folder)) < 0:
            self.folders.addItem(str(folder), str(folder))
        self.folders.setCurrentIndex(self.folders.findData(str(folder)))

    def suggest_name(self, stem: str, taken: Collection[str]) -> None:
        """Put a free name where there is none, or one that is taken.

        Args:
            stem: What the name begins with; a number follows.
            taken: Names that other models have.
        """
        self._taken = frozenset(name.casefold() for name in taken)
        if self._is_named_well():
            self._refresh()
            return
        free = (f"{stem}-{number}" for number in itertools.count(1))
        self.name.setText(next(name for name in free if name not in self._taken))

    def _is_named_well(self) -> bool:
        is_free = self.name.text().casefold() not in self._taken
        return self.name.hasAcceptableInput() and is_free

    # --- what is known of it

    @property
    def is_possible(self) -> bool:
        """Whether something can be trained here."""
        return self._is_possible

    def show_busy(self, is_busy: bool) -> None:
        """Say whether another retraining is at work, which this one has to wait for."""
        self._is_busy = is_busy
        if is_busy:
            self._estimated = None
            self.estimate.setText(self.tr("Another retraining is at work."))
            self.device.setText(self.tr("A new one can begin when it is done."))
        self._refresh()

    def show_impossible(self, reason: str | None) -> None:
        """Say why nothing can be trained here; None where it can."""
        self._is_possible = reason is None
        self._impossible.setVisible(reason is not None)
        if reason is not None:
            self._why.setText(messages.sentence(words.reason(reason)))
            command = _COMMAND.search(reason)
            self.copy.setVisible(command is not None)
            self.copy.setProperty("command", command.group() if command else "")
        self._refresh()

    def show_estimating(self) -> None:
        """Say that the time is being measured."""
        self._estimated = None
        self.estimate.setText(self.tr("Measuring how long it would take…"))
        self.device.setText("")

    def show_estimate(self, estimated: Estimated) -> None:
        """Say how long it would take."""
        self._estimated = estimated
        self.estimate.setText(self._time_words(estimated))
        self.device.setText(words.device(estimated.device))

    def show_problem(self, problem: str) -> None:
        """Say why there is no estimate."""
        self._estimated = None
        self.estimate.setText(self.tr("This cannot be estimated."))
        self.device.setText(problem)

    def _time_words(self, estimated: Estimated) -> str:
        minutes = estimated.cpu_minutes
        if estimated.gpu_minutes is not None:
            minutes = estimated.gpu_minutes
        return self.tr("About {0} for {1}").format(
            messages.duration(60 * minutes), messages.photos(estimated.photos)
        )

    def _refresh(self) -> None:
        is_well_named = self._is_named_well()
        has_choice = self.folder is not None and is_well_named
        self.start.setEnabled(self._is_possible and has_choice and not self._is_busy)
        self._name_problem.setVisible(not is_well_named)
        for field in (self.estimate, self.device):
            field.setVisible(self._is_possible and self.folder is not None)

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(str(self.copy.property("command")))

    # --- looks

    def _connect(self) -> None:
        self.folders.currentIndexChanged.connect(self._on_choice_changed)
        self.bits.currentIndexChanged.connect(self._on_choice_changed)
        group = QButtonGroup(self)
        for box in self.efforts.values():
            group.addButton(box)
            box.toggled.connect(self._on_effort_toggled)
        self.efforts[Effort.NORMAL].setChecked(True)
        self.name.textChanged.connect(self._refresh)
        self.name.returnPressed.connect(self._on_return_pressed)
        self.other.clicked.connect(self.folder_asked)
        self.copy.clicked.connect(self._copy_command)
        self.start.clicked.connect(self.start_asked)

    def _on_effort_toggled(self, is_chosen: bool) -> None:
        if is_chosen:
            self._on_choice_changed()

    def _on_choice_changed(self) -> None:
        self._refresh()
        self.choice_changed.emit()

    def _on_return_pressed(self) -> None:
        if self.start.isEnabled():
            self.start_asked.emit()

    def _arrange(self) -> None:
        names = QRegularExpressionValidator(QRegularExpression(_NAMES), self)
        self.name.setValidator(names)
        for bits in BITS:
            self.bits.addItem("", bits)
        self.folders.setMinimumContentsLength(20)
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH_PX)
        column = controls.column(inside, spacing_px=2 * SPACE_PX)
        for widget in (self._title, self._intro, self._impossible):
            column.addWidget(widget)
        column.addWidget(self._choices())
        column.addWidget(self._last_line())
        column.addStretch()
        self._arrange_impossible()
        outer = controls.row(self)
        outer.addWidget(inside, 1000)
        outer.addStretch(1)

    def _arrange_impossible(self) -> None:
        self._impossible.setProperty("role", "card")
        row = controls.row(self._impossible, margin_px=2 * SPACE_PX)
        row.addWidget(self._why, 1)
        row.addWidget(self.copy)
        self._impossible.hide()

    def _choices(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(*(4 * [2 * SPACE_PX]))
        grid.setHorizontalSpacing(3 * SPACE_PX)
        grid.setVerticalSpacing(2 * SPACE_PX)
        grid.setColumnStretch(1, 1)
        folder = controls.row()
        folder.addWidget(self.folders, 1)
        folder.addWidget(self.other)
        name = controls.column(spacing_px=SPACE_PX // 2)
        name.addWidget(self.name)
        name.addWidget(self._name_problem)
        bits = controls.row()
        bits.addWidget(self.bits, 1)
        fields = (folder, self._effort_column(), bits, name)
        for place, field in enumerate(fields):
            label = self._labels[place]
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label, place, 0, top)
            label.setMinimumHeight(self.name.sizeHint().height())
            grid.addLayout(field, place, 1)
        firsts = (self.folders, self.efforts[Effort.NORMAL], self.bits, self.name)
        for label, first in zip(self._labels, firsts, strict=True):
            label.setBuddy(first)
        return card

    def _effort_column(self) -> QVBoxLayout:
        column = controls.column(spacing_px=SPACE_PX // 2)
        for effort, box in self.efforts.items():
            row = controls.row()
            row.addWidget(box)
            row.addWidget(self._effort_words[effort], 1)
            box.setMinimumWidth(110)
            column.addLayout(row)
        return column

    def _last_line(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        row = controls.row(card, margin_px=2 * SPACE_PX)
        texts = controls.column(spacing_px=2)
        texts.addWidget(self.estimate)
        texts.addWidget(self.device)
        row.addLayout(texts, 1)
        row.addWidget(self.start)
        return card

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Retrain on your photos"))
        self._intro.setText(
            self.tr(
                "A model that has seen your photos can tell them apart better. It "
                "learns from one folder without any labels and without forgetting what "
                "it knows; then you see, on photos that it did not learn from, whether "
                "it got better, and decide. Photos are only read, and nothing leaves "
                "this computer."
            )
        )
        for label, text in zip(
            self._labels,
            (
                self.tr("&Folder"),
                self.tr("&Effort"),
                self.tr("&Code"),
                self.tr("&Name"),
            ),
            strict=True,
        ):
            label.setText(text)
        self._retranslate_choices()
        self._name_problem.setText(
            self.tr("Letters, digits, - _ and . only, and a name that is still free")
        )
        self.other.setText(self.tr("Another folder…"))
        self.copy.setText(self.tr("Copy the command"))
        self.start.setText(self.tr("Start"))
        if self._estimated is not None:
            self.show_estimate(self._estimated)

    def _retranslate_choices(self) -> None:
        for effort, help_ in (
            (Effort.QUICK, self.tr("a first look, with up to 2,000 of the photos")),
            (Effort.NORMAL, self.tr("what suits most folders; up to 6,000 photos")),
            (Effort.THOROUGH, self.tr("for the last bit; up to 20,000 photos")),
        ):
            self.efforts[effort].setText(words.effort(effort))
            self.efforts[effort].setAccessibleDescription(help_)
            self._effort_words[effort].setText(help_)
        for place, text in enumerate(
            (
                self.tr("256 bits: the most exact"),
                self.tr("128 bits: half as large"),
                self.tr("64 bits: a quarter as large, less exact"),
            )
        ):
            self.bits.setItemText(place, text)
        self.folders.setAccessibleName(self.tr("Folder to learn from"))
        self.bits.setAccessibleName(self.tr("Length of the code of a photo"))
        self.name.setAccessibleName(self.tr("Name of the new model"))
