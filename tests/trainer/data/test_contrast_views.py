import dataclasses

import torch
from torch import Generator

from trainer.data.contrast_views import ContrastViews, contrast_view
from trainer.data.diff_augment import differentiable_change

STILL = ContrastViews(least_area=1.0, most_aspect=1.0, recoloured=0.0, grey=0.0)


def drawn(seed):
    return Generator().manual_seed(seed)


def pictures(count=6, side=16):
    return torch.rand(count, 3, side, side, generator=drawn(1)) * 255


def test_that_a_view_without_changes_is_the_picture_or_its_mirror_image():
    shown = pictures()
    views = contrast_view(shown, STILL, drawn(2))
    is_same = (views - shown).abs().amax(dim=(1, 2, 3)) < 0.01
    is_mirrored = (views - shown.flip(3)).abs().amax(dim=(1, 2, 3)) < 0.01
    assert bool((is_same ^ is_mirrored).all())
    assert is_same.any()
    assert is_mirrored.any()


def test_that_a_view_shows_a_part_that_is_large_enough():
    side = 64
    ramp = torch.linspace(0, 255, side).expand(40, 3, side, side)
    parts = dataclasses.replace(STILL, least_area=0.25, most_aspect=1.0)
    views = contrast_view(ramp.contiguous(), parts, drawn(3))
    spans = views.amax(dim=(1, 2, 3)) - views.amin(dim=(1, 2, 3))
    # A quarter of the area is half of the side.
    assert spans.min() > 0.45 * 255
    assert spans.min() < 0.75 * 255
    assert spans.max() > 0.8 * 255


def test_that_grey_views_have_no_colour_and_keep_their_brightness():
    grey = dataclasses.replace(STILL, grey=1.0)
    shown = pictures()
    views = contrast_view(shown, grey, drawn(4))
    assert torch.allclose(views[:, 0], views[:, 2], atol=0.01)
    luma = torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)
    wanted = (shown * luma).sum(dim=1).mean(dim=(1, 2))
    assert torch.allclose(views[:, 0].mean(dim=(1, 2)), wanted, atol=0.1)


def test_that_a_turn_of_the_hues_leaves_grey_pictures_alone():
    hues = ContrastViews(1.0, 1.0, 0.0, 0.0, 0.0, hue=0.5, recoloured=1.0, grey=0.0)
    grey = (torch.rand(4, 1, 8, 8, generator=drawn(5)) * 255).expand(4, 3, 8, 8)
    views = contrast_view(grey.contiguous(), hues, drawn(6))
    assert torch.allclose(views[:, 0], views[:, 1], atol=0.05)
    coloured = contrast_view(pictures(), hues, drawn(6))
    assert not torch.allclose(coloured[:, 0], coloured[:, 1], atol=5)


def test_that_a_view_follows_from_its_seed():
    views = [contrast_view(pictures(), ContrastViews(), drawn(s)) for s in (7, 7, 8)]
    assert torch.equal(views[0], views[1])
    assert not torch.allclose(views[0], views[2])


def test_that_gradients_flow_through_the_changes_of_the_adversaries():
    made = (torch.rand(5, 3, 32, 32, generator=drawn(9)) * 2 - 1).requires_grad_()
    changed = differentiable_change(made, drawn(10))
    changed.sum().backward()
    assert changed.shape == made.shape
    assert torch.isfinite(made.grad).all()
    assert (made.grad != 0).float().mean() > 0.5


def test_that_the_changes_of_the_adversaries_follow_from_their_seed():
    made = torch.rand(5, 3, 32, 32, generator=drawn(11)) * 2 - 1
    first, again, other = (differentiable_change(made, drawn(s)) for s in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.allclose(first, other)
