"""What recipe `consistent_hash` learns from a batch: the loss of the head chosen.

Shapes: n pictures, c labels, d features, b bits of one code.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from typing_extensions import override

from trainer.losses.central_similarity import (
    central_similarity_loss,
    label_set_centres,
)
from trainer.losses.class_codes import class_codes
from trainer.losses.consistent_pairs import (
    consistent_pair_loss,
    feature_consistency_loss,
    percentage_similarity,
    sign_gap_loss,
)
from trainer.losses.dsh import dsh_loss
from trainer.losses.orthogonal_cosine import orthogonal_cosine_loss
from trainer.losses.pairwise_likelihood import (
    pairwise_likelihood_loss,
    smooth_gap_loss,
)
from trainer.recipes.consistent_hash_settings import Head, Settings

Terms = dict[str, Tensor]


class LabelLoss(nn.Module):
    """The loss of one head for codes of all lengths.

    Args:
        settings: The recipe.
        classes: How many labels there are.
    """

    def __init__(self, settings: Settings, classes: int) -> None:
        super().__init__()
        self.settings = settings
        has_codes = settings.head in (Head.CENTRAL, Head.ORTHOGONAL)
        for bits in settings.net.bits if has_codes else ():
            codes = torch.from_numpy(class_codes(classes, bits, settings.seed))
            self.register_buffer(f"codes_{bits}", codes, persistent=False)

    @override
    def forward(
        self, features: Tensor, logits: Sequence[Tensor], labels: Tensor
    ) -> Terms:
        """Return the terms, each counted as it should and a mean over the lengths.

        Args:
            features: (n, d).
            logits: Of each code (n, b).
            labels: (n, c) of 0 and 1.
        """
        each = [self._of_code(features, one, labels) for one in logits]
        return {
            name: torch.stack([terms[name] for terms in each]).mean()
            for name in each[0]
        }

    def _of_code(self, features: Tensor, logits: Tensor, labels: Tensor) -> Terms:
        other = self.settings.other
        match self.settings.head:
            case Head.CONSISTENT:
                return self._consistent(features, logits, labels)
            case Head.LIKELIHOOD:
                is_like = labels.float() @ labels.float().T > 0
                balanced = self.settings.consistent.balanced
                gap = smooth_gap_loss(logits)
                return {
                    "pairs": pairwise_likelihood_loss(
                        logits, is_like, balanced=balanced
                    ),
                    "quantisation": other.likelihood_quantisation * gap,
                }
            case Head.DSH:
                is_like = labels.float() @ labels.float().T > 0
                return {"pairs": dsh_loss(logits, is_like, other.dsh_quantisation)}
            case Head.CENTRAL:
                centres = label_set_centres(labels, self._codes(logits))
                quantisation = other.central_quantisation
                return {
                    "classes": central_similarity_loss(logits, centres, quantisation)
                }
            case Head.ORTHOGONAL:
                scale, margin = other.scale, other.margin
                return {
                    "classes": orthogonal_cosine_loss(
                        logits, labels, self._codes(logits), scale, margin
                    )
                }

    def _codes(self, logits: Tensor) -> Tensor:
        """Return the codes of the classes (c, b) for logits (n, b)."""
        codes: Tensor = getattr(self, f"codes_{logits.shape[1]}")
        return codes

    def _consistent(self, features: Tensor, logits: Tensor, labels: Tensor) -> Terms:
        weights = self.settings.consistent
        similarity = percentage_similarity(labels)
        terms = {
            "pairs": consistent_pair_loss(logits, similarity, weights),
            "quantisation": weights.quantisation * sign_gap_loss(logits),
        }
        if weights.features:
            gap = feature_consistency_loss(features, logits)
            terms["features"] = weights.features * gap
        return terms
