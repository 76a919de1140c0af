"""What a trunk sees in pictures and in parts of pictures, in batches.

Letters in shapes: n pictures, s their side, c channels, r regions, m side of a map.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from photosearch.spec.preprocess import (
    Pixels,
    ResizeRule,
    network_input,
    part_input,
)
from photosearch.spec.regions import Box, region_count, region_squares
from trainer.data.instances import InstanceStore
from trainer.evaluation.instances import cut_box
from trainer.nets.photo import PhotoNet
from trainer.nets.precision import Precision, autocast
from trainer.recipes.deep_retrieval_settings import RegionSettings
from trainer.recipes.distill_measure import batches, device_of

WHOLE = Box(0, 0, 1, 1)


def grid(regions: RegionSettings) -> tuple[Box, ...]:
    """Return the regions of a picture."""
    return region_squares(regions.levels)


def part(regions: RegionSettings) -> tuple[Box, ...]:
    """Return the one region that shows a part alone; see `part_input`."""
    return (region_squares(regions.levels)[region_count(regions.levels - 1)],)


@dataclass(frozen=True, slots=True)
class Eye:
    """A trunk and how pictures are put before it.

    Attributes:
        trunk: In evaluation mode.
        precision: Number format.
        regions: Size of the pictures, and which regions are described.
        look: Which maps are taken.
    """

    trunk: PhotoNet
    precision: Precision
    regions: RegionSettings
    look: Callable[[PhotoNet, Tensor], Tensor] = PhotoNet.fine_maps

    def pictures(self, pictures: Iterable[Pixels]) -> Iterator[Pixels]:
        """Scale whole pictures."""
        px = self.regions.input_px
        return (network_input(each, px, ResizeRule.STRETCH) for each in pictures)

    def parts(self, pictures: Iterable[Pixels]) -> Iterator[Pixels]:
        """Scale what was cut out of pictures."""
        px, levels = self.regions.input_px, self.regions.levels
        return (part_input(each, px, levels) for each in pictures)

    def shown(self, squares: Iterable[Pixels]) -> Iterator[Tensor]:
        """Yield network input (up to 128, 3, px, px) of scaled pictures."""
        for batch in batches(squares, device_of(self.trunk)):
            yield batch.contiguous(memory_format=torch.channels_last)

    def seen(self, squares: Iterable[Pixels]) -> Iterator[Tensor]:
        """Yield maps (up to 128, c, m, m) of scaled pictures, with gradients."""
        for pixels in self.shown(squares):
            with autocast(self.precision, device_of(self.trunk)):
                maps = self.look(self.trunk, pixels)
            yield maps.float()

    @torch.no_grad()
    def kept(self, squares: Iterable[Pixels]) -> Tensor:
        """Return maps (n, c, m, m) of scaled pictures in half precision, on the CPU."""
        return torch.cat([maps.half().cpu() for maps in self.seen(squares)])


@dataclass(frozen=True, slots=True)
class SeenInstances:
    """Maps of made pictures, and of the objects cut out of them, in half precision.

    Attributes:
        pictures: (n, c, m, m).
        parts: (n, c, m, m).
    """

    pictures: Tensor
    parts: Tensor


def seen_instances(
    store: InstanceStore, eye: Eye, most: int | None = None
) -> SeenInstances:
    """Look at the first pictures, by default all, and at each one's object alone."""
    pictures, boxes = store.pixels[:most], store.boxes[:most]
    objects = (cut_box(each, box) for each, box in zip(pictures, boxes, strict=True))
    return SeenInstances(eye.kept(eye.pictures(pictures)), eye.kept(eye.parts(objects)))
