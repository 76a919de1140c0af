"""People as they are typed: by name, or by the number that `people list` shows.

A number may stand behind a `#`, and has to where somebody else is called like it.
"""

from collections.abc import Sequence

from photosearch.core.errors import QueryError
from photosearch.core.face_records import PeopleFilter, PeopleRule, Person
from photosearch.core.ids import PersonId
from photosearch.core.library import Library

FACES_ARE_OFF = "faces are off, 'photosearch faces --on' looks for them"

_LISTED = 5
_MOST_DIGITS = 18  # of a number that any catalog can hold


def person_named(library: Library, typed: str) -> Person:
    """Return the person of a name or of a number.

    Raises:
        QueryError: There is no such person, or it is not clear who is meant.
    """
    named = library.find_person(typed)
    number = _number(typed.removeprefix("#"))
    numbered = library.person(number) if number is not None else None
    person = named or numbered
    if person is None:
        raise QueryError(f"nobody is called {typed}{_known(library)}")
    if named and numbered and named.id != numbered.id:
        raise QueryError(
            f"{typed} is the name of one person and the number of another; "
            f"'#{named.id}' is the one of that name, '#{number}' the other"
        )
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


def _number(typed: str) -> PersonId | None:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _MOST_DIGITS
    return PersonId(int(typed)) if is_number else None


def _known(library: Library) -> str:
    if not library.faces_are_on():
        return f"; {FACES_ARE_OFF}"
    names = [person.name for person in library.people() if person.name]
    if not names:
        return "; 'photosearch people list' shows who can be named"
    more = ", ..." if len(names) > _LISTED else ""
    return f" (known: {', '.join(names[:_LISTED])}{more})"
