"""The people in the photos: named once, found in all."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget
from typing_extensions import override

from photosearch.core.face_records import ActionKind, Person
from photosearch.core.ids import FaceId, PersonId
from photosearch.gui.models import people_words
from photosearch.gui.models.decisions import Decisions
from photosearch.gui.models.faces import Faces
from photosearch.gui.models.people import PeopleModel
from photosearch.gui.models.person_decisions import PersonDecisions, names_lost
from photosearch.gui.models.session import Session
from photosearch.gui.models.suggestions import Suggestions
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.empty_state import EmptyState
from photosearch.gui.widgets.faces_offer import FacesOffer
from photosearch.gui.widgets.history_panel import HistoryPanel
from photosearch.gui.widgets.people_bar import PeopleBar
from photosearch.gui.widgets.people_grid import PeopleGrid
from photosearch.gui.widgets.person_pane import PersonPane
from photosearch.gui.widgets.question import Question
from photosearch.gui.widgets.suggestion_card import SuggestionCard
from photosearch.gui.widgets.task_row import TaskRow


class PeoplePage(QWidget):
    """People as cards; one of them with all faces; what is suggested on top.

    Signals:
        photos_asked: Show the photos of a `PersonId`.
        photo_activated: A `PhotoId` to look at.
    """

    photos_asked = Signal(object)
    photo_activated = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.faces = Faces(session, self)
        self.model = PeopleModel(session, self)
        self.decisions = Decisions(session, self)
        self.acts = PersonDecisions(session, self.decisions, self.model, self)
        self.suggestions = Suggestions(session, self.decisions, self)
        self._on_agreed: Callable[[], None] = _nothing
        self._row: TaskRow | None = None
        self.offer = FacesOffer()
        self.bar = PeopleBar()
        self.question = Question()
        self.card = SuggestionCard(session, self.suggestions, self.model.person)
        self.grid = PeopleGrid(self.model)
        self.pane = PersonPane(session, self.model)
        self.history = HistoryPanel(session, self.decisions)
        self.note = controls.label("notice", wraps=True)
        self.undo = controls.button("undo", "flat")
        self._empty = EmptyState("people")
        self._look = controls.button("faces")
        self._views, self._body = QStackedWidget(), QStackedWidget()
        self._arrange()
        self._connect()
        self._add_shortcuts()
        self._retranslate()
        self.say("")
        self._show_state()

    # --- what is shown

    def show_person(self, person: PersonId) -> None:
        """Show the faces of somebody."""

        def on_person(found: Person | None) -> None:
            if found is not None:
                self.open_person(found)

        library = self._session.library
        self._session.ask(lambda: library.person(person), on_person)

    def open_person(self, person: Person | None) -> None:
        """Show the faces of somebody; None shows those that are nobody's."""
        self.pane.show_person(person)
        self._body.setCurrentWidget(self.pane)
        self.bar.show_filters(is_on=False)
        self.pane.setFocus()
        self._ask_suggestions()

    def show_all(self) -> None:
        """Show all people."""
        self.pane.close_person()
        self._body.setCurrentWidget(self.grid)
        self._show_state()
        self._ask_suggestions()
        self.grid.setFocus()

    def say(self, text: str) -> None:
        """Say what was done; nothing is said without text."""
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.undo.setVisible(bool(text))

    @property
    def is_at_person(self) -> bool:
        """Whether one person, or nobody, is shown rather than all people."""
        return self._body.currentWidget() is self.pane

    def _show_state(self) -> None:
        faces = self.faces
        self.offer.show_count(faces.photos)
        is_shown = faces.is_on or faces.counts.faces > 0 or faces.task is not None
        self._views.setVisible(faces.is_known)
        self._views.setCurrentIndex(int(is_shown))
        self.bar.show_counts(faces.counts)
        for action in (self.bar.switch_off, self.bar.group):
            action.setEnabled(faces.is_on)
        self.bar.show_filters(is_on=not self.is_at_person)
        self._show_task()
        self._say_why_empty()
        if not self.is_at_person or (not is_shown):
            has_people = self.model.rowCount() > 0
            self._body.setCurrentWidget(self.grid if has_people else self._empty)

    def _show_task(self) -> None:
        task = self.faces.task
        if self._row is not None and self._row.task is not task:
            self._row.hide()
            self._row.deleteLater()
            self._row = None
        if task is not None and self._row is None:
            self._row = TaskRow(task, self._session.tasks)
            self._task_place.addWidget(self._row)

    def _on_tasks_changed(self) -> None:
        if self._row is not None and not self._row.task.is_over:
            self._row.refresh()

    def _say_why_empty(self) -> None:
        is_filtered = self.bar.finder.text() or self.bar.least.currentIndex() > 0
        waiting = self.faces.counts.photos_waiting
        self._look.setVisible(waiting > 0 and self.faces.task is None)
        if self.bar.hidden.isChecked():
            texts = self.tr("Nobody is hidden"), self.tr("Who is hidden appears here.")
        elif is_filtered and self.model.people:
            texts = self.tr("Nobody like that"), self.tr("Choose wider ones above.")
        elif self.faces.task is not None:
            texts = (
                self.tr("Looking for faces"),
                self.tr("People appear here as soon as their faces are grouped."),
            )
        elif waiting:
            texts = (
                self.tr("Not all photos were looked at"),
                self.tr("Faces have still to be looked for in some of your photos."),
            )
        else:
            texts = (
                self.tr("Nobody was found"),
                self.tr("There are no faces in your photos, or none that are clear."),
            )
        self._empty.set_texts(*texts)

    def _on_people_read(self) -> None:
        self.grid.begin()
        shown = self.pane.person
        if shown is not None:
            person = self.model.person(shown.id)
            if person is None:
                self.show_all()
            else:
                self.pane.update_person(person)
        self.card.show_question()
        self._show_state()

    def _ask_suggestions(self) -> None:
        if self.is_at_person:
            person = self.pane.person
            if person is None:
                self.suggestions.stop()
            else:
                self.suggestions.ask_about(person.id)
        else:
            self.suggestions.ask_about(None)

    # --- what people do

    def _on_merge_questioned(self, into: Person, others: tuple[Person, ...]) -> None:
        self._on_agreed = lambda: self._merge(into, others)
        self.question.ask(
            self._words_about_merge(into, names_lost(into, others)),
            self.tr("The same person"),
            self.tr("Cancel"),
        )

    def _words_about_merge(self, into: Person, lost: Sequence[str]) -> str:
        stays = people_words.name_of(into)
        if len(lost) > 1:
            return self.tr(
                "Are {0} all the same person? The name {1} stays; this can be undone."
            ).format(", ".join((stays, *lost)), stays)
        if lost:
            return self.tr(
                "Are {0} and {1} the same person? The name {0} stays; this can be "
                "undone."
            ).format(stays, lost[0])
        return self.tr(
            "Somebody is called {0} already. Are they the same person? If not, give "
            "another name, such as one with the family name."
        ).format(stays)

    def _merge(self, into: Person, others: Sequence[Person]) -> None:
        self.acts.merge(into, others)
        if self.is_at_person:
            self.open_person(into)

    def merge_selected(self) -> None:
        """Make one person of those who are selected."""
        if not self.is_at_person and len(self.grid.selected()) > 1:
            self.acts.merge_all(self.grid.selected())

    def hide_selected(self) -> None:
        """Hide who is selected or shown, or show them again."""
        shown = self.pane.person
        people = [shown] if self.is_at_person and shown else self.grid.selected()
        if people:
            self.acts.hide(people, is_hidden=not people[0].is_hidden)
            if self.is_at_person:
                self.show_all()

    def write_name(self) -> None:
        """Let the name of the current person be written."""
        if self.is_at_person:
            self.pane.write_name()
        else:
            self.grid.write_name()

    def _on_faces_decided(self, kind: ActionKind, faces: tuple[FaceId, ...]) -> None:
        self.acts.decide(kind, faces, self.pane.person)

    def _ask_to_delete(self, *, keeps_facts: bool) -> None:
        self._on_agreed = lambda: self._delete(keeps_facts=keeps_facts)
        if keeps_facts:
            text = self.tr(
                "Delete all faces, and look for them no longer? Names and all else "
                "that you said is kept, and holds again as soon as faces are looked "
                "for again. Your photos stay as they are."
            )
        else:
            text = self.tr(
                "Delete all faces, names and all else that you said about people, and "
                "look for faces no longer? Your photos stay as they are. This cannot "
                "be undone."
            )
        self.question.ask(text, self.tr("Delete"), self.tr("Keep"))

    def _delete(self, *, keeps_facts: bool) -> None:
        self.faces.delete(keeps_facts=keeps_facts)
        self.say("")
        self.show_all()

    def _agree(self) -> None:
        on_agreed, self._on_agreed = self._on_agreed, _nothing
        on_agreed()
        self._focus_view()

    def _focus_view(self) -> None:
        (self.pane if self.is_at_person else self.grid).setFocus()

    def _show_menu(self, place: QPoint) -> None:
        menu, selected = QMenu(self), self.grid.selected()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_one, first = len(selected) == 1, selected[0]
        hide = self.tr("Show again") if first.is_hidden else self.tr("Hide")
        for text, keys, slot, is_offered in (
            (self.tr("Look at the faces"), "Return", self._open_first, is_one),
            (self.tr("Show photos"), "", self._ask_photos, is_one),
            (self.tr("Write the name"), "F2", self.write_name, is_one),
            (self.tr("Merge into one person"), "M", self.merge_selected, not is_one),
            (hide, "H", self.hide_selected, True),
        ):
            if is_offered:
                action = menu.addAction(text)
                action.setShortcut(QKeySequence(keys))
                action.triggered.connect(lambda *_, slot=slot: slot())
        menu.popup(place)

    def _open_first(self) -> None:
        self.open_person(self.grid.selected()[0])

    def _ask_photos(self) -> None:
        self.photos_asked.emit(self.grid.selected()[0].id)

    def _leave(self) -> None:
        if self.question.isVisible():
            self.question.dismiss()
        elif self.is_at_person and self.pane.grid.selected():
            self.pane.grid.clearSelection()
        elif self.is_at_person:
            self.show_all()
        elif self.grid.selected():
            self.grid.clearSelection()

    # --- how it is built

    def _connect(self) -> None:
        self.offer.look_asked.connect(self.faces.switch_on)
        self._look.clicked.connect(self.faces.look_for_faces)
        self.faces.changed.connect(self._show_state)
        self.model.read.connect(self._on_people_read)
        self._session.tasks.dataChanged.connect(self._on_tasks_changed)
        self.acts.told.connect(self.say)
        self.acts.merge_questioned.connect(self._on_merge_questioned)
        self.question.agreed.connect(self._agree)
        self.question.declined.connect(self._focus_view)
        self.undo.clicked.connect(lambda: self.decisions.undo())
        self.card.answered.connect(self._on_answered)
        self._connect_bar()
        self.model.name_given.connect(self.acts.name)
        self.grid.person_opened.connect(self.open_person)
        self.grid.menu_asked.connect(self._show_menu)
        pane = self.pane
        pane.left.connect(self.show_all)
        pane.photos_asked.connect(self.photos_asked)
        pane.photo_activated.connect(self.photo_activated)
        pane.name_given.connect(self.acts.name)
        pane.hide_asked.connect(lambda _: self.hide_selected())
        pane.faces_decided.connect(self._on_faces_decided)
        pane.faces_named.connect(self.acts.name_faces)

    def _connect_bar(self) -> None:
        bar = self.bar
        bar.words_changed.connect(self.model.set_words)
        bar.least_chosen.connect(self.model.set_least)
        bar.hidden_wanted.connect(lambda on: self.model.show_hidden(is_on=on))
        for signal in (bar.words_changed, bar.least_chosen, bar.hidden_wanted):
            signal.connect(lambda _: self._show_state())
        bar.history_wanted.connect(self.history.setVisible)
        bar.look.triggered.connect(self.faces.look_for_faces)
        bar.group.triggered.connect(self.faces.group)
        bar.nobody.triggered.connect(lambda: self.open_person(None))
        bar.switch_off.triggered.connect(self.faces.switch_off)
        bar.delete.triggered.connect(lambda: self._ask_to_delete(keeps_facts=True))
        bar.delete_all.triggered.connect(lambda: self._ask_to_delete(keeps_facts=False))

    def _on_answered(self) -> None:
        self.say("")
        # The buttons may have gone with the last question.
        if self.suggestions.current is None:
            self._focus_view()

    def _add_shortcuts(self) -> None:
        pane = self.pane
        pairs: list[tuple[str, Callable[[], None]]] = [
            ("Y", self.card.yes.click),
            ("N", self.card.no.click),
            ("S", self.card.skip.click),
            ("M", self.merge_selected),
            ("H", self.hide_selected),
            ("F2", self.write_name),
            ("C", partial(pane.decide, ActionKind.CONFIRM)),
            ("Delete", partial(pane.decide, ActionKind.REJECT)),
            ("T", partial(pane.decide, ActionKind.SPLIT)),
            ("X", partial(pane.decide, ActionKind.NOT_A_FACE)),
            ("Ctrl+Z", lambda: self.decisions.undo()),
            ("Ctrl+Shift+Z", lambda: self.decisions.redo()),
            ("Ctrl+F", self.bar.finder.setFocus),
            ("Esc", self._leave),
        ]
        for keys, slot in pairs:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _arrange(self) -> None:
        page = controls.column(self)
        page.addWidget(self._views)
        shown = QWidget()
        row = controls.row(shown, spacing_px=2 * SPACE_PX, margin_px=3 * SPACE_PX)
        column = controls.column(spacing_px=SPACE_PX * 3 // 2)
        self._task_place = controls.column()
        column.addWidget(self.bar)
        column.addLayout(self._task_place)
        column.addWidget(self.question)
        column.addWidget(self.card)
        column.addWidget(self._body, 1)
        told = controls.row()
        told.addWidget(self.note, 1)
        told.addWidget(self.undo)
        column.addLayout(told)
        row.addLayout(column, 1)
        row.addWidget(self.history)
        self._empty.add_button(self._look)
        for part in (self.grid, self.pane, self._empty):
            self._body.addWidget(part)
        for view in (self.offer, shown):
            self._views.addWidget(view)
        self.history.hide()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.faces.look_again()
        self.model.look()
        self.history.look()
        self._ask_suggestions()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._views.currentIndex():
            self._focus_view()
        else:
            self.offer.look.setFocus()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.undo.setText(self.tr("Undo"))
        self._look.setText(self.tr("Look for faces"))
        self._say_why_empty()


def _nothing() -> None:
    pass
