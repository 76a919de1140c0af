"""A training run that keeps a moving average of its network, and can be interrupted.

The recipes that learn from a teacher share it; what is learned from a batch, and what
the network is measured at now and then, they say themselves.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from trainer import checkpoint
from trainer.checkpoint import CHECKPOINT_FILE, Position
from trainer.errors import TrainingError
from trainer.nets.precision import Precision, choose_precision
from trainer.progress import ProgressLog
from trainer.schedule import (
    Limited,
    Rated,
    adamw,
    brief,
    learning_rate,
    share_done,
)

logger = logging.getLogger(__name__)

LOG_EVERY = 25

Net = TypeVar("Net", bound=nn.Module)
Tensors = tuple[Tensor, ...] | list[Tensor]
Figures = dict[str, float]


class RunOptions(Rated, Limited, Protocol):
    """What such a run needs of table `[train]`.

    Attributes:
        weight_decay: Of weights with two dimensions and more.
        average: Decay of the moving average.
        precision: Number format of the forward pass.
        threads: Of the CPU; 0 leaves the choice to torch.
        save_minutes: Between two checkpoints.
    """

    @property
    def weight_decay(self) -> float: ...  # noqa: D102 - see above

    @property
    def average(self) -> float: ...  # noqa: D102

    @property
    def precision(self) -> Precision: ...  # noqa: D102

    @property
    def threads(self) -> int: ...  # noqa: D102

    @property
    def save_minutes(self) -> float: ...  # noqa: D102


class Lesson(Protocol):
    """What is learned in a step."""

    def __call__(self, step: int, done: float, /) -> tuple[Tensor, dict[str, Tensor]]:
        """Return the loss of a step's batch, and its terms.

        Args:
            step: Its number; with the seed it decides every random choice, so that a
                run that was killed goes on exactly as it would have.
            done: How much of the run is done, 0 to 1.
        """
        ...


class AveragedRun(Generic[Net]):
    """Network, average, optimiser and where they stand.

    Args:
        make_net: Makes the network; it is called after the seed is set.
        options: Of the run.
        seed: Of the weights.
        out: Folder of the checkpoint and of the progress log.
        identity: Text of all that a resumed run must share.
        with_norms: Whether statistics of norms are averaged, too, so that the average
            can be used at any time.
        most_gradient: Largest norm of the gradients; None for any.
    """

    def __init__(
        self,
        make_net: Callable[[], Net],
        options: RunOptions,
        seed: int,
        out: Path,
        identity: str,
        *,
        with_norms: bool,
        most_gradient: float | None = None,
    ) -> None:
        if options.threads:
            torch.set_num_threads(options.threads)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.precision = choose_precision(options.precision, self.device)
        torch.manual_seed(seed)
        net = make_net()
        self.net: Net = net.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._average = average_of(self.net, options.average, with_norms=with_norms)
        self._optimizer = adamw(self.net, options.learning_rate, options.weight_decay)
        self._options = options
        self._out = out
        self._identity = identity
        self._most_gradient = most_gradient

    @property
    def averaged(self) -> Net:
        """The network as it was on average."""
        return net_of(self._average, type(self.net))

    def fit(
        self,
        learn: Lesson,
        marks: Callable[[], Figures],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Train to the end, from the checkpoint if there is one.

        Args:
            learn: Makes the loss of a step.
            marks: Measures the network whenever a checkpoint is written.
            clock: Seconds.

        Raises:
            TrainingError: The loss is no number, or a checkpoint cannot be used.
        """
        options = self._options
        step, elapsed_before = self._resume()
        logger.info(
            "training on %s in %s from step %d", self.device, self.precision, step
        )
        start = last_saved = clock()
        self.net.train()
        with ProgressLog(self._out) as progress:
            while True:
                elapsed_s = elapsed_before + clock() - start
                done = share_done(step, elapsed_s, options)
                is_over = done >= 1
                if is_over or clock() - last_saved > 60 * options.save_minutes:
                    self._save(Position(step, elapsed_s, self._identity))
                    found = marks()
                    progress.write(step, {"elapsed_s": elapsed_s, **found})
                    logger.info("step %d, %.0f %%: %s", step, 100 * done, brief(found))
                    last_saved = clock()
                if is_over:
                    break
                rate = learning_rate(done, options)
                loss, terms = self._take_step(learn, step, done, rate)
                step += 1
                if step % LOG_EVERY == 0:
                    values = {name: term.item() for name, term in terms.items()}
                    values |= {"loss": loss.item(), "rate": rate}
                    progress.write(step, values | {"elapsed_s": elapsed_s})

    def _take_step(
        self, learn: Lesson, step: int, done: float, rate: float
    ) -> tuple[Tensor, dict[str, Tensor]]:
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        loss, terms = learn(step, done)
        if not torch.isfinite(loss):
            raise TrainingError(
                f"the loss is {loss.item()} at step {step}; "
                "try a smaller train.learning_rate"
            )
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        if self._most_gradient is not None:
            nn.utils.clip_grad_norm_(self.net.parameters(), self._most_gradient)
        self._optimizer.step()
        self._average.update_parameters(self.net)
        return loss, terms

    def _save(self, position: Position) -> None:
        file = self._out / CHECKPOINT_FILE
        checkpoint.save(file, position, self.net, self._average, self._optimizer)

    def _resume(self) -> tuple[int, float]:
        file = self._out / CHECKPOINT_FILE
        if not file.exists():
            return 0, 0.0
        position = checkpoint.load(
            file, self._identity, self.net, self._average, self._optimizer
        )
        return position.step, position.elapsed_s


def average_of(net: nn.Module, decay: float, *, with_norms: bool) -> AveragedModel:
    """Return the moving average of a network's weights, which follows fast at first."""

    def blend(averages: Tensors, currents: Tensors, count: Tensor | int) -> None:
        if not averages[0].is_floating_point():  # how many batches a norm has seen
            torch._foreach_copy_(averages, currents)
            return
        updates = float(count)
        kept = min(decay, (1 + updates) / (10 + updates))
        torch._foreach_lerp_(averages, currents, 1 - kept)

    return AveragedModel(net, multi_avg_fn=blend, use_buffers=with_norms)


def net_of(average: AveragedModel, kind: type[Net]) -> Net:
    """Return the averaged network itself."""
    net = average.module
    assert isinstance(net, kind)
    return net


def load_unfinished(out: Path, net: Net) -> tuple[Net, Position]:
    """Return the averaged network of a run's checkpoint, and how far the run is.

    Args:
        out: Folder of the run.
        net: A network of the same shape.

    Raises:
        TrainingError: The run has not got far enough to hold a network.
    """
    file = out / CHECKPOINT_FILE
    if not file.is_file():
        raise TrainingError(f"no trained network in {out}; run train first")
    average = average_of(net, 0.0, with_norms=True)
    position = checkpoint.load_average(file, average)
    return net_of(average, type(net)).eval(), position
