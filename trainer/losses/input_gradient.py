"""Input-gradient regularisation: what is said should not hang on single pixels.

Two quantities whose gradient at the input is kept small (Drucker and LeCun 1992, Ross
and Doshi-Velez 2018): the training loss, and random directions of the embedding, which
estimate the Jacobian (Hutchinson). Two ways: exact, by a second derivative, or as the
difference over a small step along the gradient (Finlay and Oberman 2021).
Shapes: n pictures x, d numbers of an embedding f.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import torch
from torch import Generator, Tensor

TINY = 1e-12

Again = Callable[[Tensor], Tensor]
"""From pictures (n, ...) to what was made of them: the loss, or embeddings (n, d)."""


class Method(StrEnum):
    """How the size of a gradient is found.

    Attributes:
        EXACT: By differentiating twice.
        DIFFERENCE: By a step along the gradient; one more forward pass instead.
    """

    EXACT = "exact"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class GradientSettings:
    """Table `[gradient]` of a recipe file.

    Attributes:
        loss: What the gradient of the training loss counts; 0 is off.
        feature: What the gradient of the embedding counts; 0 is off.
        method: How both are found.
        step: Length of a difference, pixels of a photo having variance 1.
    """

    loss: float = 0.0
    feature: float = 0.0
    method: Method = Method.EXACT
    step: float = 0.1

    def __post_init__(self) -> None:
        """Reject a difference over nothing."""
        if self.step <= 0:
            raise ValueError("step must be positive")


def loss_penalty(loss: Tensor, pictures: Tensor) -> Tensor:
    """Return (1/n) sum_i ||n dL/dx_i||^2, exactly; n undoes the mean over a batch.

    Args:
        loss: A number made of the pictures.
        pictures: (n, ...), for which gradients are recorded.
    """
    (gradient,) = torch.autograd.grad(loss, pictures, create_graph=True)
    return len(pictures) * gradient.square().sum()


def loss_difference_penalty(
    loss: Tensor, pictures: Tensor, again: Again, step: float
) -> Tensor:
    """Return what `loss_penalty` does, from the loss a step along its gradient.

    Args:
        loss: A number made of the pictures.
        pictures: (n, ...), for which gradients are recorded.
        again: Makes the loss of moved pictures.
        step: Mean length (root of the mean square) of a picture's move.
    """
    (gradient,) = torch.autograd.grad(loss, pictures, retain_graph=True)
    move = len(pictures) ** 0.5 * gradient / (gradient.norm() + TINY)
    rise = (again(pictures.detach() + step * move) - loss) / step
    return rise.square()


def feature_penalty(features: Tensor, pictures: Tensor, directions: Tensor) -> Tensor:
    """Return (1/n) sum_i ||d(v_i . f_i)/dx_i||^2, exactly.

    Args:
        features: (n, d), made of the pictures.
        pictures: (n, ...), for which gradients are recorded.
        directions: (n, d), v, see `random_directions`.
    """
    (gradient,) = torch.autograd.grad(
        (features * directions).sum(), pictures, create_graph=True
    )
    return gradient.square().sum() / len(pictures)


def feature_difference_penalty(
    features: Tensor, pictures: Tensor, directions: Tensor, again: Again, step: float
) -> Tensor:
    """Return what `feature_penalty` does, from embeddings a step along the gradient.

    Args:
        features: (n, d), made of the pictures.
        pictures: (n, ...), for which gradients are recorded.
        directions: (n, d), v, see `random_directions`.
        again: Makes the embeddings of moved pictures.
        step: Length of each picture's move.
    """
    (gradient,) = torch.autograd.grad(
        (features * directions).sum(), pictures, retain_graph=True
    )
    lengths = gradient.flatten(1).norm(dim=1) + TINY  # (n,)
    move = gradient / lengths.view(-1, *[1] * (gradient.ndim - 1))
    rise = again(pictures.detach() + step * move) - features
    return ((rise * directions).sum(dim=1) / step).square().mean()


def random_directions(count: int, width: int, draw: Generator) -> Tensor:
    """Draw v (n, d): of length sqrt(d), so that E[v v^T] is the identity."""
    drawn = torch.randn(count, width, generator=draw)
    directions: Tensor = drawn * (width**0.5 / drawn.norm(dim=1, keepdim=True))
    return directions
