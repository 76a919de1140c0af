import math

import pytest
import torch

from trainer.losses.information import (
    LEAST_WEIGHT,
    MEMORY,
    PULL,
    STRONGEST,
    AdaptiveInformation,
    bit_cross_entropies,
    corrector_loss,
    information_loss,
)


def logits_and_codes(seed, count=6, bits=4):
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(count, bits, generator=generator, dtype=torch.float64)
    codes = torch.randint(0, 2, (count, bits), generator=generator).double() * 2 - 1
    return logits, codes


def slow_cross_entropies(logits, codes):
    entropies = []
    for bit in range(logits.shape[1]):
        total = 0.0
        for logit, code in zip(
            logits[:, bit].tolist(), codes[:, bit].tolist(), strict=True
        ):
            chance = 1 / (1 + math.exp(-logit))
            total -= math.log(chance if code > 0 else 1 - chance)
        entropies.append(total / len(logits))
    return entropies


def test_that_each_bit_has_its_cross_entropy():
    logits, codes = logits_and_codes(1)
    wanted = slow_cross_entropies(logits, codes)
    assert bit_cross_entropies(logits, codes).tolist() == pytest.approx(wanted)


def test_that_the_plain_loss_grows_with_the_code_and_the_corrector_does_not():
    logits, codes = logits_and_codes(2)
    wanted = slow_cross_entropies(logits, codes)
    assert information_loss(logits, codes).item() == pytest.approx(sum(wanted))
    assert corrector_loss(logits, codes).item() == pytest.approx(sum(wanted) / 4)


def test_that_the_adaptive_loss_begins_as_the_mean_over_bits():
    logits, codes = logits_and_codes(3)
    loss = AdaptiveInformation(4).double()
    mean = sum(slow_cross_entropies(logits, codes)) / 4
    # The running means hardly move in one step.
    assert loss(logits, codes).item() == pytest.approx(mean, rel=0.02)


def test_that_a_bit_that_says_nothing_counts_more_than_one_that_says_all():
    loss = AdaptiveInformation(2)
    codes = torch.tensor([[1.0, 1.0], [-1.0, -1.0]])
    logits = torch.tensor([[20.0, 0.0], [-20.0, 0.0]])
    for _ in range(1000):
        loss(logits, codes)
    says_all, says_nothing = loss.weights().tolist()
    assert says_nothing / says_all == pytest.approx(
        (1 + LEAST_WEIGHT) / LEAST_WEIGHT, rel=0.01
    )
    assert says_all + says_nothing == pytest.approx(2)


def test_that_the_strength_may_change_before_the_gradient_is_asked_for():
    logits, codes = logits_and_codes(3)
    logits.requires_grad_()
    loss = AdaptiveInformation(4).double()
    paid = loss(logits, codes)
    (before,) = torch.autograd.grad(paid, logits, retain_graph=True)
    loss.follow(torch.full((4,), 8.0), torch.ones(4))
    assert loss.strength != 1
    paid.backward()
    torch.testing.assert_close(logits.grad, before)


def test_that_the_strength_follows_the_adversarial_pull():
    loss = AdaptiveInformation(2)
    adversarial, information = torch.full((4,), 3.0), torch.full((4,), 1.0)
    loss.follow(adversarial, information)
    wanted = PULL * 6 / 2
    assert loss.strength.item() == pytest.approx(MEMORY + (1 - MEMORY) * wanted)


def test_that_the_strength_stays_within_bounds_and_finds_rest():
    loss = AdaptiveInformation(2)
    for _ in range(2000):
        loss.follow(torch.full((4,), 1e6), torch.full((4,), 1e-6))
    assert loss.strength.item() == pytest.approx(STRONGEST, rel=1e-3)
    for _ in range(2000):
        # The loss's gradient is as strong as the loss itself.
        loss.follow(torch.full((4,), 2.0), torch.ones(4) * loss.strength)
    assert loss.strength.item() == pytest.approx(PULL * 2, rel=1e-3)


@pytest.mark.parametrize("loss", [information_loss, corrector_loss])
def test_that_gradients_agree_with_finite_differences(loss):
    logits, codes = logits_and_codes(4)
    logits.requires_grad_()
    assert torch.autograd.gradcheck(lambda x: loss(x, codes), logits)


def test_that_the_gradient_of_the_adaptive_loss_agrees_with_finite_differences():
    logits, codes = logits_and_codes(5)
    logits.requires_grad_()

    def fresh(x):
        # Its memory must not grow between two evaluations.
        return AdaptiveInformation(4).double()(x, codes)

    # The weights are no part of the gradient: the memory takes in a hundredth.
    numeric = torch.zeros_like(logits)
    loss = AdaptiveInformation(4).double()
    value = loss(logits, codes)
    (slope,) = torch.autograd.grad(value, logits)
    weights, step = loss.weights(), 1e-6
    with torch.no_grad():
        for place in range(logits.numel()):
            moved = logits.clone().view(-1)
            moved[place] += step
            up = (weights * bit_cross_entropies(moved.view_as(logits), codes)).mean()
            moved[place] -= 2 * step
            down = (weights * bit_cross_entropies(moved.view_as(logits), codes)).mean()
            numeric.view(-1)[place] = (up - down) / (2 * step)
    assert torch.allclose(slope, numeric, atol=1e-7)
    assert fresh(logits).item() == pytest.approx(value.item())
