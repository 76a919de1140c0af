from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from photosearch.spec.codes import unpack
from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from trainer.evaluation.linear_hash import LinearHash
from trainer.export import export_photo_net
from trainer.nets.face import (
    FaceNet,
    FaceNetSettings,
    MirroredFaceNet,
    TurnedFaceNet,
)

pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning"),  # inside torch's exporter
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

TINY = FaceNetSettings(
    widths=(8, 12, 16),
    depths=(1, 1, 1),
    final_width=16,
    embedding_width=24,
    code_bits=32,
)


@cache
def draw_net(seed: int = 0) -> FaceNet:
    """Build a small network whose norms have seen faces."""
    torch.manual_seed(seed)
    net = FaceNet(TINY)
    net.train()
    with torch.no_grad():
        for _ in range(8):
            net(torch.rand(8, 3, 112, 112) * 255)
    return net.eval()


def draw_faces(count: int = 5) -> np.ndarray:
    generator = np.random.default_rng(0)
    return generator.integers(0, 256, (count, 112, 112, 3), dtype=np.uint8)


def test_that_the_shipped_shape_is_small_enough() -> None:
    shipped = FaceNetSettings(widths=(48, 96, 160), depths=(2, 3, 2))
    assert sum(each.numel() for each in FaceNet(shipped).parameters()) < 1.9e6


def test_that_embeddings_have_unit_length_and_bits_their_number() -> None:
    embeddings, logits = draw_net()(torch.rand(3, 3, 112, 112) * 255)
    np.testing.assert_allclose(1, embeddings.norm(dim=1).detach(), atol=1e-5)
    assert (3, 24) == tuple(embeddings.shape)
    assert (3, 32) == tuple(logits.shape)


def test_that_places_of_the_face_count_on_their_own() -> None:
    """An average over the places could not tell a face from its turned image."""
    net = draw_net()
    face = torch.zeros(1, 16, 7, 7)
    face[..., 0, 0] = 1
    first = net.places(face)
    second = net.places(face.flip(3))
    assert (first - second).abs().max() > 1e-3


@torch.no_grad()
def test_that_two_looks_do_not_care_for_left_and_right() -> None:
    net = MirroredFaceNet(draw_net()).eval()
    faces = torch.rand(4, 3, 112, 112) * 255
    embeddings, logits = net(faces)
    mirrored_embeddings, mirrored_logits = net(faces.flip(3))
    np.testing.assert_allclose(embeddings, mirrored_embeddings, atol=1e-5)
    np.testing.assert_allclose(logits, mirrored_logits, atol=1e-4)


@torch.no_grad()
def test_that_turned_codes_are_signs_of_the_embedding() -> None:
    net, generator = draw_net(), np.random.default_rng(0)
    weight = generator.standard_normal((24, 32)).astype(np.float32)
    code = LinearHash(np.full(24, 0.1, np.float32), weight)
    faces = torch.rand(4, 3, 112, 112) * 255
    embeddings, logits = TurnedFaceNet(net, code).eval()(faces)
    np.testing.assert_allclose(net(faces)[0], embeddings)
    np.testing.assert_allclose((embeddings.numpy() - 0.1) @ weight, logits, atol=1e-5)


@torch.no_grad()
def test_that_the_file_says_what_the_network_says(tmp_path: Path) -> None:
    net = MirroredFaceNet(draw_net()).eval()
    spec = ModelSpec("tiny-face", ModelKind.FACE, 112, ResizeRule.STRETCH, 32, 24)
    file = tmp_path / "face.onnx"
    export_photo_net(net, spec, file, draw_faces())
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    faces = draw_faces(7)
    codes, embeddings = session.run(None, {"pixels": faces})
    wanted, logits = net(torch.from_numpy(faces).permute(0, 3, 1, 2).float())
    np.testing.assert_allclose(wanted, embeddings, atol=2e-3)
    agreeing = unpack(codes).astype(bool) == (logits.numpy() >= 0)
    assert agreeing.mean() > 0.98  # weights are rounded to half precision


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"widths": (8, 8)}, "same stages"),
        ({"code_bits": 12}, "multiple of 8"),
        ({"widths": (8,) * 5, "depths": (1,) * 5}, "5 stages"),
    ],
    ids=["depths", "bits", "stages"],
)
def test_that_impossible_shapes_are_refused(facts: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        FaceNetSettings(**facts)
