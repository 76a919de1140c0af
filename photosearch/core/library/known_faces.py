"""All described faces of a library in memory, and which of them are alike."""

import threading
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.core.catalog import Catalog, CodesVersion, DescribedFaces
from photosearch.core.face_records import (
    Candidate,
    Face,
    FaceFound,
    FaceMatch,
    Person,
)
from photosearch.core.faces.evidence import Evidence
from photosearch.core.faces.grouping import Faces, group_faces
from photosearch.core.ids import FaceId, PersonId
from photosearch.spec.codes import hamming
from photosearch.spec.regions import Box

# Of all faces, about so many of other people may pass for the same person.
_CHANCE = 0.5
_LARGEST_RATE = 1e-3

_NOBODY = 0


@dataclass(frozen=True, slots=True)
class FaceTable:
    """All faces that are shown, and whose they are.

    Attributes:
        described: What the face network says about them.
        persons: (n,) int64, the person of each; 0 where that is not known.
    """

    described: DescribedFaces
    persons: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.persons)

    def found(self, face: FaceId) -> FaceFound | None:
        """Return what is known of a face as if it had been found just now."""
        row = int(np.searchsorted(self.described.ids, face))
        if row == len(self) or self.described.ids[row] != face:
            return None
        return FaceFound(
            box=Box(0, 0, 1, 1),
            points=(),
            score=1.0,
            quality=float(self.described.qualities[row]),
            code=self.described.codes[row],
            embedding=self.described.embeddings[row],
        )

    def matches(
        self,
        shown: FaceFound,
        evidence: Evidence,
        count: int,
        boxes: Callable[[Iterable[FaceId]], Mapping[FaceId, Face]],
    ) -> tuple[FaceMatch, ...]:
        """Return the faces that are most alike, the nearest first."""
        if not len(self):
            return ()
        cosines = self.described.embeddings @ shown.embedding
        order = np.argsort(-cosines, kind="stable")[:count]
        distances = hamming(shown.code, self.described.codes[order])
        least = evidence.cosine_at(self._rate())
        ids = [FaceId(face) for face in self.described.ids[order].tolist()]
        faces = boxes(ids)
        return tuple(
            FaceMatch(
                photo=faces[face].photo,
                face=face,
                box=faces[face].box,
                distance=int(distance),
                similarity=float(cosines[row]),
                score=evidence.rate_of(float(cosines[row])),
                is_close=bool(cosines[row] >= least),
                person=faces[face].person,
            )
            for face, row, distance in zip(ids, order, distances, strict=True)
            if face in faces
        )

    def candidates(
        self,
        shown: FaceFound,
        people: Mapping[PersonId, Person],
        evidence: Evidence,
        count: int,
    ) -> tuple[Candidate, ...]:
        """Return who a face may be, by each person's most similar face."""
        known = np.flatnonzero(self.persons != _NOBODY)
        if not len(known):
            return ()
        cosines = self.described.embeddings[known] @ shown.embedding
        order = np.argsort(-cosines, kind="stable")
        persons = self.persons[known][order]
        _, firsts = np.unique(persons, return_index=True)
        least = evidence.cosine_at(self._rate())
        best = [
            (PersonId(int(persons[first])), float(cosines[order[first]]))
            for first in np.sort(firsts).tolist()
        ]
        return tuple(
            Candidate(people[person], cosine, is_close=cosine >= least)
            for person, cosine in best
            if person in people
        )[:count]

    def _rate(self) -> float:
        return min(_LARGEST_RATE, _CHANCE / max(len(self), 1))


class KnownFaces:
    """Loads the faces when they changed, and groups them.

    Args:
        catalog: The truth.
        mark: File that tells which faces were grouped last; it may be deleted.
    """

    def __init__(self, catalog: Catalog, mark: Path) -> None:
        self._catalog = catalog
        self._mark = mark
        self._loading = threading.Lock()
        self._loaded: tuple[str, CodesVersion, DescribedFaces] | None = None

    def load(self, model_sha256: str) -> FaceTable:
        """Return all faces that are shown; any thread may ask."""
        with self._loading:
            version = self._catalog.codes_version(model_sha256)
            loaded = self._loaded
            if loaded is None or loaded[:2] != (model_sha256, version):
                described = self._catalog.described_faces(model_sha256)
                loaded = self._loaded = (model_sha256, version, described)
            described = loaded[2]
        ids, persons = self._catalog.persons_of_faces()
        # What somebody called no face since is not among them.
        kept = np.isin(described.ids, ids, assume_unique=True)
        described = described.only(np.flatnonzero(kept))
        return FaceTable(described, persons[np.isin(ids, described.ids)])

    def boxes(self, ids: Iterable[FaceId]) -> Mapping[FaceId, Face]:
        """Return faces by their id; those that are gone are left out."""
        return {face.id: face for face in self._catalog.faces(ids)}

    def are_ungrouped(self, model_sha256: str) -> bool:
        """Tell whether faces came, went or changed since they were grouped last."""
        try:
            grouped = self._mark.read_text()
        except OSError:
            return True
        return grouped != self._state(model_sha256)

    def group(self, model_sha256: str) -> Generator[float, None, None]:
        """Group all faces anew; yield the share of the work that is done."""
        state = self._state(model_sha256)
        described = self._catalog.described_faces(model_sha256)
        evidence = self._catalog.face_evidence(model_sha256)
        faces = Faces(
            described.codes,
            described.embeddings,
            described.qualities,
            described.scores,
            described.photos,
        )
        groups = yield from group_faces(faces, evidence)
        self._catalog.store_groups(described.ids, groups)
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        self._mark.write_text(state)
        yield 1.0

    def _state(self, model_sha256: str) -> str:
        version = self._catalog.codes_version(model_sha256)
        return f"{model_sha256} {version.added} {version.removed}"
