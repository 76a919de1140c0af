"""The library: the one door to the core for the command line and the window."""

from photosearch.core.library.examination import Finding
from photosearch.core.library.library import Library, open_library
from photosearch.core.library.questions import (
    AtWork,
    Example,
    LikeFile,
    LikePhoto,
    LikePicture,
    Mark,
    ModelState,
    Query,
    Status,
)

__all__ = [
    "AtWork",
    "Example",
    "Finding",
    "Library",
    "LikeFile",
    "LikePhoto",
    "LikePicture",
    "Mark",
    "ModelState",
    "Query",
    "Status",
    "open_library",
]
