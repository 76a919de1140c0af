"""The network of metric learning: pixels to an embedding, and with it to a code."""

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from trainer.evaluation.linear_hash import LinearHash
from trainer.nets.photo import PhotoNet


class EmbeddingNet(nn.Module):
    """Backbone, average pooling and one linear layer of a photo network.

    Args:
        photo: Its own code is not used.
    """

    def __init__(self, photo: PhotoNet) -> None:
        super().__init__()
        self.backbone = photo.backbone
        self.embedding = photo.embedding
        self.register_buffer("mean", photo.mean)
        self.register_buffer("std", photo.std)
        self.mean: Tensor
        self.std: Tensor

    @property
    def width(self) -> int:
        """Length of an embedding."""
        return self.embedding.out_features

    @override
    def forward(self, pixels: Tensor) -> Tensor:
        """Describe pictures (n, 3, h, w), 0 to 255, by (n, d) float32, unit length."""
        maps = self.backbone((pixels - self.mean) / self.std)
        said = self.embedding(maps.mean(dim=(2, 3)))
        # Lengths and distances need more digits than autocast leaves.
        return functional.normalize(said.float(), dim=1)


class CodedNet(nn.Module):
    """What becomes a model file: the embedding, and the signs of it turned.

    Args:
        net: Trained.
        code: Fitted on its embeddings.
    """

    def __init__(self, net: EmbeddingNet, code: LinearHash) -> None:
        super().__init__()
        self.net = net
        self.code = nn.Linear(net.width, code.weight.shape[1])
        with torch.no_grad():
            self.code.weight.copy_(torch.from_numpy(code.weight.T))
            self.code.bias.copy_(torch.from_numpy(-code.mean @ code.weight))

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Return embeddings (n, d) and logits (n, bits) of pixels (n, 3, h, w)."""
        embeddings = self.net(pixels)
        return embeddings, self.code(embeddings)
