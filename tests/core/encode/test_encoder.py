import numpy as np
import pytest

from photosearch.core.encode import (
    Device,
    DeviceKind,
    check_model,
    open_encoder,
)
from photosearch.core.encode.encoder import BATCH_SIZES
from photosearch.core.encode.machine import ThisMachine
from photosearch.core.encode.pictures import drawn_pictures
from photosearch.core.errors import ModelError
from photosearch.spec.codes import hamming
from photosearch.spec.preprocess import ResizeRule, network_input
from photosearch.spec.regions import region_squares
from tests.networks import Flaws, network, parts_spec, photo_spec

HAS_GPU = ThisMachine().driver() is not None
CPU = Device(DeviceKind.CPU, "CPU", "no NVIDIA driver was found")
LARGEST = BATCH_SIZES[DeviceKind.CPU][-1]


@pytest.fixture
def encoder():
    with open_encoder(check_model(network()), CPU, threads=1) as opened:
        yield opened


def test_that_an_encoder_says_what_it_runs_and_where(encoder):
    model = check_model(network())
    assert (encoder.spec, encoder.sha256, encoder.device) == (
        model.spec,
        model.sha256,
        CPU,
    )


@pytest.mark.parametrize("count", [1, 2, 4, 5, LARGEST, LARGEST + 1, 2 * LARGEST + 3])
def test_that_a_photo_is_described_alike_in_every_batch(encoder, count):
    pictures = drawn_pictures(count, 32)
    together = encoder.encode(pictures)
    alone = [encoder.encode(pictures[each : each + 1]) for each in range(count)]
    assert together.codes.tolist() == [each.codes[0].tolist() for each in alone]
    np.testing.assert_allclose(
        together.embeddings,
        np.concatenate([each.embeddings for each in alone]),
        0,
        1e-6,
    )


def test_that_shapes_and_types_are_those_of_the_spec(encoder):
    encodings = encoder.encode(drawn_pictures(3, 32))
    assert (encodings.codes.shape, encodings.codes.dtype) == ((3, 8), np.uint8)
    assert (encodings.embeddings.shape, encodings.embeddings.dtype) == (
        (3, 24),
        np.float32,
    )
    np.testing.assert_allclose(np.linalg.norm(encodings.embeddings, axis=1), 1, 1e-5)


def test_that_a_model_without_regions_gives_none(encoder):
    assert encoder.encode(drawn_pictures(2, 32)).regions is None


@pytest.fixture
def parts_encoder():
    with open_encoder(check_model(network(parts_spec())), CPU, threads=1) as opened:
        yield opened


@pytest.mark.parametrize("count", [0, 1, 5, LARGEST + 1])
def test_that_each_region_has_a_code(parts_encoder, count):
    regions = parts_encoder.encode(drawn_pictures(count, 48)).regions
    assert (regions.shape, regions.dtype) == ((count, 14, 8), np.uint8)


def test_that_a_region_is_described_alike_in_every_batch(parts_encoder):
    pictures = drawn_pictures(LARGEST + 1, 48)
    together = parts_encoder.encode(pictures).regions
    alone = [parts_encoder.encode(pictures[n : n + 1]).regions for n in (0, LARGEST)]
    assert together[[0, LARGEST]].tolist() == np.concatenate(alone).tolist()


def test_that_a_cut_is_nearest_to_the_region_where_it_was(parts_encoder):
    """So the drawn network does it, on which tests of searching by parts are built."""
    (picture,) = drawn_pictures(1, 48)
    cuts = []
    for square in region_squares(3):
        left, top, right, bottom = square.in_pixels(48, 48)
        cut = np.ascontiguousarray(picture[top:bottom, left:right])
        cuts.append(network_input(cut, 48, ResizeRule.STRETCH))
    regions = parts_encoder.encode(picture[None]).regions[0]
    found = parts_encoder.encode(np.stack(cuts)).codes
    nearest = [int(hamming(code, regions).argmin()) for code in found]
    assert list(range(14)) == nearest


def test_that_no_photos_give_no_codes(encoder):
    encodings = encoder.encode(np.empty((0, 32, 32, 3), np.uint8))
    assert (encodings.codes.shape, encodings.embeddings.shape) == ((0, 8), (0, 24))


def test_that_a_view_of_pixels_is_described_as_its_copy(encoder):
    mirrored = drawn_pictures(4, 32)[:, :, ::-1]
    assert (
        encoder.encode(mirrored).codes.tolist()
        == encoder.encode(mirrored.copy()).codes.tolist()
    )


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(np.zeros((1, 32, 32, 3), np.float32), id="type"),
        pytest.param(np.zeros((1, 16, 16, 3), np.uint8), id="size"),
        pytest.param(np.zeros((32, 32, 3), np.uint8), id="no batch"),
    ],
)
def test_that_pixels_of_another_shape_are_refused(encoder, pixels):
    with pytest.raises(ValueError, match=r"pixels must be uint8 \(n, 32, 32, 3\)"):
        encoder.encode(pixels)


def test_that_a_closed_encoder_refuses_work(encoder):
    encoder.close()
    encoder.close()
    with pytest.raises(ValueError, match="the encoder is closed"):
        encoder.encode(drawn_pictures(1, 32))


def test_that_a_failing_device_ends_in_one_line():
    # A network that was changed after its check: its codes no longer fit 8 bytes.
    sound = check_model(network())
    other = network(photo_spec(), flaws=Flaws(input_px=64))
    with (
        open_encoder(type(sound)(other, sound.sha256, sound.spec), CPU) as encoder,
        pytest.raises(ModelError, match=r"^tiny failed on CPU \(") as raised,
    ):
        encoder.encode(drawn_pictures(1, 32))
    assert "\n" not in str(raised.value)


def test_that_a_model_that_does_not_open_is_named():
    sound = check_model(network())
    with pytest.raises(ModelError, match=r"^tiny does not open on CPU \("):
        open_encoder(type(sound)(b"no model", sound.sha256, sound.spec), CPU)


@pytest.mark.skipif(HAS_GPU, reason="this machine has an NVIDIA driver")
def test_that_an_encoder_whose_gpu_is_gone_says_so():
    gpu = Device(DeviceKind.CUDA, "NVIDIA T4", "it agreed last week")
    with open_encoder(check_model(network()), gpu) as encoder:
        assert encoder.device.kind is DeviceKind.CPU
        assert encoder.device.reason == "the NVIDIA T4 cannot be opened any more"
        assert len(encoder.encode(drawn_pictures(2, 32)).codes) == 2


@pytest.mark.gpu
@pytest.mark.skipif(not HAS_GPU, reason="this machine has no NVIDIA driver")
def test_that_a_gpu_describes_photos_as_the_cpu_does():
    model = check_model(network(parts_spec()))
    gpu = Device(DeviceKind.CUDA, "GPU", "asked for")
    pictures = drawn_pictures(70, 48)
    with open_encoder(model, CPU) as slow, open_encoder(model, gpu) as fast:
        one, other = slow.encode(pictures), fast.encode(pictures)
    assert one.codes.tolist() == other.codes.tolist()
    assert one.regions.tolist() == other.regions.tolist()
