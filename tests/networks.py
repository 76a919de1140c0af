"""Tiny networks drawn for tests: colour averages, projected, packed into bits."""

from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule

_CELLS = 4


def photo_spec(
    name: str = "tiny", *, input_px: int = 32, bits: int = 64, width: int = 24
) -> ModelSpec:
    return ModelSpec(
        name=name,
        kind=ModelKind.PHOTO,
        input_px=input_px,
        resize=ResizeRule.CROP,
        code_bits=bits,
        embedding_width=width,
        licence="drawn for tests",
    )


@dataclass(frozen=True)
class Flaws:
    """What is wrong with a network; nothing by default."""

    input_name: str = "pixels"
    input_type: int = TensorProto.UINT8
    input_px: int | None = None
    batch: int | str = "n"
    has_code: bool = True
    code_type: int = TensorProto.UINT8
    bits: int | None = None
    width: int | None = None
    embedding_scale: float = 1.0
    is_random: bool = False
    mixes_batch: bool = False
    has_external_data: bool = False
    metadata: dict[str, str] | None = field(default=None)


def network(
    spec: ModelSpec | None = None, *, seed: int = 0, flaws: Flaws | None = None
) -> bytes:
    """Draw a network that fits the spec, except for its flaws."""
    spec, flaws = spec or photo_spec(), flaws or Flaws()
    px = flaws.input_px or spec.input_px
    bits, width = flaws.bits or spec.code_bits, flaws.width or spec.embedding_width
    features = 3 * _CELLS * _CELLS
    random = np.random.default_rng(seed)
    constants = {
        "mean": np.float32(110),
        "spread": np.float32(60),
        "flat": np.array([-1, features]),
        "to_logits": _projection(random, features, bits),
        "to_embedding": _projection(random, features, width),
        "zero": np.float32(0),
        "in_bytes": np.array([-1, bits // 8, 8]),
        "powers": np.array([128, 64, 32, 16, 8, 4, 2, 1], np.float32),
        "scale": np.float32(flaws.embedding_scale),
    }
    cell = px // _CELLS
    nodes = [
        helper.make_node("Cast", [flaws.input_name], ["float"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["float"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node(
            "AveragePool",
            ["planes"],
            ["cells"],
            kernel_shape=[cell, cell],
            strides=[cell, cell],
        ),
        helper.make_node("Sub", ["cells", "mean"], ["centred"]),
        helper.make_node("Div", ["centred", "spread"], ["scaled"]),
        helper.make_node("Reshape", ["scaled", "flat"], ["features"]),
        *_flawed_features(flaws),
        helper.make_node("MatMul", ["final", "to_logits"], ["logits"]),
        helper.make_node("GreaterOrEqual", ["logits", "zero"], ["bits"]),
        helper.make_node("Cast", ["bits"], ["ones"], to=TensorProto.FLOAT),
        helper.make_node("Reshape", ["ones", "in_bytes"], ["bytes"]),
        helper.make_node("MatMul", ["bytes", "powers"], ["sums"]),
        helper.make_node("Cast", ["sums"], ["code"], to=flaws.code_type),
        helper.make_node("MatMul", ["final", "to_embedding"], ["long"]),
        helper.make_node("LpNormalization", ["long"], ["unit"], axis=1, p=2),
        helper.make_node("Mul", ["unit", "scale"], ["embedding"]),
    ]
    outputs = [
        helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", width])
    ]
    if flaws.has_code:
        outputs.append(
            helper.make_tensor_value_info("code", flaws.code_type, ["n", bits // 8])
        )
    graph = helper.make_graph(
        nodes,
        spec.name,
        [
            helper.make_tensor_value_info(
                flaws.input_name, flaws.input_type, [flaws.batch, px, px, 3]
            )
        ],
        outputs,
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9
    )
    metadata = spec.to_metadata() if flaws.metadata is None else flaws.metadata
    helper.set_model_props(model, metadata)
    if flaws.has_external_data:
        _move_out(model.graph.initializer[3])
    return model.SerializeToString()


def _projection(random: np.random.Generator, features: int, width: int) -> np.ndarray:
    return random.standard_normal((features, width)).astype(np.float32)


def _flawed_features(flaws: Flaws) -> list[onnx.NodeProto]:
    if flaws.is_random:
        return [
            helper.make_node("RandomNormalLike", ["features"], ["noise"]),
            helper.make_node("Add", ["features", "noise"], ["final"]),
        ]
    if flaws.mixes_batch:
        return [helper.make_node("Softmax", ["features"], ["final"], axis=0)]
    return [helper.make_node("Identity", ["features"], ["final"])]


def _move_out(tensor: onnx.TensorProto) -> None:
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "weights.bin"
