"""Where training photos come from: folders and packs under one data root."""

import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from trainer.errors import DataError

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})


@dataclass(frozen=True, slots=True)
class Source:
    """One folder of photos and how much of it to use.

    Attributes:
        path: Folder below the data root; its first part may also be the name of a
            pack `NAME.tar.xz`.
        views: Crops per photo.
        centre: Whether the first crop is the central square.
        limit: Most photos to take, chosen by a stable hash; 0 takes all.
        exclude: Names of folders to leave out.
    """

    path: str
    views: int = 1
    centre: bool = False
    limit: int = 0
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo of a source.

    Attributes:
        source: `Source.path` it came from.
        name: Path below the source, with forward slashes.
        file: Where it lies on this machine.
    """

    source: str
    name: str
    file: Path

    @property
    def key(self) -> str:
        """Source and name: the same on every machine."""
        return f"{self.source}/{self.name}"

    @property
    def folder(self) -> str:
        """Folder below the source, the class in labelled sets."""
        return str(PurePosixPath(self.name).parent)


def stable_share(text: str) -> float:
    """Turn a text into a number in [0, 1) that is the same on every machine."""
    # Names of files need not be Unicode.
    content = text.encode(errors="surrogateescape")
    digest = hashlib.blake2b(content, digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def list_photos(source: Source, root: Path, cache: Path) -> list[Photo]:
    """List the photos of a source, sorted by name.

    Args:
        source: What to list.
        root: The data root.
        cache: Where packs are unpacked.

    Raises:
        DataError: The folder is missing or holds no photo.
    """
    folder = source_folder(source.path, root, cache)
    found = [
        Photo(source.path, file.relative_to(folder).as_posix(), file)
        for file in _image_files(folder, set(source.exclude))
    ]
    if not found:
        raise DataError(f"no photos in {folder}")
    found.sort(key=lambda photo: photo.name)
    if source.limit and len(found) > source.limit:
        found.sort(key=lambda photo: stable_share(photo.key))
        found = sorted(found[: source.limit], key=lambda photo: photo.name)
    return found


def source_folder(path: str, root: Path, cache: Path) -> Path:
    """Find a source's folder, unpacking its pack on first use.

    Raises:
        DataError: Neither the folder nor its pack exists.
    """
    folder = root / path
    if folder.is_dir():
        return folder
    name, *rest = PurePosixPath(path).parts
    pack = root / f"{name}.tar.xz"
    if not pack.is_file():
        raise DataError(
            f"data folder {folder} is missing (nor is there {pack.name}); "
            "give the folder that holds the data as data.root=DIR"
        )
    return unpack(pack, cache).joinpath(*rest)


def unpack(pack: Path, cache: Path) -> Path:
    """Unpack NAME.tar.xz once and return the folder NAME.

    Raises:
        DataError: The pack is damaged or there is no space.
    """
    target = cache / pack.name.removesuffix(".tar.xz")
    if target.is_dir():
        return target
    partial = cache / f"{target.name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        with tarfile.open(pack) as archive:
            archive.extractall(partial, filter="data")
        inner = partial / target.name
        (inner if inner.is_dir() else partial).rename(target)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise DataError(f"cannot unpack {pack}: {error}") from error
    shutil.rmtree(partial, ignore_errors=True)
    return target


def _image_files(folder: Path, exclude: set[str]) -> Iterable[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - exclude)
        for name in names:
            if PurePosixPath(name).suffix.lower() in SUFFIXES:
                yield Path(parent, name)
