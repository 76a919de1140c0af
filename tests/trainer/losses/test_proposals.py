import math

import pytest
import torch

from trainer.losses.proposals import proposal_loss
from trainer.nets.proposals import anchors, overlaps, shifts_to

BOXES = torch.tensor([[0.1, 0.1, 0.5, 0.5], [0.3, 0.2, 0.9, 0.8]])


def test_that_perfect_proposals_cost_next_to_nothing():
    places = anchors(4)
    shifts = torch.stack(
        [shifts_to(box.expand(len(places), 4), places) for box in BOXES]
    )
    overlap = overlaps(BOXES, places)
    is_right = (overlap >= 0.7) | (overlap >= overlap.amax(dim=1, keepdim=True))
    logits = torch.where(is_right, 20.0, -20.0)
    assert proposal_loss(logits, shifts, places, BOXES).item() < 1e-6


def test_that_saying_nothing_costs_the_logarithm_of_two():
    places = anchors(4)
    shifts = torch.stack(
        [shifts_to(box.expand(len(places), 4), places) for box in BOXES]
    )
    logits = torch.zeros(2, len(places))
    loss = proposal_loss(logits, shifts, places, BOXES)
    assert loss.item() == pytest.approx(math.log(2))


def test_that_the_anchor_nearest_to_a_tiny_box_is_positive_though_it_overlaps_little():
    places = anchors(4)
    tiny = torch.tensor([[0.1, 0.1, 0.12, 0.12]])
    logits = torch.zeros(1, len(places), requires_grad=True)
    proposal_loss(logits, torch.zeros(1, len(places), 4), places, tiny).backward()
    assert logits.grad is not None
    assert (logits.grad < 0).any()


def test_that_gradients_agree_with_finite_differences():
    places = anchors(2).double()
    generator = torch.Generator().manual_seed(1)
    shape = (2, len(places))
    logits = torch.randn(shape, generator=generator, dtype=torch.float64)
    shifts = torch.randn((*shape, 4), generator=generator, dtype=torch.float64)
    assert torch.autograd.gradcheck(
        lambda a, b: proposal_loss(a, b, places, BOXES.double()),
        [logits.requires_grad_(), shifts.requires_grad_()],
    )
