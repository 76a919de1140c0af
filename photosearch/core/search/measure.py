"""One measure of likeness out of all examples: whole photos, parts, and what not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.search.calibration import Calibration
from photosearch.core.search.candidates import Candidates, Chosen, Needs
from photosearch.core.search.curve import Similarities
from photosearch.core.search.examples import Example
from photosearch.core.search.part_calibration import PartCalibration
from photosearch.core.search.parts import Parts, parts_of
from photosearch.core.search.resemblance import (
    NO_REGION,
    positive_sum,
)
from photosearch.core.search.wholes import Wholes, wholes_of

# Two files with the same picture; stored embeddings are rounded to half precision.
_COPY = 0.9995


@dataclass(frozen=True, slots=True)
class Likeness:
    """How photos compare with a query.

    Attributes:
        similarities: (n,) float32, to all examples as weighted.
        is_copy: (n,) bool, whether it is one of the positive examples itself.
        examples: (n,) int16, the number of the positive example it is nearest to.
        regions: (n,) int16, which region is like that example; -1 where it is whole.
    """

    similarities: Similarities
    is_copy: npt.NDArray[np.bool_]
    examples: npt.NDArray[np.int16]
    regions: npt.NDArray[np.int16]

    def only(self, chosen: Chosen) -> "Likeness":
        """Return that of some of the photos."""
        return Likeness(
            self.similarities[chosen],
            self.is_copy[chosen],
            self.examples[chosen],
            self.regions[chosen],
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """The examples of a query, of which at least one is positive."""

    wholes: Wholes | None
    parts: Parts | None

    @property
    def needs(self) -> Needs:
        """What has to be known of photos."""
        return Needs(embeddings=self.wholes is not None, regions=self.parts is not None)

    def likeness(self, candidates: Candidates) -> Likeness:
        """Compare photos with the examples."""
        groups = (self.wholes, self.parts)
        kinds = [group.resemblance(candidates) for group in groups if group]
        weights = np.concatenate([kind.weights for kind in kinds])
        alike = np.hstack([kind.alike for kind in kinds])
        regions = np.hstack([kind.regions for kind in kinds])
        is_wanted = weights > 0
        numbers = np.concatenate([kind.numbers for kind in kinds])[is_wanted]
        similarities = np.sum([kind.wanted for kind in kinds], axis=0)
        similarities /= positive_sum(weights)
        if not is_wanted.all():
            similarities -= _unwanted(alike, weights)
        is_copy = (alike >= _COPY) & (regions == NO_REGION)
        rows, nearest = np.arange(len(alike)), alike[:, is_wanted].argmax(axis=1)
        return Likeness(
            similarities=similarities,
            is_copy=is_copy[:, is_wanted].any(axis=1),
            examples=numbers[nearest],
            regions=regions[:, is_wanted][rows, nearest],
        )


def measure_of(
    examples: Sequence[Example],
    calibration: Calibration,
    parts: PartCalibration | None,
) -> Measure:
    """Make a measure of examples.

    Args:
        examples: At least one with a positive weight.
        calibration: What similarities of whole photos are worth.
        parts: What those of parts are worth; may be None where no example is one.
    """
    return Measure(
        wholes_of(examples, calibration), parts_of(examples, parts) if parts else None
    )


def _unwanted(alike: Similarities, weights: npt.NDArray[np.float32]) -> Similarities:
    """Return by how much the negative examples push photos away.

    Only what resembles a negative example is pushed away; being its opposite is no
    reason to be found.
    """
    strengths = -weights[weights < 0] / positive_sum(weights)
    pushed: Similarities = np.vecdot(np.maximum(alike[:, weights < 0], 0), strengths)
    return pushed
