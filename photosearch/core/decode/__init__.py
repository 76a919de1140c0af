"""Files to network inputs, thumbnails and metadata, each in a process of its own."""

from photosearch.core.decode.files import read_file
from photosearch.core.decode.pool import DecodePool, open_pool
from photosearch.core.decode.task import (
    DecodeFailure,
    DecodeLimits,
    DecodeTask,
    InputShape,
)
from photosearch.core.decode.worker import decode_photo, decode_picture

__all__ = [
    "DecodeFailure",
    "DecodeLimits",
    "DecodePool",
    "DecodeTask",
    "InputShape",
    "decode_photo",
    "decode_picture",
    "open_pool",
    "read_file",
]
