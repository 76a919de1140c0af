"""YuNet: finds the faces that our own networks learn from; a teacher, never shipped.

ShiqiYu/libfacedetection.train, Apache-2.0. Its picture may have any size; here it is
padded to whole cells of its coarsest stride.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from photosearch.spec.face_boxes import FacesFound, merge_passes
from photosearch.spec.preprocess import Pixels
from trainer.errors import DataError
from trainer.evaluation.encoder import NOT_A_MODEL

_STRIDES = (8, 16, 32)


class YuNet:
    """The detector, open on one core.

    Args:
        file: `yunet_n_dynamic.onnx`.
        least_score: Faces it is less sure of are left out.
    """

    def __init__(self, file: Path, least_score: float = 0.6) -> None:
        self._session = open_teacher(file)
        self._least_score = least_score

    def find(self, pixels: Pixels) -> FacesFound:
        """Find the faces of a picture (h, w, 3) uint8 RGB at its own size."""
        height, width = pixels.shape[:2]
        rows, columns = -height % 32, -width % 32
        padded = np.pad(pixels, ((0, rows), (0, columns), (0, 0)))
        planes = padded[:, :, ::-1].transpose(2, 0, 1)[None].astype(np.float32)
        names = [each.name for each in self._session.get_outputs()]
        said = dict(zip(names, self._session.run(None, {"input": planes}), strict=True))
        wide = (width + columns) // 8
        found = [self._read(said, stride, wide * 8 // stride) for stride in _STRIDES]
        return merge_passes(found, [1.0] * len(found), width, height)

    def _read(
        self, said: dict[str, npt.NDArray[np.float32]], stride: int, wide: int
    ) -> FacesFound:
        scores = np.sqrt(
            np.clip(said[f"cls_{stride}"][0, :, 0], 0, 1)
            * np.clip(said[f"obj_{stride}"][0, :, 0], 0, 1)
        )
        kept = np.flatnonzero(scores >= self._least_score)
        corners = np.stack([kept % wide, kept // wide], axis=1).astype(np.float32)
        box = said[f"bbox_{stride}"][0, kept]
        centres = (corners + box[:, :2]) * stride
        sizes = np.exp(box[:, 2:]) * stride
        points = said[f"kps_{stride}"][0, kept].reshape(-1, 5, 2)
        return FacesFound(
            np.concatenate([centres - sizes / 2, sizes], axis=1).astype(np.float32),
            ((corners[:, None] + points) * stride).astype(np.float32),
            scores[kept].astype(np.float32),
        )


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
