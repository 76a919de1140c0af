"""Files to network inputs, thumbnails and metadata, each in a process of its own."""

from photosearch.core.decode.desk import DecodeDesk
from photosearch.core.decode.files import read_file
from photosearch.core.decode.pool import DecodePool, open_pool
from photosearch.core.decode.preview import embedded_preview, stored_orientation
from photosearch.core.decode.task import (
    DecodeFailure,
    DecodeLimits,
    DecodeTask,
    InputShape,
)
from photosearch.core.decode.worker import decode_photo, decode_picture

__all__ = [
    "DecodeDesk",
    "DecodeFailure",
    "DecodeLimits",
    "DecodePool",
    "DecodeTask",
    "InputShape",
    "decode_photo",
    "decode_picture",
    "embedded_preview",
    "open_pool",
    "read_file",
    "stored_orientation",
]
