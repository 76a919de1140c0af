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
from trainer.nets.yunet import SEVERAL_PX, YuNet

_SIDE = 64


def save_detector(file: Path, said: dict[str, np.ndarray]) -> Path:
    """Save a network with YuNet's outputs that says the same of every picture."""
    outputs, weights = [], []
    for name, values in said.items():
        outputs.append(
            helper.make_tensor_value_info(name, TensorProto.FLOAT, values.shape)
        )
        weights.append(numpy_helper.from_array(values.astype(np.float32), f"{name}.w"))
    nodes = [helper.make_node("Identity", [f"{name}.w"], [name]) for name in said]
    pixels = helper.make_tensor_value_info(
        "input", TensorProto.FLOAT, ["n", 3, "h", "w"]
    )
    graph = helper.make_graph(nodes, "drawn", [pixels], outputs, weights)
    opset = [helper.make_opsetid("", 20)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=9), file)
    return file


def silence() -> dict[str, np.ndarray]:
    """Return what it says of a picture of 64 by 64 without a face."""
    said = {}
    for stride in (8, 16, 32):
        cells = (_SIDE // stride) ** 2
        said |= {
            f"cls_{stride}": np.zeros((1, cells, 1)),
            f"obj_{stride}": np.zeros((1, cells, 1)),
            f"bbox_{stride}": np.zeros((1, cells, 4)),
            f"kps_{stride}": np.zeros((1, cells, 10)),
        }
    return said


def test_that_a_cell_is_read_in_units_of_its_stride(tmp_path: Path) -> None:
    said = silence()
    cell = 4 * 1 + 2  # row 1, column 2 of the map of stride 16
    said["cls_16"][0, cell] = 0.81
    said["obj_16"][0, cell] = 1.0
    said["bbox_16"][0, cell] = [0.5, 0.25, np.log(1.5), np.log(2.0)]
    said["kps_16"][0, cell] = np.linspace(-0.5, 0.5, 10)
    found = YuNet(save_detector(tmp_path / "y.onnx", said)).find(
        np.zeros((60, 62, 3), np.uint8)
    )
    np.testing.assert_allclose([0.9], found.scores, atol=1e-6)
    np.testing.assert_allclose([[28, 4, 24, 32]], found.boxes, atol=1e-4)
    spread = np.linspace(-8, 8, 10).reshape(5, 2) + np.array([32, 16])
    np.testing.assert_allclose(spread, found.points[0], atol=1e-4)


def test_that_a_picture_that_was_enlarged_is_read_in_its_own_pixels(
    tmp_path: Path,
) -> None:
    said = silence()
    cell = 4 * 2 + 1  # row 2, column 1 of the map of stride 16
    said["cls_16"][0, cell] = said["obj_16"][0, cell] = 0.81
    said["bbox_16"][0, cell] = [0.5, 0.25, np.log(2), np.log(1.5)]
    said["kps_16"][0, cell] = np.arange(10) / 10
    teacher = YuNet(save_detector(tmp_path / "y.onnx", said), longer_px=(_SIDE,))
    found = teacher.find(np.zeros((30, 32, 3), np.uint8))  # enlarged twice
    np.testing.assert_allclose([0.81], found.scores, atol=1e-6)
    # Centre (1.5, 2.25) cells of 16, size (32, 24), all halved.
    np.testing.assert_allclose([[4, 12, 16, 12]], found.boxes, rtol=1e-5)
    points = (np.arange(10).reshape(5, 2) / 10 + [1, 2]) * 16 / 2
    np.testing.assert_allclose(points, found.points[0], rtol=1e-5)


def test_that_unsure_faces_are_left_out(tmp_path: Path) -> None:
    said = silence()
    said["cls_8"][0, 3] = said["obj_8"][0, 3] = 0.5
    file = save_detector(tmp_path / "y.onnx", said)
    picture = np.zeros((_SIDE, _SIDE, 3), np.uint8)
    assert 0 == len(YuNet(file).find(picture))
    assert 1 == len(YuNet(file, least_score=0.4).find(picture))


@pytest.mark.parametrize("content", [None, b"no network"], ids=["missing", "damaged"])
def test_that_a_teacher_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "y.onnx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(DataError, match=r"teacher .*y\.onnx") as raised:
        YuNet(file)
    assert 1 == len(str(raised.value).splitlines())


@pytest.mark.skipif(
    "PHOTOSEARCH_DATA" not in os.environ,
    reason="PHOTOSEARCH_DATA names no folder of packs",
)
def test_that_the_people_of_real_photos_are_found(tmp_path: Path) -> None:
    root = Path(os.environ["PHOTOSEARCH_DATA"])
    folder = source_folder("teachers", root, tmp_path)
    teacher = YuNet(folder / "yunet_n_dynamic.onnx", SEVERAL_PX)
    photos = wild_photos(root, tmp_path)[:10]
    found = [teacher.find(open_photo(each.photo.file)) for each in photos]
    assert 9 <= sum(bool(len(each) and each.scores[0] > 0.8) for each in found)
