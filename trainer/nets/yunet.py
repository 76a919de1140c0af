"""YuNet: the public detector that finds the faces our own networks learn from.

ShiqiYu/libfacedetection.train, WIDER FACE, Apache-2.0.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.spec.face_boxes import FacesFound, Floats, merge_passes
from photosearch.spec.face_canvas import STRIDES
from photosearch.spec.preprocess import Pixels
from trainer.nets.face_teacher import open_teacher

SEVERAL_PX = (160, 320, 640)
"""Longer sides at which it finds large and small faces."""

_MULTIPLE_PX = 32

# Enlarging more shows it nothing new.
_LARGEST_SCALE = 2.0


class YuNet:
    """The detector, open on one core.

    Args:
        file: `yunet_n_dynamic.onnx`.
        longer_px: Longer sides to which a picture is scaled, one pass each; by default
            one pass at the picture's own size.
        least_score: Below it nothing is a face, 0 to 1.

    Raises:
        DataError: The file is missing or is no network.
    """

    def __init__(
        self, file: Path, longer_px: Sequence[int] = (), least_score: float = 0.6
    ) -> None:
        self._session = open_teacher(file)
        self._names = [each.name for each in self._session.get_outputs()]
        self._longer_px = longer_px
        self._least_score = least_score

    def find(self, pixels: Pixels) -> FacesFound:
        """Find the faces of an upright picture (h, w, 3) uint8 RGB, in its pixels."""
        height, width = pixels.shape[:2]
        wanted = [longer / max(height, width) for longer in self._longer_px]
        scales = sorted({min(scale, _LARGEST_SCALE) for scale in wanted}) or [1.0]
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
        outputs = self._session.run(None, {"input": batch})
        said = dict(zip(self._names, outputs, strict=True))
        found = [self._read(said, stride, shape[3] // stride) for stride in STRIDES]
        return FacesFound(
            np.concatenate([each.boxes for each in found]),
            np.concatenate([each.points for each in found]),
            np.concatenate([each.scores for each in found]),
        )

    def _read(self, said: Mapping[str, Floats], stride: int, wide: int) -> FacesFound:
        """Read one of its maps: class, objectness, boxes, points of each cell."""
        classes, objects, boxes, points = (
            said[f"{kind}_{stride}"][0] for kind in ("cls", "obj", "bbox", "kps")
        )
        scores = np.sqrt(classes[:, 0].clip(0, 1) * objects[:, 0].clip(0, 1))
        kept = np.flatnonzero(scores >= self._least_score)
        corner = np.stack([kept % wide, kept // wide], axis=1)
        size = np.exp(boxes[kept, 2:]) * stride
        lower = (corner + boxes[kept, :2]) * stride - size / 2
        spots = points[kept].reshape(-1, 5, 2) + corner[:, None]
        return FacesFound(
            np.concatenate([lower, size], axis=1).astype(np.float32),
            (spots * stride).astype(np.float32),
            scores[kept].astype(np.float32),
        )
