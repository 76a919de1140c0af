"""Whose the faces may be of which it is not known, from what is in the catalog."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from photosearch.core.catalog import Catalog
from photosearch.core.face_records import Person, Suggestion
from photosearch.core.faces.evidence import Evidence
from photosearch.core.faces.suggestions import Gathered, guess
from photosearch.core.ids import FaceId, PersonId
from photosearch.core.library.known_faces import FaceTable

Rows = npt.NDArray[np.intp]

# A single face worse than this is not worth a question.
_LEAST_QUALITY = 0.1
# Unnamed people may be one another; beyond the largest, nobody would ask.
_UNNAMED = 200


def suggest(
    catalog: Catalog,
    table: FaceTable,
    evidence: Evidence,
    person: PersonId | None,
    count: int,
) -> tuple[Suggestion, ...]:
    """Find the groups and single faces that may be somebody's.

    Args:
        catalog: Knows people and what was said.
        table: All faces.
        evidence: What their likeness says.
        person: Whose they may be; anybody's if None.
        count: At most this many.
    """
    people = catalog.people(is_hidden=False)
    hidden = {each.id for each in catalog.people(is_hidden=True)}
    asked = _asked(people, person)
    rows_of = _rows_of(table)
    groups = _groups(table, people, rows_of, hidden)
    # Somebody may be only in photos out of reach, which another network described.
    asked = [each for each in asked if each.id in rows_of]
    if not asked or not groups:
        return ()
    barred = _Barred(table, groups, asked, rows_of)
    barred.bar_photos()
    barred.bar_said(catalog.rejections())
    barred.bar_smaller()
    found = guess(
        _gathered(table, groups),
        _gathered(table, [rows_of[each.id] for each in asked]),
        barred.pairs,
        evidence,
        count,
    )
    return tuple(
        Suggestion(
            person=asked[each.person].id,
            faces=tuple(
                FaceId(face)
                for face in table.described.ids[groups[each.group]].tolist()
            ),
            certainty=each.certainty,
        )
        for each in found
    )


def _asked(people: Sequence[Person], person: PersonId | None) -> list[Person]:
    """Return whose faces are looked for."""
    shown = [each for each in people if each.faces]
    if person is not None:
        return [each for each in shown if each.id == person]
    named = [each for each in shown if each.name is not None]
    unnamed = [each for each in shown if each.name is None]
    return named + unnamed[:_UNNAMED]


def _rows_of(table: FaceTable) -> dict[PersonId, Rows]:
    """Return the rows of each person's faces."""
    if not len(table.persons):
        return {}
    order = np.argsort(table.persons, kind="stable")
    persons, begins = np.unique(table.persons[order], return_index=True)
    parts = np.split(order, begins[1:])
    return {
        PersonId(int(person)): part for person, part in zip(persons, parts, strict=True)
    }


def _groups(
    table: FaceTable,
    people: Sequence[Person],
    rows_of: Mapping[PersonId, Rows],
    hidden: Iterable[PersonId],
) -> list[Rows]:
    """Return the rows of unnamed people, and of every face that is nobody's."""
    left_out = set(hidden) | {each.id for each in people if each.name is not None}
    groups = [
        rows for person, rows in rows_of.items() if person and person not in left_out
    ]
    nobodys = rows_of.get(PersonId(0), np.empty(0, np.intp))
    clear = nobodys[table.described.qualities[nobodys] >= _LEAST_QUALITY]
    return groups + list(clear[:, None])


def _gathered(table: FaceTable, groups: Sequence[Rows]) -> Gathered:
    sizes = [len(rows) for rows in groups]
    return Gathered(
        table.described.embeddings[np.concatenate(groups)],
        np.concatenate([[0], np.cumsum(sizes)]),
    )


class _Barred:
    """Which groups cannot be which people.

    Attributes:
        pairs: Positions of a group and a person, (k, 2), ascending.
    """

    def __init__(
        self,
        table: FaceTable,
        groups: Sequence[Rows],
        people: Sequence[Person],
        rows_of: Mapping[PersonId, Rows],
    ) -> None:
        self._table = table
        self._groups = groups
        self._rows = [rows_of[each.id] for each in people]
        self._column_of = {each.id: column for column, each in enumerate(people)}
        self._is_named = np.array([each.name is not None for each in people])
        self._found: set[tuple[int, int]] = set()

    @property
    def pairs(self) -> npt.NDArray[np.int64]:
        return np.array(sorted(self._found), np.int64).reshape(-1, 2)

    def bar_photos(self) -> None:
        """Bar people who have a face in a photo of the group; the group itself, too."""
        there: defaultdict[int, set[int]] = defaultdict(set)
        photos = self._table.described.photos.tolist()
        for column, rows in enumerate(self._rows):
            for row in rows.tolist():
                there[photos[row]].add(column)
        self._found |= {
            (group, column)
            for group, rows in enumerate(self._groups)
            for row in rows.tolist()
            for column in there.get(photos[row], ())
        }

    def bar_said(self, rejections: Iterable[tuple[FaceId, PersonId]]) -> None:
        """Bar people who somebody said at least half of the faces are not."""
        rejected: defaultdict[int, set[int]] = defaultdict(set)
        for face, person in rejections:
            column = self._column_of.get(person)
            if column is not None:
                rejected[face].add(column)
        ids = self._table.described.ids
        for group, rows in enumerate(self._groups if rejected else ()):
            counts = Counter(
                column
                for face in ids[rows].tolist()
                for column in rejected.get(face, ())
            )
            for column, count in counts.items():
                if 2 * count >= len(rows):
                    self._found.add((group, column))

    def bar_smaller(self) -> None:
        """Bar unnamed people who have fewer faces: of two, the larger is asked for."""
        # Of two with equally many, the one whose faces came first.
        sizes = np.array([(len(rows), -rows[0]) for rows in self._groups])
        others = np.array([(len(rows), -rows[0]) for rows in self._rows])
        is_larger = sizes[:, None, 0] > others[None, :, 0]
        is_same = sizes[:, None, 0] == others[None, :, 0]
        is_earlier = sizes[:, None, 1] > others[None, :, 1]
        is_barred = (is_larger | (is_same & is_earlier)) & ~self._is_named
        groups, columns = np.nonzero(is_barred)
        self._found |= set(zip(groups.tolist(), columns.tolist(), strict=True))
