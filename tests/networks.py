"""Tiny networks drawn for tests: colour averages, projected, packed into bits."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from photosearch.spec.regions import Box, region_squares

_CELLS = 4
_FEATURES = 3 * _CELLS * _CELLS
# Its regions on up to three scales consist of whole cells of whole pixels.
PARTS_PX = 48


def photo_spec(
    name: str = "tiny",
    *,
    input_px: int = 32,
    bits: int = 64,
    width: int = 24,
    resize: ResizeRule = ResizeRule.CROP,
) -> ModelSpec:
    return ModelSpec(
        name=name,
        kind=ModelKind.PHOTO,
        input_px=input_px,
        resize=resize,
        code_bits=bits,
        embedding_width=width,
        licence="drawn for tests",
    )


def parts_spec(name: str = "tiny-parts", *, levels: int = 3, **facts: Any) -> ModelSpec:
    """Describe a network that has codes of regions on up to three scales.

    The code of a region is that of its square cut out and described as a picture, so
    that what is cut out of a photo is nearest to the region where it was.
    """
    spec = photo_spec(name, **{"input_px": PARTS_PX, **facts})
    return replace(spec, region_levels=levels)


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
    has_regions: bool = True
    region_type: int = TensorProto.UINT8
    region_levels: int | None = None
    embedding_scale: float = 1.0
    is_random: bool = False
    random_regions: bool = False
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
    levels = flaws.region_levels or spec.region_levels
    squares = region_squares(levels if flaws.has_regions else 0)
    random = np.random.default_rng(seed)
    constants = {
        "mean": np.float32(110),
        "spread": np.float32(60),
        "flat": np.array([-1, _FEATURES]),
        "to_logits": _projection(random, _FEATURES, bits),
        "to_embedding": _projection(random, _FEATURES, width),
        "zero": np.float32(0),
        "in_bytes": np.array([-1, bits // 8, 8]),
        "powers": np.array([128, 64, 32, 16, 8, 4, 2, 1], np.float32),
        "scale": np.float32(flaws.embedding_scale),
        "regions_in_bytes": np.array([-1, len(squares), bits // 8, 8]),
        "one_row": np.array([-1, 1, _FEATURES]),
        "both_sides": np.array([2, 3]),
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
        *_flawed("features", "final", flaws.is_random, flaws),
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
    if squares:
        nodes += _region_nodes(squares, px, flaws, constants)
        shape = ["n", len(squares), bits // 8]
        outputs.append(
            helper.make_tensor_value_info("region_codes", flaws.region_type, shape)
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


def _region_nodes(
    squares: tuple[Box, ...], px: int, flaws: Flaws, constants: dict[str, np.ndarray]
) -> list[onnx.NodeProto]:
    """Describe each square as the whole input is described."""
    nodes = []
    for number, square in enumerate(squares):
        left, top, right, bottom = square.in_pixels(px, px)
        constants[f"start {number}"] = np.array([top, left])
        constants[f"end {number}"] = np.array([bottom, right])
        cell = (right - left) // _CELLS
        nodes += [
            helper.make_node(
                "Slice",
                ["planes", f"start {number}", f"end {number}", "both_sides"],
                [f"cut {number}"],
            ),
            helper.make_node(
                "AveragePool",
                [f"cut {number}"],
                [f"cells {number}"],
                kernel_shape=[cell, cell],
                strides=[cell, cell],
            ),
            helper.make_node(
                "Reshape", [f"cells {number}", "one_row"], [f"row {number}"]
            ),
        ]
    rows = [f"row {number}" for number in range(len(squares))]
    return [
        *nodes,
        helper.make_node("Concat", rows, ["rows"], axis=1),
        helper.make_node("Sub", ["rows", "mean"], ["centred rows"]),
        helper.make_node("Div", ["centred rows", "spread"], ["scaled rows"]),
        *_flawed("scaled rows", "final rows", flaws.random_regions, flaws),
        helper.make_node("MatMul", ["final rows", "to_logits"], ["region logits"]),
        helper.make_node("GreaterOrEqual", ["region logits", "zero"], ["region bits"]),
        helper.make_node(
            "Cast", ["region bits"], ["region ones"], to=TensorProto.FLOAT
        ),
        helper.make_node(
            "Reshape", ["region ones", "regions_in_bytes"], ["region bytes"]
        ),
        helper.make_node("MatMul", ["region bytes", "powers"], ["region sums"]),
        helper.make_node(
            "Cast", ["region sums"], ["region_codes"], to=flaws.region_type
        ),
    ]


def _projection(random: np.random.Generator, features: int, width: int) -> np.ndarray:
    return random.standard_normal((features, width)).astype(np.float32)


def _flawed(
    source: str, result: str, is_random: bool, flaws: Flaws
) -> list[onnx.NodeProto]:
    if is_random:
        noise = f"noise in {source}"
        return [
            helper.make_node("RandomNormalLike", [source], [noise]),
            helper.make_node("Add", [source, noise], [result]),
        ]
    if flaws.mixes_batch:
        return [helper.make_node("Softmax", [source], [result], axis=0)]
    return [helper.make_node("Identity", [source], [result])]


def _move_out(tensor: onnx.TensorProto) -> None:
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "weights.bin"
