"""What a face detector has to keep to, looked at before it is used."""

from typing import Any

import numpy as np

from photosearch.core.encode.pictures import drawn_pictures
from photosearch.core.errors import ModelError
from photosearch.spec.face_canvas import CANVAS_SIDES, CELL_VALUES, cell_count
from photosearch.spec.model import INPUT_NAME, SCORE_NAME, ModelSpec

_PICTURES = 2
# Cells of a batch of float32; what they mean is in pixels over the stride.
_TOLERANCE = 1e-2


def check_detector_spec(spec: ModelSpec) -> None:
    """Check what a detector says about itself.

    Raises:
        ModelError: It cannot be used; one line says why.
    """
    score = spec.thresholds.get(SCORE_NAME)
    if not isinstance(score, int | float) or not 0 < score < 1:
        raise ModelError("the face detector does not say how sure to be of a face")


def check_detector(session: Any, spec: ModelSpec) -> None:
    """Check the inputs and outputs of a detector, and run it on canvases of two sizes.

    Raises:
        ModelError: It cannot be used; one line says why.
    """
    _check_input(session)
    _check_output(session, spec)
    for side in CANVAS_SIDES[:2]:
        _check_run(session, spec, side)


def _check_input(session: Any) -> None:
    inputs = session.get_inputs()
    if [each.name for each in inputs] != [INPUT_NAME]:
        names = ", ".join(each.name for each in inputs) or "nothing"
        raise ModelError(f"the network takes {names}, not {INPUT_NAME}")
    if inputs[0].type != "tensor(uint8)":
        raise ModelError(f"the network takes {inputs[0].type}, not tensor(uint8)")
    shape = inputs[0].shape
    # An axis without a number takes any size.
    is_free = len(shape) == 4 and not any(isinstance(axis, int) for axis in shape[:3])
    if not is_free or (shape[3] not in (3, None) and isinstance(shape[3], int)):
        raise ModelError(
            f"the network takes the shape {shape}, not canvases of any size"
        )


def _check_output(session: Any, spec: ModelSpec) -> None:
    (name,) = spec.output_names
    types = {each.name: each.type for each in session.get_outputs()}
    if name not in types:
        raise ModelError(f"the network has no output {name}")
    if types[name] != "tensor(float)":
        raise ModelError(f"the output {name} is {types[name]}, not tensor(float)")


def _check_run(session: Any, spec: ModelSpec, side: int) -> None:
    pictures = drawn_pictures(_PICTURES, side)
    (cells,) = session.run(spec.output_names, {INPUT_NAME: pictures})
    due = (_PICTURES, cell_count(side), CELL_VALUES)
    if cells.shape != due:
        raise ModelError(f"the cells have shape {cells.shape}, not {due}")
    if not np.isfinite(cells).all():
        raise ModelError("the cells of a test picture are not finite")
    (again,) = session.run(spec.output_names, {INPUT_NAME: pictures})
    if (again != cells).any():
        raise ModelError("the network gives another result for the same picture")
    (alone,) = session.run(spec.output_names, {INPUT_NAME: pictures[:1]})
    if np.abs(alone - cells[:1]).max() > _TOLERANCE * max(1.0, np.abs(cells).max()):
        raise ModelError("the result for a picture depends on the others in its batch")
