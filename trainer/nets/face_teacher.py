"""The public face detector that labels pictures: YuNet.

As every teacher it is never copied into the repository nor shipped. Recipes see only
the protocol, so that tests can teach with a drawn stand-in.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from PIL import Image

from photosearch.spec.face_boxes import FacesFound, Floats, merge_passes
from photosearch.spec.face_canvas import STRIDES
from photosearch.spec.preprocess import Pixels
from trainer.errors import DataError

_MULTIPLE_PX = 32

# Enlarging more shows it nothing new.
_LARGEST_SCALE = 2.0


class FaceTeacher(Protocol):
    """What finds the faces of a picture."""

    def find(self, pixels: Pixels) -> FacesFound:
        """Find the faces of an upright picture (h, w, 3) uint8, in its pixels."""
        ...


class YuNetTeacher:
    """YuNet (libfacedetection.train, WIDER FACE, Apache-2.0), at several sizes.

    Args:
        file: `yunet_n_dynamic.onnx`.
        longer_px: Longer sides to which a picture is scaled, one pass each.
        least_score: Below it nothing is a face, 0 to 1.
        threads: Of the processor.

    Raises:
        DataError: The file is missing or is another network.
    """

    def __init__(
        self,
        file: Path,
        longer_px: Sequence[int] = (160, 320, 640),
        least_score: float = 0.3,
        threads: int = 1,
    ) -> None:
        if not file.is_file():
            raise DataError(f"teacher {file} is missing")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        try:
            self._session = onnxruntime.InferenceSession(
                str(file), options, providers=["CPUExecutionProvider"]
            )
            self._input = self._session.get_inputs()[0].name
        except Exception as error:
            raise DataError(f"teacher {file} cannot be loaded: {error}") from error
        self._longer_px = longer_px
        self._least_score = least_score

    def find(self, pixels: Pixels) -> FacesFound:
        """Find the faces of an upright picture (h, w, 3) uint8, in its pixels."""
        height, width = pixels.shape[:2]
        wanted = [longer / max(height, width) for longer in self._longer_px]
        scales = sorted({min(scale, _LARGEST_SCALE) for scale in wanted})
        passes = [self._pass(pixels, scale) for scale in scales]
        return merge_passes(passes, scales, width, height)

    def _pass(self, pixels: Pixels, scale: float) -> FacesFound:
        """Find faces in a picture that was scaled, in pixels of the scaled picture."""
        height, width = (max(1, round(side * scale)) for side in pixels.shape[:2])
        scaled = Image.fromarray(pixels).resize(
            (width, height), Image.Resampling.BILINEAR
        )
        rows, columns = (-(-side // _MULTIPLE_PX) for side in (height, width))
        shape = (1, 3, rows * _MULTIPLE_PX, columns * _MULTIPLE_PX)
        batch = np.zeros(shape, np.float32)
        # It was trained on blue, green, red from 0 to 255.
        batch[0, :, :height, :width] = np.asarray(scaled)[:, :, ::-1].transpose(2, 0, 1)
        outputs = self._session.run(None, {self._input: batch})
        maps = len(STRIDES)
        found = [
            self._read(outputs[level::maps], stride, shape[3] // stride)
            for level, stride in enumerate(STRIDES)
        ]
        return FacesFound(
            np.concatenate([each.boxes for each in found]),
            np.concatenate([each.points for each in found]),
            np.concatenate([each.scores for each in found]),
        )

    def _read(self, outputs: Sequence[Floats], stride: int, columns: int) -> FacesFound:
        """Read one of its maps: class, objectness, boxes, points of each cell."""
        classes, objects, boxes, points = (each[0] for each in outputs)
        scores = np.sqrt(classes[:, 0].clip(0, 1) * objects[:, 0].clip(0, 1))
        rows = np.flatnonzero(scores >= self._least_score)
        corner = np.stack([rows % columns, rows // columns], axis=1)
        size = np.exp(boxes[rows, 2:]) * stride
        lower = (corner + boxes[rows, :2]) * stride - size / 2
        spots = points[rows].reshape(-1, 5, 2) + corner[:, None]
        return FacesFound(
            np.concatenate([lower, size], axis=1).astype(np.float32),
            (spots * stride).astype(np.float32),
            scores[rows].astype(np.float32),
        )
