import pytest
import torch
from torch.nn import functional

from trainer.losses.triplet import triplet_loss


def units(seed, count=5):
    generator = torch.Generator().manual_seed(seed)
    drawn = torch.randn(count, 6, generator=generator, dtype=torch.float64)
    return functional.normalize(drawn, dim=1)


def slow_loss(query, right, wrong, margin):
    near = sum((a - b) ** 2 for a, b in zip(query, right, strict=True))
    far = sum((a - b) ** 2 for a, b in zip(query, wrong, strict=True))
    return 0.5 * max(0.0, margin + near - far)


def test_that_the_triplet_loss_is_half_of_what_the_margin_lacks():
    parts = [units(seed) for seed in (1, 2, 3)]
    slow = [
        slow_loss(*triplet, 0.3)
        for triplet in zip(*(part.tolist() for part in parts), strict=True)
    ]
    assert triplet_loss(*parts, 0.3).item() == pytest.approx(sum(slow) / len(slow))


def test_that_gradients_agree_with_finite_differences():
    parts = [units(seed).requires_grad_() for seed in (4, 5, 6)]
    assert torch.autograd.gradcheck(lambda *p: triplet_loss(*p, 0.5), parts)
