"""How a run goes on: the share that is done, the rate that follows, the next batch."""

import math
from collections.abc import Iterable, Mapping
from typing import Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch import nn


class Rated(Protocol):
    """Options of a learning rate.

    Attributes:
        learning_rate: The highest.
        warm_up: Share of the run in which it rises.
    """

    @property
    def learning_rate(self) -> float: ...  # noqa: D102 - see above

    @property
    def warm_up(self) -> float: ...  # noqa: D102


class Limited(Protocol):
    """Options of the length of a run.

    Attributes:
        steps: How many; 0 goes by `minutes`.
        minutes: How long.
    """

    @property
    def steps(self) -> int: ...  # noqa: D102

    @property
    def minutes(self) -> float: ...  # noqa: D102


def share_done(step: int, elapsed_s: float, options: Limited) -> float:
    """Return how much of a run is done, 1 at its end."""
    if options.steps:
        return step / options.steps
    return elapsed_s / (60 * options.minutes)


def learning_rate(done: float, options: Rated) -> float:
    """Return the rate at a share of the run: a linear rise, then a cosine to 0."""
    if done < options.warm_up:
        return options.learning_rate * (done + 1e-3) / (options.warm_up + 1e-3)
    rest = (done - options.warm_up) / (1 - options.warm_up)
    return options.learning_rate * 0.5 * (1 + math.cos(math.pi * min(rest, 1.0)))


def batch_places(count: int, batch: int, step: int, seed: int) -> npt.NDArray[np.int64]:
    """Return the places of a step's pictures; each epoch has its own order."""
    per_epoch = max(1, count // batch)
    epoch, place = divmod(step, per_epoch)
    order = np.random.default_rng([seed, epoch]).permutation(count)
    return order[place * batch : (place + 1) * batch]


def adamw(
    net: nn.Module,
    learning_rate: float,
    weight_decay: float,
    undecayed: Iterable[nn.Parameter] = (),
) -> torch.optim.AdamW:
    """Return AdamW that leaves biases and norms undecayed, as is usual.

    Args:
        net: What learns.
        learning_rate: At the start; recipes set it anew at every step.
        weight_decay: Of weights with two dimensions and more.
        undecayed: What else learns, without decay.
    """
    weights = [each for each in net.parameters() if each.ndim > 1]
    others = [each for each in net.parameters() if each.ndim <= 1]
    groups = [
        {"params": weights, "weight_decay": weight_decay},
        {"params": [*others, *undecayed], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=learning_rate, fused=True)


def brief(figures: Mapping[str, float]) -> str:
    """Lay figures out in one line."""
    return ", ".join(f"{name} {value:.4f}" for name, value in figures.items())
