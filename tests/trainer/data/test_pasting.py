import dataclasses

import numpy as np
import pytest

from trainer.data.lighting import LightSettings
from trainer.data.pasting import CutOut, InstanceSettings, cut_out, make_view

STILL = LightSettings(0, 0, 0, 0, 95)
PLAIN = InstanceSettings(occluded=0, light=STILL)
CIRCLE = np.stack([f(np.arange(40) / 20 * np.pi) for f in (np.cos, np.sin)], axis=1)


def filled(colour, height=60, width=80):
    return np.full((height, width, 3), colour, np.uint8)


RED, BLUE, GREEN = filled((230, 20, 20)), filled((20, 20, 230)), filled((20, 230, 20))


def seeded(seed):
    return np.random.default_rng(seed)


def share_of(view, channel):
    """Return where (s, s) a picture has mostly one colour."""
    pixels = view.pixels.astype(int)
    return pixels[..., channel] > pixels.sum(axis=2) - pixels[..., channel]


def extent(flags):
    """Return left, top, right and bottom of what is set."""
    rows, columns = (np.flatnonzero(flags.any(axis=axis)) for axis in (1, 0))
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    "background", [BLUE, BLUE.transpose(1, 0, 2)], ids=["wide", "tall"]
)
def test_that_the_box_is_where_the_object_is_seen(seed, background):
    cut = cut_out(RED, 7, PLAIN, seeded(seed))
    view = make_view(cut, background, GREEN, PLAIN, 128, seeded(seed))
    left, top, width, height = view.box * 128
    seen = extent(share_of(view, 0))
    assert (
        np.abs(np.subtract(seen, (left, top, left + width, top + height))).max() <= 2.5
    )
    assert view.instance == 7
    assert view.pixels.shape == (128, 128, 3)


@pytest.mark.parametrize("area", [(0.08, 0.1), (0.3, 0.3), (0.6, 0.9)])
def test_that_the_box_covers_the_wanted_share_and_lies_inside(area):
    settings = dataclasses.replace(PLAIN, area=area)
    for seed in range(60):
        cut = cut_out(RED, 0, settings, seeded(seed))
        left, top, width, height = make_view(
            cut, BLUE, GREEN, settings, 32, seeded(seed)
        ).box.tolist()
        assert area[0] - 1e-6 <= width * height <= area[1] + 1e-6
        assert min(left, top) >= 0
        assert max(left + width, top + height) <= 1 + 1e-6


def test_that_shares_of_the_whole_range_come_about():
    areas = [
        np.prod(
            make_view(
                cut_out(RED, 0, PLAIN, seeded(n)), BLUE, GREEN, PLAIN, 16, seeded(n)
            ).box[2:]
        )
        for n in range(100)
    ]
    assert min(areas) < 0.12
    assert max(areas) > 0.28


def test_that_the_object_covers_a_round_outline_and_no_more():
    view = make_view(CutOut(RED, CIRCLE * 0.9, 0), BLUE, GREEN, PLAIN, 256, seeded(1))
    area = np.prod(view.box[2:]) * 256**2
    assert share_of(view, 0).sum() / area == pytest.approx(np.pi / 4, abs=0.08)


def test_that_the_object_is_seen_the_right_way_round():
    object_pixels = np.concatenate(
        [filled((230, 20, 20)), filled((20, 230, 20))], axis=1
    )
    settings = dataclasses.replace(PLAIN, turn_deg=0, perspective=0.1)
    for seed in range(8):
        cut = CutOut(object_pixels, CIRCLE * 0.9, 0)
        view = make_view(cut, BLUE, BLUE, settings, 96, seeded(seed))
        red, green = (np.argwhere(share_of(view, c)).mean(axis=0) for c in (0, 1))
        assert green[1] - red[1] > 0.3 * view.box[2] * 96
        assert abs(green[0] - red[0]) < 0.1 * view.box[3] * 96


def test_that_no_more_than_the_wanted_share_is_hidden():
    settings = dataclasses.replace(PLAIN, occluded=1, occlusion=0.4, area=(0.2, 0.2))
    hidden = []
    for seed in range(40):
        cut = cut_out(RED, 0, settings, seeded(seed))
        view = make_view(cut, BLUE, GREEN, settings, 128, seeded(seed))
        left, top, width, height = np.rint(view.box * 128).astype(int)
        inside = share_of(view, 1)[top : top + height, left : left + width]
        hidden.append(inside.mean())
        assert share_of(view, 1).any()
    assert max(hidden) <= 0.43
    assert max(hidden) > 0.2


def test_that_the_generator_decides_everything():
    cut = cut_out(RED, 0, InstanceSettings(), seeded(1))
    views = [
        make_view(cut, BLUE, GREEN, InstanceSettings(), 32, seeded(seed))
        for seed in (1, 1, 2)
    ]
    assert np.array_equal(views[0].pixels, views[1].pixels)
    assert views[0].box.tolist() == views[1].box.tolist()
    assert views[0].box.tolist() != views[2].box.tolist()


def test_that_objects_are_cut_where_there_is_something_to_see():
    photo = filled((128, 128, 128), 100, 100).copy()
    photo[:, 50:] = np.random.default_rng(0).integers(0, 256, (100, 50, 3))
    settings = InstanceSettings(cut=(0.1, 0.1))
    stds = [
        cut_out(photo, 0, settings, seeded(seed)).pixels.std() for seed in range(30)
    ]
    assert np.mean(np.array(stds) > 20) > 0.9


@pytest.mark.parametrize("shape", [(1, 1), (2, 300), (300, 2)])
def test_that_odd_photos_serve_as_well(shape):
    photo = filled((90, 90, 90), *shape)
    cut = cut_out(photo, 0, InstanceSettings(), seeded(0))
    settings = dataclasses.replace(InstanceSettings(), occluded=1)
    for seed in range(5):
        view = make_view(cut, photo, photo, settings, 24, seeded(seed))
        assert view.pixels.shape == (24, 24, 3)
        assert np.isfinite(view.box).all()


@pytest.mark.parametrize(
    "change",
    [
        {"area": (0.3, 0.1)},
        {"cut": (0.0, 0.5)},
        {"perspective": 0.5},
        {"occlusion": 1.0},
    ],
)
def test_that_impossible_settings_are_refused(change):
    with pytest.raises(ValueError, match=next(iter(change))):
        InstanceSettings(**change)
