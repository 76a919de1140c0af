"""The models that are at hand: those that came with the program, and the user's own."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from photosearch.core.errors import ModelError, StorageFullError
from photosearch.core.paths import resource_folder
from photosearch.spec.model import ModelSpec

DEFAULT_MODEL = "photo-2"
DEFAULT_DETECTOR = "face-detector-1"
DEFAULT_FACE_MODEL = "face-2"

_SUFFIX = ".onnx"
_KEPT = "kept"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model file that is at hand.

    Attributes:
        sha256: Hash of the file in hex; what a library remembers.
        is_bundled: Whether it came with the program; such a one cannot be removed.
    """

    path: Path
    sha256: str
    spec: ModelSpec
    is_bundled: bool

    @property
    def name(self) -> str:
        """The name that users type."""
        return self.spec.name

    @property
    def size_bytes(self) -> int:
        """Length of the file."""
        return self.path.stat().st_size


@dataclass(frozen=True, slots=True)
class DamagedModel:
    """A file among the models that cannot be used, and why."""

    path: Path
    reason: str


class Models:
    """The bundled models and those of one library.

    Args:
        folder: The library's own models; need not exist.
        read_spec: Reads the description out of a file's bytes; raises ModelError.
        bundled: The models that came with the program, or None.
    """

    def __init__(
        self,
        folder: Path,
        read_spec: Callable[[bytes], ModelSpec],
        bundled: Path | None = None,
    ) -> None:
        self._folder = folder
        self._bundled = bundled
        self._read_spec = read_spec
        self._known: dict[tuple[Path, int, int], InstalledModel] = {}

    def list(self) -> tuple[InstalledModel, ...]:
        """Return the usable models, bundled ones first, then by name."""
        return self._read_all()[0]

    def damaged(self) -> tuple[DamagedModel, ...]:
        """Return the files that are no usable models."""
        return self._read_all()[1]

    def find(self, name: str) -> InstalledModel:
        """Find a model by its name.

        Raises:
            ModelError: There is none; the message lists those that there are.
        """
        installed = self.list()
        for each in installed:
            if _same_name(each.name, name):
                return each
        names = ", ".join(each.name for each in installed) or "none"
        raise ModelError(f"no model is named {name} (installed: {names})")

    def find_sha256(self, sha256: str) -> InstalledModel | None:
        """Find the model that made a library's codes; None once it was removed."""
        found = (model for model in self._readable()[0] if model.sha256 == sha256)
        return next(found, None)

    def keep(self, model: InstalledModel) -> None:
        """Copy a bundled model into the library, which so outlives program updates.

        Raises:
            StorageFullError: The file cannot be written.
        """
        path = self._folder / _KEPT / f"{model.sha256}{_SUFFIX}"
        if model.is_bundled and not path.exists():
            _write(path, model.path.read_bytes())

    def install(self, content: bytes, *, may_replace: bool = False) -> InstalledModel:
        """Add a model that was checked; adding it again changes nothing.

        Args:
            content: The file's bytes.
            may_replace: Whether another model of the same name gives way.

        Raises:
            ModelError: The name is taken, or the bytes have no description.
            StorageFullError: The file cannot be written.
        """
        spec = self._read_spec(content)
        sha256 = hashlib.sha256(content).hexdigest()
        for each in self.list():
            if each.sha256 == sha256:
                return each
            if not _same_name(each.name, spec.name):
                continue
            if each.is_bundled:
                raise ModelError(f"{spec.name} is the name of a model of the program")
            if not may_replace:
                raise ModelError(f"another model named {spec.name} is installed")
        path = self._folder / f"{spec.name}{_SUFFIX}"
        _write(path, content)
        return InstalledModel(path, sha256, spec, is_bundled=False)

    def remove(self, name: str, in_use: Collection[str] = ()) -> None:
        """Remove one of the user's models.

        Args:
            name: The model's name.
            in_use: Hashes of models that are needed.

        Raises:
            ModelError: It is not there, came with the program, or is in use.
        """
        model = self.find(name)
        if model.is_bundled:
            raise ModelError(f"{model.name} came with the program and stays")
        if model.sha256 in in_use:
            raise ModelError(f"{model.name} is in use: choose another model first")
        try:
            model.path.unlink()
        except OSError as error:
            reason = (error.strerror or "no reason").lower()
            raise ModelError(f"{model.name} cannot be removed ({reason})") from error

    def _read_all(self) -> tuple[tuple[InstalledModel, ...], tuple[DamagedModel, ...]]:
        readable, damaged = self._readable()
        usable: dict[str, InstalledModel] = {}
        for model in readable:
            usable.setdefault(model.name.casefold(), model)
        return tuple(usable.values()), damaged

    def _readable(self) -> tuple[tuple[InstalledModel, ...], tuple[DamagedModel, ...]]:
        """Read all files, also those whose name an earlier one bears."""
        readable = []
        damaged = []
        for path, is_bundled in self._paths():
            try:
                readable.append(self._read(path, is_bundled))
            except OSError as error:
                damaged.append(DamagedModel(path, (error.strerror or "").lower()))
            except ModelError as error:
                damaged.append(DamagedModel(path, str(error)))
        return tuple(readable), tuple(damaged)

    def _read(self, path: Path, is_bundled: bool) -> InstalledModel:
        """Read a file's description and hash; an unchanged file is read once."""
        status = path.stat()
        key = path, status.st_size, status.st_mtime_ns
        if key not in self._known:
            content = path.read_bytes()
            sha256 = hashlib.sha256(content).hexdigest()
            spec = self._read_spec(content)
            self._known[key] = InstalledModel(path, sha256, spec, is_bundled)
        return self._known[key]

    def _paths(self) -> tuple[tuple[Path, bool], ...]:
        bundled = sorted(self._bundled.glob(f"*{_SUFFIX}")) if self._bundled else []
        own = sorted(self._folder.glob(f"*{_SUFFIX}"))
        own += sorted(self._folder.glob(f"{_KEPT}/*{_SUFFIX}"))
        return (*((path, True) for path in bundled), *((path, False) for path in own))


def bundled_models() -> Path | None:
    """Return the folder of the models that came with the program."""
    return resource_folder("models")


def _same_name(one: str, other: str) -> bool:
    # Many file systems do not tell Photo-1 from photo-1.
    return one.casefold() == other.casefold()


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".model-")
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> StorageFullError:
    reason = (error.strerror or "no reason").lower()
    return StorageFullError(f"{path} cannot be written ({reason})")
