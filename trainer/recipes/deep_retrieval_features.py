"""What a trunk sees in pictures, computed in batches and kept where it fits.

Letters in shapes: n pictures, s their side, c channels, r regions, m side of a map.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from photosearch.spec.preprocess import (
    Pixels,
    ResizeRule,
    network_input,
    part_input,
)
from photosearch.spec.regions import region_count, region_squares
from trainer.data.instances import InstanceStore
from trainer.evaluation.instances import cut_box
from trainer.nets.photo import PhotoNet
from trainer.nets.precision import Precision, autocast
from trainer.nets.regions import region_vectors
from trainer.recipes.deep_retrieval_settings import RegionSettings
from trainer.recipes.distill_measure import batches, device_of

Pyramid = tuple[Tensor, Tensor]
"""Maps of a trunk's last but one stage, and of its last."""


@dataclass(frozen=True, slots=True)
class Features:
    """Regions of made pictures, and of the objects cut out of them.

    Attributes:
        regions: (n, r, c) half precision.
        queries: (n, c) half precision, of the box of each picture, looked at alone.
    """

    regions: Tensor
    queries: Tensor


@dataclass(frozen=True, slots=True)
class Eye:
    """A trunk and how pictures are put before it.

    Attributes:
        trunk: In evaluation mode.
        precision: Number format.
        regions: Size of the pictures, and which regions are described.
    """

    trunk: PhotoNet
    precision: Precision
    regions: RegionSettings

    def pictures(self, pictures: Iterable[Pixels]) -> Iterator[Pixels]:
        """Scale whole pictures."""
        px = self.regions.input_px
        return (network_input(each, px, ResizeRule.STRETCH) for each in pictures)

    def parts(self, pictures: Iterable[Pixels]) -> Iterator[Pixels]:
        """Scale what was cut out of pictures."""
        px, levels = self.regions.input_px, self.regions.levels
        return (part_input(each, px, levels) for each in pictures)

    def shown(self, squares: Iterable[Pixels]) -> Iterator[Tensor]:
        """Yield network input (up to 128, 3, px, px)."""
        for batch in batches(squares, device_of(self.trunk)):
            yield batch.contiguous(memory_format=torch.channels_last)

    @torch.no_grad()
    def pyramids(self, squares: Iterable[Pixels]) -> Iterator[Pyramid]:
        """Yield feature maps (up to 128, c, m, m) of scaled pictures or parts."""
        for pixels in self.shown(squares):
            with autocast(self.precision, device_of(self.trunk)):
                fine, last = self.trunk.pyramid(pixels)
            yield fine.float().cpu(), last.float().cpu()


def picture_vectors(pyramid: Pyramid, regions: RegionSettings) -> Tensor:
    """Pool the grid of pictures, (n, r, c)."""
    return region_vectors(pyramid, region_squares(regions.levels), regions.pooling)


def part_vectors(pyramid: Pyramid, regions: RegionSettings) -> Tensor:
    """Pool the one region that shows a part alone, (n, 1, c); see `part_input`."""
    square = region_squares(regions.levels)[region_count(regions.levels - 1)]
    return region_vectors(pyramid, [square], regions.pooling)


def features_of(store: InstanceStore, eye: Eye, most: int | None = None) -> Features:
    """Look at the first pictures, by default all, and at each one's object alone."""
    pictures, boxes = store.pixels[:most], store.boxes[:most]
    objects = (cut_box(each, box) for each, box in zip(pictures, boxes, strict=True))
    regions = [
        picture_vectors(pyramid, eye.regions).half()
        for pyramid in eye.pyramids(eye.pictures(pictures))
    ]
    queries = [
        part_vectors(pyramid, eye.regions).half()
        for pyramid in eye.pyramids(eye.parts(objects))
    ]
    return Features(torch.cat(regions), torch.cat(queries)[:, 0])
