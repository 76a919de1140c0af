"""Likeness of parts: how nearly a code is that of some region of a photo.

A part is looked for by signs, one a bit, that may weigh more or less: what was learned
of a part from several regions is no code any more. Where all weigh the same, the
similarity is cos(pi * d / bits) for d different bits, which is the cosine of what a
code came from if its bits are the sides of random planes (Charikar, 2002).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.records import RegionCodes
from photosearch.core.search.candidates import Candidates
from photosearch.core.search.curve import Similarities
from photosearch.core.search.examples import Example
from photosearch.core.search.part_calibration import PartCalibration
from photosearch.core.search.resemblance import Resemblance
from photosearch.spec.codes import Codes, pack, unpack

Signs = npt.NDArray[np.float32]

_EVERY_BYTE: Codes = np.arange(256, dtype=np.uint8)[:, None]
# So many photos are compared while the processor still has them at hand.
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Parts:
    """The examples that are parts of photos.

    Attributes:
        numbers: (e,) int16, which examples of the query they are.
        weights: (e,) float32, below zero for what shall not be found.
        signs: (e, bits) float32, above zero where a bit is to be set, the farther from
            zero the more the bit counts.
        calibration: What their similarities are worth.
    """

    numbers: npt.NDArray[np.int16]
    weights: npt.NDArray[np.float32]
    signs: Signs
    calibration: PartCalibration

    @property
    def is_wanted(self) -> npt.NDArray[np.bool_]:
        """Which of them are positive, (e,)."""
        return self.weights > 0

    def wanted_codes(self) -> Codes:
        """Return the codes (k, bytes) that the signs of the positive ones ask for."""
        return pack(self.signs[self.is_wanted])

    def resemblance(self, candidates: Candidates) -> Resemblance:
        """Compare the most alike region of each photo with each of them."""
        alike, regions = self.matches(candidates.regions)
        positive = np.maximum(self.weights, 0)
        return Resemblance(
            numbers=self.numbers,
            weights=self.weights,
            alike=alike,
            regions=regions,
            wanted=np.vecdot(alike, positive),
        )

    def matches(
        self, regions: RegionCodes
    ) -> tuple[Similarities, npt.NDArray[np.int16]]:
        """Find the region of each photo that is most like each part.

        Args:
            regions: (n, regions, bytes) uint8.

        Returns:
            Similarities (n, e), comparable with those of whole photos, and the numbers
            of the regions (n, e), the lower one of two that are as like.
        """
        similarities = np.empty((len(regions), len(self.signs)), np.float32)
        found = np.empty(similarities.shape, np.int16)
        for column, signs in enumerate(self.signs):
            alike = agreement(signs, regions)
            found[:, column] = alike.argmax(axis=1)
            similarities[:, column] = alike.max(axis=1)
        return self.calibration.as_of_photos(similarities), found


def parts_of(examples: Sequence[Example], calibration: PartCalibration) -> Parts | None:
    """Return the parts among the examples of a query, if there are any."""
    chosen = [(number, each) for number, each in enumerate(examples) if each.is_part]
    if not chosen:
        return None
    return Parts(
        numbers=np.array([number for number, _ in chosen], np.int16),
        weights=np.array([each.weight for _, each in chosen], np.float32),
        signs=signs_of(np.stack([each.code for _, each in chosen])),
        calibration=calibration,
    )


def signs_of(codes: Codes) -> Signs:
    """Return the bits of codes (n, bytes) as signs (n, bits): 1 where one is set."""
    signs: Signs = unpack(codes).astype(np.float32) * 2 - 1
    return signs


def agreement(signs: Signs, codes: Codes) -> Similarities:
    """Measure how nearly codes are what signs ask for, 1 to -1.

    Args:
        signs: (bits,) float32, not all zero.
        codes: (..., bytes) uint8.

    Returns:
        (...) float32.
    """
    # What each value of each byte contributes, (256, bytes).
    worth = signs_of(_EVERY_BYTE) @ signs.reshape(-1, 8).T
    total = np.zeros(codes.shape[:-1], np.float32)
    for first in range(0, len(codes), _BLOCK):
        block = total[first : first + _BLOCK]
        for place, worth_there in enumerate(np.ascontiguousarray(worth.T)):
            block += worth_there[codes[first : first + _BLOCK, ..., place]]
    similarities: Similarities = np.sin(
        total * np.float32(np.pi / 2 / np.abs(signs).sum())
    )
    return similarities
