"""The part of the catalog that holds faces; each method is one transaction."""

from collections.abc import Iterable, Mapping, Sequence

from photosearch.core.catalog import face_looks, face_removal, faces
from photosearch.core.catalog.faces import DescribedFaces
from photosearch.core.catalog.store import Store
from photosearch.core.face_records import Face, FaceCounts, FaceFound, FaceModels
from photosearch.core.ids import FaceId
from photosearch.core.records import Photo, PhotoId
from photosearch.spec.regions import Box


class FacesCatalog:
    """Faces in photos, and what networks say about them."""

    _store: Store

    def faces_in(self, photo: PhotoId) -> tuple[Face, ...]:
        """Return the faces of a photo from left to right."""
        with self._store.read() as connection:
            return faces.faces_in(connection, photo)

    def faces(self, ids: Iterable[FaceId]) -> tuple[Face, ...]:
        """Return faces in the order asked for; those that are gone are left out."""
        with self._store.read() as connection:
            return faces.faces_by_id(connection, ids)

    def faces_of_photos(self, ids: Iterable[PhotoId]) -> Mapping[int, Sequence[Face]]:
        """Return the faces of each photo, also those that somebody said are none."""
        with self._store.read() as connection:
            return faces.faces_of_photos(connection, ids)

    def described_faces(self, model_sha256: str) -> DescribedFaces:
        """Load what a model says about all faces, also what somebody called none."""
        with self._store.read() as connection:
            return faces.described_faces(connection, model_sha256)

    def faces_are_on(self) -> bool:
        """Tell whether any networks are in use that look for faces."""
        with self._store.read() as connection:
            return face_looks.faces_are_on(connection)

    def face_counts(self, by: FaceModels | None) -> FaceCounts:
        """Count faces and people.

        Args:
            by: The networks in use; None where faces are switched off.
        """
        with self._store.read() as connection:
            return face_looks.face_counts(connection, by)

    def photos_to_look_at(
        self, by: FaceModels, limit: int, after: PhotoId | None = None
    ) -> tuple[Photo, ...]:
        """Return photos within reach in which two networks did not look, by id.

        Args:
            by: The networks.
            limit: At most this many.
            after: Only photos of a larger id, so that one that cannot be read is
                passed over.
        """
        with self._store.read() as connection:
            first = after or PhotoId(0)
            return face_looks.photos_to_look_at(connection, by, limit, first)

    def count_to_look_at(self, by: FaceModels) -> int:
        """Count the photos that `photos_to_look_at` gives in all."""
        with self._store.read() as connection:
            return face_looks.count_to_look_at(connection, by)

    def looked_at_with(self, sha256: str) -> int:
        """Count the photos in which a detector looked, or another network with it."""
        with self._store.read() as connection:
            return face_looks.looked_at_with(connection, sha256)

    def seen_by_detector(self, detector: str, ids: Iterable[PhotoId]) -> set[PhotoId]:
        """Return in which of some photos a detector looked, whatever described them."""
        with self._store.read() as connection:
            return face_looks.seen_by_detector(connection, detector, ids)

    def drawn_boxes(self, hashes: Iterable[bytes]) -> Mapping[bytes, Sequence[Box]]:
        """Return where people drew faces into photos of some contents."""
        with self._store.read() as connection:
            return face_looks.drawn_boxes(connection, hashes)

    def record_faces(
        self, by: FaceModels, found: Mapping[PhotoId, Sequence[FaceFound]]
    ) -> None:
        """Store what two networks found in photos, also where there is nothing.

        Where faces were switched off meanwhile, nothing happens.

        Raises:
            ModelError: A network was never registered.
        """
        with self._store.write() as connection:
            face_looks.record_faces(connection, by, found)

    def add_face(self, model_sha256: str, photo: PhotoId, face: FaceFound) -> FaceId:
        """Store one more face of a photo, such as one that a person drew.

        Raises:
            ModelError: The model was never registered.
        """
        with self._store.write() as connection:
            return face_looks.add_face(connection, model_sha256, photo, face)

    def forget_all_faces(self, *, keep_facts: bool) -> None:
        """Drop all faces, here and in the backups, and switch looking for them off.

        Args:
            keep_facts: Whether what was said about faces, and who people are, stays.
        """
        with self._store.write() as connection:
            face_removal.forget_all_faces(connection, keep_facts=keep_facts)
        self._store.wipe_faces(keep_facts=keep_facts)
