"""Photos with faces of made-up people, without any network."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np

from photosearch.core.catalog import Catalog
from photosearch.core.face_records import FaceFound, FaceModels, FaceOrder
from photosearch.core.faces.grouping import Faces, group_faces
from photosearch.core.ids import FaceId, PersonId, PhotoId
from photosearch.spec.regions import Box
from tests.core.catalog.libraries import Library
from tests.face_networks import detector_spec, face_spec

BY = FaceModels(detector="d" * 64, face="f" * 64)
OTHER = FaceModels(detector="d" * 64, face="e" * 64)

BLURRED = 1000
"""Added to a person who is shown so badly that no group is founded on the face."""

BLURRED_QUALITY = 0.15

_WIDTH = 128
_STEP = 0.2


@dataclass
class Crowd:
    """A library whose faces are said to be whoever a test wants.

    Attributes:
        library: The photos.
        shown: Who is in each photo, from left to right, by the photo's name.
    """

    library: Library
    shown: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of_known(
        cls, catalog: Catalog, folder: Path, photos: Sequence[Sequence[int]]
    ) -> "Crowd":
        """Return the crowd of photos that are in a catalog already."""
        library = object.__new__(Library)
        library.catalog, library.folder = catalog, folder
        (library.root,) = catalog.roots()
        names = (f"photo {number}.jpg" for number in range(len(photos)))
        return cls(library, dict(zip(names, map(tuple, photos), strict=True)))

    @property
    def catalog(self) -> Catalog:
        return self.library.catalog

    def switch_on(self, by: FaceModels = BY) -> None:
        for sha256, spec in ((by.detector, detector_spec()), (by.face, face_spec())):
            made = asdict(spec)
            self.catalog.register_model(sha256, spec.name, spec.kind, json.dumps(made))
            self.catalog.use_model(spec.kind, sha256)

    def photograph(self, *photos: Sequence[int]) -> None:
        """Take photos, each of some people, and look for their faces."""
        for people in photos:
            name = f"photo {len(self.shown)}.jpg"
            self.library.write(name)
            self.shown[name] = tuple(people)
        self.library.update()
        self.look()

    def look(self, by: FaceModels = BY, shift: float = 0.0) -> None:
        """Find the faces of all photos in which these networks did not look yet."""
        found = {
            photo: faces_of_people(people, photo, shift, turn=by is OTHER)
            for photo, people in self.photos().items()
        }
        self.catalog.record_faces(by, found)

    def photos(self) -> dict[PhotoId, tuple[int, ...]]:
        places = {
            name: self.library.id_at(path)
            for path in self.library.folder.rglob("*.jpg")
            for name in [path.name]
        }
        return {places[name]: who for name, who in self.shown.items() if name in places}

    def group(self, by: FaceModels = BY) -> None:
        """Group all faces as the library does."""
        described = self.catalog.described_faces(by.face)
        faces = Faces(
            described.codes,
            described.embeddings,
            described.qualities,
            described.scores,
            described.photos,
        )
        steps = group_faces(faces, self.catalog.face_evidence(by.face))
        try:
            while True:
                next(steps)
        except StopIteration as end:
            self.catalog.store_groups(described.ids, end.value)

    def face(self, photo: int, place: int = 0) -> FaceId:
        """Return a face by the number of its photo and its place from the left."""
        path = self.library.folder / f"photo {photo}.jpg"
        return self.catalog.faces_in(self.library.id_at(path))[place].id

    def person_of(self, photo: int, place: int = 0) -> PersonId | None:
        return self.catalog.faces([self.face(photo, place)])[0].person

    def name_of(self, photo: int, place: int = 0) -> str | None:
        person = self.person_of(photo, place)
        found = None if person is None else self.catalog.person(person)
        return found and found.name

    def outcome(self) -> dict:
        """Return whose each face is, as far as names and company tell."""
        by_place = {}
        for name in sorted(self.shown):
            photo = self.catalog.photo_at(self.library.folder / name)
            for place, face in enumerate(self.catalog.faces_in(photo.id)):
                by_place[name, place] = face
        groups = {}
        for at, face in by_place.items():
            groups.setdefault(face.person, []).append(at)
        people = {
            person.id: (person.name, person.is_hidden)
            for person in self.catalog.people(is_hidden=None)
        }
        return {
            at: (
                people.get(face.person),
                tuple(groups[face.person]) if face.person else None,
                round(face.certainty, 3),
                face.is_confirmed,
            )
            for at, face in by_place.items()
        }

    def faces_of(self, person: PersonId) -> set[FaceId]:
        faces = self.catalog.faces_of(person, FaceOrder.NEWEST)
        return {face.id for face in faces}


def look_of(person: int, number: int, turn: bool = False) -> np.ndarray:
    """Return the embedding (128,) of a photo of a person, alike for the same person."""
    centre = np.random.default_rng(person).standard_normal(_WIDTH)
    noise = np.random.default_rng(1000 * number + person).standard_normal(_WIDTH)
    vector = centre + 0.3 * noise
    if turn:
        vector = vector[::-1]
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def code_of(vector: np.ndarray) -> np.ndarray:
    sides = np.random.default_rng(0).standard_normal((_WIDTH, 256))
    return np.packbits(vector @ sides >= 0)


def faces_of_people(people: Sequence[int], photo: int, shift: float, turn: bool):
    return tuple(
        FaceFound(
            box=box_at(place, shift),
            points=(),
            score=0.9,
            quality=BLURRED_QUALITY if person > BLURRED else 0.8,
            code=code_of(vector),
            embedding=vector,
        )
        for place, person in enumerate(people)
        for vector in [look_of(person % BLURRED, photo, turn)]
    )


def box_at(place: int, shift: float = 0.0) -> Box:
    """Return where a face stands, counted from the left."""
    return replace(Box(0.02, 0.3, 0.15, 0.2), left=0.02 + _STEP * place + shift)
