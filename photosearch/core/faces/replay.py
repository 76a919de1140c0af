"""What follows from facts, stated one after the other.

The outcome hangs on the facts alone, in the order in which they were stated: leaving
out those of an action that was undone gives what the others alone would have given.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from photosearch.core.face_records import FactKind
from photosearch.core.faces.facts import Fact, Place
from photosearch.core.faces.names import name_key
from photosearch.core.ids import FaceId


@dataclass(slots=True)
class Said:
    """What was said about a face.

    Attributes:
        person: Key of the person whose it is, or in whose group it was; None if nobody
            said.
        is_confirmed: Whether somebody said of this face that it is.
        rejected: Keys of people whose it is not.
        is_none: Whether it is no face.
        is_drawn: Whether somebody drew it.
    """

    person: str | None = None
    is_confirmed: bool = False
    rejected: set[str] = field(default_factory=set)
    is_none: bool = False
    is_drawn: bool = False


@dataclass(slots=True)
class Statements:
    """What was said about all faces and people.

    Attributes:
        faces: By face; those of which nothing was said are not there.
        names: By the key that stands for a person; each name once, however it is spelt.
        hidden: Keys that stand for people who are left out.
    """

    faces: dict[FaceId, Said] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    _same: dict[str, str] = field(default_factory=dict)

    def stands_for(self, key: str) -> str:
        """Return the one key of all that were said to be the same person."""
        while key in self._same:
            key = self._same[key]
        return key

    def is_rejected(self, face: FaceId, key: str) -> bool:
        """Tell whether somebody said that a face is not a person's."""
        said = self.faces.get(face)
        if said is None or not said.rejected:
            return False
        person = self.stands_for(key)
        return any(self.stands_for(other) == person for other in said.rejected)


def replay(facts: Iterable[Fact], faces: Mapping[Place, FaceId]) -> Statements:
    """Return what follows from facts, in the order in which they were stated.

    Args:
        facts: The earliest first.
        faces: The face at each place; facts about other places wait.
    """
    said = _Replay(faces)
    for fact in facts:
        said.state(fact)
    said.tell_names_apart()
    return said.statements


class _Replay:
    """Statements as they grow."""

    def __init__(self, faces: Mapping[Place, FaceId]) -> None:
        self.statements = Statements()
        self._places = faces
        self._members: defaultdict[str, set[FaceId]] = defaultdict(set)

    def state(self, fact: Fact) -> None:
        """Take a fact in."""
        said = self.statements
        key = fact.person or ""
        match fact.kind:
            case FactKind.PERSON_NAME:
                self._name(key, fact.name)
            case FactKind.PERSON_HIDDEN if fact.flag:
                said.hidden.add(said.stands_for(key))
            case FactKind.PERSON_HIDDEN:
                said.hidden.discard(said.stands_for(key))
            case FactKind.SAME_PERSON:
                self._join(key, fact.other or "")
            case _:
                face = self._places.get(fact.place) if fact.place else None
                if face is not None:
                    self._about_face(face, fact.kind, key)

    def tell_names_apart(self) -> None:
        """Add a number to a name that another person had before.

        Such names come of undoing, in the middle, what had freed the name.
        """
        taken: set[str] = set()
        names = self.statements.names
        for key, name in names.items():
            number, free = 2, name
            while name_key(free) in taken:
                number, free = number + 1, f"{name} {number}"
            taken.add(name_key(free))
            names[key] = free

    def _name(self, key: str, name: str | None) -> None:
        names = self.statements.names
        person = self.statements.stands_for(key)
        names.pop(person, None)  # the latest name is the last, also by order
        if name is not None:
            names[person] = name

    def _join(self, into: str, other: str) -> None:
        said = self.statements
        into, other = said.stands_for(into), said.stands_for(other)
        if into == other:
            return
        for person, former in ((into, other), (other, into)):
            for face in self._members[person]:
                self._forget_rejects(said.faces[face], former)
        said._same[other] = into
        self._members[into] |= self._members.pop(other, set())
        name = said.names.pop(other, None)
        if into not in said.names and name is not None:
            said.names[into] = name
        said.hidden.discard(other)

    def _about_face(self, face: FaceId, kind: FactKind, key: str) -> None:
        said = self.statements.faces.setdefault(face, Said())
        match kind:
            case FactKind.IS_PERSON:
                self._forget_rejects(said, key)
                said.is_none = False
                self._give(face, said, key, is_confirmed=True)
            case FactKind.IN_GROUP:
                is_free = not (said.is_confirmed or said.is_none)
                if is_free and not self.statements.is_rejected(face, key):
                    self._give(face, said, key, is_confirmed=False)
            case FactKind.IS_NOT_PERSON:
                said.rejected.add(key)
                if self._is_of(said, key):
                    self._take(face, said)
            case FactKind.NOT_A_FACE:
                self._take(face, said)
                said.is_none = True
            case FactKind.DRAWN_FACE:
                said.is_drawn = True
                said.is_none = False

    def _give(self, face: FaceId, said: Said, key: str, *, is_confirmed: bool) -> None:
        self._take(face, said)
        said.person, said.is_confirmed = key, is_confirmed
        self._members[self.statements.stands_for(key)].add(face)

    def _take(self, face: FaceId, said: Said) -> None:
        if said.person is not None:
            self._members[self.statements.stands_for(said.person)].discard(face)
        said.person, said.is_confirmed = None, False

    def _is_of(self, said: Said, key: str) -> bool:
        stands_for = self.statements.stands_for
        return said.person is not None and stands_for(said.person) == stands_for(key)

    def _forget_rejects(self, said: Said, key: str) -> None:
        stands_for = self.statements.stands_for
        person = stands_for(key)
        said.rejected = {
            other for other in said.rejected if stands_for(other) != person
        }
