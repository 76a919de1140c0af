"""The small frozen records that flow between the stages and to both faces."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.core.face_records import FaceFound, PeopleFilter
from photosearch.core.ids import FileId as FileId
from photosearch.core.ids import PhotoId as PhotoId
from photosearch.core.ids import RootId as RootId
from photosearch.core.ids import SearchId as SearchId
from photosearch.spec.codes import Codes
from photosearch.spec.preprocess import Pixels
from photosearch.spec.regions import Box

PhotoIds = npt.NDArray[np.int64]
Embeddings = npt.NDArray[np.float32]
RegionCodes = npt.NDArray[np.uint8]


class FileState(StrEnum):
    """What became of a file that a scan found."""

    PENDING = "pending"
    INDEXED = "indexed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many files there are, by what became of them."""

    indexed: int = 0
    skipped: int = 0
    failed: int = 0
    pending: int = 0

    @property
    def found(self) -> int:
        """All files that scans found; the parts always add up to it."""
        return self.indexed + self.skipped + self.failed + self.pending


# --- folders and files


@dataclass(frozen=True, slots=True)
class Root:
    """A folder that the user asked to index.

    Attributes:
        is_online: Whether it was there, and not suddenly empty, when last looked at.
        ignore: Patterns of relative paths to leave out, as in `.gitignore` without
            negation: `*.tmp`, `cache/`, `2019/raw/*`.
        is_watched: Whether changes are picked up while the program runs.
    """

    id: RootId
    path: Path
    is_online: bool = True
    ignore: tuple[str, ...] = ()
    is_watched: bool = True


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A file that waits to be indexed."""

    id: FileId
    path: Path
    size_bytes: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be indexed, and why.

    Attributes:
        state: FAILED (tried, and retried when the file changes) or SKIPPED (not
            opened on purpose, such as a cloud placeholder).
    """

    id: FileId
    path: Path
    state: FileState
    reason: str
    attempts: int


# --- what a scan of a folder finds


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A photo file as a scan saw it, unopened.

    Attributes:
        name: As the file system spells it; it need not be valid UTF-8.
        device: With `inode`, the same for all names of one file, and kept by a move
            on the same disk; both 0 where the system does not tell.
        state: PENDING, or SKIPPED or FAILED where opening it is out of the question.
        reason: Why it is not pending.
    """

    name: bytes
    size_bytes: int
    mtime_ns: int
    device: int
    inode: int
    state: FileState = FileState.PENDING
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FolderScan:
    """A folder that is new or not as it was, with every photo file directly in it.

    Attributes:
        path: Relative to the root, `/` between the parts; empty for the root itself.
        signature: Changes whenever a file in it appears, goes or changes.
    """

    path: bytes
    signature: bytes
    files: tuple[FoundFile, ...]


@dataclass(frozen=True, slots=True)
class FolderUnreadable:
    """A folder that cannot be listed; what is known of it is kept."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Walked:
    """How far a scan has come; comes a few times a second."""

    folders: int
    files: int


@dataclass(frozen=True, slots=True)
class RootScanned:
    """The end of one root's scan.

    Attributes:
        gone_folders: Known folders that are not there any more, relative to the root.
    """

    root: Root
    gone_folders: tuple[bytes, ...] = ()


