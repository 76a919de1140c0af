"""The part of InfoGAN hashing that becomes a model: pictures to a code."""

from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from trainer.nets.infogan import InfoGan


class HashNet(nn.Module):
    """Trunk and one hash head, without what only training needs.

    Args:
        net: Trained.
        bits: Which of its codes.
    """

    def __init__(self, net: InfoGan, bits: int) -> None:
        super().__init__()
        self.trunk = net.trunk
        self.heads = net.heads
        self.number = net.heads.bits.index(bits)

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Describe pictures (n, 3, h, w), 0 to 255.

        Returns:
            Features (n, d) of unit length and logits (n, bits).
        """
        features = self.trunk(pixels / 127.5 - 1).mean(dim=(2, 3))
        logits = self.heads.each(self.heads(features))[self.number]
        return functional.normalize(features, dim=1), logits
