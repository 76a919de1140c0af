"""Which photos are near copies of a better one, or of the same moment."""

from photosearch.core.duplicates.moments import same_moments
from photosearch.core.duplicates.near import Compared, Portraits, near_copies
from photosearch.core.duplicates.sketch import SIDE, Sketches, sketch_of
from photosearch.core.duplicates.sketch_file import load_sketches, save_sketches

__all__ = [
    "SIDE",
    "Compared",
    "Portraits",
    "Sketches",
    "load_sketches",
    "near_copies",
    "same_moments",
    "save_sketches",
    "sketch_of",
]
