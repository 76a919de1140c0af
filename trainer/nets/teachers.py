"""Teachers: networks of others whose features a recipe learns to match.

A teacher is never copied into the repository nor shipped. Recipes see only the
protocol, so that tests can teach with a drawn stand-in.
"""

import warnings
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.errors import DataError

FeatureMap = npt.NDArray[np.float32]


class Teacher(Protocol):
    """What describes a picture; lives in one process, built there."""

    size_px: int
    width: int

    def describe(self, pixels: Pixels) -> FeatureMap:
        """Describe one picture (size_px, size_px, 3) uint8, place by place.

        Returns:
            (h, w, width) float32, never negative; its mean describes the whole.
        """
        ...


class MobileNetTeacher:
    """MobileNetV2 1.0 224 (ImageNet, 8 bit, Apache-2.0), features before pooling."""

    size_px = 224
    width = 1280
    _MAP = "MobilenetV2/Conv_1/Relu6"

    def __init__(self, file: Path) -> None:
        try:
            from ai_edge_litert.interpreter import Interpreter
        except ImportError as error:
            raise DataError(
                "the teacher needs the package ai-edge-litert: "
                "pip install 'photosearch[train,distill]'"
            ) from error
        if not file.is_file():
            raise DataError(f"teacher {file} is missing")
        with warnings.catch_warnings():
            # Keeping inner tensors is said to be for debugging; the feature map
            # is one of them.
            warnings.simplefilter("ignore", UserWarning)
            self._network = Interpreter(
                str(file), num_threads=1, experimental_preserve_all_tensors=True
            )
        self._network.allocate_tensors()
        self._input = self._network.get_input_details()[0]["index"]
        found = next(
            each
            for each in self._network.get_tensor_details()
            if each["name"].startswith(self._MAP)
        )
        self._map = found["index"]
        self._scale, self._zero = found["quantization"]

    def describe(self, pixels: Pixels) -> FeatureMap:
        """Describe one picture (224, 224, 3) uint8 as (7, 7, 1280) float32."""
        self._network.set_tensor(self._input, pixels[None])
        self._network.invoke()
        raw = self._network.get_tensor(self._map)[0]
        features: FeatureMap = (raw.astype(np.float32) - self._zero) * self._scale
        return features
