"""Writes the names of people as XMP sidecar files for other programs."""

import os
from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

from photosearch.core.catalog import Catalog
from photosearch.core.decode import stored_orientation
from photosearch.core.errors import DecodeError
from photosearch.core.face_records import Face
from photosearch.core.faces.sidecars import Sidecars, Written, open_sidecars
from photosearch.core.faces.xmp import NamedRegion, xmp_packet
from photosearch.core.ids import PhotoId
from photosearch.core.ingest.stages import in_groups, progress_of
from photosearch.core.pace import Pace
from photosearch.core.records import (
    Exported,
    ExportEvent,
    NotExported,
    Photo,
    Root,
    RootOffline,
    Stage,
)

_PAGE = 200

_FOREIGN = "its sidecar was written by another program and is left as it is"

Regions = dict[PhotoId, list[NamedRegion]]


def export_names(
    catalog: Catalog, named: Sequence[tuple[str, Sequence[Face]]], folder: Path
) -> Generator[ExportEvent, None, None]:
    """Write a sidecar for every place of every photo with named people.

    What an earlier export wrote for photos that nobody is named in any more is removed.

    Args:
        catalog: Knows the photos and folders.
        named: Names, each with its faces.
        folder: Where the sidecars go; made where it is missing.

    Yields:
        Folders out of reach, what was not written and why, how far it has come, and the
        counts at the end.

    Raises:
        LibraryError: The folder cannot be used, see `open_sidecars`.
    """
    roots = catalog.roots()
    sidecars = open_sidecars(folder, [root.path for root in roots])
    regions = _by_photo(named)
    offline = list(_offline(roots)) if regions else []
    yield from offline
    out_of_reach = [each.root.path for each in offline]
    counts, pace = catalog.counts(), Pace()
    done, failed, became = 0, 0, dict.fromkeys(Written, 0)
    visited: set[Path] = set()
    for page in in_groups(sorted(regions), _PAGE):
        for photo in catalog.photos(page):
            visited.update(photo.paths)
            for path in photo.paths:
                if any(path.is_relative_to(root) for root in out_of_reach):
                    failed += 1
                    continue
                outcome = _write(sidecars, photo, path, regions[photo.id])
                if isinstance(outcome, NotExported):
                    failed += 1
                    yield outcome
                else:
                    became[outcome] += 1
                    if outcome is Written.FOREIGN:
                        yield NotExported(path, _FOREIGN)
        done += len(page)
        pace.mark(done)
        yield progress_of(Stage.EXPORTING, pace, done, len(regions), counts)
    removed = 0
    for path in _outdated(catalog, sidecars, roots, visited):
        refused = _remove(sidecars, path)
        if refused is None:
            removed += 1
        else:
            failed += 1
            yield refused
    yield Exported(became[Written.WRITTEN], became[Written.UNCHANGED], removed, failed)


def _offline(roots: Iterable[Root]) -> Generator[RootOffline, None, None]:
    """Yield folders that are not there, or only as the place of a drive."""
    for root in roots:
        try:
            with os.scandir(root.path) as entries:
                if next(entries, None) is None:
                    yield RootOffline(root, "it is empty")
        except OSError as error:
            yield RootOffline(root, (error.strerror or "no reason").lower())


def _outdated(
    catalog: Catalog, sidecars: Sidecars, roots: Iterable[Root], visited: set[Path]
) -> Generator[Path, None, None]:
    """Yield the photo files that have sidecars, but nobody's name in them any more.

    Photos out of reach are left out: what is written of them may be all there is.
    """
    for root in roots:
        if not root.is_online or list(_offline([root])):
            continue
        for path in sidecars.photos(root.path):
            # A file that is known to the library and is not there is out of reach. One
            # that is there and is not known waits, or is spelt in another way.
            if (
                path not in visited
                and path.exists() == bool(catalog.photo_at(path))
                and sidecars.is_own(path)
            ):
                yield path


def _remove(sidecars: Sidecars, path: Path) -> NotExported | None:
    try:
        sidecars.remove(path)
    except OSError as error:
        reason = (error.strerror or "no reason").lower()
        return NotExported(path, f"its old sidecar cannot be removed ({reason})")
    return None


def _by_photo(named: Sequence[tuple[str, Sequence[Face]]]) -> Regions:
    regions: Regions = defaultdict(list)
    for name, faces in named:
        for face in faces:
            regions[face.photo].append(NamedRegion(name, face.box))
    return regions


def _write(
    sidecars: Sidecars, photo: Photo, path: Path, regions: Sequence[NamedRegion]
) -> Written | NotExported:
    # The same file whenever it is written, from left to right.
    ordered = sorted(regions, key=lambda each: (each.box.left, each.box.top, each.name))
    size = (photo.metadata.width_px, photo.metadata.height_px)
    try:
        packet = xmp_packet(ordered, *size, stored_orientation(path))
        written = sidecars.write(path, packet)
    except DecodeError as error:
        return NotExported(path, str(error))
    except OSError as error:
        reason = (error.strerror or "no reason").lower()
        return NotExported(path, f"its sidecar cannot be written ({reason})")
    return written
