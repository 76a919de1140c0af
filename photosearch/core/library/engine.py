"""What describes photos: the model in use, its device, and the decoding processes."""

import json
import os
import threading
from collections.abc import Generator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from photosearch.core.catalog import Catalog
from photosearch.core.decode import (
    DecodeDesk,
    DecodeLimits,
    DecodePool,
    DecodeTask,
    InputShape,
    open_pool,
)
from photosearch.core.encode import (
    FACE_PICTURE_PX,
    Device,
    Encoder,
    FaceFinder,
    ModelFile,
    choose_device,
    load_model,
    open_encoder,
)
from photosearch.core.errors import DecodeError, LibraryError, ModelError, QueryError
from photosearch.core.ingest import Stages
from photosearch.core.library.face_networks import FaceNetworks
from photosearch.core.models import DEFAULT_MODEL, InstalledModel, Models
from photosearch.core.records import Decoded, Encodings, Metadata
from photosearch.core.settings import Settings
from photosearch.core.thumbnails import Thumbnails
from photosearch.spec.model import ModelKind
from photosearch.spec.preprocess import Pixels
from photosearch.spec.regions import Box

KIND = ModelKind.PHOTO

# The smallest picture there is: one white pixel.
_PIXEL = bytes.fromhex(
    "474946383961010001008000 00ffffff000000 2c000000000100010000 02024401003b"
)
# To read what a picture says about itself it is decoded no larger than this.
_SMALL_PX = 64


