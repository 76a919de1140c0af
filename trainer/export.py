"""Write a trained network as a model file, or refuse.

The file describes itself (`ModelSpec` in its metadata) and is compared with the
network it came from before anyone can see it.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.export import Dim

from photosearch.spec.face_canvas import STRIDES
from photosearch.spec.model import INPUT_NAME, ModelKind, ModelSpec
from trainer.errors import ExportError
from trainer.nets.deploy import DeployedNet
from trainer.nets.face_detector import DeployedDetector, FaceDetectorNet

OPSET = 20
MOST_PICTURES = 1024
MOST_CELLS = 64
LOGIT_TOLERANCE = 1e-4
EMBEDDING_TOLERANCE = 1e-4
CELL_TOLERANCE = 1e-3
HALF_FROM = 256
"""Values from which on a tensor is worth storing in half precision."""

Pixels = npt.NDArray[np.uint8]


def export_photo_net(
    net: nn.Module, spec: ModelSpec, file: Path, pictures: Pixels
) -> None:
    """Write a model file by way of a temporary file.

    Args:
        net: The trained network, as `DeployedNet` takes it.
        spec: What the file says about itself.
        file: Where it goes; an existing file is replaced.
        pictures: (n, input_px, input_px, 3) to compare on, at least 2.

    Raises:
        ExportError: File and network disagree, or the file cannot be written.
    """
    deployed = DeployedNet(net)
    content = to_onnx(deployed, spec).SerializeToString()
    for part in (pictures, pictures[:1]):  # one picture is a batch, too
        require_agreement(deployed, content, part)
    _write(file, content)


def export_face_detector(
    net: FaceDetectorNet, spec: ModelSpec, file: Path, canvases: Sequence[Pixels]
) -> None:
    """Write a face detector's file by way of a temporary file.

    Args:
        net: The trained network.
        spec: What the file says about itself.
        file: Where it goes; an existing file is replaced.
        canvases: (n, s, s, 3) each, of several sides, to compare on.

    Raises:
        ExportError: File and network disagree, or the file cannot be written.
    """
    deployed = DeployedDetector(net)
    content = to_onnx(deployed, spec).SerializeToString()
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    for batch in canvases:
        (cells,) = session.run(None, {INPUT_NAME: batch})
        with torch.no_grad():
            wanted = deployed(torch.from_numpy(np.array(batch))).numpy()
        gap = float(np.abs(cells - wanted).max())
        if not gap < CELL_TOLERANCE:
            raise ExportError(
                f"onnxruntime and torch disagree: cells differ by {gap:.2g}"
            )
    _write(file, content)


def _write(file: Path, content: bytes) -> None:
    partial = file.with_suffix(".partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(file)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise ExportError(f"cannot write {file}: {error.strerror}") from error


def to_onnx(
    deployed: DeployedNet | DeployedDetector, spec: ModelSpec
) -> onnx.ModelProto:
    """Translate a network and put its description into the metadata."""
    # The exporter takes a batch of one for a constant, and equal sides for the same.
    height, width = spec.input_px, spec.input_px
    free: dict[int, Any] = {0: Dim("batch", min=1, max=MOST_PICTURES)}
    if spec.kind is ModelKind.FACE_DETECTOR:
        height -= STRIDES[-1]
        # The program cuts off the empty part of a canvas.
        for axis, name in ((1, "rows"), (2, "columns")):
            free[axis] = STRIDES[-1] * Dim(name, min=2, max=MOST_CELLS)
    example = torch.zeros(2, height, width, 3, dtype=torch.uint8)
    program = torch.onnx.export(
        deployed,
        (example,),
        input_names=[INPUT_NAME],
        output_names=list(spec.output_names),
        opset_version=OPSET,
        dynamic_shapes=(free,),
        dynamo=True,
        verbose=False,
    )
    if program is None:
        raise ExportError("torch exported nothing")
    model: onnx.ModelProto = program.model_proto
    _store_in_half(model)
    _forget_sources(model)
    helper.set_model_props(model, spec.to_metadata())
    onnx.checker.check_model(model, full_check=True)
    return model


def require_agreement(deployed: DeployedNet, content: bytes, pictures: Pixels) -> None:
    """Compare a model file with its network on the CPU.

    Args:
        deployed: The network.
        content: The file's bytes.
        pictures: (n, input_px, input_px, 3).

    Raises:
        ExportError: A bit whose logit is not close to 0 differs, or an embedding does.
    """
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    codes, embeddings, *parts = session.run(None, {INPUT_NAME: pictures})
    with torch.no_grad():
        wanted, *logits = deployed.logits(torch.from_numpy(np.array(pictures)))
    for packed, said in zip((codes, *parts), logits, strict=True):
        flipped = np.unpackbits(packed, axis=-1).astype(bool) != (said.numpy() >= 0)
        worst = float(np.abs(said.numpy()[flipped]).max(initial=0))
        if worst >= LOGIT_TOLERANCE:
            raise ExportError(
                f"onnxruntime and torch disagree: a bit with logit {worst:.2g} differs"
            )
    gap = float(np.abs(embeddings - wanted.numpy()).max())
    if not gap < EMBEDDING_TOLERANCE:
        raise ExportError(
            f"onnxruntime and torch disagree: embeddings differ by {gap:.2g}"
        )


def _store_in_half(model: onnx.ModelProto) -> None:
    """Store large weights as float16 and cast them back when the file is loaded.

    Only weights that lose nothing are touched, so the outputs stay the same.
    """
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        half = values.astype(np.float16)
        if values.size < HALF_FROM or not np.array_equal(half, values):
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(half, f"{name}.half"))
        casts.append(
            helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT)
        )
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def _forget_sources(model: onnx.ModelProto) -> None:
    """Drop the exporter's notes on source files: paths of this machine."""
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    del model.graph.metadata_props[:]
    del model.metadata_props[:]
    for value in (*model.graph.input, *model.graph.output, *model.graph.value_info):
        del value.metadata_props[:]
