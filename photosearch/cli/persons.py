"""People as they are typed: by name, or by the number that `people list` shows."""

from collections.abc import Sequence

from photosearch.core.errors import QueryError
from photosearch.core.face_records import PeopleFilter, PeopleRule, Person
from photosearch.core.ids import PersonId
from photosearch.core.library import Library

FACES_ARE_OFF = "faces are off, 'photosearch faces --on' looks for them"

_LISTED = 5


def person_named(library: Library, typed: str) -> Person:
    """Return the person of a name or, where nobody has it, of a number.

    Raises:
        QueryError: There is no such person.
    """
    person = library.find_person(typed)
    if person is None and typed.isdecimal():
        person = library.person(PersonId(int(typed)))
    if person is None:
        raise QueryError(f"nobody is called {typed}{_known(library)}")
    return person


def people_filter(
    library: Library, typed: Sequence[str], rule: PeopleRule
) -> tuple[PeopleFilter, ...]:
    """Return the condition that people set who were typed; none for nobody.

    Raises:
        QueryError: One of them is not known.
    """
    if not typed:
        return ()
    people = tuple(person_named(library, each).id for each in typed)
    return (PeopleFilter(people, rule),)


def show_person(person: Person) -> str:
    """Return the name of a person, or the number of somebody without a name."""
    return person.name or f"person {person.id}"


def _known(library: Library) -> str:
    if not library.faces_are_on():
        return f"; {FACES_ARE_OFF}"
    names = [person.name for person in library.people() if person.name]
    if not names:
        return "; 'photosearch people list' shows who can be named"
    more = ", ..." if len(names) > _LISTED else ""
    return f" (known: {', '.join(names[:_LISTED])}{more})"
