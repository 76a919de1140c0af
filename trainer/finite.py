"""Runs stop where a number is none, before it reaches the weights or a checkpoint."""

from collections.abc import Mapping

import torch
from torch import Tensor

from trainer.errors import TrainingError


def require_finite_terms(
    terms: Mapping[str, Tensor],
    step: int,
    advice: str = "try a smaller train.learning_rate",
) -> None:
    """Refuse terms of a loss that are no numbers.

    Args:
        terms: By name.
        step: Number of the step.
        advice: What to try.

    Raises:
        TrainingError: One is none.
    """
    for name, term in terms.items():
        if not torch.isfinite(term):
            raise TrainingError(f"{name} is no number at step {step}; {advice}")


def require_finite_gradients(
    optimizer: torch.optim.Optimizer, step: int, advice: str
) -> None:
    """Refuse gradients that are no numbers.

    Args:
        optimizer: Holds the parameters.
        step: Number of the step.
        advice: What to try.

    Raises:
        TrainingError: One is none.
    """
    gradients = [
        each.grad
        for group in optimizer.param_groups
        for each in group["params"]
        if each.grad is not None
    ]
    if not torch.isfinite(torch.nn.utils.get_total_norm(gradients)):
        raise TrainingError(f"a gradient is no number at step {step}; {advice}")
