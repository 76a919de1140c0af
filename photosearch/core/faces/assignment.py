"""Whose each face is: automatic groups, and what people said applied to them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.face_records import FaceIds
from photosearch.core.faces.replay import Statements
from photosearch.core.ids import FaceId

Vectors = npt.NDArray[np.float32]

# Where people parted a group, its new faces go to the nearer side if it is so much
# nearer.
_LEAST_MARGIN = 0.05
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Grouped:
    """All faces with the groups that they were put in.

    Attributes:
        ids: (n,) int64.
        photos: (n,) int64.
        is_drawn: (n,) bool, those that somebody drew.
        groups: The key of the group's person for each; None for one that is in none.
        certainties: (n,) float32, how sure it is that each is in its group.
    """

    ids: FaceIds
    photos: npt.NDArray[np.int64]
    is_drawn: npt.NDArray[np.bool_]
    groups: Sequence[str | None]
    certainties: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whose each face is.

    Attributes:
        owners: A key for each face, that under which it came to a person; the person is
            `Statements.stands_for` it. None where it is not known whose it is.
        is_confirmed: (n,) bool, whether somebody said so.
        is_none: (n,) bool, whether it is no face.
    """

    owners: list[str | None]
    is_confirmed: npt.NDArray[np.bool_]
    is_none: npt.NDArray[np.bool_]


def assign(
    faces: Grouped, said: Statements, read_vectors: Callable[[FaceIds], Vectors]
) -> Assignment:
    """Apply what was said to automatic groups.

    Faces of which somebody said whose they are are theirs. The others of their group
    follow them; where a group was parted, to the nearer side. But none follows to a
    person who it is said not to be, or who has another face in the same photo.

    Args:
        faces: Faces and groups.
        said: What was said.
        read_vectors: Gives the embeddings (k, width) of faces (k,).
    """
    return _Assigning(faces, said, read_vectors).assign()


class _Assigning:
    """The steps of `assign`."""

    def __init__(
        self,
        faces: Grouped,
        said: Statements,
        read_vectors: Callable[[FaceIds], Vectors],
    ) -> None:
        count = len(faces.ids)
        self._faces = faces
        self._said = said
        self._read_vectors = read_vectors
        self._owners: list[str | None] = [None] * count
        self._is_confirmed = np.zeros(count, bool)
        self._is_none = faces.is_drawn.copy()
        # Photos in which a person has a face that is not to be doubted.
        self._taken: defaultdict[str, set[int]] = defaultdict(set)

    def assign(self) -> Assignment:
        self._apply_said()
        free, claimed = self._claims()
        order = np.argsort(-self._faces.certainties[free], kind="stable")
        for row in order.tolist():
            self._follow(free[row], claimed[row])
        return Assignment(self._owners, self._is_confirmed, self._is_none)

    def _apply_said(self) -> None:
        for position, face in enumerate(self._faces.ids.tolist()):
            said = self._said.faces.get(FaceId(face))
            if said is None:
                continue
            self._is_none[position] = said.is_none or (
                self._faces.is_drawn[position] and not said.is_drawn
            )
            if said.person is None or self._is_none[position]:
                continue
            self._owners[position] = said.person
            self._is_confirmed[position] = said.is_confirmed
            person = self._said.stands_for(said.person)
            self._taken[person].add(int(self._faces.photos[position]))

    def _claims(self) -> tuple[list[int], list[str]]:
        """Return the faces of which nobody said whose they are, and who claims them."""
        groups: defaultdict[str, tuple[list[int], list[int]]]
        groups = defaultdict(lambda: ([], []))
        for position, group in enumerate(self._faces.groups):
            if group is not None and not self._is_none[position]:
                is_free = self._owners[position] is None
                groups[group][0 if is_free else 1].append(position)
        free: list[int] = []
        claimed: list[str] = []
        for group, (followers, stated) in groups.items():
            for position, key in zip(
                followers, self._leaders(group, followers, stated), strict=True
            ):
                if key is not None:
                    free.append(position)
                    claimed.append(key)
        return free, claimed

    def _leaders(
        self, group: str, followers: list[int], stated: list[int]
    ) -> Sequence[str | None]:
        """Return for each follower the key of the person to whom it goes."""
        if not followers or not stated:
            return [group] * len(followers)
        keys = [self._owners[position] or "" for position in stated]
        people = Counter(map(self._said.stands_for, keys))
        if len(people) > 1:
            return self._nearest(followers, stated, keys)
        # Under its own key it leaves with its group if the people are parted again.
        is_same = self._said.stands_for(group) in people
        key = group if is_same else Counter(keys).most_common(1)[0][0]
        return [key] * len(followers)

    def _nearest(
        self, followers: list[int], stated: list[int], keys: list[str]
    ) -> list[str | None]:
        ids = self._faces.ids
        vectors = self._read_vectors(ids[followers + stated])
        if not vectors.size:
            return [None] * len(followers)
        likeness = vectors[: len(followers)] @ vectors[len(followers) :].T
        people = [self._said.stands_for(key) for key in keys]
        each = sorted(set(people))
        sides = np.stack(
            [
                _top_mean(likeness[:, [person == side for person in people]])
                for side in each
            ],
            axis=1,
        )
        order = np.argsort(-sides, axis=1, kind="stable")
        rows = np.arange(len(followers))
        margins = sides[rows, order[:, 0]] - sides[rows, order[:, 1]]
        return [
            each[best] if margin >= _LEAST_MARGIN else None
            for best, margin in zip(order[:, 0].tolist(), margins.tolist(), strict=True)
        ]

    def _follow(self, position: int, key: str) -> None:
        person = self._said.stands_for(key)
        photo = int(self._faces.photos[position])
        face = FaceId(int(self._faces.ids[position]))
        if photo in self._taken[person] or self._said.is_rejected(face, key):
            return
        self._taken[person].add(photo)
        self._owners[position] = key


def _top_mean(likeness: Vectors) -> Vectors:
    """Return the mean (n,) of the largest few of each row (n, k)."""
    top = np.sort(likeness, axis=1)[:, -_NEAREST:]
    mean: Vectors = top.mean(axis=1)
    return mean
