"""One descriptor of a photo from what it shows and how it looks.

The trunk's embedding says what is to be seen, R-MAC of whitened regions which very
thing it is: the one finds more photos of a kind, the other the same object and copies.
Letters in shapes: n pictures, e and d widths of the two, w of both joined, b bits.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from trainer.evaluation.linear_hash import itq_rotation


class JoinedDescriptor(nn.Module):
    """Weighs, centres, joins and rotates two descriptors.

    Args:
        contents: Width e of what says what is to be seen.
        details: Width d of what says which very thing it is.
        width: Width w of the result; PCA keeps the strongest directions.
        bits: Length b of the code.
        share: What details count beside contents.
    """

    def __init__(
        self, contents: int, details: int, width: int, bits: int, share: float
    ) -> None:
        super().__init__()
        self.share = share
        self.register_buffer("content_mean", torch.zeros(contents))
        self.register_buffer("detail_mean", torch.zeros(details))
        self.content_mean: Tensor
        self.detail_mean: Tensor
        self.project = nn.Linear(contents + details, width)
        self.code = nn.Linear(width, bits, bias=False)

    @override
    def forward(self, content: Tensor, detail: Tensor) -> tuple[Tensor, Tensor]:
        """Join descriptors of unit length.

        Args:
            content: (n, e).
            detail: (n, d).

        Returns:
            Embeddings (n, w) of unit length and logits (n, b).
        """
        return self.describe(self.side_by_side(content, detail))

    def describe(self, both: Tensor) -> tuple[Tensor, Tensor]:
        """Return what `forward` does of descriptors (n, e + d) side by side."""
        projected = self.project(both)
        return functional.normalize(projected, dim=1), self.code(projected)

    def side_by_side(self, content: Tensor, detail: Tensor) -> Tensor:
        """Weigh and centre; return both of unit length, (n, e + d)."""
        what = functional.normalize(content - self.content_mean, dim=1)
        which = functional.normalize(detail - self.detail_mean, dim=1)
        both = torch.cat([what, self.share * which], dim=1)
        return functional.normalize(both, dim=1)

    @torch.no_grad()
    def fit(self, content: Tensor, detail: Tensor, power: float, seed: int) -> None:
        """Take over means, directions and the rotation of the code from photos.

        Args:
            content: (n, e), n at least e + d.
            detail: (n, d).
            power: Of the eigenvalues: how much weak directions are raised before the
                signs are taken (ITQ after whitening by half, as 0.25 does).
            seed: Of ITQ.

        Raises:
            ValueError: There are too few photos.
        """
        width = self.project.out_features
        if len(content) < self.project.in_features:
            raise ValueError(
                f"{len(content)} photos are too few to join descriptors of "
                f"{self.project.in_features} numbers"
            )
        self.content_mean.copy_(content.mean(dim=0))
        self.detail_mean.copy_(detail.mean(dim=0))
        seen = self.side_by_side(content, detail).double()
        mean = seen.mean(dim=0)
        values, vectors = torch.linalg.eigh(torch.cov(seen.T))
        kept = vectors[:, -width:].flip(1)  # (e + d, w), strongest first
        self.project.weight.copy_(kept.T)
        self.project.bias.copy_(-mean @ kept)
        spread = values[-width:].flip(0).clamp(min=1e-9).pow(-power)
        raised = (seen - mean) @ kept * spread
        rotation = torch.from_numpy(itq_rotation(raised.float().numpy(), seed)).double()
        turned = spread[:, None] * rotation[:, : self.code.out_features]
        # Signs do not change with the scale, and half precision has little room.
        self.code.weight.copy_(turned.T / turned.abs().max())
