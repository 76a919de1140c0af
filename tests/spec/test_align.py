import numpy as np
import pytest

from photosearch.spec.align import FACE_PX, OUTSIDE, TEMPLATE, align_face, similarity


def umeyama(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Follow the paper: singular values of the covariance, no reflection."""
    source_mean, target_mean = source.mean(axis=0), target.mean(axis=0)
    covariance = (target - target_mean).T @ (source - source_mean) / len(source)
    u, d, vt = np.linalg.svd(covariance)
    signs = np.array([1.0, np.sign(np.linalg.det(u) * np.linalg.det(vt))])
    turn = u @ np.diag(signs) @ vt
    scale = (d * signs).sum() / (source - source_mean).var(axis=0).sum()
    shift = target_mean - scale * turn @ source_mean
    return np.column_stack([scale * turn, shift])


def least_squares(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Solve for a, b, x, y of [[a, -b, x], [b, a, y]]."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, -y, 1, 0], [y, x, 0, 1]]
        wanted += [u, v]
    a, b, x, y = np.linalg.lstsq(np.array(rows), np.array(wanted), rcond=None)[0]
    return np.array([[a, -b, x], [b, a, y]])


def turned_template(scale: float, degrees: float, shift: tuple[float, float]):
    angle = np.radians(degrees)
    turn = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    return scale * TEMPLATE @ np.array(turn).T + shift


def smooth_picture(width: int, height: int) -> np.ndarray:
    """Slow waves, which bilinear sampling follows closely."""
    y, x = np.mgrid[:height, :width] + 0.5
    waves = [
        np.sin(2 * np.pi * (x * across / width + y * down / height))
        for across, down in ((2, 1), (1, 2), (3, -1))
    ]
    return np.round(127.5 + 100 * np.stack(waves, axis=2)).astype(np.uint8)


def sampled(pixels: np.ndarray, points: np.ndarray, side: int) -> np.ndarray:
    """Look each pixel of the crop up in the picture, one by one, nearest first."""
    matrix = umeyama(points, TEMPLATE)
    back = np.linalg.inv(matrix[:, :2])
    crop = np.zeros((side, side, 3))
    for row in range(side):
        for column in range(side):
            x, y = back @ (np.array([column + 0.5, row + 0.5]) - matrix[:, 2])
            crop[row, column] = pixels[int(y), int(x)]
    return crop


@pytest.mark.parametrize("seed", range(20))
def test_that_the_transform_is_the_least_squares_one_without_reflection(
    seed: int,
) -> None:
    points = np.random.default_rng(seed).normal(size=(5, 2)) * 40 + 200
    np.testing.assert_allclose(similarity(points), umeyama(points, TEMPLATE), atol=1e-9)
    np.testing.assert_allclose(
        similarity(points), least_squares(points, TEMPLATE), atol=1e-8
    )


def test_that_a_mirrored_face_is_not_reflected_back() -> None:
    mirrored = (TEMPLATE - FACE_PX / 2) * (-1, 1) + FACE_PX / 2
    assert np.linalg.det(similarity(mirrored)[:, :2]) > 0


@pytest.mark.parametrize(
    ("scale", "degrees"), [(1.0, 0.0), (1.7, 25.0), (0.6, -160.0), (4.0, 90.0)]
)
def test_that_a_face_comes_out_upright_and_at_its_size(
    scale: float, degrees: float
) -> None:
    points = turned_template(scale, degrees, (300.0, 320.0))
    moved = points @ similarity(points)[:, :2].T + similarity(points)[:, 2]
    np.testing.assert_allclose(moved, TEMPLATE, atol=1e-9)


@pytest.mark.parametrize(
    ("scale", "degrees"), [(1.0, 0.0), (1.5, 20.0), (3.3, -35.0), (0.7, 10.0)]
)
def test_that_a_crop_is_what_looking_up_each_pixel_gives(
    scale: float, degrees: float
) -> None:
    picture = smooth_picture(900, 800)
    points = turned_template(scale, degrees, (350.0, 300.0))
    gap = np.abs(align_face(picture, points) - sampled(picture, points, FACE_PX))
    assert gap.mean() < 1.5


def test_that_a_margin_adds_surroundings_and_moves_nothing() -> None:
    picture = smooth_picture(400, 400)
    points = turned_template(1.2, 8.0, (120.0, 110.0))
    wide = align_face(picture, points, margin_px=16)
    assert (FACE_PX + 32, FACE_PX + 32, 3) == wide.shape
    inner = wide[16:-16, 16:-16].astype(int)
    assert np.abs(inner - align_face(picture, points)).max() <= 3


def test_that_fine_stripes_of_a_large_face_become_grey_and_no_new_stripes() -> None:
    picture = np.zeros((1200, 1200, 3), np.uint8)
    picture[:, ::2] = 255
    points = turned_template(8.0, 3.0, (150.0, 150.0))
    crop = align_face(picture, points)
    assert np.abs(crop.astype(int) - 127).max() < 30


def test_that_the_part_beyond_the_border_is_grey() -> None:
    picture = np.full((100, 100, 3), 255, np.uint8)
    crop = align_face(picture, TEMPLATE - (56, 0))
    assert OUTSIDE == tuple(crop[50, 10])
    assert (255, 255, 255) == tuple(crop[50, 100])


def test_that_a_face_beyond_the_picture_is_all_grey() -> None:
    crop = align_face(np.zeros((50, 50, 3), np.uint8), TEMPLATE + 1000)
    assert (FACE_PX, FACE_PX, 3) == crop.shape
    assert {114} == set(np.unique(crop))


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (np.zeros((4, 2)), "points \\(5, 2\\)"),
        (np.full((5, 2), 7.0), "not all be the same"),
        (np.full((5, 2), np.nan), "must be numbers"),
    ],
    ids=["four", "one place", "no numbers"],
)
def test_that_impossible_points_are_refused(points: np.ndarray, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        similarity(points)
