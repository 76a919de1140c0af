"""Where each form of the quantisation loss pushes a bit: the analysis as a test."""

import pytest
import torch

from trainer.losses.quantisation_forms import (
    QuantisationForm,
    quantisation_error,
    quantisation_form_loss,
)

SLOW = {
    QuantisationForm.NONE: lambda h: 0.0,
    QuantisationForm.ABSOLUTE: lambda h: abs(1 - abs(h)),
    QuantisationForm.SQUARED: lambda h: (1 - abs(h)) ** 2,
    QuantisationForm.QUARTIC: lambda h: (1 - h * h) ** 2,
    QuantisationForm.QUADRATIC: lambda h: 1 - h * h,
}


def line(first, last, count=2001):
    return torch.linspace(first, last, count, dtype=torch.float64)


def push(form, places):
    """Return how strongly each place h > 0 is pushed to 1."""
    places = places.clone().requires_grad_()
    loss = quantisation_form_loss(places, form) * places.numel()
    (slope,) = torch.autograd.grad(loss, places)
    return -slope


def push_through_tanh(form, soft):
    """Return how strongly the logit behind each place h > 0 is pushed up."""
    logits = torch.atanh(soft).requires_grad_()
    loss = quantisation_form_loss(torch.tanh(logits), form) * logits.numel()
    (slope,) = torch.autograd.grad(loss, logits)
    return -slope


@pytest.mark.parametrize("form", QuantisationForm)
def test_that_each_form_is_the_mean_of_its_formula(form):
    soft = line(-0.9, 0.95, 12).reshape(4, 3)
    slow = sum(SLOW[form](h) for row in soft.tolist() for h in row) / 12
    assert quantisation_form_loss(soft, form).item() == pytest.approx(slow)


@pytest.mark.parametrize("form", QuantisationForm)
def test_that_gradients_agree_with_finite_differences(form):
    soft = line(-0.9, 0.95, 12).reshape(4, 3).requires_grad_()
    assert torch.autograd.gradcheck(lambda h: quantisation_form_loss(h, form), soft)


def test_that_the_error_is_the_mean_distance_to_the_nearest_sign():
    soft = torch.tensor([[0.5, -1.0], [0.0, 0.9]])
    assert quantisation_error(soft).item() == pytest.approx((0.5 + 0 + 1 + 0.1) / 4)


def test_that_the_absolute_form_pushes_every_bit_alike_up_to_the_goal():
    found = push(QuantisationForm.ABSOLUTE, line(0.001, 0.999))
    torch.testing.assert_close(found, torch.ones_like(found))


def test_that_the_squared_form_pushes_undecided_bits_hardest_and_rests_at_the_goal():
    found = push(QuantisationForm.SQUARED, line(0.001, 1.0))
    assert found.argmax() == 0
    assert (found.diff() < 0).all()
    assert found[-1] == 0


def test_that_the_quadratic_form_leaves_undecided_bits_alone():
    near_zero = line(0.0, 1.0)
    found = push(QuantisationForm.QUADRATIC, near_zero)
    torch.testing.assert_close(found, 2 * near_zero)


def test_that_through_tanh_the_quadratic_push_is_largest_at_one_over_root_three():
    soft = line(0.001, 0.9999)
    found = push_through_tanh(QuantisationForm.QUADRATIC, soft)
    torch.testing.assert_close(found, 2 * soft * (1 - soft**2))
    assert soft[found.argmax()].item() == pytest.approx(3**-0.5, abs=1e-3)


def test_that_through_tanh_the_quadratic_push_vanishes_at_both_ends():
    ends = torch.tensor([1e-6, 1 - 1e-6], dtype=torch.float64)
    assert push_through_tanh(QuantisationForm.QUADRATIC, ends).max() < 1e-5


def test_that_only_the_quadratic_and_the_quartic_form_leave_zero_to_the_other_losses():
    zero = torch.tensor([1e-9], dtype=torch.float64)
    silent = [form for form in QuantisationForm if push_through_tanh(form, zero) < 1e-6]
    assert silent == [
        QuantisationForm.NONE,
        QuantisationForm.QUARTIC,
        QuantisationForm.QUADRATIC,
    ]


def test_that_the_quartic_form_pushes_most_on_the_way_and_rests_at_the_goal():
    places = line(0.001, 1.0)
    found = push(QuantisationForm.QUARTIC, places)
    assert places[found.argmax()].item() == pytest.approx(3**-0.5, abs=1e-3)
    assert found[-1] == 0
