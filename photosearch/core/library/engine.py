"""What describes photos: the model in use, its device, and the decoding processes."""

import json
import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from photosearch.core.catalog import Catalog
from photosearch.core.decode import (
    DecodeFailure,
    DecodeLimits,
    DecodePool,
    DecodeTask,
    InputShape,
    open_pool,
)
from photosearch.core.encode import (
    Device,
    Encoder,
    ModelFile,
    choose_device,
    load_model,
    open_encoder,
)
from photosearch.core.errors import ModelError, QueryError
from photosearch.core.ingest import Stages
from photosearch.core.models import DEFAULT_MODEL, InstalledModel, Models
from photosearch.core.records import Encodings
from photosearch.core.settings import Settings
from photosearch.core.thumbnails import Thumbnails
from photosearch.spec.model import ModelKind

KIND = ModelKind.PHOTO


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
        self._open = ExitStack()
        self._encoder: Encoder | None = None
        self._query_pool: DecodePool | None = None

    def close(self) -> None:
        """Close the network and end the processes; what is needed opens anew."""
        self._encoder = None
        self._query_pool = None
        self._open.close()

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
        """Let the catalog know a model; the first one is put to use."""
        spec_json = json.dumps(asdict(model.spec))
        self._catalog.register_model(model.sha256, model.name, KIND, spec_json)
        if self._catalog.model_in_use(KIND) is None:
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
        """Return the model in use, open; it stays open.

        Raises:
            ModelError: It is missing, damaged or does not run.
        """
        model = self.model_in_use()
        if self._encoder is None or self._encoder.sha256 != model.sha256:
            self._encoder = self._open.enter_context(self.open_encoder(model))
        return self._encoder

    def describe(self, path: Path) -> Encodings:
        """Describe one picture file with the model in use.

        Returns:
            One code (1, bytes) uint8 and one embedding (1, width) float32.

        Raises:
            QueryError: The file cannot be decoded.
            ModelError: The model is missing or does not run.
        """
        encoder = self.encoder()
        if self._query_pool is None:
            self._query_pool = self._open.enter_context(open_pool(1, DecodeLimits()))
        shape = InputShape(encoder.spec.input_px, encoder.spec.resize)
        task = DecodeTask(path, (shape,), thumbnail_px=0)
        (_, outcome), *_ = self._query_pool.map([(None, task)])
        if isinstance(outcome, DecodeFailure):
            raise QueryError(f"{path}: {outcome.reason}")
        return encoder.encode(outcome.inputs[0][None])

    @contextmanager
    def stages(
        self, encoder: Encoder, thumbnails: Thumbnails
    ) -> Generator[Stages, None, None]:
        """Provide the stages of a stream for as long as the context lasts."""
        self.register(self._models.find(encoder.spec.name))
        workers = self._settings.decode_workers or os.cpu_count() or 1
        with open_pool(workers, DecodeLimits()) as pool:
            yield Stages(
                catalog=self._catalog,
                pool=pool,
                encoder=encoder,
                thumbnails=thumbnails,
                thumbnail_px=self._settings.thumbnail_px,
            )

    def _device(self, model: ModelFile) -> Device:
        return choose_device(model, self._cache, self._settings.device)
