import pytest
import torch
from torch.nn import functional

from trainer.losses.adversarial_embedding import (
    AdversarialSettings,
    Form,
    moved_by_gradient,
    moved_triplet_loss,
    moved_triplets,
)


def units(count, width=6, seed=0):
    generator = torch.Generator().manual_seed(seed)
    drawn = torch.randn(count, width, generator=generator, dtype=torch.float64)
    return functional.normalize(drawn, dim=1)


def triplet_sum(anchors, positives, negatives):
    near = (anchors - positives).square().sum()
    return near - (anchors - negatives).square().sum()


def test_that_a_move_follows_the_slow_gradient():
    target = units(4, seed=1)

    def loss(embeddings):
        return (embeddings - target).square().sum()

    start = units(4)
    gradient = torch.zeros_like(start)
    for row in range(4):
        for column in range(6):
            step = torch.zeros_like(start)
            step[row, column] = 1e-6
            gradient[row, column] = (loss(start + step) - loss(start - step)) / 2e-6
    wanted = functional.normalize(
        start + 0.1 * functional.normalize(gradient, dim=1), dim=1
    )
    moved = moved_by_gradient(start, loss, 0.1, 1)
    assert torch.allclose(wanted, moved, atol=1e-6)
    assert loss(moved) > loss(start)


def test_that_an_embedding_without_influence_stays():
    start = units(3)
    moved = moved_by_gradient(start, lambda f: f[0].square().sum() * f[0, 0], 0.3, 2)
    assert torch.allclose(start[1:], moved[1:])
    assert not torch.allclose(start[0], moved[0])


def test_that_several_steps_go_no_farther_than_one():
    start, target = units(5), units(5, seed=2)
    for steps in (1, 4):
        moved = moved_by_gradient(
            start, lambda f: (f * target).sum(dim=1).exp().sum(), 0.2, steps
        )
        # A move of 0.2 before the length is restored turns by less than asin(0.2).
        assert (moved * start).sum(dim=1).min() >= (1 - 0.2**2) ** 0.5 - 1e-9


def test_that_the_move_counts_as_a_constant():
    start = units(3).requires_grad_()
    move = moved_by_gradient(start.detach(), lambda f: f[:, 0].sum(), 0.1, 1)
    (gradient,) = torch.autograd.grad(
        moved_by_gradient(start, lambda f: f[:, 0].sum(), 0.1, 1)[:, 1].sum(), start
    )
    again = start.detach().requires_grad_()
    length = 0.1 * functional.normalize(torch.eye(6, dtype=torch.float64)[:1], dim=1)
    fixed = functional.normalize(again + length, dim=1)
    assert torch.allclose(move, fixed)
    (wanted,) = torch.autograd.grad(fixed[:, 1].sum(), again)
    assert torch.allclose(wanted, gradient)


def test_that_the_closed_form_is_the_gradient_form_of_a_triplet():
    parts = [units(1, seed=seed) for seed in range(3)]
    closed = moved_triplets(*parts, 0.1)
    together = torch.cat(parts)
    moved = moved_by_gradient(together, lambda f: triplet_sum(*f[:, None]), 0.1, 1)
    assert torch.allclose(torch.cat(closed), moved)


def test_that_the_closed_form_moves_satisfied_triplets_too():
    anchors = positives = units(1)
    negatives = -anchors
    moved = moved_triplets(anchors, positives + 1e-3, negatives, 0.1)
    assert triplet_sum(*moved) > triplet_sum(anchors, positives + 1e-3, negatives)


def test_that_the_loss_of_moved_triplets_is_that_of_a_slow_loop():
    embeddings = units(6)
    mined = tuple(torch.tensor(each) for each in ([0, 1, 2], [3, 4, 5], [1, 2, 3]))
    values = []
    for places in zip(*(each.tolist() for each in mined), strict=True):
        a, p, n = moved_triplets(*(embeddings[[each]] for each in places), 0.2)
        values.append(max(0.0, 0.2 + triplet_sum(a, p, n).item()))
    wanted = sum(values) / max(1, sum(value > 0 for value in values))
    found = moved_triplet_loss(embeddings, mined, 0.2, 0.2)
    assert found.item() == pytest.approx(wanted)


def test_that_no_triplets_cost_nothing():
    none = torch.zeros(0, dtype=torch.int64)
    assert moved_triplet_loss(units(4), (none, none, none), 0.1, 0.2).item() == 0


@pytest.mark.parametrize(
    "wrong",
    [{"epsilon": 0.0}, {"steps": 0}, {"form": Form.CLOSED, "steps": 2}],
    ids=["no length", "no steps", "closed in steps"],
)
def test_that_settings_without_a_move_are_refused(wrong):
    with pytest.raises(ValueError, match=r"epsilon and steps|closed form"):
        AdversarialSettings(**wrong)
