"""Photos are looked at for faces: while they are indexed, or some time later."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from photosearch.core.decode import DecodeFailure, DecodeTask
from photosearch.core.encode import FaceFinder
from photosearch.core.face_records import Face, FaceFound
from photosearch.core.ingest.commits import in_commits
from photosearch.core.ingest.stages import (
    ENCODE_TOGETHER,
    Stages,
    in_groups,
    progress_of,
)
from photosearch.core.pace import Pace
from photosearch.core.records import Decoded, Photo, Progress, Stage
from photosearch.spec.preprocess import Pixels

_PAGE_PHOTOS = 2000


@dataclass(frozen=True, slots=True)
class _Look:
    """A photo that is to be looked at.

    Attributes:
        known: Faces that the same detector found before, which only have to be
            described by another network; None where they have to be found.
    """

    photo: Photo
    known: tuple[Face, ...] | None


Outcome = tuple[_Look, Decoded | DecodeFailure]
Faces = tuple[FaceFound, ...]


def look_for_faces(
    stages: Stages, finder: FaceFinder
) -> Generator[Progress, None, None]:
    """Find the faces in every photo in which two networks did not look.

    Each file is read again, except where the same detector found nothing before. A
    photo that is out of reach, cannot be read, or was changed since it was indexed
    waits for another time. It ends early where faces are switched off meanwhile.

    Args:
        stages: Where photos come from and faces go to.
        finder: The two networks.

    Yields:
        Progress every few seconds; what is done is in the catalog by then.

    Raises:
        LibraryError: The catalog cannot be written to; what was committed stays.
        ModelError: A device failed.
    """
    catalog, by = stages.catalog, finder.models
    counts = catalog.counts()
    total, done, pace = catalog.count_to_look_at(by), 0, Pace()
    for page in _pages(stages, finder):
        empty = [look.photo.id for look in page if look.known == ()]
        if empty:
            catalog.record_faces(by, dict.fromkeys(empty, ()))
            done += len(empty)
        looks = [look for look in page if look.known != ()]
        with closing(stages.pool.map(_tasks(looks, finder))) as outcomes:
            looked = _looked(in_groups(outcomes, ENCODE_TOGETHER), stages, finder)
            for batch in in_commits(looked):
                found = {photo.id: faces for photo, faces in batch if faces is not None}
                catalog.record_faces(by, found)
                done += len(batch)
                pace.mark(done)
                pace.pause()
                yield progress_of(Stage.FINDING_FACES, pace, done, total, counts)
                pace.resume()


def faces_of(
    stages: Stages, outcomes: Iterable[Decoded | DecodeFailure]
) -> Mapping[bytes, Faces]:
    """Find the faces in photos that were decoded, by content hash.

    Photos without a picture to look at are left out, as are all where faces are not
    looked for, or not any more.
    """
    if stages.faces is None or not stages.catalog.faces_are_on():
        return {}
    pictures = {
        each.content_hash: each.faces_picture
        for each in outcomes
        if isinstance(each, Decoded) and each.faces_picture is not None
    }
    return _found(pictures, stages, stages.faces)


def _found(
    pictures: Mapping[bytes, Pixels], stages: Stages, finder: FaceFinder
) -> Mapping[bytes, Faces]:
    if not pictures:
        return {}
    drawn = stages.catalog.drawn_boxes(pictures)
    boxes = [drawn.get(content_hash, ()) for content_hash in pictures]
    found = finder.find(list(pictures.values()), boxes)
    return dict(zip(pictures, found, strict=True))


def _pages(stages: Stages, finder: FaceFinder) -> Generator[list[_Look], None, None]:
    catalog, by = stages.catalog, finder.models
    last = None
    while catalog.faces_are_on() and (
        page := catalog.photos_to_look_at(by, _PAGE_PHOTOS, after=last)
    ):
        last = page[-1].id
        seen = catalog.seen_by_detector(by.detector, [photo.id for photo in page])
        known = catalog.faces_of_photos(seen)
        yield [
            _Look(photo, tuple(known.get(photo.id, ())) if photo.id in seen else None)
            for photo in page
        ]


def _tasks(
    looks: Iterable[_Look], finder: FaceFinder
) -> Generator[tuple[_Look, DecodeTask], None, None]:
    for look in looks:
        yield look, DecodeTask(look.photo.paths[0], (), 0, faces_px=finder.picture_px)


def _looked(
    groups: Iterable[Sequence[Outcome]], stages: Stages, finder: FaceFinder
) -> Generator[tuple[Photo, Faces | None], None, None]:
    """Yield each photo with its faces, or None where it could not be read."""
    for group in groups:
        if not stages.catalog.faces_are_on():
            return
        to_find: dict[bytes, Pixels] = {}
        to_describe: dict[bytes, tuple[Pixels, tuple[Face, ...]]] = {}
        for look, outcome in group:
            picture = _picture(look.photo, outcome)
            if picture is None:
                continue
            if look.known is None:
                to_find[look.photo.content_hash] = picture
            else:
                to_describe[look.photo.content_hash] = picture, look.known
        described = finder.describe(
            [picture for picture, _ in to_describe.values()],
            [known for _, known in to_describe.values()],
        )
        faces = {
            **_found(to_find, stages, finder),
            **dict(zip(to_describe, described, strict=True)),
        }
        for look, _ in group:
            yield look.photo, faces.get(look.photo.content_hash)


def _picture(photo: Photo, outcome: Decoded | DecodeFailure) -> Pixels | None:
    # A file that was changed since it was indexed is another photo by now.
    if isinstance(outcome, Decoded) and outcome.content_hash == photo.content_hash:
        return outcome.faces_picture
    return None
