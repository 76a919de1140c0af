"""What can be done with the faces that are selected."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from photosearch.gui.models import people_words
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.flow_layout import FlowLayout
from photosearch.gui.widgets.name_editor import NameEditor

_NAME_PX = 180


class SelectionBar(QFrame):
    """Buttons, and a line for the name of whose faces they are; hidden without any.

    Signals:
        confirm_asked: They are the person's who is shown.
        reject_asked: They are not.
        split_asked: They are another person's, who is new.
        not_faces_asked: They are no faces.
        name_entered: They are the faces of who has this name (str).
        left: The line for the name was left without one.
    """

    confirm_asked = Signal()
    reject_asked = Signal()
    split_asked = Signal()
    not_faces_asked = Signal()
    name_entered = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._count = 0
        self.words = controls.label("heading")
        self.confirm = controls.button("check")
        self.reject = controls.button("close")
        self.split = controls.button("split")
        self.not_faces = controls.button("eye-off")
        self.name = NameEditor()
        self.name.setFixedWidth(_NAME_PX)
        self.words.setMinimumHeight(self.name.sizeHint().height())
        column = controls.column(self, margin_px=3 * SPACE_PX // 2)
        flow = FlowLayout()
        flow.setSpacing(SPACE_PX)
        flow.addWidget(self.words)
        for button, signal in (
            (self.confirm, self.confirm_asked),
            (self.reject, self.reject_asked),
            (self.split, self.split_asked),
            (self.not_faces, self.not_faces_asked),
        ):
            flow.addWidget(button)
            button.clicked.connect(lambda *_, signal=signal: signal.emit())
        flow.addWidget(self.name)
        column.addLayout(flow)
        self.name.name_entered.connect(self._on_name_entered)
        self.name.given_up.connect(self._on_given_up)
        self._retranslate()
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many faces are selected; without any the bar goes."""
        self._count = count
        self.words.setText(people_words.faces(count))
        self.setVisible(count > 0)
        if not count:
            self.name.clear()

    def show_person(self, name: str | None, *, is_somebody: bool) -> None:
        """Offer what makes sense for faces of a person, or for those of nobody."""
        self.confirm.setVisible(is_somebody)
        self.reject.setVisible(is_somebody)
        if name:
            self.confirm.setText(self.tr("It is {0} (C)").format(name))
            self.reject.setText(self.tr("Not {0} (Del)").format(name))
        else:
            self.confirm.setText(self.tr("It is this person (C)"))
            self.reject.setText(self.tr("Not this person (Del)"))

    def _on_name_entered(self, name: str) -> None:
        self.name.clear()
        self.name_entered.emit(name)

    def _on_given_up(self) -> None:
        self.name.clear()
        self.left.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.split.setText(self.tr("Another person (T)"))
        self.split.setToolTip(self.tr("Take them out: they are all of one new person"))
        self.not_faces.setText(self.tr("Not a face (X)"))
        self.not_faces.setToolTip(self.tr("Never show these as faces again"))
        self.name.setPlaceholderText(self.tr("Whose they are"))
        self.name.setAccessibleName(self.tr("Name of the person whose faces these are"))
        self.words.setText(people_words.faces(self._count))
