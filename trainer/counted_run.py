"""A training run of so many steps, which can be interrupted.

What a step learns, and what is measured now and then, the recipes say themselves.
"""

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from trainer import checkpoint
from trainer.checkpoint import CHECKPOINT_FILE, Position
from trainer.progress import ProgressLog
from trainer.schedule import brief

logger = logging.getLogger(__name__)

LOG_EVERY = 25

Figures = dict[str, float]


class CountedRun:
    """Networks, optimisers and where they stand.

    Args:
        out: Folder of the checkpoint and of the progress log.
        identity: Text of all that a resumed run must share.
        nets: All that has weights, by names without dots.
        optimizers: All that moves them, likewise.

    Attributes:
        step: Finished steps; with the seed it must decide every random choice of a
            step, so that a run that was killed goes on exactly as it would have.
        elapsed_s: Seconds of training.
    """

    def __init__(
        self,
        out: Path,
        identity: str,
        nets: Mapping[str, nn.Module],
        optimizers: Mapping[str, torch.optim.Optimizer],
    ) -> None:
        self.step = 0
        self.elapsed_s = 0.0
        self._out = out
        self._identity = identity
        self._nets = nets
        self._optimizers = optimizers

    def train_to(
        self,
        steps: int,
        take_step: Callable[[], Mapping[str, Tensor]],
        *,
        save_minutes: float,
        measure: Callable[[], Figures] = dict,
        validations: int = 1,
    ) -> Figures:
        """Train, or go on training, and return what was measured at the end.

        Args:
            steps: How many there are.
            take_step: Takes the step after `step` finished ones; returns its terms.
            save_minutes: Between two checkpoints.
            measure: Measures the networks as they are.
            validations: How often in a run; at its end at least.

        Raises:
            TrainingError: A checkpoint cannot be used or written.
        """
        self._resume()
        logger.info("training from step %d of %d", self.step, steps)
        before, start = self.elapsed_s, time.monotonic()
        last_saved, found = start, None
        with ProgressLog(self._out) as progress:
            while self.step < steps:
                terms = take_step()
                self.step += 1
                self.elapsed_s = before + time.monotonic() - start
                if self.step % LOG_EVERY == 0 or self.step == steps:
                    shown = {name: term.item() for name, term in terms.items()}
                    progress.write(self.step, {**shown, "elapsed_s": self.elapsed_s})
                if _is_due(self.step, steps, validations):
                    found = measure()
                    progress.write(self.step, found)
                    logger.info("step %d of %d: %s", self.step, steps, brief(found))
                if time.monotonic() - last_saved > 60 * save_minutes:
                    self.save()
                    last_saved = time.monotonic()
        # A run that was stopped after its last step has measured nothing.
        return measure() if found is None else found

    def save(self) -> None:
        """Write a checkpoint.

        Raises:
            TrainingError: There is no space or no permission.
        """
        position = Position(self.step, self.elapsed_s, self._identity)
        checkpoint.save_all(
            self._out / CHECKPOINT_FILE, position, self._nets, self._optimizers
        )

    def _resume(self) -> None:
        file = self._out / CHECKPOINT_FILE
        if file.is_file():
            position = checkpoint.load_all(
                file, self._identity, self._nets, self._optimizers
            )
            self.step, self.elapsed_s = position.step, position.elapsed_s


def _is_due(step: int, steps: int, times: int) -> bool:
    """Tell whether a step is the first of another share of the run, or the last."""
    return step == steps or step * times // steps > (step - 1) * times // steps
