"""What is asked of a decoder, and what it may cost."""

from dataclasses import dataclass
from pathlib import Path

from photosearch.spec.preprocess import ResizeRule
from photosearch.spec.regions import Box


@dataclass(frozen=True, slots=True)
class InputShape:
    """The square that a network takes.

    Attributes:
        size_px: Its side.
        resize: How a photo becomes that square.
        part_levels: Scales of the network's regions, where it is to be shown a part of
            a photo (`spec.preprocess.part_input`); 0 for photos.
    """

    size_px: int
    resize: ResizeRule
    part_levels: int = 0


@dataclass(frozen=True, slots=True)
class DecodeTask:
    """One file to read.

    Attributes:
        inputs: One network input is made for each.
        thumbnail_px: Longer side of the thumbnail; 0 for none.
        known_hashes: Contents that need no decoding, only recognising.
        picture_px: Longer side of the picture to look at, which is never enlarged; 0
            for none.
        content: The file's bytes where it was read already, or never was a file.
        cut: The part of the upright photo that the network inputs are made of; None
            for the whole. Thumbnail and pictures always show the whole.
        faces_px: Longer side of the picture to look for faces in, which is never
            enlarged; 0 for none.
    """

    path: Path
    inputs: tuple[InputShape, ...]
    thumbnail_px: int
    known_hashes: tuple[bytes, ...] = ()
    picture_px: int = 0
    content: bytes | None = None
    cut: Box | None = None
    faces_px: int = 0


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """What one file may cost; beyond it the file fails, and nothing else does.

    Attributes:
        max_file_bytes: Length of the file.
        max_pixels: Pixels held in memory, after reduction by the decoder. A JPEG of
            200 megapixels is reduced while it is decoded; a PNG cannot be.
        timeout_s: Time from the start of the task; kept by the pool only.
        memory_bytes: What a worker may map beyond what it needs to start; kept by the
            pool only, on systems that have such a limit.
    """

    max_file_bytes: int = 1 << 30
    max_pixels: int = 128_000_000
    timeout_s: float = 30.0
    memory_bytes: int = 4 << 30


@dataclass(frozen=True, slots=True)
class DecodeFailure:
    """The outcome of a file that cannot be decoded; the reason is for the user."""

    reason: str
