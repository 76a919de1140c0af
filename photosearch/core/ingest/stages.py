"""What the streams run through."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import TypeVar

from photosearch.core.catalog import Catalog
from photosearch.core.decode import DecodePool, InputShape
from photosearch.core.encode import Encoder, FaceFinder
from photosearch.core.face_records import FaceModels
from photosearch.core.pace import Pace
from photosearch.core.records import Counts, Progress, Stage
from photosearch.core.thumbnails import Thumbnails

# Large enough for the network, small enough for the workers' look-ahead to outlast it.
ENCODE_TOGETHER = 16

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Stages:
    """The open stages of one run; whoever opened them closes them.

    Attributes:
        faces: None where faces are not looked for.
    """

    catalog: Catalog
    pool: DecodePool
    encoder: Encoder
    thumbnails: Thumbnails
    thumbnail_px: int
    faces: FaceFinder | None = None

    @property
    def inputs(self) -> tuple[InputShape, ...]:
        """What the decoder makes for the encoder."""
        spec = self.encoder.spec
        return (InputShape(spec.input_px, spec.resize),)

    @property
    def faces_px(self) -> int:
        """Longer side of the pictures in which faces are looked for; 0 for none."""
        return self.faces.picture_px if self.faces else 0

    @property
    def faces_by(self) -> FaceModels | None:
        """The networks that look for faces."""
        return self.faces.models if self.faces else None


def in_groups(items: Iterable[Item], size: int) -> Generator[list[Item], None, None]:
    """Yield lists of `size` items, the last one shorter."""
    group: list[Item] = []
    for item in items:
        group.append(item)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def progress_of(
    stage: Stage, pace: Pace, done: int, total: int, counts: Counts
) -> Progress:
    """Return how far a stream has come; more may be done than was known of."""
    return Progress(
        stage,
        done=done,
        total=max(total, done),
        counts=counts,
        rate_per_s=pace.rate_per_s,
        remaining_s=pace.remaining_s(total),
    )
