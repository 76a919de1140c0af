"""The network as it is shipped: batch norms folded, weights exact in half precision."""

import copy

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval
from typing_extensions import override

from photosearch.spec.regions import region_squares
from trainer.nets.face import FaceNet
from trainer.nets.joined import JoinedDescriptor
from trainer.nets.photo import PhotoNet
from trainer.nets.regions import RegionHead, joined


class DeployedNet(nn.Module):
    """Photo network with the input and outputs of a model file.

    Args:
        net: From (n, 3, h, w) to embeddings (n, d), logits (n, bits) and, if it says
            something about parts of a picture, their logits (n, r, bits).
    """

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        net = copy.deepcopy(net).cpu().eval()
        fold_batch_norms(net)
        fold_balance(net)
        round_to_half(net)
        self.net = net
        self.register_buffer("places", 2 ** torch.arange(7, -1, -1, dtype=torch.int32))
        self.places: Tensor
        self.eval()

    def logits(self, pixels: Tensor) -> tuple[Tensor, ...]:
        """Return what the network says of pixels (n, h, w, 3)."""
        said: tuple[Tensor, ...] = self.net(pixels.permute(0, 3, 1, 2).float())
        return said

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, ...]:
        """Return codes (n, bits / 8) uint8, MSB first, and embeddings (n, d).

        A network that knows parts adds their codes (n, r, bits / 8).
        """
        embeddings, *logits = self.logits(pixels)
        code, *parts = (self._packed(each) for each in logits)
        return code, embeddings, *parts

    def _packed(self, logits: Tensor) -> Tensor:
        flags = (logits >= 0).to(torch.int32)
        bits = flags.reshape(*flags.shape[:-1], -1, 8)
        packed: Tensor = (bits * self.places).sum(dim=-1).to(torch.uint8)
        return packed


class PartsNet(nn.Module):
    """Photo network that also describes the regions of the R-MAC grid.

    Args:
        net: The trunk.
        head: Describes regions of its maps.
        whole: Joins what both say about a whole photo.
        levels: Scales of the grid.
        region_bits: Length of the code of a region where it is shorter than what the
            head says; None takes all of it.
    """

    def __init__(
        self,
        net: PhotoNet,
        head: RegionHead,
        whole: JoinedDescriptor,
        levels: int,
        region_bits: int | None = None,
    ) -> None:
        super().__init__()
        self.net = net
        self.head = head
        self.whole = whole
        self.squares = region_squares(levels)
        self.region_bits = region_bits

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Describe pictures (n, 3, h, h), 0 to 255.

        Returns:
            Embeddings (n, width) of unit length, logits (n, bits) and the logits of
            regions (n, r, bits).
        """
        contents, regions = self.seen(pixels)
        details = joined(functional.normalize(regions, dim=-1))
        embeddings, logits = self.whole(contents, details)
        return embeddings, logits, regions[..., : self.region_bits]

    def seen(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Return the trunk's embeddings (n, e) and logits of regions (n, r, bits)."""
        fine = self.net.fine_maps(pixels)
        contents, _ = self.net.describe(self.net.finished(fine))
        return contents, self.head.raw(fine, self.squares)


def fold_batch_norms(net: nn.Module) -> None:
    """Put each batch norm that follows a convolution into its weights.

    Args:
        net: In evaluation mode; changed in place, computes the same.
    """
    for module in list(net.modules()):
        if not isinstance(module, nn.Sequential) or len(module) < 2:
            continue
        first, second = module[0], module[1]
        if isinstance(first, nn.Conv2d) and isinstance(second, nn.BatchNorm2d):
            module[0] = fuse_conv_bn_eval(first, second)
            module[1] = nn.Identity()


@torch.no_grad()
def fold_balance(net: nn.Module) -> None:
    """Put the norm that balances the bits of a network into its hash head.

    Args:
        net: In evaluation mode; changed in place, computes the same.
    """
    for module in net.modules():
        if not isinstance(module, PhotoNet | FaceNet):
            continue
        if module.balance.running_var is None:
            continue
        mean, variance = module.balance.running_mean, module.balance.running_var
        assert mean is not None
        scale = (variance + module.balance.eps).rsqrt()
        module.code.weight.mul_(scale[:, None])
        module.code.bias.sub_(mean).mul_(scale)
        module.balance = nn.Identity()  # type: ignore[assignment]


@torch.no_grad()
def round_to_half(net: nn.Module) -> None:
    """Round weights to values that half precision holds exactly, in place.

    A file may then store them in half the space without changing what the network says.
    """
    for parameter in net.parameters():
        parameter.copy_(parameter.half().float())
