"""What one search is after: how it measures photos, and where it looks for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.core.search.calibration import Calibration
from photosearch.core.search.candidates import Probe
from photosearch.core.search.examples import Example, voted_code
from photosearch.core.search.measure import Measure, measure_of
from photosearch.core.search.part_calibration import PartCalibration


@dataclass(frozen=True, slots=True)
class Aim:
    """A measure, and the codes near which what it likes best is to be found.

    Attributes:
        measure: How photos are compared with the examples.
        probes: Where candidates are looked for; the first is the query's own code.
        first: The code of the first positive example.
    """

    measure: Measure
    probes: tuple[Probe, ...]
    first: Probe

    @property
    def query(self) -> Probe:
        """The code of the query: that on which its examples agree."""
        return self.probes[0]


def aim_of(
    examples: Sequence[Example],
    calibration: Calibration,
    parts: PartCalibration | None,
) -> Aim:
    """Return what a search by examples is after.

    Args:
        examples: At least one with a positive weight.
        calibration: What similarities of whole photos are worth.
        parts: What those of parts are worth; may be None where no example is one.
    """
    wanted = [Probe(each.code, each.is_part) for each in examples if each.weight > 0]
    is_part = any(probe.is_part for probe in wanted)
    alike = [each for each in examples if each.is_part == is_part]
    code = voted_code([each.code for each in alike], [each.weight for each in alike])
    return Aim(
        measure=measure_of(examples, calibration, parts),
        probes=(Probe(code, is_part), *(wanted if len(examples) > 1 else ())),
        first=wanted[0],
    )
