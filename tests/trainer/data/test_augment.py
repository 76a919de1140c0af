import dataclasses

import pytest
import torch

from trainer.data.augment import AugmentSettings, augment, cut_and_mix, follow

STILL = AugmentSettings(
    mix=0,
    zoom=0,
    brightness=0,
    contrast=0,
    saturation=0,
    tint=0,
    blur=0,
    coarse=0,
    noise=0,
)


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


@pytest.fixture
def pixels():
    return torch.randint(0, 256, (16, 32, 32, 3), generator=seeded(), dtype=torch.uint8)


def test_that_without_strength_only_mirroring_is_left(pixels):
    changed, _ = augment(pixels, 32, STILL, seeded(1))
    plain = pixels.permute(0, 3, 1, 2).float()
    is_same = [
        torch.allclose(a, b, atol=0.01) for a, b in zip(changed, plain, strict=True)
    ]
    is_mirrored = [
        torch.allclose(a, b.flip(2), atol=0.01)
        for a, b in zip(changed, plain, strict=True)
    ]
    assert all(a != b for a, b in zip(is_same, is_mirrored, strict=True))
    assert 3 <= sum(is_mirrored) <= 13


def test_that_each_picture_is_changed_differently_and_stays_in_range(pixels):
    same = pixels[:1].expand(16, -1, -1, -1)
    changed, _ = augment(same, 24, AugmentSettings(), seeded(1))
    assert changed.shape == (16, 3, 24, 24)
    assert changed.min() >= 0
    assert changed.max() <= 255
    assert len({each.numpy().tobytes() for each in changed}) == 16


def test_that_the_generator_decides_everything(pixels):
    first, _ = augment(pixels, 24, AugmentSettings(), seeded(1))
    again, _ = augment(pixels, 24, AugmentSettings(), seeded(1))
    other, _ = augment(pixels, 24, AugmentSettings(), seeded(2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_that_coarse_maps_are_mirrored_and_moved_with_their_pictures(pixels):
    # Pictures of 4 x 4 even squares, so that a cell is what its square shows.
    coarse = pixels[:, :4, :4]
    squares = coarse.repeat_interleave(8, 1).repeat_interleave(8, 2)
    cells = coarse.permute(0, 3, 1, 2).float()
    changed, affine = augment(squares, 32, STILL, seeded(1))
    found = torch.nn.functional.avg_pool2d(changed, 8)
    assert torch.allclose(follow(cells, affine, 4), found, atol=0.01)
    assert not torch.allclose(cells, found, atol=0.01)


def test_that_coarse_maps_keep_their_mean_when_they_shrink():
    cells = torch.full((2, 3, 4, 4), 5.0)
    still = torch.eye(2, 3).expand(2, -1, -1)
    assert torch.equal(follow(cells, still, 3), torch.full((2, 3, 3, 3), 5.0))


def test_that_brightness_alone_scales_all_channels(pixels):
    settings = AugmentSettings(0, 0, 0.3, 0, 0, 0, 0, 0, 0)
    grey = torch.full_like(pixels, 100)
    changed, _ = augment(grey, 32, settings, seeded(1))
    levels = changed.mean(dim=(1, 2, 3))
    assert changed.std(dim=(1, 2, 3)).max() < 0.01
    assert levels.min() >= 100 / 1.31
    assert levels.max() <= 131


def test_that_a_share_of_the_pictures_loses_half_of_its_resolution(pixels):
    settings = dataclasses.replace(STILL, coarse=0.25)
    changed, _ = augment(pixels, 32, settings, seeded(1))
    whole, _ = augment(pixels, 32, STILL, seeded(1))
    is_changed = (changed - whole).abs().amax(dim=(1, 2, 3)) > 1
    assert is_changed.sum() == 4
    # Of noise, a coarser copy keeps little but its mean.
    assert (changed.std(dim=(1, 2, 3)) < 0.7 * whole.std(dim=(1, 2, 3))).equal(
        is_changed
    )


def test_that_mixed_targets_weigh_pictures_by_their_area():
    # Every picture has one level, so that the mean level says what it is made of.
    level = torch.arange(12.0) * 20
    pixels = level.view(12, 1, 1, 1).expand(12, 3, 40, 40)
    targets = torch.eye(12)
    cells = pixels[:, :1, ::10, ::10]
    mixed, wanted, parts = cut_and_mix(pixels, targets, cells, 1.0, seeded(3))
    found = mixed.mean(dim=(1, 2, 3))
    assert found.tolist() == pytest.approx((wanted @ level).tolist(), abs=1e-3)
    assert wanted.sum(dim=1).tolist() == pytest.approx([1.0] * 12)
    assert (wanted.diagonal() < 1).any()
    squares = torch.nn.functional.avg_pool2d(mixed[:, :1], 10)
    assert torch.allclose(parts, squares, atol=1e-3)


def test_that_a_share_of_zero_mixes_nothing(pixels):
    batch = pixels.permute(0, 3, 1, 2).float()
    cells = torch.ones(16, 5, 4, 4)
    mixed, targets, parts = cut_and_mix(batch, torch.eye(16), cells, 0.0, seeded())
    assert torch.equal(mixed, batch)
    assert torch.equal(parts, cells)
    assert torch.equal(targets, torch.eye(16))
