"""The losses of face hashing against slow ones and finite differences."""

import math

import pytest
import torch

from trainer.losses.batch_hard import batch_hard_loss
from trainer.losses.centre_distance import centre_distance_loss
from trainer.losses.margin_softmax import class_cosines, margin_softmax_loss
from trainer.losses.sign_control import (
    least_distance,
    sign_control_loss,
    signs_apart,
)
from trainer.losses.softened_answers import softened_divergence

LABELS = torch.tensor([0, 0, 1, 1, 1, 2])


def drawn(seed, *shape):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


def soft(seed, *shape):
    return torch.tanh(drawn(seed, *shape))


def softmax(values):
    total = sum(math.exp(each) for each in values)
    return [math.exp(each) / total for each in values]


def squared(one, other):
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def slow_batch_hard(vectors, labels, margin):
    losses = []
    for mine, label in zip(vectors, labels, strict=True):
        others = [
            (squared(mine, vector), its)
            for vector, its in zip(vectors, labels, strict=True)
            if vector is not mine
        ]
        partners = [distance for distance, its in others if its == label]
        strangers = [distance for distance, its in others if its != label]
        if partners and strangers:
            losses.append(0.5 * max(0.0, margin + max(partners) - min(strangers)))
    return sum(losses) / len(losses)


def test_that_the_margin_softmax_is_a_weighted_cross_entropy_less_a_margin():
    cosines, shares = soft(1, 3, 4), torch.tensor([1.0, 0.5, 0.0]).double()
    labels = torch.tensor([2, 0, 1])
    slow = 0.0
    for row, label, share in zip(
        cosines.tolist(), labels.tolist(), shares.tolist(), strict=True
    ):
        scaled = [16 * (c - 0.25 * (k == label)) for k, c in enumerate(row)]
        slow -= share * math.log(softmax(scaled)[label])
    loss = margin_softmax_loss(cosines, labels, 16, 0.25, shares)
    assert loss.item() == pytest.approx(slow / 1.5)


def test_that_cosines_forget_lengths():
    vectors, centres = drawn(2, 3, 5), drawn(3, 4, 5)
    torch.testing.assert_close(
        class_cosines(3 * vectors, 0.1 * centres), class_cosines(vectors, centres)
    )


def test_that_batch_hard_takes_the_farthest_partner_and_the_nearest_stranger():
    vectors = drawn(4, 6, 3)
    slow = slow_batch_hard(vectors.tolist(), LABELS.tolist(), 0.4)
    assert batch_hard_loss(vectors, LABELS, 0.4).item() == pytest.approx(slow)


@pytest.mark.parametrize("labels", [[0, 1, 2], [5, 5, 5]], ids=["strangers", "one"])
def test_that_a_batch_without_triplets_costs_nothing(labels):
    vectors = drawn(5, 3, 4).requires_grad_()
    loss = batch_hard_loss(vectors, torch.tensor(labels), 0.2)
    loss.backward()
    assert loss.item() == 0
    assert not vectors.grad.any()


def test_that_sign_control_is_what_each_bit_lacks_of_half():
    codes, signs = soft(6, 4, 3), torch.where(soft(7, 4, 3) >= 0, 1.0, -1.0)
    slow = sum(
        max(0.0, 0.5 - h * s)
        for row, wanted in zip(codes.tolist(), signs.tolist(), strict=True)
        for h, s in zip(row, wanted, strict=True)
    )
    assert sign_control_loss(codes, signs).item() == pytest.approx(slow / 12)


def test_that_decided_bits_of_the_right_sign_are_left_alone():
    codes = torch.tensor([[0.6, -0.7]], requires_grad=True)
    sign_control_loss(codes, torch.tensor([[1.0, -1.0]])).backward()
    assert not codes.grad.any()


def test_that_centres_that_lie_apart_keep_their_signs():
    signs = torch.tensor([[1.0] * 8, [-1.0] * 8, [1.0] * 4 + [-1.0] * 4])
    assert torch.equal(signs_apart(0.9 * signs, 2), signs)


def test_that_centres_of_one_code_are_parted_at_their_least_decided_bits():
    centres = torch.tensor([[0.9] * 8, [0.9] * 6 + [0.1, 0.2]])
    found = signs_apart(centres, 2)
    assert found.tolist() == [[1.0] * 8, [1.0] * 6 + [-1.0, -1.0]]


def test_that_forty_centres_are_a_quarter_of_the_bits_apart():
    centres = soft(8, 40, 24).float() * 0.2 + 0.3
    assert least_distance(torch.where(centres >= 0, 1.0, -1.0)) < 6
    assert least_distance(signs_apart(centres, 6)) >= 4


def test_that_sixteen_centres_take_all_codes_of_four_bits():
    centres = soft(9, 16, 4).float()
    assert least_distance(signs_apart(centres, 1)) == 1


def test_that_the_distance_of_centres_is_the_squared_excess_of_their_products():
    centres = soft(10, 4, 6)
    rows = centres.tolist()
    slow = sum(
        max(0.0, sum(a * b for a, b in zip(one, other, strict=True)) / 6 - 0.5) ** 2
        for i, one in enumerate(rows)
        for j, other in enumerate(rows)
        if i != j
    )
    loss = centre_distance_loss(centres, 0.25)
    assert loss.item() == pytest.approx(slow / 12)


def test_that_equal_centres_are_pushed_apart_and_opposite_ones_are_not():
    same = torch.ones(2, 8)
    opposite = torch.stack([torch.ones(8), -torch.ones(8)])
    assert centre_distance_loss(same, 0.25).item() == pytest.approx(0.25)
    assert centre_distance_loss(opposite, 0.25).item() == 0


def test_that_softened_divergence_is_the_scaled_relative_entropy():
    teacher, student = drawn(11, 3, 4), drawn(12, 3, 4)
    slow = 0.0
    for theirs, mine in zip(teacher.tolist(), student.tolist(), strict=True):
        p = softmax([each / 4 for each in theirs])
        q = softmax([each / 4 for each in mine])
        slow += sum(a * math.log(a / b) for a, b in zip(p, q, strict=True))
    loss = softened_divergence(teacher, student, 4.0)
    assert loss.item() == pytest.approx(16 * slow / 3)


def test_that_the_teacher_of_answers_gets_no_gradient():
    teacher, student = (
        drawn(13, 2, 3).requires_grad_(),
        drawn(14, 2, 3).requires_grad_(),
    )
    softened_divergence(teacher, student, 2.0).backward()
    assert teacher.grad is None
    assert student.grad.any()


CHECKED = {
    "margin softmax": lambda x: margin_softmax_loss(
        class_cosines(x, drawn(15, 3, 4)), LABELS, 8.0, 0.2, torch.ones(6).double()
    ),
    "centres of margin softmax": lambda x: margin_softmax_loss(
        class_cosines(drawn(16, 6, 4), x), LABELS, 8.0, 0.2, torch.ones(6).double()
    ),
    "batch hard": lambda x: batch_hard_loss(x, LABELS, 5.0),
    "sign control": lambda x: sign_control_loss(
        torch.tanh(x), torch.ones(6, 4).double()
    ),
    "distance of centres": lambda x: centre_distance_loss(torch.tanh(x), 0.4),
    "softened divergence": lambda x: softened_divergence(drawn(17, 6, 4), x, 3.0),
}


@pytest.mark.parametrize("loss", CHECKED.values(), ids=CHECKED.keys())
def test_that_gradients_agree_with_finite_differences(loss):
    assert torch.autograd.gradcheck(loss, drawn(18, 6, 4).requires_grad_())
