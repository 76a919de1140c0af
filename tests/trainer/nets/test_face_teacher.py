import os
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from trainer.data.people_split import wild_photos
from trainer.data.sources import source_folder
from trainer.data.views import open_photo
from trainer.errors import DataError
from trainer.nets.face_teacher import YuNetTeacher

SIDE = 64
FACE_CELL = 9  # of stride 16, row 2, column 1


def outputs():
    """Return YuNet's outputs on 64 x 64 pixels for one face, by name."""
    found = {}
    for stride in (8, 16, 32):
        cells = (SIDE // stride) ** 2
        scores = np.zeros((1, cells, 1), np.float32)
        boxes, points = (np.zeros((1, cells, n), np.float32) for n in (4, 10))
        if stride == 16:
            scores[0, FACE_CELL] = 0.81
            boxes[0, FACE_CELL] = [0.5, 0.25, np.log(2), np.log(1.5)]
            points[0, FACE_CELL] = np.arange(10) / 10
        found |= {f"cls_{stride}": scores, f"obj_{stride}": scores}
        found |= {f"bbox_{stride}": boxes, f"kps_{stride}": points}
    return found


def write_teacher(file):
    """Write a network with YuNet's inputs and outputs that always says the same."""
    order = [
        f"{kind}_{s}" for kind in ("cls", "obj", "bbox", "kps") for s in (8, 16, 32)
    ]
    said = outputs()
    nodes = [
        helper.make_node(
            "Constant", [], [name], value=numpy_helper.from_array(said[name])
        )
        for name in order
    ]
    shape = [1, 3, SIDE, SIDE]
    graph = helper.make_graph(
        nodes,
        "drawn",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, said[name].shape)
            for name in order
        ],
    )
    opset = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8), file)
    return file


def test_that_a_face_is_read_in_pixels_of_the_picture(tmp_path):
    teacher = YuNetTeacher(write_teacher(tmp_path / "t.onnx"), longer_px=(SIDE,))
    found = teacher.find(np.zeros((30, 32, 3), np.uint8))  # enlarged twice
    assert [np.float32(0.81)] == pytest.approx(found.scores.tolist())
    # Centre (1.5, 2.25) cells of 16, size (32, 24), all halved.
    np.testing.assert_allclose([[4, 12, 16, 12]], found.boxes, rtol=1e-5)
    points = (np.arange(10).reshape(5, 2) / 10 + [1, 2]) * 16 / 2
    np.testing.assert_allclose(points, found.points[0], rtol=1e-5)


def test_that_unlikely_faces_are_not_read(tmp_path):
    file = write_teacher(tmp_path / "t.onnx")
    teacher = YuNetTeacher(file, longer_px=(SIDE,), least_score=0.82)
    assert 0 == len(teacher.find(np.zeros((64, 64, 3), np.uint8)))


def test_that_a_missing_or_damaged_teacher_is_one_line(tmp_path):
    with pytest.raises(DataError, match="is missing"):
        YuNetTeacher(tmp_path / "none.onnx")
    (tmp_path / "broken.onnx").write_bytes(b"no network")
    with pytest.raises(DataError, match="cannot be loaded"):
        YuNetTeacher(tmp_path / "broken.onnx")


@pytest.mark.skipif(
    "PHOTOSEARCH_DATA" not in os.environ,
    reason="PHOTOSEARCH_DATA names no folder of packs",
)
def test_that_the_teacher_sees_the_people_of_photos(tmp_path):
    root = Path(os.environ["PHOTOSEARCH_DATA"])
    folder = source_folder("teachers", root, tmp_path)
    teacher = YuNetTeacher(folder / "yunet_n_dynamic.onnx")
    photos = wild_photos(root, tmp_path)[:10]
    found = [teacher.find(open_photo(each.photo.file)) for each in photos]
    assert sum(bool(len(each) and each.scores[0] > 0.8) for each in found) >= 9
