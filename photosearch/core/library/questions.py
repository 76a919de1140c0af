"""What a library is asked, and what it answers."""

from dataclasses import dataclass, field
from pathlib import Path

from photosearch.core.encode import Device
from photosearch.core.models import InstalledModel
from photosearch.core.records import Counts, FailedFile, Filter, PhotoId, Root
from photosearch.spec.regions import Box


@dataclass(frozen=True, slots=True)
class LikeFile:
    """A picture file as an example; it need not be in the library.

    Attributes:
        weight: How much it counts; below zero for what shall not be found.
        region: The part of it that counts; None for the whole.
    """

    path: Path
    weight: float = 1.0
    region: Box | None = None


@dataclass(frozen=True, slots=True)
class LikePhoto:
    """A photo of the library as an example."""

    photo: PhotoId
    weight: float = 1.0
    region: Box | None = None


@dataclass(frozen=True, slots=True)
class LikePicture:
    """A picture that is no file, such as one from the clipboard, as an example.

    Attributes:
        content: Encoded in any format that can be indexed.
        name: What messages call it.
    """

    content: bytes
    name: str
    weight: float = 1.0
    region: Box | None = None


Example = LikeFile | LikePhoto | LikePicture


@dataclass(frozen=True, slots=True)
class Mark:
    """A photo of a result that somebody called right or wrong."""

    photo: PhotoId
    is_right: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A search.

    Attributes:
        examples: At least one with a positive weight.
        filter: Which photos may be found at all.
        count: At most this many.
        marks: What was right and wrong in an earlier answer; of several on one photo
            the last counts. The right ones come first, after the examples themselves,
            the wrong ones last, so that a full answer has none of them.
        expand: Look for photos like the closest ones, too; those that are marked as
            right take their place.
    """

    examples: tuple[Example, ...]
    filter: Filter = field(default_factory=Filter)
    count: int = 20
    marks: tuple[Mark, ...] = ()
    expand: bool = False


@dataclass(frozen=True, slots=True)
class ModelState:
    """An installed model and what this library has of it.

    Attributes:
        photos: How many photos have its code.
        was_in_use: Whether it was in use before the one that is, to switch back to.
    """

    model: InstalledModel
    is_in_use: bool
    photos: int
    was_in_use: bool = False


@dataclass(frozen=True, slots=True)
class AtWork:
    """What describes photos, and where.

    Attributes:
        model: Name of the model in use, or what is wrong with it.
        device: Where it runs; None where it cannot run.
    """

    model: str
    device: Device | None


@dataclass(frozen=True, slots=True)
class Status:
    """How a library stands.

    Attributes:
        model: Name of the model in use, or what is wrong with it.
        device: Where it runs; None where it cannot run.
        left_out: The last files that failed or were skipped.
    """

    counts: Counts
    photos: int
    roots: tuple[Root, ...]
    model: str
    device: Device | None
    library: Path
    library_bytes: int
    cache_bytes: int
    left_out: tuple[FailedFile, ...]
