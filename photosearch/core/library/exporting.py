"""Writes the names of people as XMP sidecar files for other programs."""

from collections import defaultdict
from collections.abc import Generator, Sequence
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
from photosearch.core.records import Exported, NotExported, Photo, Progress, Stage

_PAGE = 200

_FOREIGN = "its sidecar was written by another program and is left as it is"

Regions = dict[PhotoId, list[NamedRegion]]


def export_names(
    catalog: Catalog, named: Sequence[tuple[str, Sequence[Face]]], folder: Path
) -> Generator[Progress | NotExported | Exported, None, None]:
    """Write a sidecar for every place of every photo with named people.

    Args:
        catalog: Knows the photos and folders.
        named: Names, each with its faces.
        folder: Where the sidecars go; made where it is missing.

    Yields:
        What was not written and why, how far it has come, and the counts at the end.

    Raises:
        LibraryError: The folder cannot be used, see `open_sidecars`.
    """
    sidecars = open_sidecars(folder, [root.path for root in catalog.roots()])
    regions = _by_photo(named)
    counts, pace = catalog.counts(), Pace()
    done, became = 0, dict.fromkeys(Written, 0)
    for page in in_groups(sorted(regions), _PAGE):
        for photo in catalog.photos(page):
            for path in photo.paths:
                outcome = _write(sidecars, photo, path, regions[photo.id])
                if isinstance(outcome, NotExported):
                    yield outcome
                else:
                    became[outcome] += 1
        done += len(page)
        pace.mark(done)
        yield progress_of(Stage.EXPORTING, pace, done, len(regions), counts)
    yield Exported(became[Written.WRITTEN], became[Written.UNCHANGED])


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
    return NotExported(path, _FOREIGN) if written is Written.FOREIGN else written
