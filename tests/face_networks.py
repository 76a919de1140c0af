"""Tiny networks for tests: one finds the faces of `tests.faces`, one describes them.

The detector looks for magenta squares. In the window around each cell it takes the
area of what is magenta, its centre and its spread; a square whose centre lies in the
cell and whose size belongs to the stride is a nose, and the face lies around it.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from photosearch.spec.align import FACE_PX
from photosearch.spec.face_canvas import CANVAS_SIDES, CELL_VALUES, FACES_NAME, STRIDES
from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from tests.faces import NOSE_SHARE, POINTS
from tests.networks import network

_NOSE_POINT = 2
# A window of so many strides a side; noses are up to 2.5 strides wide.
_WINDOW = 4
_LARGEST_NOSE = 2.5
_LEAST_AREA = 9.0
_YES, _NO = 4.0, -8.0


def detector_spec(name: str = "tiny-detector") -> ModelSpec:
    return ModelSpec(
        name=name,
        kind=ModelKind.FACE_DETECTOR,
        input_px=CANVAS_SIDES[-1],
        resize=ResizeRule.CROP,
        code_bits=0,
        embedding_width=0,
        thresholds={"score": 0.5},
        licence="drawn for tests",
    )


def face_spec(name: str = "tiny-face", **facts: object) -> ModelSpec:
    made = {
        "name": name,
        "kind": ModelKind.FACE,
        "input_px": FACE_PX,
        "resize": ResizeRule.CROP,
        "code_bits": 256,
        "embedding_width": 128,
        "thresholds": {
            "0.01": 60.0,
            "0.001": 50.0,
            "0.0001": 40.0,
            "cosine@0.01": 0.65,
            "cosine@0.001": 0.75,
            "cosine@0.0001": 0.8,
        },
        "licence": "drawn for tests",
    }
    return ModelSpec(**{**made, **facts})


def face_network(spec: ModelSpec | None = None, *, seed: int = 0) -> bytes:
    """Draw a network that knows people by the colours of their faces."""
    return network(spec or face_spec(), seed=seed)


def detector_network(spec: ModelSpec | None = None) -> bytes:
    """Draw a network that finds the faces of `tests.faces` of 15 to 400 pixels."""
    spec = spec or detector_spec()
    constants: dict[str, np.ndarray] = {
        # Magenta is red and blue without green.
        "least": np.array([200, -90, 200], np.float32).reshape(1, 3, 1, 1),
        "signs": np.array([1, -1, 1], np.float32).reshape(1, 3, 1, 1),
        "no area": np.float32(1e-3),
        "axis 1": np.array([1]),
        "rows": np.array([0, CELL_VALUES, -1]),
        "yes": np.float32(_YES),
        "no": np.float32(_NO),
    }
    nodes = [
        helper.make_node("Cast", ["pixels"], ["float"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["float"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Mul", ["planes", "signs"], ["signed"]),
        helper.make_node("Greater", ["signed", "least"], ["each"]),
        helper.make_node("Cast", ["each"], ["ones"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMin", ["ones", "axis 1"], ["magenta"], keepdims=1),
    ]
    for stride in STRIDES:
        nodes += _stride_nodes(stride, constants)
    nodes += [
        helper.make_node(
            "Concat", [f"rows {stride}" for stride in STRIDES], ["all rows"], axis=2
        ),
        helper.make_node("Transpose", ["all rows"], [FACES_NAME], perm=[0, 2, 1]),
    ]
    graph = helper.make_graph(
        nodes,
        spec.name,
        [
            helper.make_tensor_value_info(
                "pixels", TensorProto.UINT8, ["n", "height", "width", 3]
            )
        ],
        [
            helper.make_tensor_value_info(
                FACES_NAME, TensorProto.FLOAT, ["n", "cells", CELL_VALUES]
            )
        ],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9
    )
    helper.set_model_props(model, spec.to_metadata())
    return model.SerializeToString()


def _stride_nodes(
    stride: int, constants: dict[str, np.ndarray]
) -> list[onnx.NodeProto]:
    """Say about every cell of one stride what the 15 numbers are."""
    window, pad = _WINDOW * stride, (_WINDOW - 1) * stride // 2
    largest = (_LARGEST_NOSE * stride) ** 2
    finer = (_LARGEST_NOSE * stride / 2) ** 2 if stride > STRIDES[0] else _LEAST_AREA
    along = np.arange(window, dtype=np.float32) + 0.5 - window / 2
    x, y = np.meshgrid(along, along)
    kernels = np.stack([np.ones_like(x), x, y, x * x + y * y])[:, None]
    from_centre, from_side = _geometry()
    names = ("sums", "area", "moments", "one each", "safe", "means")
    n = {name: f"{name} {stride}" for name in (*names, "numbers")}
    constants |= {
        f"kernels {stride}": kernels.astype(np.float32),
        f"area and rest {stride}": np.array([1, 3]),
        f"in strides {stride}": np.float32(1 / stride),
        f"finer {stride}": np.float32(finer),
        f"largest {stride}": np.float32(largest),
        f"half {stride}": np.float32(stride / 2 + 0.5),
        f"two and one {stride}": np.array([2, 1]),
        f"from centre {stride}": from_centre,
        f"from side {stride}": from_side,
    }
    make = helper.make_node
    return [
        make(
            "Conv",
            ["magenta", f"kernels {stride}"],
            [n["sums"]],
            kernel_shape=[window, window],
            strides=[stride, stride],
            pads=[pad] * 4,
        ),
        make(
            "Split",
            [n["sums"], f"area and rest {stride}"],
            [n["area"], n["moments"]],
            axis=1,
        ),
        make("Max", [n["area"], "no area"], [n["safe"]]),
        make("Div", [n["moments"], n["safe"]], [n["means"]]),
        make(
            "Split",
            [n["means"], f"two and one {stride}"],
            [f"centre {stride}", f"square {stride}"],
            axis=1,
        ),
        *_face_nodes(stride),
        *_score_nodes(stride),
        make(
            "Concat",
            [f"logit {stride}", f"distances {stride}"],
            [n["numbers"]],
            axis=1,
        ),
        make("Reshape", [n["numbers"], "rows"], [f"rows {stride}"]),
    ]


def _geometry() -> tuple[np.ndarray, np.ndarray]:
    """Return how the 14 distances follow from the nose's centre and the face's side.

    Returns:
        (14, 2, 1, 1) and (14, 1, 1, 1), kernels of 1 x 1.
    """
    x, y = POINTS[_NOSE_POINT].tolist()
    from_centre = [[-1, 0], [0, -1], [1, 0], [0, 1]]
    from_side = [x, y, 1 - x, 1 - y]
    for point_x, point_y in POINTS.tolist():
        from_centre += [[1, 0], [0, 1]]
        from_side += [point_x - x, point_y - y]
    return (
        np.array(from_centre, np.float32)[:, :, None, None],
        np.array(from_side, np.float32)[:, None, None, None] / np.float32(NOSE_SHARE),
    )


def _face_nodes(stride: int) -> list[onnx.NodeProto]:
    make = helper.make_node
    return [
        make("Sqrt", [f"safe {stride}"], [f"nose {stride}"]),
        make(
            "Conv",
            [f"centre {stride}", f"from centre {stride}"],
            [f"by centre {stride}"],
        ),
        make("Conv", [f"nose {stride}", f"from side {stride}"], [f"by side {stride}"]),
        make(
            "Add",
            [f"by centre {stride}", f"by side {stride}"],
            [f"in pixels {stride}"],
        ),
        make(
            "Mul",
            [f"in pixels {stride}", f"in strides {stride}"],
            [f"distances {stride}"],
        ),
    ]


def _score_nodes(stride: int) -> list[onnx.NodeProto]:
    """Accept squares of this stride's sizes whose centre lies in the cell."""
    make = helper.make_node
    constants = [
        # A square's spread is a sixth of its area; more are two noses, or half of one.
        make("Constant", [], [f"spread {stride}"], value_float=1.5 / 6),
    ]
    return [
        *constants,
        make("GreaterOrEqual", [f"area {stride}", f"finer {stride}"], [f"a {stride}"]),
        make("Less", [f"area {stride}", f"largest {stride}"], [f"b {stride}"]),
        make("Abs", [f"centre {stride}"], [f"off {stride}"]),
        make(
            "ReduceMax", [f"off {stride}", "axis 1"], [f"farthest {stride}"], keepdims=1
        ),
        make("LessOrEqual", [f"farthest {stride}", f"half {stride}"], [f"c {stride}"]),
        make("Mul", [f"centre {stride}", f"centre {stride}"], [f"centre² {stride}"]),
        make(
            "ReduceSum", [f"centre² {stride}", "axis 1"], [f"off² {stride}"], keepdims=1
        ),
        make("Sub", [f"square {stride}", f"off² {stride}"], [f"spread² {stride}"]),
        make("Mul", [f"safe {stride}", f"spread {stride}"], [f"most {stride}"]),
        make("LessOrEqual", [f"spread² {stride}", f"most {stride}"], [f"d {stride}"]),
        make("And", [f"a {stride}", f"b {stride}"], [f"ab {stride}"]),
        make("And", [f"c {stride}", f"d {stride}"], [f"cd {stride}"]),
        make("And", [f"ab {stride}", f"cd {stride}"], [f"is nose {stride}"]),
        make("Where", [f"is nose {stride}", "yes", "no"], [f"logit {stride}"]),
    ]
