"""Models that learn from one's own photos: the doors to `core.retraining`."""

import itertools
from collections.abc import Generator, Sequence

from photosearch.core.models import Models
from photosearch.core.paths import Folders
from photosearch.core.retraining import (
    TRAINER,
    RetrainOptions,
    Run,
    RunState,
    estimating,
    open_run,
    runs,
    why_impossible,
)
from photosearch.spec.retraining import Estimated

_NAME = "my-photos"


class Retraining:
    """The part of a library that lets models learn from the user's photos.

    A model so made is added with `Library.add_model(run.model())`, put to use with
    `Library.use_model`, and left again with that of the model before.
    """

    _folders: Folders
    _models: Models
    _trainer: Sequence[str]

    def why_no_retraining(self) -> str | None:
        """Tell in one line why nothing can be trained here; None where it can."""
        return why_impossible() if tuple(self._trainer) == TRAINER else None

    def estimate_retraining(
        self, options: RetrainOptions
    ) -> Generator[Estimated | None, None, None]:
        """Measure on a few photos how long a retraining would take.

        Yields:
            None every half second, and in the end the estimate; closing stops.

        Raises:
            RetrainError: It cannot be done; one line.
        """
        return estimating(options, self._trainer)

    def new_retraining(self, options: RetrainOptions) -> Run:
        """Make a new retraining; `Run.events` starts it.

        Raises:
            RetrainError: The disk refuses.
        """
        return open_run(self._folders.retrainings, options, self._trainer)

    def retrainings(self) -> tuple[RunState, ...]:
        """Return all retrainings, the newest first, each with how it stands."""
        return runs(self._folders.retrainings, self._trainer)

    def name_for_retraining(self) -> str:
        """Return a name that neither a model nor a retraining bears."""
        taken = {model.name.casefold() for model in self._models.list()}
        taken |= {each.run.options.name.casefold() for each in self.retrainings()}
        numbers = itertools.count(1)
        return next(name for n in numbers if (name := f"{_NAME}-{n}") not in taken)
