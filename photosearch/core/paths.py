"""The folders that the program uses; the only module that asks appdirs."""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import appdirs

_APP = "photosearch"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the program keeps what it writes.

    Attributes:
        library: The catalog and the models that the user added.
        cache: Thumbnails and the index; may be deleted at any time.
        settings: What the user chose in the preferences.
        log: The program's log.
    """

    library: Path
    cache: Path
    settings: Path
    log: Path

    @property
    def retrainings(self) -> Path:
        """Where retrainings on the user's photos keep what they make."""
        return self.library / "retraining"


def plain_path(path: Path) -> Path:
    """Return where a path leads, links kept, without `..` that a reader must solve."""
    # Behind a link, `..` is not what stands before it: only the system knows.
    return path.resolve() if ".." in path.parts else path.absolute()


def user_folders(library: Path | None = None) -> Folders:
    """Return the folders of this user; nothing is created.

    Args:
        library: A library in another place; it then carries its cache along, so that
            two libraries never share one.
    """
    return Folders(
        library=library or Path(appdirs.user_data_dir(_APP, appauthor=False)),
        cache=library / "cache"
        if library
        else Path(appdirs.user_cache_dir(_APP, appauthor=False)),
        settings=Path(appdirs.user_config_dir(_APP, appauthor=False)),
        log=Path(appdirs.user_log_dir(_APP, appauthor=False)),
    )


def resource_folder(name: str) -> Path | None:
    """Return a folder that came with the program; None where it is missing.

    In an installed program the resources lie inside the package, in a source checkout
    beside it.
    """
    package = Path(str(resources.files("photosearch")))
    for place in (package / "resources", package.parent / "resources"):
        if (place / name).is_dir():
            return place / name
    return None
