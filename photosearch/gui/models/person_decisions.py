"""What may be decided about people and their faces, and how it is told."""

import itertools
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from photosearch.core.face_records import Action, ActionKind, Person
from photosearch.core.ids import FaceId
from photosearch.gui.models import decision_words, people_words
from photosearch.gui.models.decisions import Decisions
from photosearch.gui.models.people import PeopleModel
from photosearch.gui.models.session import Session


class PersonDecisions(QObject):
    """Makes decisions, and says of each what was done.

    Args:
        session: The open library.
        decisions: What makes and undoes them.
        people: Who is known.

    Signals:
        told: What was done, in words (str), as soon as it is done.
        merge_questioned: The person to stay, and a tuple of those who may be the same:
            only the user knows.
    """

    told = Signal(str)
    merge_questioned = Signal(object, object)

    def __init__(
        self,
        session: Session,
        decisions: Decisions,
        people: PeopleModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = session.library
        self._decisions, self._people = decisions, people
        decisions.undone.connect(self._on_undone)
        decisions.redone.connect(self._on_redone)

    # --- people

    def name(self, person: Person, name: str) -> None:
        """Name a person; asks where somebody else has the name."""
        other = self._people.named(name)
        if other is not None and other.id != person.id:
            self.merge_questioned.emit(other, (person,))
            return
        self._decisions.do(
            lambda: self._library.name_person(person.id, name),
            lambda _: self.told.emit(self.tr("Named {0}.").format(name)),
        )

    def merge_all(self, people: Sequence[Person]) -> None:
        """Make one person of several; asks where that loses a name."""
        into = min(people, key=_rank)
        others = [person for person in people if person.id != into.id]
        if not others:
            return
        if names_lost(into, others):
            self.merge_questioned.emit(into, tuple(others))
        else:
            self.merge(into, others)

    def merge(self, into: Person, others: Sequence[Person]) -> None:
        """Make several persons one."""
        ids = tuple(person.id for person in others)
        who = people_words.name_of(into) if into.name else self.tr("one person")
        self._decisions.do(
            lambda: self._library.merge_people(into.id, ids),
            lambda _: self.told.emit(self.tr("Merged into {0}.").format(who)),
        )

    def hide(self, people: Sequence[Person], *, is_hidden: bool) -> None:
        """Leave people out of the list, or take them up again."""
        words = self.tr("{0} hidden.") if is_hidden else self.tr("{0} shown again.")
        # Of each, as any may be refused.
        counts = itertools.count(1)

        def tell(_: object) -> None:
            self.told.emit(words.format(people_words.people(next(counts))))

        for person in people:
            hide = partial(self._library.hide_person, person.id, is_hidden)
            self._decisions.do(hide, tell)

    # --- faces

    def decide(
        self, kind: ActionKind, faces: tuple[FaceId, ...], person: Person | None
    ) -> None:
        """Decide something about faces.

        Args:
            kind: CONFIRM or REJECT (that they are the person's), SPLIT (they are all of
                one new person), or NOT_A_FACE.
            faces: The faces.
            person: Whose they are shown to be; None where they are nobody's.
        """
        library = self._library
        count = people_words.faces(len(faces))
        if kind is ActionKind.SPLIT:
            words = self.tr("{0} taken out as another person.")
            self._say_after(lambda: library.split_off(faces), words.format(count))
        elif kind is ActionKind.NOT_A_FACE:
            words = self.tr("{0} removed: not a face.")
            self._say_after(lambda: library.not_a_face(faces), words.format(count))
        elif person is not None and kind is ActionKind.CONFIRM:
            words, who = self.tr("{0} confirmed."), person.id
            self._say_after(lambda: library.confirm(faces, who), words.format(count))
        elif person is not None:
            words, who = self.tr("{0} taken out."), person.id
            self._say_after(lambda: library.reject(faces, who), words.format(count))

    def name_faces(self, faces: tuple[FaceId, ...], name: str) -> None:
        """Say whose faces some are; they may be somebody's who is new."""
        words = self.tr("{0}: {1}.").format(name, people_words.faces(len(faces)))
        self._say_after(lambda: self._library.name_faces(faces, name), words)

    # --- words

    def _say_after(self, work: Callable[[], object], words: str) -> None:
        self._decisions.do(work, lambda _: self.told.emit(words))

    def _on_undone(self, action: Action) -> None:
        words = self.tr("Undone: {0}.")
        self.told.emit(words.format(decision_words.about(action)))

    def _on_redone(self, action: Action) -> None:
        words = self.tr("Done again: {0}.")
        self.told.emit(words.format(decision_words.about(action)))


def names_lost(into: Person, others: Sequence[Person]) -> list[str]:
    """Return the names that go when several persons become one."""
    return [each.name for each in others if each.name and each.name != into.name]


def _rank(person: Person) -> tuple[bool, int]:
    """Sort the one first whom others are merged into: named, then often there."""
    return person.name is None, -person.faces
