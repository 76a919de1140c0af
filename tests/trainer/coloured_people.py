"""Faces of a few people, told apart by colours, and a teacher that sees these."""

import numpy as np
import onnx
from onnx import TensorProto, helper

from photosearch.spec.align import TEMPLATE

SIDE = 20
MARGIN = 2
SCALE = (SIDE - 2 * MARGIN) / 112


def points_of(count, side=SIDE):
    """Return where alignment puts the five points, (count, 5, 2)."""
    inner = (TEMPLATE - 56) * (side * 0.8 / 112) + side / 2
    return np.tile(inner, (count, 1, 1)).astype(np.float32)


def draw_faces(people, photos, side=SIDE, seed=0):
    """Draw photos of people (p * k, side, side, 3), and who is on each (p * k,)."""
    draw = np.random.default_rng(seed)
    colours = draw.integers(30, 226, (people, 1, 4, 4, 3))
    grain = draw.normal(0, 12, (people, photos, side, side, 3))
    light = draw.normal(0, 15, (people, photos, 1, 1, 1))
    block = side // 4
    large = colours.repeat(block, axis=2).repeat(block, axis=3)
    pixels = (large + grain + light).clip(0, 255).astype(np.uint8)
    return pixels.reshape(-1, side, side, 3), np.repeat(np.arange(people), photos)


def write_teacher(file):
    """Write a network that describes a face (1, 3, 112, 112) by 48 mean colours."""
    nodes = [
        helper.make_node(
            "AveragePool", ["face"], ["mean"], kernel_shape=[28, 28], strides=[28, 28]
        ),
        helper.make_node("Flatten", ["mean"], ["said"]),
    ]
    face = helper.make_tensor_value_info("face", TensorProto.FLOAT, [1, 3, 112, 112])
    said = helper.make_tensor_value_info("said", TensorProto.FLOAT, [1, 48])
    graph = helper.make_graph(nodes, "teacher", [face], [said])
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=9)
    file.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, file)
