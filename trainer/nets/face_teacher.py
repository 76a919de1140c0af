"""What recipes ask of public networks that know faces, and how such a file is opened.

Teachers are never copied into the repository nor shipped. Recipes see only the
protocol, so that tests can teach with a drawn stand-in.
"""

from pathlib import Path
from typing import Protocol

import onnxruntime

from photosearch.spec.face_boxes import FacesFound
from photosearch.spec.preprocess import Pixels
from trainer.errors import DataError
from trainer.evaluation.encoder import NOT_A_MODEL


class FaceTeacher(Protocol):
    """What finds the faces of a picture."""

    def find(self, pixels: Pixels) -> FacesFound:
        """Find the faces of an upright picture (h, w, 3) uint8 RGB, in its pixels."""
        ...


def open_teacher(file: Path) -> onnxruntime.InferenceSession:
    """Open an ONNX teacher on one core.

    Raises:
        DataError: It is missing or no network.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(
            file.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
    except OSError as error:
        raise DataError(f"cannot read teacher {file}: {error.strerror}") from error
    except NOT_A_MODEL as error:
        raise DataError(f"cannot use teacher {file}: {error}") from error
