"""The network as it is shipped: batch norms folded, weights exact in half precision."""

import copy

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
from typing_extensions import override


class DeployedNet(nn.Module):
    """Photo network, mirrored or not, with the input and outputs of a model file."""

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        net = copy.deepcopy(net).cpu().eval()
        fold_batch_norms(net)
        round_to_half(net)
        self.net = net
        self.register_buffer("places", 2 ** torch.arange(7, -1, -1, dtype=torch.int32))
        self.places: Tensor
        self.eval()

    def logits(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Return embeddings (n, d) and logits (n, bits) of pixels (n, h, w, 3)."""
        embeddings, logits = self.net(pixels.permute(0, 3, 1, 2).float())
        return embeddings, logits

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Return codes (n, bits / 8) uint8, MSB first, and embeddings (n, d)."""
        embeddings, logits = self.logits(pixels)
        flags = (logits >= 0).to(torch.int32)
        bits = flags.reshape(-1, flags.shape[1] // 8, 8)  # (n, bytes, 8)
        codes = (bits * self.places).sum(dim=2).to(torch.uint8)
        return codes, embeddings


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
def round_to_half(net: nn.Module) -> None:
    """Round weights to values that half precision holds exactly, in place.

    A file may then store them in half the space without changing what the network says.
    """
    for parameter in net.parameters():
        parameter.copy_(parameter.half().float())
