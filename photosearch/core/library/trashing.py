"""Moves copies to the system's trash, and never the one that is to stay.

Whether a file is a copy is looked up at the last moment, in the files themselves: what
the catalog knows of them may be old.
"""

import os
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path

import xxhash

from photosearch.core.catalog import Catalog
from photosearch.core.decode import DecodeLimits, read_file
from photosearch.core.errors import DecodeError
from photosearch.core.records import NotTrashed, Photo, Trashed

_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The file that stays.

    Attributes:
        content_hash: Of its bytes as they are now.
        stamp: Its size and time when it was read.
    """

    path: Path
    content_hash: bytes
    stamp: _Stamp


class _RefusalError(Exception):
    """Why a file stays where it is."""


def trash(
    catalog: Catalog, paths: Iterable[Path], keeping: Path | None
) -> Generator[Trashed | NotTrashed, None, None]:
    """Move files to the trash as long as one that is to stay can be read.

    Args:
        catalog: Forgets what was trashed, file by file.
        paths: Files of the library.
        keeping: The file that stays; None where none has to.

    Yields:
        What became of each path, in order.

    Raises:
        LibraryError: Another program is writing, or the disk refuses.
    """
    with catalog.writing():
        try:
            kept = _read(keeping, "the one to keep") if keeping else None
        except _RefusalError as refusal:
            yield from (NotTrashed(path, str(refusal)) for path in paths)
            return
        for path in paths:
            try:
                photo = _trashable(catalog, path, kept)
                _send(path)
            except _RefusalError as refusal:
                yield NotTrashed(path, str(refusal))
            else:
                yield catalog.record_trashed(path, photo)


def _trashable(catalog: Catalog, path: Path, kept: _Kept | None) -> Photo:
    photo = catalog.photo_at(path)
    if photo is None:
        raise _RefusalError("it is not a photo of this library")
    if kept and os.path.realpath(path) == os.path.realpath(kept.path):
        raise _RefusalError("it is the one to keep")
    if _read(path, "it").content_hash != photo.content_hash:
        raise _RefusalError("it has changed since it was indexed")
    if kept:
        _require_kept(catalog, photo, kept)
    return photo


def _require_kept(catalog: Catalog, photo: Photo, kept: _Kept) -> None:
    known = catalog.photo_at(kept.path)
    is_exact = known is not None and known.id == photo.id
    if is_exact and kept.content_hash != photo.content_hash:
        raise _RefusalError("the one to keep has changed and is no copy any more")
    if _stamp(kept.path, "the one to keep") != kept.stamp:
        raise _RefusalError("the one to keep is being changed")


def _read(path: Path, name: str) -> _Kept:
    stamp = _stamp(path, name)
    try:
        content = read_file(path, DecodeLimits().max_file_bytes)
    except DecodeError as error:
        raise _RefusalError(f"{name} cannot be read ({error})") from error
    return _Kept(path, xxhash.xxh3_128_digest(content), stamp)


def _stamp(path: Path, name: str) -> _Stamp:
    try:
        now = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _RefusalError(f"{name} is not there") from error
    except OSError as error:
        reason = (error.strerror or "no reason").lower()
        raise _RefusalError(f"{name} cannot be read ({reason})") from error
    return now.st_size, now.st_mtime_ns


def _send(path: Path) -> None:
    # It looks for the trash when it is imported, and is needed seldom.
    from send2trash import send2trash

    try:
        send2trash(path)
    except OSError as error:
        reason = (error.strerror or str(error) or "no reason").lower()
        raise _RefusalError(f"the trash does not take it ({reason})") from error