class Engine:
    """Opens models, devices and processes when they are needed, and keeps them.

    Args:
        catalog: Knows which model is in use.
        models: Those that are at hand.
        cache: Folder where the choice of a device is remembered.
        settings: How many processes, and whether a GPU may be used.
    """

    def __init__(
        self, catalog: Catalog, models: Models, cache: Path, settings: Settings
    ) -> None:
        self._catalog = catalog
        self._models = models
        self._cache = cache
        self._settings = settings
        self._encoder: Encoder | None = None
        self._is_outdated = False
        self._opening = threading.Lock()
        self._desk = DecodeDesk(DecodeLimits())
        self._pool: DecodePool | None = None
        self._is_closed = False
        self.faces = FaceNetworks(catalog, models, self._device)

    def close(self) -> None:
        """End the processes, also of a stream that another thread iterates."""
        self._is_closed = True
        self._desk.close()
        pool = self._pool
        if pool is not None:
            pool.abandon()
        self._encoder = None

    def use_settings(self, settings: Settings) -> None:
        """Go by other settings from the next task on.

        It waits for no model that is being opened: trying a GPU may take minutes.
        """
        is_moved = settings.device != self._settings.device
        self._settings = settings
        if is_moved:
            # In this order: what is being opened by the old settings is opened anew.
            self._is_outdated = True
            self._encoder = None
            self.faces = FaceNetworks(self._catalog, self._models, self._device)

    def model_in_use(self) -> InstalledModel:
        """Return the model behind the library's codes, or that of a new library.

        Raises:
            ModelError: Its file is gone.
        """
        registered = self._catalog.model_in_use(KIND)
        if registered is None:
            return self._models.find(DEFAULT_MODEL)
        model = self._models.find_sha256(registered.sha256)
        if model is None:
            raise ModelError(
                f"the model {registered.name} that described this library is missing: "
                "add its file again, or use another model"
            )
        return model

    def register(self, model: InstalledModel) -> None:
        """Let the catalog know a model and keep it; the first for photos is used.

        Raises:
            StorageFullError: The copy cannot be written.
        """
        self._models.keep(model)
        spec_json = json.dumps(asdict(model.spec))
        kind = model.spec.kind
        self._catalog.register_model(model.sha256, model.name, kind, spec_json)
        if kind is KIND and self._catalog.model_in_use(KIND) is None:
            self._catalog.use_model(KIND, model.sha256)

    def device_of(self, model: InstalledModel) -> Device:
        """Return where a model runs, and why there."""
        content = model.path.read_bytes()
        return self._device(ModelFile(content, model.sha256, model.spec))

    def open_encoder(self, model: InstalledModel) -> Encoder:
        """Check a model and open it; the caller closes it.

        Raises:
            ModelError: It is damaged or does not run.
        """
        checked = load_model(model.path)
        return open_encoder(checked, self._device(checked))

    def encoder(self) -> Encoder:
        """Return the model in use, open; whoever uses it keeps it alive.

        Raises:
            ModelError: It is missing, damaged or does not run.
        """
        with self._opening:
            model = self.model_in_use()
            # Kept here, as other threads may drop it meanwhile.
            encoder = self._encoder
            has_changed = encoder is not None and encoder.sha256 != model.sha256
            if encoder is None or self._is_outdated or has_changed:
                self._is_outdated = False
                # Its memory is free before the next one opens.
                encoder = self._encoder = None
                encoder = self._encoder = self.open_encoder(model)
            return encoder

    def describe(
        self,
        path: Path,
        content: bytes | None = None,
        cut: Box | None = None,
        encoder: Encoder | None = None,
    ) -> Encodings:
        """Describe one picture.

        Args:
            path: The file, or what messages call a picture that is none.
            content: The picture, encoded, where it is not to be read.
            cut: The part of it that is shown to the model as parts are; region
                `spec.part_region` then describes it. None for the whole.
            encoder: An open model; the one in use if None.

        Returns:
            One code (1, bytes) uint8, one embedding (1, width) float32 and, if the
            model knows regions, their codes (1, regions, bytes) uint8.

        Raises:
            QueryError: The picture cannot be decoded.
            ModelError: The model is missing or does not run.
        """
        encoder = encoder or self.encoder()
        spec = encoder.spec
        levels = 0 if cut is None else spec.region_levels
        shape = InputShape(spec.input_px, spec.resize, levels)
        task = DecodeTask(path, (shape,), thumbnail_px=0, content=content, cut=cut)
        return encoder.encode(self._decode(task).inputs[0][None])

    def metadata(self, path: Path, content: bytes | None = None) -> Metadata:
        """Read what one picture says about itself.

        Args:
            path: The file, or what messages call a picture that is none.
            content: The picture, encoded, where it is not to be read.

        Raises:
            QueryError: The picture cannot be decoded.
        """
        task = DecodeTask(path, (), 0, picture_px=_SMALL_PX, content=content)
        about = self._decode(task).metadata
        if about is None:
            raise QueryError(f"{path}: cannot be decoded")
        return about

    def faces_picture(self, path: Path, content: bytes | None = None) -> Pixels:
        """Decode one picture to look for faces in, (h, w, 3) uint8.

        Args:
            path: The file, or what messages call a picture that is none.
            content: The picture, encoded, where it is not to be read.

        Raises:
            QueryError: The picture cannot be decoded.
        """
        task = DecodeTask(path, (), 0, content=content, faces_px=FACE_PICTURE_PX)
        picture = self._decode(task).faces_picture
        if picture is None:
            raise QueryError(f"{path}: cannot be decoded")
        return picture

    def warm_up(self) -> None:
        """Open the model and start the process that decodes examples.

        Raises:
            ModelError: The model is missing or does not run.
        """
        self.describe(Path("a pixel"), _PIXEL)

    @contextmanager
    def stages(
        self,
        encoder: Encoder,
        thumbnails: Thumbnails,
        faces: FaceFinder | None = None,
    ) -> Generator[Stages, None, None]:
        """Provide the stages of a stream for as long as the context lasts.

        Args:
            encoder: Describes the photos.
            thumbnails: Keep what they look like.
            faces: Looks for faces while photos are indexed, if given.

        Raises:
            LibraryError: Another thread closed the library meanwhile.
        """
        model = self._models.find_sha256(encoder.sha256)
        if model is not None:
            self.register(model)
        workers = self._settings.decode_workers or os.cpu_count() or 1
        with open_pool(workers, DecodeLimits()) as pool:
            self._pool = pool
            try:
                self._require_open()
                yield Stages(
                    catalog=self._catalog,
                    pool=pool,
                    encoder=encoder,
                    thumbnails=thumbnails,
                    thumbnail_px=self._settings.thumbnail_px,
                    faces=faces,
                )
            except CancelledError:
                raise LibraryError("the library was closed meanwhile") from None
            finally:
                self._pool = None

    def _decode(self, task: DecodeTask) -> Decoded:
        try:
            return self._desk.decode(task)
        except DecodeError as error:
            raise QueryError(f"{task.path}: {error}") from error

    def _require_open(self) -> None:
        if self._is_closed:
            raise CancelledError

    def _device(self, model: ModelFile) -> Device:
        return choose_device(model, self._cache, self._settings.device)
