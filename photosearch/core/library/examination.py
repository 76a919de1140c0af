"""What the doctor looks at: the installation, the device, the library."""

import importlib.util
import os
import platform
from collections.abc import Callable, Generator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from photosearch.core.catalog import Catalog
from photosearch.core.encode import Check, Mark, examine_device, load_model
from photosearch.core.errors import ModelError, PhotoSearchError
from photosearch.core.models import InstalledModel, Models
from photosearch.spec.model import ModelKind

_SELDOM = {"pillow_heif": "HEIC and HEIF photos", "rawpy": "camera RAW photos"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A check with the part of the program that it is about."""

    part: str
    check: Check

    @property
    def is_failure(self) -> bool:
        """Whether the program cannot do its work like this."""
        return self.check.mark is Mark.FAIL


def examine(
    catalog: Catalog,
    models: Models,
    model_in_use: Callable[[], InstalledModel],
    face_models_in_use: Callable[[], tuple[InstalledModel, ...] | None],
    cache: Path,
    device_wish: str,
) -> Generator[Finding, None, None]:
    """Look at everything anew; nothing is changed but the remembered device."""
    yield from _installation()
    yield from (Finding("model", each) for each in _models(models))
    told: set[Check] = set()
    try:
        for model in (model_in_use(), *(face_models_in_use() or ())):
            found = examine_device(load_model(model.path), cache, device_wish)
            # What is said of the computer is the same for every network.
            new = [check for check in found.checks if check not in told]
            told.update(new)
            yield from (Finding(_part(model), check) for check in new)
    except ModelError as error:
        yield Finding("model", Check(Mark.FAIL, str(error)))
    yield from (Finding("library", each) for each in _library(catalog))


def _part(model: InstalledModel) -> str:
    return "device" if model.spec.kind is ModelKind.PHOTO else "faces"


def _installation() -> Generator[Finding, None, None]:
    system = f"Python {platform.python_version()} on {platform.platform()}"
    yield Finding("system", Check(Mark.OK, f"{system}, {os.cpu_count()} cores"))
    for module, what in _SELDOM.items():
        is_there = importlib.util.find_spec(module) is not None
        text = f"{what} are {'read' if is_there else 'left out'}"
        repair = "" if is_there else "pip install 'photosearch[raw]'"
        yield Finding("formats", Check(Mark.OK, text, repair))
    # Another distribution on the public index installs a package of this name, too.
    owners = metadata.packages_distributions().get("trainer", [])
    if set(owners) - {"photosearch"}:
        text = f"the package trainer belongs to {', '.join(sorted(set(owners)))}"
        repair = "pip uninstall trainer, then reinstall photosearch"
        yield Finding("trainer", Check(Mark.WARN, text, repair))
    yield Finding("network", Check(Mark.OK, "no connection is ever opened"))


def _models(models: Models) -> Generator[Check, None, None]:
    names = ", ".join(map(_name, models.list())) or "none"
    yield Check(Mark.OK, f"installed: {names}")
    for damaged in models.damaged():
        text = f"{damaged.path.name} cannot be used: {damaged.reason}"
        yield Check(Mark.WARN, text, "add its file again")


def _name(model: InstalledModel) -> str:
    """Return a model's name, and whether it also describes parts of photos."""
    return f"{model.name} (parts)" if model.spec.region_levels else model.name


def _library(catalog: Catalog) -> Generator[Check, None, None]:
    try:
        catalog.check()
    except PhotoSearchError as error:
        yield Check(Mark.FAIL, str(error))
        return
    counts = catalog.counts()
    yield Check(Mark.OK, f"the catalog is whole: {catalog.photo_count()} photos")
    if counts.failed:
        text = f"{counts.failed} of {counts.found} files could not be read"
        yield Check(Mark.WARN, text, "photosearch status lists them with the reason")
    for root in catalog.roots():
        if not root.is_online:
            yield Check(Mark.WARN, f"{root.path} is offline", "plug the drive in")
