import numpy as np
import pytest
import torch

from photosearch.spec.align import FACE_PX
from trainer.data.faces import KEPT_PX, MARGIN_PX
from trainer.data.faces_jitter import FaceJitter, jitter_faces

STILL = FaceJitter(
    mixed=0.0,
    shift_px=0.0,
    turn_deg=0.0,
    scale=0.0,
    brightness=0.0,
    grey=0.0,
    blurred=0.0,
    coarse=0.0,
    compressed=0.0,
)


def draw_faces(count: int = 8, seed: int = 0) -> torch.Tensor:
    generator = np.random.default_rng(seed)
    coarse = generator.integers(60, 200, (count, 9, 9, 3), dtype=np.uint8)
    return torch.from_numpy(coarse.repeat(KEPT_PX // 9, 1).repeat(KEPT_PX // 9, 2))


def jittered(settings: FaceJitter, seed: int = 1) -> np.ndarray:
    generator = torch.Generator().manual_seed(seed)
    return jitter_faces(draw_faces(), draw_faces(seed=9), settings, generator)


def gap(pixels: np.ndarray, faces: torch.Tensor) -> np.ndarray:
    """Return how far each result is from the middle of its face or its mirror image."""
    inner = faces.numpy()[:, MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX].astype(float)
    plain = np.abs(pixels - inner).mean(axis=(1, 2, 3))
    mirrored = np.abs(pixels - inner[:, :, ::-1]).mean(axis=(1, 2, 3))
    return np.minimum(plain, mirrored)


def test_that_views_are_aligned_faces() -> None:
    pixels = jittered(FaceJitter())
    assert (8, FACE_PX, FACE_PX, 3) == pixels.shape
    assert np.uint8 == pixels.dtype


def test_that_a_seed_repeats_and_another_differs() -> None:
    first = jittered(FaceJitter())
    np.testing.assert_array_equal(first, jittered(FaceJitter()))
    assert (first != jittered(FaceJitter(), seed=2)).any()


def test_that_without_jitter_faces_are_mirrored_and_recoloured_at_most() -> None:
    # Tint, saturation and noise always vary a little.
    assert gap(jittered(STILL), draw_faces()).max() < 14


@pytest.mark.parametrize(
    "changes",
    [
        {"shift_px": 8.0},
        {"turn_deg": 20.0},
        {"scale": 0.2},
        {"brightness": 0.8},
        {"blurred": 1.0},
        {"coarse": 1.0, "least_px": 4},
        {"mixed": 1.0},
    ],
    ids=str,
)
def test_that_each_change_moves_faces_further_away(changes: dict) -> None:
    settings = FaceJitter(
        **{name: getattr(STILL, name) for name in STILL.__slots__} | changes
    )
    still, changed = (
        gap(jittered(STILL), draw_faces()),
        gap(jittered(settings), draw_faces()),
    )
    assert changed.mean() > 1.15 * still.mean()


def test_that_grey_faces_have_one_channel() -> None:
    settings = FaceJitter(
        **{name: getattr(STILL, name) for name in STILL.__slots__} | {"grey": 1.0}
    )
    pixels = jittered(settings).astype(float)
    coloured = jittered(STILL).astype(float)
    assert pixels.std(axis=3).mean() < 0.5 * coloured.std(axis=3).mean()


def test_that_mixed_faces_show_their_partner_too() -> None:
    settings = FaceJitter(
        **{name: getattr(STILL, name) for name in STILL.__slots__} | {"mixed": 1.0}
    )
    partners = draw_faces(seed=9)
    assert (
        gap(jittered(settings), partners).mean()
        < 0.8 * gap(jittered(STILL), partners).mean()
    )
