from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from trainer.nets.mobilefacenet import WIDTH, MobileFaceNet

_WEIGHT = np.random.default_rng(0).standard_normal((3, WIDTH)).astype(np.float32)


def save_teacher(file: Path) -> Path:
    """Save a network that projects a face's mean colour, one face at a time."""
    shape = [1, 3, 112, 112]
    graph = helper.make_graph(
        [
            helper.make_node("GlobalAveragePool", ["input0"], ["mean"]),
            helper.make_node("Flatten", ["mean"], ["colour"]),
            helper.make_node("MatMul", ["colour", "weight"], ["output0"]),
        ],
        "drawn",
        [helper.make_tensor_value_info("input0", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("output0", TensorProto.FLOAT, [1, WIDTH])],
        [numpy_helper.from_array(_WEIGHT, "weight")],
    )
    opset = [helper.make_opsetid("", 20)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=9), file)
    return file


def test_that_it_is_shown_red_first_on_the_scale_of_imagenet(tmp_path: Path) -> None:
    colours = np.array([[200, 100, 50], [10, 20, 240]], np.uint8)
    faces = np.broadcast_to(colours[:, None, None], (2, 112, 112, 3))
    said = MobileFaceNet(save_teacher(tmp_path / "m.onnx")).describe(faces)
    shown = (colours / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    wanted = shown @ _WEIGHT
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    np.testing.assert_allclose(wanted, said, atol=1e-5)


def test_that_no_faces_have_no_description(tmp_path: Path) -> None:
    teacher = MobileFaceNet(save_teacher(tmp_path / "m.onnx"))
    assert (0, WIDTH) == teacher.describe(np.zeros((0, 112, 112, 3), np.uint8)).shape