# --- photos


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a photo says about itself.

    Attributes:
        format: Name of the file format as Pillow spells it, such as `JPEG`.
        width_px: Width after the orientation was applied.
        height_px: Height after the orientation was applied.
        taken_at: Local time at the camera, without a zone.
        camera: Make and model, the make not repeated.
        latitude: Degrees, north positive.
        longitude: Degrees, east positive.
    """

    format: str
    width_px: int
    height_px: int
    taken_at: datetime | None = None
    camera: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the library: its content, and the places where it lies.

    Attributes:
        content_hash: 16 bytes, XXH3 of the file's bytes.
        paths: Every place, those online first; never empty.
    """

    id: PhotoId
    content_hash: bytes
    size_bytes: int
    metadata: Metadata
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one reading of a file gives.

    Attributes:
        content_hash: 16 bytes, XXH3 of the file's bytes.
        size_bytes: Length of the file.
        metadata: None where the content was known already and was not decoded again.
        inputs: One network input for each shape that was asked for,
            (size, size, 3) uint8; empty where the content was known already.
        thumbnail: A JPEG; empty where none was asked for, or the content was known.
        picture: The photo to look at, (h, w, 3) uint8; None where none was asked for.
        faces_picture: The photo to look for faces in, (h, w, 3) uint8; None where none
            was asked for, or the content was known.
    """

    content_hash: bytes
    size_bytes: int
    metadata: Metadata | None
    inputs: tuple[Pixels, ...]
    thumbnail: bytes
    picture: Pixels | None = None
    faces_picture: Pixels | None = None


@dataclass(frozen=True, slots=True)
class Encodings:
    """What a model says about a batch of photos.

    Attributes:
        codes: (n, bytes) uint8, packed as in `spec.codes`.
        embeddings: (n, width) float32, unit length.
        regions: (n, regions, bytes) uint8, a code for each region as `spec.regions`
            numbers them; None where the model has none.
    """

    codes: Codes
    embeddings: Embeddings
    regions: RegionCodes | None = None

    def row(self, row: int) -> tuple[Codes, Embeddings, RegionCodes | None]:
        """Return code, embedding and region codes of one photo."""
        regions = None if self.regions is None else self.regions[row]
        return self.codes[row], self.embeddings[row], regions


# --- results of one file, on the way into the catalog


@dataclass(frozen=True, slots=True)
class Indexed:
    """A file that was read and described.

    Attributes:
        code: (bytes,) uint8; None where the content was known already.
        embedding: (width,) float32; None where the content was known already.
        regions: (regions, bytes) uint8; None where the model has no region codes, or
            the content was known already.
        faces: Those in the photo; None where they were not looked for.
    """

    file: PendingFile
    content_hash: bytes
    size_bytes: int
    metadata: Metadata | None
    code: Codes | None
    embedding: Embeddings | None
    regions: RegionCodes | None = None
    faces: tuple[FaceFound, ...] | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be described; flows down the stream beside the others."""

    file: PendingFile
    reason: str
    state: FileState = FileState.FAILED


# --- what long work yields


class Stage(StrEnum):
    """Which part of a long task is running."""

    SCANNING = "scanning"
    INDEXING = "indexing"
    ENCODING = "encoding"
    PREPARING = "preparing"
    COMPARING = "comparing"
    FINDING_FACES = "finding faces"
    GROUPING = "grouping"
    EXPORTING = "exporting"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long task has come, from what was measured.

    Attributes:
        done: Steps done in this run.
        total: Steps of this run as known now; 0 while it is not known.
        counts: The library's files as they stand.
        rate_per_s: Steps a second over the last half minute; 0 before the first.
        remaining_s: Expected seconds to the end; None while there is no estimate.
    """

    stage: Stage
    done: int
    total: int
    counts: Counts
    rate_per_s: float = 0.0
    remaining_s: float | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write changed, so that each view can decide whether to refresh.

    Attributes:
        added: Photos that are new in the library.
        removed: Photos that have no place left.
        moved: Photos whose places changed.
    """

    added: tuple[PhotoId, ...] = ()
    removed: tuple[PhotoId, ...] = ()
    moved: tuple[PhotoId, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.added or self.removed or self.moved)


@dataclass(frozen=True, slots=True)
class RootOffline:
    """A root that is missing or suddenly empty; nothing was forgotten."""

    root: Root
    reason: str


