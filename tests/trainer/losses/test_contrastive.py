import math

import pytest
import torch

from trainer.losses.contrastive import (
    bottleneck_loss,
    code_contrast_loss,
    nt_xent_loss,
)


def drawn(seed, *shape):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


def cosine(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True)) / math.sqrt(
        sum(x * x for x in a) * sum(y * y for y in b)
    )


def slow_nt_xent(first, second, temperature):
    both = first.tolist() + second.tolist()
    count, total = len(first), 0.0
    for i, mine in enumerate(both):
        other = (i + count) % (2 * count)
        others = [
            math.exp(cosine(mine, theirs) / temperature)
            for j, theirs in enumerate(both)
            if j != i
        ]
        right = math.exp(cosine(mine, both[other]) / temperature)
        total -= math.log(right / sum(others))
    return total / (2 * count)


@pytest.mark.parametrize("temperature", [0.1, 0.5])
def test_that_each_view_looks_for_the_other_among_all(temperature):
    first, second = drawn(1, 5, 3), drawn(2, 5, 3)
    wanted = slow_nt_xent(first, second, temperature)
    assert nt_xent_loss(first, second, temperature).item() == pytest.approx(wanted)


def test_that_codes_contrast_by_their_signs():
    first, second = drawn(3, 5, 8), drawn(4, 5, 8)
    wanted = slow_nt_xent(first.sign(), second.sign(), 0.3)
    assert code_contrast_loss(first, second, 0.3).item() == pytest.approx(wanted)


def test_that_gradients_reach_the_logits_through_the_signs():
    first, second = drawn(5, 5, 8).requires_grad_(), drawn(6, 5, 8)
    code_contrast_loss(first, second, 0.3).backward()
    assert first.grad.abs().min() > 0


def test_that_the_bottleneck_is_the_symmetric_divergence_of_the_bits():
    first, second = drawn(7, 4, 3), drawn(8, 4, 3)
    total = 0.0
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        for a, b in zip(one, other, strict=True):
            p, q = 1 / (1 + math.exp(-a)), 1 / (1 + math.exp(-b))
            there = p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q))
            back = q * math.log(q / p) + (1 - q) * math.log((1 - q) / (1 - p))
            total += (there + back) / 2
    assert bottleneck_loss(first, second).item() == pytest.approx(total / 4)


def test_that_gradients_agree_with_finite_differences():
    both = drawn(9, 4, 3).requires_grad_(), drawn(10, 4, 3).requires_grad_()
    assert torch.autograd.gradcheck(lambda a, b: nt_xent_loss(a, b, 0.3), both)
    assert torch.autograd.gradcheck(bottleneck_loss, both)
