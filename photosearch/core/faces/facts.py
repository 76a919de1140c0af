"""What people said about faces, as facts that outlive faces and groups.

A fact about a face is one about a place in a photo: a content and a box. It applies to
whatever face is found there, now or after the photo was moved, looked at again or
described by another model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from photosearch.core.face_records import FactKind
from photosearch.core.ids import FaceId
from photosearch.spec.regions import Box

_LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a face is.

    Attributes:
        content_hash: 16 bytes, that of the photo's content.
        box: In shares of the upright photo.
    """

    content_hash: bytes
    box: Box


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that somebody said; which fields are set hangs on the kind.

    Attributes:
        place: The face that it is about: IS_PERSON, IS_NOT_PERSON, IN_GROUP,
            NOT_A_FACE, DRAWN_FACE.
        person: The key of the person that it is about: all but the last two of these,
            and PERSON_NAME, PERSON_HIDDEN, SAME_PERSON.
        other: The key of a person who is the same: SAME_PERSON.
        name: PERSON_NAME; None where the name was taken away.
        flag: PERSON_HIDDEN.
    """

    kind: FactKind
    place: Place | None = None
    person: str | None = None
    other: str | None = None
    name: str | None = None
    flag: bool = False


def overlap(one: Box, other: Box) -> float:
    """Return the share of the area of two boxes together that both cover."""
    width = min(one.left + one.width, other.left + other.width) - max(
        one.left, other.left
    )
    height = min(one.top + one.height, other.top + other.height) - max(
        one.top, other.top
    )
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / (one.width * one.height + other.width * other.height - both)


def face_at(box: Box, faces: Sequence[tuple[FaceId, Box]]) -> FaceId | None:
    """Return the face of a photo that is where a box is; None where there is none."""
    best, most = None, _LEAST_OVERLAP
    for face, there in faces:
        share = 1.0 if there == box else overlap(there, box)
        if share >= most and (best is None or share > most):
            best, most = face, share
    return best


def faces_at(
    places: Sequence[Place], faces: Mapping[bytes, Sequence[tuple[FaceId, Box]]]
) -> dict[Place, FaceId]:
    """Return the face that is at each place; places without one are left out.

    Args:
        places: Where to look.
        faces: Faces and their boxes, by the content of their photo.
    """
    found: dict[Place, FaceId] = {}
    for place in places:
        if place in found:
            continue
        face = face_at(place.box, faces.get(place.content_hash, ()))
        if face is not None:
            found[place] = face
    return found