class Hindrance(StrEnum):
    """Why long work that is to disturb nobody waits."""

    BATTERY = "battery"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Long work is held; comes every second until it goes on."""

    reason: Hindrance


Event = Waiting | Progress | Skipped | Changes | FolderUnreadable | RootOffline


# --- listing and search


class Order(StrEnum):
    """In which order photos are listed."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class PhotoList:
    """Photos in some order, as arrays: a library of a million is a few megabytes.

    Attributes:
        ids: (n,) int64.
        days: (n,) int32, the day each was taken as `date.toordinal` counts; 0 where it
            is unknown.
    """

    ids: PhotoIds
    days: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which photos may be found; every condition that is set must hold.

    Attributes:
        after: Taken on this day or later.
        before: Taken on this day or earlier.
        under: Lies in this folder or below.
        camera: Part of the camera's name, case ignored.
        has_position: Whether a GPS position is known.
        people: Who is in it.
    """

    after: date | None = None
    before: date | None = None
    under: Path | None = None
    camera: str | None = None
    has_position: bool | None = None
    people: tuple[PeopleFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class CameraCount:
    """A camera, and how many photos it took."""

    name: str
    photos: int


@dataclass(frozen=True, slots=True)
class FolderCount:
    """A folder, and how many photo files lie in it and below."""

    path: Path
    photos: int


@dataclass(frozen=True, slots=True)
class Match:
    """One photo that was found.

    Attributes:
        distance: Bits in which its code, or that of its nearest region, differs from
            the (first) example's.
        similarity: Cosine of the embeddings, weighted over all examples; a part counts
            with the cosine that means the same.
        score: Share of random pairs of photos in this library that are closer; the
            smaller, the more telling.
        is_close: Whether it lies within the automatic cut.
        region: The part of the photo that was matched; None where whole photos were
            compared.
        example: Which of the examples that it should look like it is nearest to,
            counted from 0 over all examples of the query.
    """

    photo: Photo
    distance: int
    similarity: float
    score: float
    is_close: bool
    region: Box | None = None
    example: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, as arrays, most alike first.

    Distances count the bits in which codes differ from the query's: that of its example
    or, of several examples, the code on which their weights agree. Where some of them
    are parts of photos, these agree on it, and a photo's nearest region is compared.

    Attributes:
        ids: (n,) int64.
        distances: (n,) int32, bits.
        similarities: (n,) float32, cosine of the embeddings, weighted over all
            examples.
        scores: (n,) float32, share of random pairs of photos in this library that are
            more alike; the smaller, the more telling.
        close: How many of the first lie within the automatic cut.
        cut: The largest distance among those that were not marked as right; -1 where
            there are none.
        histogram: (bits + 1,) int64, how many of the photos that meet the filter lie at
            each distance.
        elapsed_ms: How long it took.
        regions: (n,) int16, number of the matched region as `spec.regions` counts
            them; -1 where whole photos were compared.
        examples: (n,) int16, which example each is nearest to, of those that it should
            look like, counted from 0 over all examples of the query.
    """

    ids: PhotoIds
    distances: npt.NDArray[np.int32]
    similarities: npt.NDArray[np.float32]
    scores: npt.NDArray[np.float32]
    close: int
    cut: int
    histogram: npt.NDArray[np.int64]
    elapsed_ms: float
    regions: npt.NDArray[np.int16]
    examples: npt.NDArray[np.int16]


# --- duplicates, and what people decided and asked


class Likeness(StrEnum):
    """In what way the photos of a group are alike."""

    EXACT = "exact"
    NEAR = "near copy"
    MOMENT = "same moment"


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Photos of which one may be enough.

    Attributes:
        kind: EXACT: the same bytes in several places; NEAR: one is made from the other,
            resized, recompressed, lightly edited or cropped; MOMENT: alike, and taken
            within seconds by the same camera.
        photos: EXACT: one photo with several paths; otherwise at least two photos, the
            best (the largest picture, then the oldest file) first. All are alike to it.
    """

    kind: Likeness
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file that was moved to the system's trash.

    Attributes:
        path: Where it lay.
        photo: What it held; the photo is gone where that was its last place.
        at: When, local time with its zone.
    """

    path: Path
    photo: PhotoId
    at: datetime


@dataclass(frozen=True, slots=True)
class NotTrashed:
    """A file that was left where it is, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class NotExported:
    """A photo's file whose names were not written for other programs, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Exported:
    """The end of writing names for other programs.

    Attributes:
        written: Sidecar files that are new or changed.
        unchanged: Sidecar files that said the same already.
        removed: Sidecar files of photos that nobody is named in any more.
        failed: Photo files whose sidecars should have been written or removed and were
            not; those that another program wrote are not counted.
    """

    written: int
    unchanged: int
    removed: int = 0
    failed: int = 0


ExportEvent = Progress | NotExported | RootOffline | Exported


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that somebody wants to repeat.

    Attributes:
        query_json: The search as whoever saved it spells it.
        saved_at: Local time with its zone.
    """

    id: SearchId
    name: str
    query_json: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class RootCounts:
    """A folder with its files, by what became of them."""

    root: Root
    counts: Counts
