"""The records about faces and people that flow between the stages and to both faces."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from photosearch.core.ids import ActionId, FaceId, PersonId, PhotoId
from photosearch.spec.codes import Codes
from photosearch.spec.regions import Box

FaceIds = npt.NDArray[np.int64]

# Five points as shares of the upright photo, as they stand in the picture: eye left,
# eye right, nose, mouth corner left, mouth corner right.
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class FaceFound:
    """A face in a picture, described; the picture need not be in the library.

    Attributes:
        box: Where it is, in shares of the upright picture.
        points: Five points in shares of the upright picture, which may lie beyond its
            edges; empty where none were found in a box that a person drew.
        score: How sure the detector is, 0 to 1; 1 where a person drew the box.
        quality: How well it can be told whose it is, 0 to 1.
        code: (bytes,) uint8.
        embedding: (width,) float32, unit length.
        is_drawn: Whether a person drew the box.
    """

    box: Box
    points: Points
    score: float
    quality: float
    code: Codes
    embedding: npt.NDArray[np.float32]
    is_drawn: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """A face in a photo of the library.

    Attributes:
        box: Where it is, in shares of the upright photo.
        points: As in `FaceFound`.
        score: How sure the detector is, 0 to 1; 1 where a person drew the box.
        quality: How well it can be told whose it is, 0 to 1.
        is_drawn: Whether a person drew the box.
        person: Whose face it is; None where that is not known.
        certainty: Share of the evidence that it is this person, 0 to 1; 1 where
            somebody said so.
        is_confirmed: Whether somebody said so.
    """

    id: FaceId
    photo: PhotoId
    box: Box
    points: Points
    score: float
    quality: float
    is_drawn: bool
    person: PersonId | None
    certainty: float
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose faces were found.

    Attributes:
        key: Knows the person for ever, also after it was merged into another.
        name: None for a person whom nobody named yet.
        faces: How many faces.
        photos: In how many photos.
        cover: The face to show; None where none of the faces is in the library now.
        is_hidden: Whether the person is left out of the list of people.
        first_taken: When the earliest of the photos was taken, by the camera's clock;
            None where no photo tells.
        last_taken: The same of the latest.
    """

    id: PersonId
    key: str
    name: str | None
    faces: int
    photos: int
    cover: FaceId | None
    is_hidden: bool = False
    first_taken: datetime | None = None
    last_taken: datetime | None = None


@dataclass(frozen=True, slots=True)
class FaceModels:
    """The two networks that find and describe faces.

    Attributes:
        detector: Hash of the detector's file in hex.
        face: Hash of the file of the network that describes faces.
    """

    detector: str
    face: str


class FaceOrder(StrEnum):
    """In which order the faces of a person are listed."""

    NEWEST = "newest"
    LEAST_CERTAIN = "least certain"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Faces that may be a person's: one unnamed group, or single faces.

    Attributes:
        certainty: Share of the evidence that they are, 0 to 1.
    """

    person: PersonId
    faces: tuple[FaceId, ...]
    certainty: float


class ActionKind(StrEnum):
    """What somebody said about faces."""

    NAME = "name"
    CONFIRM = "confirm"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    NOT_A_FACE = "not a face"
    HIDE = "hide"
    SHOW = "show"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that somebody said about faces, which can be undone.

    Attributes:
        made_at: Local time with its zone.
        words: What the log says about it, in plain English.
        faces: How many faces it was about.
    """

    id: ActionId
    made_at: datetime
    kind: ActionKind
    words: str
    faces: int
    is_undone: bool = False


class FactKind(StrEnum):
    """What a fact states; the values are kept in the catalog."""

    IS_PERSON = "is person"
    IS_NOT_PERSON = "is not person"
    IN_GROUP = "in group"  # it was among the faces when somebody spoke of a person
    NOT_A_FACE = "not a face"
    PERSON_NAME = "person name"
    PERSON_HIDDEN = "person hidden"
    SAME_PERSON = "same person"
    DRAWN_FACE = "drawn face"


@dataclass(frozen=True, slots=True)
class FaceMatch:
    """A face that resembles a face.

    Attributes:
        distance: Bits in which the codes differ.
        similarity: Cosine of the embeddings.
        score: Share of pairs of faces of different people that are closer; the
            smaller, the more telling.
        is_close: Whether it is likely to be the same person.
        person: Whose face it is, where that is known.
    """

    photo: PhotoId
    face: FaceId
    box: Box
    distance: int
    similarity: float
    score: float
    is_close: bool
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the person in a picture.

    Attributes:
        similarity: Cosine of the embeddings, that of the most similar face.
        is_close: Whether it is likely to be the same person.
    """

    person: Person
    similarity: float
    is_close: bool


@dataclass(frozen=True, slots=True)
class WhoIs:
    """A face in a picture, and who it may be, the most similar first."""

    found: FaceFound
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class FaceCounts:
    """How the search for faces stands.

    Attributes:
        photos_looked_at: Photos in which faces were looked for.
        photos_waiting: Photos in which they still have to be.
        faces: Faces that were found or drawn, without those that are none.
        people: Persons who have a name or faces, also those who were hidden.
        named: Those of them who have a name.
        in_nobody: Faces of which it is not known whose they are.
    """

    photos_looked_at: int = 0
    photos_waiting: int = 0
    faces: int = 0
    people: int = 0
    named: int = 0
    in_nobody: int = 0


class PeopleRule(StrEnum):
    """Which photos are meant by a set of people."""

    ANY = "any"
    ALL = "all"
    NONE = "none"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """A condition on the people in a photo.

    Attributes:
        people: The people that are meant.
        rule: ANY: at least one of them is in the photo; ALL: each of them is; NONE:
            nobody of them is; ONLY: each of them is, and no other face.
    """

    people: tuple[PersonId, ...]
    rule: PeopleRule = PeopleRule.ANY
