"""Certainty, frequency and consistency: the hash terms of HashGAN."""

import math

import pytest
import torch

from trainer.losses.certainty import certainty_loss
from trainer.losses.consistency import consistency_loss
from trainer.losses.frequency import frequency_loss


def drawn(seed, *shape):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


def chance(logit):
    return 1 / (1 + math.exp(-logit))


def entropy(on):
    return -(on * math.log(on) + (1 - on) * math.log(1 - on))


def test_that_certainty_is_the_mean_entropy_of_the_bits():
    logits = drawn(1, 5, 3)
    slow = sum(entropy(chance(each)) for row in logits.tolist() for each in row) / 15
    assert certainty_loss(logits).item() == pytest.approx(slow)


def test_that_certainty_is_best_for_sure_bits_and_worst_for_undecided_ones():
    assert certainty_loss(torch.full((4, 2), 30.0)).item() == pytest.approx(0, abs=1e-6)
    assert certainty_loss(torch.zeros(4, 2)).item() == pytest.approx(math.log(2))


def test_that_frequency_is_what_the_entropy_of_the_means_lacks():
    logits = drawn(2, 6, 3)
    lack = [
        math.log(2) - entropy(sum(chance(row[bit]) for row in logits.tolist()) / 6)
        for bit in range(3)
    ]
    assert frequency_loss(logits).item() == pytest.approx(sum(lack) / 3)


def test_that_a_bit_that_is_always_on_has_a_finite_frequency_loss():
    logits = torch.full((8, 2), 200.0, requires_grad=True)
    loss = frequency_loss(logits)
    loss.backward()
    assert math.isfinite(loss.item())
    assert torch.isfinite(logits.grad).all()


def test_that_consistency_is_the_squared_difference_of_the_chances():
    first, second = drawn(3, 4, 2), drawn(4, 4, 2)
    slow = sum(
        (chance(a) - chance(b)) ** 2
        for one, other in zip(first.tolist(), second.tolist(), strict=True)
        for a, b in zip(one, other, strict=True)
    )
    assert consistency_loss(first, second).item() == pytest.approx(slow / 8)


@pytest.mark.parametrize("loss", [certainty_loss, frequency_loss])
def test_that_gradients_agree_with_finite_differences(loss):
    assert torch.autograd.gradcheck(loss, drawn(5, 5, 3).requires_grad_())


def test_that_the_gradient_of_consistency_agrees_with_finite_differences():
    both = drawn(6, 5, 3).requires_grad_(), drawn(7, 5, 3).requires_grad_()
    assert torch.autograd.gradcheck(consistency_loss, both)
