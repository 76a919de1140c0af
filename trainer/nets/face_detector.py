"""The face detector: pictures to cells, each of which may say that it sees a face.

Plain convolutions down to a stride of 32, then back up to 16 and 8, and one small head
for all three maps, without anchors. Shapes: n pictures, s their side in px, k cells.
"""

import copy
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from trainer.nets.backbones import PlainBlock, unit
from trainer.nets.deploy import fold_batch_norms, round_to_half

# Focal losses start well where nearly nothing is a face.
_FIRST_SCORE = 0.01
_GREY = 114.0
_SPREAD = 64.0


@dataclass(frozen=True, slots=True)
class NetSettings:
    """Table `[net]` of the recipe file.

    Attributes:
        stem: Channels at stride 2.
        widths: Channels at strides 4, 8, 16 and 32.
        depths: Residual blocks at the same strides.
        head: Channels on the way back up and in the head.
    """

    stem: int = 16
    widths: tuple[int, ...] = (16, 32, 64, 64)
    depths: tuple[int, ...] = (1, 1, 2, 2)
    head: int = 32

    def __post_init__(self) -> None:
        """Reject stages that do not match the strides."""
        if len(self.widths) != 4 or len(self.depths) != 4:
            raise ValueError("widths and depths must name the strides 4, 8, 16, 32")


class FaceDetectorNet(nn.Module):
    """From pixels (n, 3, s, s), 0 to 255, to cells (n, k, 15).

    The cells are those of `spec.face_boxes.read_cells`.
    """

    def __init__(self, settings: NetSettings) -> None:
        super().__init__()
        self.stem = unit(3, settings.stem, 3, stride=2)
        before = settings.stem
        stages: list[nn.Module] = []
        for width, depth in zip(settings.widths, settings.depths, strict=True):
            blocks = (PlainBlock(width) for _ in range(depth))
            stages.append(nn.Sequential(unit(before, width, 3, stride=2), *blocks))
            before = width
        self.stages = nn.ModuleList(stages)
        head = settings.head
        # Strides 8, 16, 32.
        self.sideways = nn.ModuleList(
            nn.Conv2d(width, head, 1) for width in settings.widths[1:]
        )
        self.smooth = nn.ModuleList(unit(head, head, 3) for _ in settings.widths[1:])
        self.head = unit(head, head, 3)
        self.score = nn.Conv2d(head, 1, 1)
        self.edges = nn.Conv2d(head, 4, 1)
        self.points = nn.Conv2d(head, 10, 1)
        _start(self)

    @override
    def forward(self, pixels: Tensor) -> Tensor:
        x = self.stem((pixels - _GREY) / _SPREAD)
        maps: list[Tensor] = []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        cells = [self._read(found) for found in self._upwards(maps[1:])]
        return torch.cat(cells, dim=1)

    def _upwards(self, maps: list[Tensor]) -> list[Tensor]:
        """Tell each map (n, c, h, w) what coarser ones see; finest first."""
        found: list[Tensor] = []
        above: Tensor | None = None
        for number in reversed(range(len(maps))):
            here: Tensor = self.sideways[number](maps[number])
            if above is not None:
                here = here + functional.interpolate(above, scale_factor=2.0)
            above = self.smooth[number](here)
            found.insert(0, above)
        return found

    def _read(self, found: Tensor) -> Tensor:
        """Turn a map (n, c, h, w) into cells (n, h w, 15)."""
        found = self.head(found)
        edges = functional.softplus(self.edges(found).float())
        parts = [self.score(found).float(), edges, self.points(found).float()]
        cells = torch.cat(parts, dim=1)
        return cells.flatten(2).transpose(1, 2)


class DeployedDetector(nn.Module):
    """The detector with the input and output of a model file: (n, s, s, 3) uint8."""

    def __init__(self, net: FaceDetectorNet) -> None:
        super().__init__()
        net = copy.deepcopy(net).cpu().float().eval()
        fold_batch_norms(net)
        round_to_half(net)
        self.net = net
        self.eval()

    @override
    def forward(self, pixels: Tensor) -> Tensor:
        cells: Tensor = self.net(pixels.permute(0, 3, 1, 2).float())
        return cells


def _start(net: FaceDetectorNet) -> None:
    """Let the heads begin with no face anywhere, and boxes of some cells."""
    prior = torch.tensor(_FIRST_SCORE)
    nn.init.constant_(net.score.bias, float(torch.logit(prior)))  # type: ignore[arg-type]
    nn.init.constant_(net.edges.bias, 1.5)  # type: ignore[arg-type]
    for head in (net.score, net.edges, net.points):
        nn.init.normal_(head.weight, std=0.01)
