"""MobileFaceNet: whose descriptions of faces ours learns; a teacher, never shipped.

foamliu/MobileFaceNet, Apache-2.0: aligned faces to 128 numbers, one face at a time.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.nets.face_teacher import open_teacher

WIDTH = 128

# ImageNet's channel statistics, with which it was trained.
_MEAN = np.array([0.485, 0.456, 0.406], np.float32) * 255
_STD = np.array([0.229, 0.224, 0.225], np.float32) * 255


class MobileFaceNet:
    """The teacher, open on one core; `file` is `mobilefacenet.onnx`."""

    def __init__(self, file: Path) -> None:
        self._session = open_teacher(file)
        self._input = self._session.get_inputs()[0].name

    def describe(self, faces: Pixels) -> npt.NDArray[np.float32]:
        """Describe aligned faces (n, 112, 112, 3) uint8, (n, 128) of unit length."""
        planes = ((faces - _MEAN) / _STD).transpose(0, 3, 1, 2)
        said = [
            self._session.run(None, {self._input: np.ascontiguousarray(plane[None])})[0]
            for plane in planes
        ]
        raw = np.concatenate(said) if said else np.zeros((0, WIDTH), np.float32)
        length = np.linalg.norm(raw, axis=1, keepdims=True)
        unit: npt.NDArray[np.float32] = raw / np.maximum(length, 1e-12)
        return unit
