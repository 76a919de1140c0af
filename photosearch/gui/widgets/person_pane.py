"""One person: who it is, and all faces that are thought to be theirs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget
from typing_extensions import override

from photosearch.core.face_records import ActionKind, Face, FaceOrder, Person
from photosearch.core.ids import FaceId
from photosearch.gui import messages
from photosearch.gui.models import people_words
from photosearch.gui.models.people import PeopleModel
from photosearch.gui.models.person_faces import FacesModel
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.face_grid import FaceGrid
from photosearch.gui.widgets.name_editor import NameEditor
from photosearch.gui.widgets.person_cover import PersonCover
from photosearch.gui.widgets.selection_bar import SelectionBar

_COVER_PX = 64
_NAME_PX = 260


class PersonPane(QWidget):
    """The faces of somebody, or those that are nobody's.

    Signals:
        left: Go back to all people.
        photos_asked: Show the photos of a `PersonId`.
        photo_activated: A `PhotoId` to look at.
        name_given: A `Person` and a name (str).
        hide_asked: A `Person` to be hidden, or shown again.
        faces_decided: An `ActionKind`, and the selected faces (a tuple of `FaceId`).
        faces_named: The selected faces (a tuple of `FaceId`) and whose they are (str).
    """

    left = Signal()
    photos_asked = Signal(object)
    photo_activated = Signal(object)
    name_given = Signal(object, str)
    hide_asked = Signal(object)
    faces_decided = Signal(object, object)
    faces_named = Signal(object, str)

    def __init__(self, session: Session, people: PeopleModel) -> None:
        super().__init__()
        self._people = people
        self._person: Person | None = None
        self.faces = FacesModel(session, self)
        self.grid = FaceGrid(self.faces)
        self.selection = SelectionBar()
        self.back = controls.button("arrow-left", "flat")
        self._cover = PersonCover(session, _COVER_PX)
        self.heading = controls.ElidedLabel("title", Qt.TextElideMode.ElideRight)
        self.facts = controls.ElidedLabel("muted", Qt.TextElideMode.ElideRight)
        self.rename = controls.tool("edit")
        self.editor = NameEditor()
        self._naming = QStackedWidget()
        self.order = QComboBox()
        self.photos = controls.button("photos")
        self.hide_button = controls.button("eye-off")
        self._arrange()
        self._connect()
        self._retranslate()

    @property
    def person(self) -> Person | None:
        """Who is shown; None where it is nobody."""
        return self._person

    def show_person(self, person: Person | None) -> None:
        """Show somebody; None shows the faces that are nobody's."""
        self._person = person
        self.faces.show_person(None if person is None else person.id)
        self._show_who()

    def update_person(self, person: Person) -> None:
        """Show what has become of the person who is shown."""
        self._person = person
        self._show_who()

    def close_person(self) -> None:
        """Show nobody any more."""
        self._person = None
        self.faces.show_nothing()

    def write_name(self) -> None:
        """Let the person's name be written."""
        if self._person is None:
            self.selection.name.setFocus()
            return
        self.editor.set_names(self._people.names())
        self.editor.setText(self._person.name or "")
        self.editor.selectAll()
        self._naming.setCurrentIndex(1)
        self.editor.setFocus()

    def decide(self, kind: ActionKind) -> None:
        """Decide something about the selected faces, if there are any."""
        faces = self._selected()
        is_about_person = kind in (ActionKind.CONFIRM, ActionKind.REJECT)
        if faces and not (is_about_person and self._person is None):
            self.faces_decided.emit(kind, faces)

    def _selected(self) -> tuple[FaceId, ...]:
        return tuple(face.id for face in self.grid.selected())

    # --- what is shown

    def _show_who(self) -> None:
        person = self._person
        is_somebody = person is not None
        for widget in (self._cover, self.rename, self.photos, self.hide_button):
            widget.setVisible(is_somebody)
        self.order.setVisible(is_somebody)
        if not self.editor.hasFocus():
            self._naming.setCurrentIndex(0)
        self.selection.show_person(
            person.name if person else None, is_somebody=is_somebody
        )
        if person is None:
            self.heading.setText(self.tr("Faces of nobody"))
            self.facts.setText(
                self.tr("Alone, or too small or blurred to tell whose they are")
            )
            return
        self._cover.show_face(person.cover)
        self.heading.setText(people_words.name_of(person))
        self.facts.setText(self._facts(person))
        is_hidden = person.is_hidden
        self.hide_button.setText(
            self.tr("Show again (H)") if is_hidden else self.tr("Hide (H)")
        )

    def _facts(self, person: Person) -> str:
        parts = [messages.photos(person.photos), people_words.faces(person.faces)]
        if person.first_taken and person.last_taken:
            first, last = person.first_taken.date(), person.last_taken.date()
            days = [messages.day(first), messages.day(last)]
            parts.append(" – ".join(dict.fromkeys(days)))  # noqa: RUF001
        return " · ".join(parts)

    def _on_selection_changed(self) -> None:
        self.selection.show_count(len(self.grid.selected()))
        self.selection.name.set_names(self._people.names())

    # --- what people do

    def _on_name_entered(self, name: str) -> None:
        self._end_naming()
        if self._person is not None and name != self._person.name:
            self.name_given.emit(self._person, name)

    def _end_naming(self) -> None:
        self._naming.setCurrentIndex(0)
        self.grid.setFocus()

    def _on_faces_named(self, name: str) -> None:
        if faces := self._selected():
            self.faces_named.emit(faces, name)
        self.grid.setFocus()

    def _on_order_chosen(self, place: int) -> None:
        self.faces.set_order(list(FaceOrder)[place])

    def _on_face_activated(self, face: Face) -> None:
        self.photo_activated.emit(face.photo)

    def _for_person(self, call: Callable[[Person], None]) -> Callable[[], None]:
        def on_clicked() -> None:
            if self._person is not None:
                call(self._person)

        return on_clicked

    # --- how it is built

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.rename.clicked.connect(self.write_name)
        self.editor.name_entered.connect(self._on_name_entered)
        self.editor.given_up.connect(self._end_naming)
        self.order.activated.connect(self._on_order_chosen)
        self.photos.clicked.connect(
            self._for_person(lambda person: self.photos_asked.emit(person.id))
        )
        self.hide_button.clicked.connect(self._for_person(self.hide_asked.emit))
        self.grid.selection_changed.connect(self._on_selection_changed)
        self.grid.face_activated.connect(self._on_face_activated)
        self.faces.read.connect(self.grid.begin)
        bar = self.selection
        bar.confirm_asked.connect(lambda: self.decide(ActionKind.CONFIRM))
        bar.reject_asked.connect(lambda: self.decide(ActionKind.REJECT))
        bar.split_asked.connect(lambda: self.decide(ActionKind.SPLIT))
        bar.not_faces_asked.connect(lambda: self.decide(ActionKind.NOT_A_FACE))
        bar.name_entered.connect(self._on_faces_named)
        bar.left.connect(self.grid.setFocus)

    def _arrange(self) -> None:
        column = controls.column(self, spacing_px=SPACE_PX)
        top = controls.row(spacing_px=SPACE_PX)
        top.addWidget(self.back)
        top.addWidget(self._cover)
        top.addSpacing(SPACE_PX // 2)
        texts = controls.column(spacing_px=2)
        texts.addStretch()
        texts.addWidget(self._naming)
        texts.addWidget(self.facts)
        texts.addStretch()
        top.addLayout(texts, 1)
        for widget in (self.order, self.hide_button, self.photos):
            top.addWidget(widget)
        column.addLayout(top)
        column.addWidget(self.grid, 1)
        column.addWidget(self.selection)
        self._arrange_name()
        for _ in FaceOrder:
            self.order.addItem("")
        self.setFocusProxy(self.grid)

    def _arrange_name(self) -> None:
        shown, written = QWidget(), QWidget()
        row = controls.row(shown, spacing_px=SPACE_PX // 2)
        row.addWidget(self.heading)
        row.addWidget(self.rename)
        row.addStretch()
        line = controls.row(written)
        self.editor.setFixedWidth(_NAME_PX)
        line.addWidget(self.editor)
        line.addStretch()
        self._naming.addWidget(shown)
        self._naming.addWidget(written)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.back.setText(self.tr("All people"))
        controls.name_tool(self.rename, self.tr("Write the name"), "F2")
        self.editor.setPlaceholderText(self.tr("Name"))
        self.editor.setAccessibleName(self.tr("Name of this person"))
        self.photos.setText(self.tr("Show photos"))
        names: Sequence[str] = (
            self.tr("Newest first"),
            self.tr("Least certain first"),
        )
        for place, name in enumerate(names):
            self.order.setItemText(place, name)
        self.order.setAccessibleName(self.tr("Order of faces"))
        self._show_who()
