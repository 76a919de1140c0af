"""What finds and describes faces: the two networks in use, opened when needed."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

from photosearch.core.catalog import Catalog
from photosearch.core.encode import (
    Device,
    FaceFinder,
    ModelFile,
    load_model,
    open_detector,
    open_encoder,
)
from photosearch.core.errors import ModelError, QueryError
from photosearch.core.face_records import FaceModels
from photosearch.core.models import (
    DEFAULT_DETECTOR,
    DEFAULT_FACE_MODEL,
    InstalledModel,
    Models,
)
from photosearch.spec.model import ModelKind

_DEFAULTS = {
    ModelKind.FACE_DETECTOR: DEFAULT_DETECTOR,
    ModelKind.FACE: DEFAULT_FACE_MODEL,
}


class FaceNetworks:
    """Opens the networks for faces, and keeps those in use; threads may share it.

    Args:
        catalog: Knows which are in use.
        models: Those that are at hand.
        choose: Says where a network runs.
    """

    def __init__(
        self,
        catalog: Catalog,
        models: Models,
        choose: Callable[[ModelFile], Device],
    ) -> None:
        self._catalog = catalog
        self._models = models
        self._choose = choose
        self._finder: FaceFinder | None = None
        self._opening = threading.Lock()

    def in_use(self) -> FaceModels | None:
        """Return which networks look for faces; None where that is switched off."""
        detector = self._catalog.model_in_use(ModelKind.FACE_DETECTOR)
        face = self._catalog.model_in_use(ModelKind.FACE)
        if detector is None or face is None:
            return None
        return FaceModels(detector.sha256, face.sha256)

    def models_in_use(self) -> tuple[InstalledModel, InstalledModel] | None:
        """Return detector and face network; None where faces are switched off.

        Raises:
            ModelError: A file is gone.
        """
        by = self.in_use()
        return None if by is None else (self._find(by.detector), self._find(by.face))

    def find(self, kind: ModelKind, name: str | None) -> InstalledModel:
        """Find a network to switch on.

        Args:
            kind: FACE_DETECTOR or FACE.
            name: Its name; the one that came with the program, or else any, if None.

        Raises:
            ModelError: There is none of this name, or none at all.
        """
        if name is not None:
            model = self._models.find(name)
            if model.spec.kind is not kind:
                raise ModelError(f"{model.name} is no model of the kind {kind}")
            return model
        fitting = [each for each in self._models.list() if each.spec.kind is kind]
        if not fitting:
            raise ModelError("no face models are installed")
        named = (each for each in fitting if each.name == _DEFAULTS[kind])
        return next(named, fitting[0])

    def finder(self) -> FaceFinder | None:
        """Return the networks in use, open; None where faces are switched off.

        Raises:
            ModelError: One is missing, damaged or does not run.
        """
        with self._opening:
            models = self.models_in_use()
            if models is None:
                self._finder = None
                return None
            detector, face = models
            by = FaceModels(detector.sha256, face.sha256)
            if self._finder is None or self._finder.models != by:
                self._finder = None  # its memory is free before the next one opens
                self._finder = self._open(detector, face)
            return self._finder

    def required_finder(self) -> FaceFinder:
        """Return the networks in use, open.

        Raises:
            QueryError: Faces are switched off.
            ModelError: As by `finder`.
        """
        finder = self.finder()
        if finder is None:
            raise QueryError(
                "looking for faces is switched off: 'photosearch faces --on' starts it"
            )
        return finder

    @contextmanager
    def open(
        self, detector: InstalledModel, face: InstalledModel
    ) -> Generator[FaceFinder, None, None]:
        """Provide two networks, open, for as long as the context lasts.

        Raises:
            ModelError: One is damaged or does not run.
        """
        finder = self._open(detector, face)
        try:
            yield finder
        finally:
            finder.close()

    def forget(self) -> None:
        """Open the networks anew when they are needed next."""
        with self._opening:
            self._finder = None

    def _open(self, detector: InstalledModel, face: InstalledModel) -> FaceFinder:
        finds, describes = load_model(detector.path), load_model(face.path)
        return FaceFinder(
            open_detector(finds, self._choose(finds)),
            open_encoder(describes, self._choose(describes)),
        )

    def _find(self, sha256: str) -> InstalledModel:
        model = self._models.find_sha256(sha256)
        if model is None:
            raise ModelError(
                "a model that looked for the faces of this library is missing: add its "
                "file again, or use another model"
            )
        return model
