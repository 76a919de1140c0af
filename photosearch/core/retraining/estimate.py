"""Asks a trainer how long a retraining would take."""

import tempfile
from collections.abc import Generator, Sequence
from pathlib import Path

from photosearch.core.errors import RetrainError
from photosearch.core.retraining.options import RetrainOptions, arguments
from photosearch.core.retraining.process import TrainerProcess
from photosearch.core.retraining.requirements import TRAINER
from photosearch.spec.retraining import Estimated, Failed


def estimate(options: RetrainOptions, command: Sequence[str] = TRAINER) -> Estimated:
    """Measure on a few photos how long a retraining would take; blocks meanwhile.

    Raises:
        RetrainError: It cannot be done; one line.
    """
    for answer in estimating(options, command):
        if answer is not None:
            return answer
    raise RetrainError("the trainer gave no estimate")


def estimating(
    options: RetrainOptions, command: Sequence[str] = TRAINER
) -> Generator[Estimated | None, None, None]:
    """Estimate such that whoever iterates may stop: closing ends the trainer.

    Yields:
        None every half second, and in the end the estimate.

    Raises:
        RetrainError: It cannot be done; one line.
    """
    with tempfile.TemporaryDirectory(prefix="photosearch-") as folder:
        said, log = Path(folder) / "events.jsonl", Path(folder) / "log.txt"
        # What the probe writes is thrown away, and lies outside the photos.
        words = ["estimate", *arguments(options, Path(folder) / "run"), "--events"]
        trainer = TrainerProcess(command, words, said, log)
        try:
            for event in trainer.events():
                if isinstance(event, Failed):
                    raise RetrainError(event.reason)
                if isinstance(event, Estimated):
                    yield event
                    return
                yield None
            raise RetrainError(f"the trainer gave no estimate: {trainer.last_words()}")
        finally:
            trainer.kill()
