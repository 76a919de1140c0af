import pytest
import torch
from torch import nn

from trainer.losses.input_gradient import (
    GradientSettings,
    feature_difference_penalty,
    feature_penalty,
    loss_difference_penalty,
    loss_penalty,
    random_directions,
)


@pytest.fixture
def net():
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(2, 3, 3), nn.Softplus(), nn.Flatten(), nn.Linear(12, 5)
    ).double()


@pytest.fixture
def pictures():
    torch.manual_seed(1)
    return torch.randn(3, 2, 4, 4, dtype=torch.float64, requires_grad=True)


def loss_of(net, pictures):
    return net(pictures).square().mean(dim=1).exp().mean()


def slow_gradient(function, pictures):
    """Differentiate a number by differences, place after place."""
    flat = pictures.detach().flatten()
    found = torch.zeros_like(flat)
    for place in range(len(flat)):
        step = torch.zeros_like(flat)
        step[place] = 1e-5
        up, down = ((flat + s).view_as(pictures) for s in (step, -step))
        found[place] = (function(up) - function(down)) / 2e-5
    return found.view_as(pictures)


def test_that_the_penalty_of_the_loss_is_that_of_slow_gradients(net, pictures):
    gradient = slow_gradient(lambda x: loss_of(net, x).item(), pictures)
    wanted = sum((3 * each).square().sum() for each in gradient) / 3
    found = loss_penalty(loss_of(net, pictures), pictures)
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)


def test_that_the_penalty_of_the_embedding_is_that_of_slow_gradients(net, pictures):
    directions = torch.randn(3, 5, dtype=torch.float64)
    wanted = 0.0
    for number in range(3):
        gradient = slow_gradient(
            lambda x, n=number: (net(x)[n] @ directions[n]).item(), pictures
        )
        wanted += gradient.square().sum().item() / 3
    found = feature_penalty(net(pictures), pictures, directions)
    assert found.item() == pytest.approx(wanted, rel=1e-5)


def test_that_penalties_have_the_gradient_of_slow_differences(net, pictures):
    directions = torch.randn(3, 5, dtype=torch.float64)
    weight = net[3].weight

    def both():
        first = loss_penalty(loss_of(net, pictures), pictures)
        return first + feature_penalty(net(pictures), pictures, directions)

    (gradient,) = torch.autograd.grad(both(), weight)
    for place in ((0, 0), (4, 11), (2, 5)):
        with torch.no_grad():
            weight[place] += 1e-5
        up = both().item()
        with torch.no_grad():
            weight[place] -= 2e-5
        down = both().item()
        with torch.no_grad():
            weight[place] += 1e-5
        assert gradient[place].item() == pytest.approx((up - down) / 2e-5, rel=1e-4)


def test_that_a_small_difference_finds_the_exact_penalty_of_the_loss(net, pictures):
    loss = loss_of(net, pictures)
    exact = loss_penalty(loss, pictures)
    found = loss_difference_penalty(loss, pictures, lambda x: loss_of(net, x), 1e-6)
    assert found.item() == pytest.approx(exact.item(), rel=1e-4)


def test_that_a_small_difference_finds_that_of_the_embedding(net, pictures):
    features = net(pictures)
    directions = torch.randn(3, 5, dtype=torch.float64)
    exact = feature_penalty(features, pictures, directions)
    found = feature_difference_penalty(features, pictures, directions, net, 1e-6)
    assert found.item() == pytest.approx(exact.item(), rel=1e-4)


def test_that_a_difference_teaches_the_weights_what_the_exact_form_does(net, pictures):
    loss = loss_of(net, pictures)
    (exact,) = torch.autograd.grad(
        loss_penalty(loss, pictures), net[3].weight, retain_graph=True
    )
    penalty = loss_difference_penalty(loss, pictures, lambda x: loss_of(net, x), 1e-5)
    (found,) = torch.autograd.grad(penalty, net[3].weight)
    assert torch.allclose(exact, found, rtol=1e-2, atol=1e-6)


def test_that_a_flat_loss_costs_nothing(pictures):
    flat = (pictures * 0).sum()
    assert loss_difference_penalty(flat, pictures, lambda x: flat.detach(), 0.1) == 0


def test_that_directions_estimate_the_whole_jacobian():
    jacobian = torch.randn(5, 7)
    drawn = random_directions(4000, 5, torch.Generator().manual_seed(0))
    assert torch.allclose(drawn.norm(dim=1), torch.tensor(5.0).sqrt())
    estimate = (drawn @ jacobian).square().sum(dim=1).mean()
    assert estimate.item() == pytest.approx(jacobian.square().sum().item(), rel=0.1)


def test_that_a_difference_over_nothing_is_refused():
    with pytest.raises(ValueError, match="step must be positive"):
        GradientSettings(step=0.0)
