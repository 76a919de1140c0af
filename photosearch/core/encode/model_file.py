"""Model files: nothing is used that was not looked at first."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from photosearch.core.encode.detector_check import check_detector, check_detector_spec
from photosearch.core.encode.onnx_file import has_external_data, read_spec
from photosearch.core.encode.pictures import drawn_pictures
from photosearch.core.encode.runtime import first_line, runtime_errors
from photosearch.core.encode.session import open_cpu_session
from photosearch.core.errors import ModelError
from photosearch.spec.align import FACE_PX
from photosearch.spec.model import (
    CODE_NAME,
    EMBEDDING_NAME,
    INPUT_NAME,
    REGION_CODES_NAME,
    ModelKind,
    ModelSpec,
)
from photosearch.spec.preprocess import Pixels

Output = npt.NDArray[np.uint8] | npt.NDArray[np.float32]

MAX_MODEL_BYTES = 200_000_000

_PICTURES = 3
# Float32 sums of a few thousand terms stay well within this.
_TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model that passed every check.

    Attributes:
        content: The file's bytes.
        sha256: Their hash in hex; the model's identity.
        spec: What the file says about itself.
    """

    content: bytes = field(repr=False)
    sha256: str
    spec: ModelSpec


def load_model(path: Path) -> ModelFile:
    """Read a model file and check it.

    Raises:
        ModelError: It cannot be read or used; the message names the file.
    """
    try:
        # The limit holds before the file is read, not after.
        size_bytes = path.stat().st_size
        if size_bytes > MAX_MODEL_BYTES:
            raise ModelError(
                f"{path.name}: {size_bytes / 1e6:.0f} MB are more than the limit "
                f"of {MAX_MODEL_BYTES / 1e6:.0f} MB"
            )
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "no reason").lower()
        raise ModelError(f"{path.name}: cannot be read ({reason})") from error
    try:
        return check_model(content)
    except ModelError as error:
        raise ModelError(f"{path.name}: {error}") from error


def check_model(content: bytes) -> ModelFile:
    """Check the bytes of a model file, up to running it on drawn pictures.

    Raises:
        ModelError: It cannot be used; one line says why.
    """
    if not content:
        raise ModelError("the file is empty")
    if len(content) > MAX_MODEL_BYTES:
        raise ModelError(f"the file is larger than {MAX_MODEL_BYTES / 1e6:.0f} MB")
    spec = read_spec(content)
    if has_external_data(content):
        raise ModelError("the model keeps data in other files: export it as one file")
    if spec.kind is ModelKind.FACE_DETECTOR:
        check_detector_spec(spec)
    else:
        _check_spec(spec)
    try:
        session = open_cpu_session(content)
        if spec.kind is ModelKind.FACE_DETECTOR:
            check_detector(session, spec)
        else:
            _check_input(session, spec)
            _check_outputs(session, spec)
            _check_run(session, spec)
    except runtime_errors() as error:
        raise ModelError(f"the network does not run ({first_line(error)})") from error
    return ModelFile(content, hashlib.sha256(content).hexdigest(), spec)


def _check_spec(spec: ModelSpec) -> None:
    if not spec.code_bits or not spec.embedding_width:
        raise ModelError("the model gives no code or no embedding")
    if spec.kind is ModelKind.FACE and spec.input_px != FACE_PX:
        raise ModelError(f"a face network takes {FACE_PX} px, not {spec.input_px}")


def _check_input(session: Any, spec: ModelSpec) -> None:
    inputs = session.get_inputs()
    if [each.name for each in inputs] != [INPUT_NAME]:
        names = ", ".join(each.name for each in inputs) or "nothing"
        raise ModelError(f"the network takes {names}, not {INPUT_NAME}")
    if inputs[0].type != "tensor(uint8)":
        raise ModelError(f"the network takes {inputs[0].type}, not tensor(uint8)")
    shape = inputs[0].shape
    expected = ["n", spec.input_px, spec.input_px, 3]
    # An axis without a number takes any size.
    if (
        len(shape) != len(expected)
        or isinstance(shape[0], int)
        or any(
            isinstance(is_, int) and is_ != due
            for is_, due in zip(shape, expected, strict=True)
        )
    ):
        raise ModelError(f"the network takes the shape {shape}, not {expected}")


def _check_outputs(session: Any, spec: ModelSpec) -> None:
    types = {each.name: each.type for each in session.get_outputs()}
    for name in spec.output_names:
        due = "tensor(float)" if name == EMBEDDING_NAME else "tensor(uint8)"
        if name not in types:
            raise ModelError(f"the network has no output {name}")
        if types[name] != due:
            raise ModelError(f"the output {name} is {types[name]}, not {due}")


def _check_run(session: Any, spec: ModelSpec) -> None:
    pictures = drawn_pictures(_PICTURES, spec.input_px)
    found = _run(session, spec, pictures)
    _check_shapes(found, spec)
    if not np.isfinite(found[EMBEDDING_NAME]).all():
        raise ModelError("the embedding of a test picture is not finite")
    lengths = np.linalg.norm(found[EMBEDDING_NAME], axis=1)
    if np.abs(lengths - 1).max() > _TOLERANCE:
        raise ModelError("the embedding of a test picture is not of unit length")
    again = _run(session, spec, pictures)
    if any((again[name] != found[name]).any() for name in spec.output_names):
        raise ModelError("the network gives another result for the same picture")
    alone = _run(session, spec, pictures[:1])
    if np.abs(alone[EMBEDDING_NAME] - found[EMBEDDING_NAME][:1]).max() > _TOLERANCE:
        raise ModelError("the result for a picture depends on the others in its batch")


def _check_shapes(found: dict[str, Output], spec: ModelSpec) -> None:
    due = {
        CODE_NAME: (_PICTURES, spec.code_bytes),
        EMBEDDING_NAME: (_PICTURES, spec.embedding_width),
        REGION_CODES_NAME: (_PICTURES, spec.region_count, spec.code_bytes),
    }
    for name, array in found.items():
        if array.shape != due[name]:
            raise ModelError(
                f"the output {name} has shape {array.shape}, not {due[name]}"
            )


def _run(session: Any, spec: ModelSpec, pictures: Pixels) -> dict[str, Output]:
    arrays = session.run(spec.output_names, {INPUT_NAME: pictures})
    return dict(zip(spec.output_names, arrays, strict=True))
