"""Faces: looked for only when somebody switched it on, and deleted at one word."""

from collections.abc import Generator
from pathlib import Path

from photosearch.core.catalog import Catalog
from photosearch.core.errors import ModelError
from photosearch.core.face_records import Face, FaceCounts, FaceFound, FaceModels
from photosearch.core.ids import FaceId, PhotoId
from photosearch.core.ingest import look_for_faces
from photosearch.core.library.engine import Engine
from photosearch.core.library.examples import Describer
from photosearch.core.library.questions import Example, LikeFile, LikePhoto
from photosearch.core.library.viewing import Viewing
from photosearch.core.models import InstalledModel
from photosearch.core.quiet import Computer, considerately
from photosearch.core.records import Event, Photo, Progress
from photosearch.core.settings import Settings
from photosearch.core.thumbnails import Thumbnails
from photosearch.spec.model import ModelKind
from photosearch.spec.regions import Box

_KINDS = (ModelKind.FACE_DETECTOR, ModelKind.FACE)


class Faces:
    """The part of a library that finds faces and describes them."""

    _catalog: Catalog
    _engine: Engine
    _describer: Describer
    _viewing: Viewing
    _thumbnails: Thumbnails
    _settings: Settings

    # --- switching on and off

    def faces_are_on(self) -> bool:
        """Tell whether faces are looked for; they are not until that is switched on."""
        return self._engine.faces.in_use() is not None

    def face_models(self) -> FaceModels | None:
        """Return which networks look for faces; None where they are switched off."""
        return self._engine.faces.in_use()

    def switch_faces_on(
        self, detector: str | None = None, face: str | None = None
    ) -> None:
        """Look for faces from now on; `look_for_faces` does so in earlier photos.

        Args:
            detector: Name of the network that finds them; the one that came with the
                program if None.
            face: Name of the network that describes them; likewise.

        Raises:
            ModelError: No face models are installed, or none of these names.
            LibraryError: Another program is writing, or the disk refuses.
        """
        networks = self._engine.faces
        chosen = [
            networks.find(kind, name)
            for kind, name in zip(_KINDS, (detector, face), strict=True)
        ]
        with self._catalog.writing():
            for model in chosen:
                self._engine.register(model)
                self._catalog.use_model(model.spec.kind, model.sha256)

    def switch_faces_off(self) -> None:
        """Look for no faces any more; those that were found stay until deleted.

        Raises:
            LibraryError: Another program is writing.
        """
        with self._catalog.writing():
            for kind in _KINDS:
                self._catalog.stop_using(kind)
        self._engine.faces.forget()

    def delete_faces(self, *, keep_facts: bool = False) -> int:
        """Delete every face, also in the backups, and switch looking for them off.

        Args:
            keep_facts: Whether what was said about faces, names for instance, stays,
                so that it holds again should faces be looked for once more.

        Returns:
            How many faces there were.

        Raises:
            LibraryError: Another program is writing, or a backup cannot be changed;
                then everything else is done.
        """
        with self._catalog.writing():
            faces = self._catalog.face_counts(None).faces
            try:
                self._catalog.forget_all_faces(keep_facts=keep_facts)
            finally:
                self._engine.faces.forget()
                self._viewing.forget_faces()
        return faces

    # --- looking

    def look_for_faces(self) -> Generator[Event, None, None]:
        """Find the faces in photos that were indexed before; nothing where it is off.

        Photos out of reach wait until they are back: indexing goes on with what is
        left. With `Settings.work_when_idle` it holds as indexing does.

        Raises:
            LibraryError: Another program is writing, or the disk refuses.
            ModelError: A model is missing or does not run.
        """
        events = self._look_for_faces()
        if self._settings.work_when_idle:
            return considerately(events, Computer())
        return events

    def _look_for_faces(self) -> Generator[Event, None, None]:
        with self._catalog.writing():
            finder = self._engine.faces.finder()
            if finder is None:
                return
            self._catalog.back_up_if_due()
            encoder = self._engine.encoder()
            with self._engine.stages(encoder, self._thumbnails) as stages:
                yield from look_for_faces(stages, finder)

    def _use_for_faces(self, model: InstalledModel) -> Generator[Progress, None, None]:
        """Find or describe all faces with another network, then switch to it."""
        networks = self._engine.faces
        in_use = networks.models_in_use()
        if in_use is None:
            raise ModelError(f"{model.name} is for faces, which are switched off")
        detector, face = in_use
        if model.spec.kind is ModelKind.FACE_DETECTOR:
            detector = model
        else:
            face = model
        with self._catalog.writing():
            self._engine.register(model)
            encoder = self._engine.encoder()
            with (
                networks.open(detector, face) as finder,
                self._engine.stages(encoder, self._thumbnails) as stages,
            ):
                yield from look_for_faces(stages, finder)
            # Faces may have been switched off meanwhile, and stay so.
            kind, sha256 = model.spec.kind, model.sha256
            self._catalog.use_model(kind, sha256, only_instead=True)

    def face_counts(self) -> FaceCounts:
        """Count faces and people, and the photos that wait to be looked at."""
        return self._catalog.face_counts(self._engine.faces.in_use())

    # --- faces of photos and of other pictures

    def faces_in(self, photo: PhotoId) -> tuple[Face, ...]:
        """Return the faces of a photo from left to right."""
        return self._catalog.faces_in(photo)

    def face(self, face: FaceId) -> Face | None:
        """Return a face, if it is still there."""
        return next(iter(self._catalog.faces([face])), None)

    def face_thumbnail(self, face: FaceId, side_px: int = 112) -> bytes | None:
        """Return a square JPEG of a face with some room around it.

        None where the face is gone or its photo out of reach and without a thumbnail.

        Args:
            face: The face.
            side_px: Side of the square.
        """
        known = self.face(face)
        photo = self._photo_of(known.photo) if known else None
        if known is None or photo is None:
            return None
        return self._viewing.face_thumbnail(photo, known.box, side_px)

    def faces_of_file(self, path: Path) -> tuple[FaceFound, ...]:
        """Find the faces in a picture file, which need not be in the library.

        Raises:
            QueryError: The file cannot be read, or faces are switched off.
            ModelError: A model is missing or does not run.
        """
        return self.faces_of_example(LikeFile(path))

    def faces_of_example(self, example: Example) -> tuple[FaceFound, ...]:
        """Find the faces in a picture, the surest first.

        Args:
            example: A file, a photo of the library, or a picture that is no file; which
                part of it counts is left to the caller.

        Raises:
            QueryError: It cannot be read, or faces are switched off.
            ModelError: A model is missing or does not run.
        """
        finder = self._engine.faces.required_finder()
        path, content = self._describer.content(example)
        (found,) = finder.find([self._engine.faces_picture(path, content)])
        return found

    def face_at(self, photo: PhotoId, box: Box) -> FaceFound:
        """Describe a face that a person sees in a part of a photo; nothing is stored.

        Raises:
            QueryError: The photo cannot be read, or faces are switched off.
            ModelError: A model is missing or does not run.
        """
        finder = self._engine.faces.required_finder()
        path, content = self._describer.content(LikePhoto(photo))
        picture = self._engine.faces_picture(path, content)
        (found,) = finder.find([picture], [[box]])
        return next(face for face in found if face.is_drawn)

    def _photo_of(self, photo: PhotoId) -> Photo | None:
        return next(iter(self._catalog.photos([photo])), None)
