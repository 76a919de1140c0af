"""Faces are found where they were drawn, on canvases of every size."""

from collections.abc import Generator

import numpy as np
import onnx
import pytest

from photosearch.core.encode import (
    Device,
    DeviceKind,
    FaceDetector,
    check_model,
    open_detector,
)
from photosearch.core.encode.probe import cell_agreement
from photosearch.core.errors import ModelError
from photosearch.spec.face_canvas import CELL_VALUES
from photosearch.spec.preprocess import Pixels
from tests.face_networks import detector_network
from tests.faces import DrawnFace, draw_faces

CPU = Device(DeviceKind.CPU, "CPU", "")
SIZES = [(150, 120), (320, 240), (240, 380), (768, 512), (500, 768), (1600, 900)]


@pytest.fixture(scope="module")
def detector() -> Generator[FaceDetector, None, None]:
    with open_detector(check_model(detector_network()), CPU) as detector:
        yield detector


def picture(size: tuple[int, int], *faces: DrawnFace) -> Pixels:
    return np.asarray(draw_faces(size, faces))


def squares(network: bytes) -> bytes:
    """Let a network take no canvases but squares of 64 pixels."""
    model = onnx.load_from_string(network)
    taken = model.graph.input[0].type.tensor_type.shape
    taken.dim[1].dim_value = 64
    taken.dim[2].dim_value = 64
    return model.SerializeToString()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_that_faces_are_found_where_they_are(
    detector: FaceDetector, size: tuple[int, int]
) -> None:
    corner = DrawnFace(1, 0, 0, 60)
    opposite = DrawnFace(2, size[0] - 50, size[1] - 50, 50)
    (found,) = detector.find([picture(size, corner, opposite)])
    order = np.argsort(found.boxes[:, 0])
    due = [[0, 0, 60, 60], [size[0] - 50, size[1] - 50, 50, 50]]
    slack = 0.1 * 60 * max(1.0, max(size) / 768)
    assert np.abs(found.boxes[order] - due).max() < slack
    points = np.stack([corner.points, opposite.points])
    assert np.abs(found.points[order] - points).max() < slack


def test_that_pictures_of_all_sizes_are_told_apart(detector: FaceDetector) -> None:
    pictures = [
        picture(size, *[DrawnFace(n, 10 + 60 * n, 20, 50) for n in range(number % 3)])
        for number, size in enumerate(SIZES * 3)
    ]
    found = detector.find(pictures)
    assert [number % 3 for number in range(18)] == list(map(len, found))
    for each, alone in zip(pictures[:6], found, strict=False):
        (again,) = detector.find([each])
        assert np.abs(alone.boxes - again.boxes).max(initial=0) < 0.5


def test_that_nothing_is_found_in_no_pictures(detector: FaceDetector) -> None:
    assert () == detector.find([])


def test_that_a_large_face_is_found_on_the_small_canvas(detector: FaceDetector) -> None:
    (found,) = detector.find([picture((768, 768), DrawnFace(1, 30, 20, 700))])
    assert 1 == len(found)
    assert np.abs(found.boxes[0] - [30, 20, 700, 700]).max() < 35


def test_that_a_network_that_wants_squares_finds_the_same(
    detector: FaceDetector,
) -> None:
    shown = picture((700, 500), DrawnFace(1, 30, 40, 80))
    (whole,) = detector.find([shown])
    square = open_detector(check_model(detector_network()), CPU)
    square._takes_parts = False
    (found,) = square.find([shown])
    assert np.abs(whole.boxes - found.boxes).max() < 0.01
    assert np.abs(whole.points - found.points).max() < 0.01


def test_that_a_closed_detector_finds_nothing_more() -> None:
    detector = open_detector(check_model(detector_network()), CPU)
    detector.close()
    with pytest.raises(ValueError, match="the detector is closed"):
        detector.find([picture((100, 100))])


def test_that_a_detector_of_fixed_canvases_is_refused() -> None:
    with pytest.raises(ModelError, match="not canvases of any size"):
        check_model(squares(detector_network()))


def test_that_a_detector_must_say_how_sure_to_be() -> None:
    model = onnx.load_from_string(detector_network())
    for entry in model.metadata_props:
        entry.value = entry.value.replace('"score": 0.5', '"score": 2.5')
    with pytest.raises(ModelError, match="does not say how sure to be of a face"):
        check_model(model.SerializeToString())


def test_that_a_detector_without_its_output_is_refused() -> None:
    model = onnx.load_from_string(detector_network())
    model.graph.output[0].name = "nonsense"
    for node in model.graph.node:
        node.output[:] = ["nonsense" if o == "faces" else o for o in node.output]
    with pytest.raises(ModelError, match="the network has no output faces"):
        check_model(model.SerializeToString())


def test_that_two_devices_that_see_other_faces_do_not_agree() -> None:
    random = np.random.default_rng(0)
    one = random.normal(0, 4, (2, 500, CELL_VALUES)).astype(np.float32)
    same = cell_agreement(one, one, 0.5)
    assert (0, 0, 0) == (
        same.flipped_share,
        same.worst_flipped_share,
        same.embedding_gap,
    )
    other = one.copy()
    other[1, :50, 0] *= -1
    found = cell_agreement(one, other, 0.5)
    assert (0.05, 0.1) == (found.flipped_share, found.worst_flipped_share)
    assert found.embedding_gap > 0.5
    other[0, 3, 7] = np.nan
    assert float("inf") == cell_agreement(one, other, 0.5).embedding_gap
