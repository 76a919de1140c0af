"""Codes in memory, and the photos whose codes are nearest."""

from photosearch.core.index.codes import CodeIndex
from photosearch.core.index.regions import RegionIndex
from photosearch.core.index.saved import SavedIndex, load_index, save_index
from photosearch.core.index.scan import Survey

__all__ = [
    "CodeIndex",
    "RegionIndex",
    "SavedIndex",
    "Survey",
    "load_index",
    "save_index",
]
