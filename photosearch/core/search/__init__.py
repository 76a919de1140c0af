"""Examples in, ranked photos out, with a score that means something."""

from photosearch.core.search.calibration import Calibration, calibrate, sample_ids
from photosearch.core.search.searcher import Example, Ranking, Searcher

__all__ = [
    "Calibration",
    "Example",
    "Ranking",
    "Searcher",
    "calibrate",
    "sample_ids",
]
