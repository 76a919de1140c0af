"""Adversarial embedding: the same loss again where embeddings moved to raise it.

f~ = normalise(f + r), r = epsilon g / ||g||, g the gradient of the loss at f. The move
r counts as a constant, as in adversarial personalised ranking (He et al. 2018).
Shapes: n embeddings of d numbers, t triplets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import torch
from torch import Tensor
from torch.nn import functional

TINY = 1e-12

Loss = Callable[[Tensor], Tensor]
"""From embeddings (n, d) to a number."""


class Form(StrEnum):
    """How the move is found.

    Attributes:
        GRADIENT: By the gradient of any loss.
        CLOSED: As the gradient of a triplet's distances alone, which moves satisfied
            triplets, too, and needs no backward pass.
    """

    GRADIENT = "gradient"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AdversarialSettings:
    """Table `[adversarial]` of a recipe file.

    Attributes:
        weight: What the second loss counts; 0 is off.
        epsilon: Length of the moves, embeddings having length 1.
        steps: Into how many moves it is divided, each along a new gradient.
        form: How moves are found.
    """

    weight: float = 0.0
    epsilon: float = 0.1
    steps: int = 1
    form: Form = Form.GRADIENT

    def __post_init__(self) -> None:
        """Reject moves that are none."""
        if self.epsilon <= 0 or self.steps < 1:
            raise ValueError("epsilon and steps must be positive")
        if self.form is Form.CLOSED and self.steps > 1:
            raise ValueError("the closed form has one step")


def moved_by_gradient(
    embeddings: Tensor, loss: Loss, epsilon: float, steps: int
) -> Tensor:
    """Move embeddings (n, d) of unit length along the gradient of a loss.

    An embedding on which the loss does not depend stays where it is.

    Returns:
        (n, d) of unit length; the gradient flows through as if nothing had moved.
    """
    total = torch.zeros_like(embeddings)
    for _ in range(steps):
        place = _moved(embeddings.detach(), total).requires_grad_()
        (gradient,) = torch.autograd.grad(loss(place), place)
        total = total + epsilon / steps * _direction(gradient)
    return _moved(embeddings, total)


def moved_triplets(
    anchors: Tensor, positives: Tensor, negatives: Tensor, epsilon: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Move triplets, (t, d) each, where d(a, p) - d(a, n) grows fastest."""
    with torch.no_grad():
        moves = (negatives - positives, positives - anchors, anchors - negatives)
        steps = [epsilon * _direction(each) for each in moves]
    first, second, third = (
        _moved(each, step)
        for each, step in zip((anchors, positives, negatives), steps, strict=True)
    )
    return first, second, third


def moved_triplet_loss(
    embeddings: Tensor, mined: tuple[Tensor, ...], epsilon: float, margin: float
) -> Tensor:
    """Return the triplet loss of moved triplets.

    Args:
        embeddings: (n, d), unit length.
        mined: Places (t,) of anchors, positives and negatives.
        epsilon: Length of the moves.
        margin: Of squared distances.

    Returns:
        The mean over triplets that violate the margin, 0 if none does.
    """
    anchors, positives, negatives = (embeddings[places] for places in mined)
    anchors, positives, negatives = moved_triplets(
        anchors, positives, negatives, epsilon
    )
    near = (anchors - positives).square().sum(dim=1)
    far = (anchors - negatives).square().sum(dim=1)
    violation = torch.relu(margin + near - far)
    return violation.sum() / violation.count_nonzero().clamp(min=1)


def _moved(embeddings: Tensor, moves: Tensor) -> Tensor:
    """Move and bring back to unit length: else a move only changes lengths."""
    return functional.normalize(embeddings + moves, dim=1)


def _direction(vectors: Tensor) -> Tensor:
    units: Tensor = vectors / (vectors.norm(dim=1, keepdim=True) + TINY)
    return units
