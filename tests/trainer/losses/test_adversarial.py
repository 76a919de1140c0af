import pytest
import torch

from trainer.losses.adversarial import (
    discriminator_loss,
    feature_matching_loss,
    generator_loss,
)


def drawn(seed, *shape):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


def test_that_the_discriminator_pays_for_scores_inside_the_margin():
    real, fake = drawn(1, 7), drawn(2, 9)
    slow_real = sum(max(0.0, 1 - each) for each in real.tolist()) / 7
    slow_fake = sum(max(0.0, 1 + each) for each in fake.tolist()) / 9
    loss = discriminator_loss(real, fake).item()
    assert loss == pytest.approx(slow_real + slow_fake)


def test_that_the_generator_wants_high_scores():
    fake = drawn(3, 5)
    assert generator_loss(fake).item() == pytest.approx(-sum(fake.tolist()) / 5)


def test_that_feature_matching_compares_mean_features():
    real, fake = drawn(4, 6, 3), drawn(5, 8, 3)
    slow = 0.0
    for place in range(3):
        mean_real = sum(row[place] for row in real.tolist()) / 6
        mean_fake = sum(row[place] for row in fake.tolist()) / 8
        slow += (mean_real - mean_fake) ** 2
    assert feature_matching_loss(real, fake).item() == pytest.approx(slow)


def test_that_real_features_are_not_pulled_towards_generated_ones():
    real, fake = drawn(6, 4, 2).requires_grad_(), drawn(7, 4, 2).requires_grad_()
    feature_matching_loss(real, fake).backward()
    assert real.grad is None
    assert fake.grad.abs().sum() > 0


def test_that_gradients_agree_with_finite_differences():
    real, fake = drawn(8, 5).requires_grad_(), drawn(9, 5).requires_grad_()
    assert torch.autograd.gradcheck(discriminator_loss, (real, fake))
    assert torch.autograd.gradcheck(generator_loss, (fake,))
    features = drawn(10, 5, 3)
    made = drawn(11, 5, 3).requires_grad_()
    assert torch.autograd.gradcheck(lambda x: feature_matching_loss(features, x), made)
