"""The head of the people page: how many there are, and which of them are shown."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QToolButton, QWidget
from typing_extensions import override

from photosearch.core.face_records import FaceCounts
from photosearch.gui import messages, theme
from photosearch.gui.models import people_words
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls

_FIND_PX = 160
LEAST_PHOTOS = (1, 2, 3, 5, 10, 20)


class PeopleBar(QWidget):
    """The title, and what narrows the list; the rest is in a menu.

    Signals:
        words_changed: What names are to hold (str).
        least_chosen: In how many photos (int) unnamed people have to be.
        hidden_wanted: Whether those are shown who were hidden (bool).
        history_wanted: Whether the list of decisions is shown (bool).
    """

    words_changed = Signal(str)
    least_chosen = Signal(int)
    hidden_wanted = Signal(bool)
    history_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._counts = FaceCounts()
        self._title = controls.label("title")
        self.summary = controls.ElidedLabel("muted", Qt.TextElideMode.ElideRight)
        self.finder = QLineEdit()
        self.finder.setClearButtonEnabled(True)
        self.finder.setFixedWidth(_FIND_PX)
        self.least = QComboBox()
        self.hidden = controls.tool("eye-off", checkable=True)
        self.history = controls.tool("clock", checkable=True)
        self.more = controls.tool("more")
        self.look, self.group = QAction(self), QAction(self)
        self.nobody = QAction(self)
        self.switch_off = QAction(self)
        self.delete, self.delete_all = QAction(self), QAction(self)
        self._arrange()
        self.finder.textChanged.connect(self.words_changed)
        self.least.activated.connect(
            lambda place: self.least_chosen.emit(LEAST_PHOTOS[place])
        )
        self.hidden.toggled.connect(self.hidden_wanted)
        self.history.toggled.connect(self.history_wanted)
        self._retranslate()

    def show_counts(self, counts: FaceCounts) -> None:
        """Say how many faces and people there are."""
        self._counts = counts
        parts = [people_words.people(counts.people)]
        if counts.named:
            named = messages.number(counts.named)
            parts.append(self.tr("{0} with a name").format(named))
        parts.append(people_words.faces(counts.faces))
        self.summary.setText(" · ".join(parts))
        self.summary.setVisible(counts.faces > 0)
        self.nobody.setEnabled(counts.in_nobody > 0)
        waiting = messages.photos(counts.photos_waiting)
        words = self.tr("Look for faces in {0}").format(waiting)
        self.look.setText(words)
        self.look.setEnabled(counts.photos_waiting > 0)

    def show_filters(self, *, is_on: bool) -> None:
        """Offer what narrows the list of people, or not, where there is none."""
        for widget in (self.finder, self.least, self.hidden):
            widget.setVisible(is_on)

    def _arrange(self) -> None:
        row = controls.row(self)
        row.addWidget(self._title)
        row.addSpacing(SPACE_PX)
        row.addWidget(self.summary, 1)
        for widget in (self.finder, self.least, self.hidden, self.history, self.more):
            row.addWidget(widget)
        for _ in LEAST_PHOTOS:
            self.least.addItem("")
        menu = QMenu(self)
        menu.addActions([self.nobody])
        menu.addSeparator()
        menu.addActions([self.look, self.group])
        menu.addSeparator()
        menu.addActions([self.switch_off, self.delete, self.delete_all])
        for action, icon in (
            (self.nobody, "person-question"),
            (self.look, "faces"),
            (self.group, "people"),
            (self.switch_off, "stop"),
            (self.delete, "trash"),
            (self.delete_all, "trash"),
        ):
            theme.show_icon(action, icon)
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("People"))
        self.finder.setPlaceholderText(self.tr("Find a name"))
        self.finder.setAccessibleName(self.tr("Find a name"))
        for place, count in enumerate(LEAST_PHOTOS):
            text = self.tr("In {0} or more").format(messages.photos(count))
            self.least.setItemText(place, self.tr("Everybody") if count == 1 else text)
        self.least.setAccessibleName(self.tr("Which people without a name are shown"))
        self.least.setToolTip(self.least.accessibleName())
        controls.name_tool(self.hidden, self.tr("Show who is hidden"))
        controls.name_tool(self.history, self.tr("What you said, to undo"))
        controls.name_tool(self.more, self.tr("More"))
        self.nobody.setText(self.tr("Faces of nobody"))
        self.group.setText(self.tr("Group all faces anew"))
        self.switch_off.setText(self.tr("Look for faces no longer"))
        self.delete.setText(self.tr("Delete all faces, keep the names…"))
        self.delete_all.setText(self.tr("Delete all faces and names…"))
        self.show_counts(self._counts)
