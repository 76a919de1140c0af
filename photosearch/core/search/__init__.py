"""Examples in, ranked photos out, with a score that means something."""

from photosearch.core.search.calibration import Calibration, calibrate, sample_ids
from photosearch.core.search.examples import Example, Marks
from photosearch.core.search.ranking import Ranking
from photosearch.core.search.searcher import Searcher

__all__ = [
    "Calibration",
    "Example",
    "Marks",
    "Ranking",
    "Searcher",
    "calibrate",
    "sample_ids",
]
