import os
from pathlib import Path

import numpy as np
import pytest

from photosearch.spec.preprocess import ResizeRule, network_input
from trainer.data.sources import source_folder
from trainer.data.views import open_photo
from trainer.errors import DataError
from trainer.nets.teachers import MobileNetTeacher

pytest.importorskip("ai_edge_litert", reason="the extra 'distill' is not installed")

TEACHER = "mobilenet_v2_1.0_224_quant.tflite"


def test_that_a_missing_teacher_is_one_line(tmp_path):
    with pytest.raises(DataError, match=r"teacher .*none\.tflite is missing"):
        MobileNetTeacher(tmp_path / "none.tflite")


@pytest.mark.skipif(
    "PHOTOSEARCH_DATA" not in os.environ,
    reason="PHOTOSEARCH_DATA names no folder of packs",
)
def test_that_the_teacher_sees_what_photos_have_in_common(tmp_path):
    root = Path(os.environ["PHOTOSEARCH_DATA"])
    teacher = MobileNetTeacher(source_folder("teachers", root, tmp_path) / TEACHER)
    classes = source_folder("photos/caltech101", root, tmp_path)
    features = []
    for name in ("sunflower", "stop_sign", "airplanes"):
        for file in sorted((classes / name).iterdir())[:6]:
            pixels = network_input(open_photo(file), teacher.size_px, ResizeRule.CROP)
            features.append(teacher.describe(pixels).mean(axis=(0, 1)))
    stacked = np.stack(features)
    assert stacked.shape == (18, teacher.width)
    assert stacked.dtype == np.float32
    centred = stacked - stacked.mean(axis=0)
    units = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    similarity = units @ units.T
    np.fill_diagonal(similarity, -1)
    nearest_class = similarity.argmax(axis=1) // 6
    assert nearest_class.tolist() == np.repeat(np.arange(3), 6).tolist()
