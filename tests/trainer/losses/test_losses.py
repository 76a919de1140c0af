import math

import pytest
import torch
from torch.nn import functional

from trainer.losses.agreement import agreement_loss
from trainer.losses.balance import balance_loss
from trainer.losses.code_similarity import (
    code_similarity_loss,
    straight_through_signs,
)
from trainer.losses.cosine import cosine_loss
from trainer.losses.decorrelation import decorrelation_loss
from trainer.losses.places import places_loss
from trainer.losses.quantisation import quantisation_loss
from trainer.losses.similarity import similarity_loss

COUNT, WIDTH = 5, 6


@pytest.fixture(params=[torch.float32, torch.float64], ids=str)
def dtype(request):
    return request.param


@pytest.fixture
def mine(dtype):
    generator = torch.Generator().manual_seed(1)
    return torch.randn(COUNT, WIDTH, generator=generator, dtype=dtype)


@pytest.fixture
def theirs(dtype):
    generator = torch.Generator().manual_seed(2)
    drawn = torch.randn(COUNT, WIDTH, generator=generator, dtype=dtype)
    return functional.normalize(drawn, dim=1)


def dot(a, b):
    return sum(float(x) * float(y) for x, y in zip(a, b, strict=True))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def off_diagonal(count):
    return [(i, j) for i in range(count) for j in range(count) if i != j]


def test_that_the_cosine_loss_is_the_mean_of_one_minus_cosine(mine, theirs):
    expected = mean(1 - dot(a, b) for a, b in zip(mine, theirs, strict=True))
    assert cosine_loss(mine, theirs).item() == pytest.approx(expected, rel=1e-5)


def test_that_the_places_loss_is_the_error_as_a_share_of_what_is_wanted(mine, theirs):
    said, wanted = mine.view(1, COUNT, WIDTH), theirs.view(1, COUNT, WIDTH)
    error = sum(
        (float(a) - float(b)) ** 2
        for a, b in zip(mine.flatten(), theirs.flatten(), strict=True)
    )
    size = sum(float(b) ** 2 for b in theirs.flatten())
    assert places_loss(said, wanted).item() == pytest.approx(error / size, rel=1e-5)
    assert places_loss(torch.zeros_like(wanted), wanted).item() == pytest.approx(1)


def test_that_the_similarity_loss_compares_every_pair(mine, theirs):
    expected = mean(
        (dot(mine[i], mine[j]) - dot(theirs[i], theirs[j])) ** 2
        for i in range(COUNT)
        for j in range(COUNT)
    )
    assert similarity_loss(mine, theirs).item() == pytest.approx(expected, rel=1e-5)


def test_that_the_similarity_loss_of_a_rotated_copy_is_zero(theirs):
    generator = torch.Generator().manual_seed(3)
    drawn = torch.randn(WIDTH, WIDTH, generator=generator, dtype=theirs.dtype)
    rotation = torch.linalg.qr(drawn)[0]
    assert similarity_loss(theirs @ rotation, theirs).item() < 1e-10


def test_that_code_similarity_follows_the_teachers_angles(mine, theirs):
    def sign(value):
        return 1.0 if value >= 0 else -1.0

    expected = mean(
        (
            mean(sign(a) * sign(b) for a, b in zip(mine[i], mine[j], strict=True))
            - 2 / math.pi * math.asin(dot(theirs[i], theirs[j]))
        )
        ** 2
        for i, j in off_diagonal(COUNT)
    )
    found = code_similarity_loss(mine, theirs).item()
    assert found == pytest.approx(expected, rel=1e-4)


def test_that_random_projections_come_close_to_the_wanted_code_similarity():
    generator = torch.Generator().manual_seed(4)
    targets = functional.normalize(torch.randn(20, 8, generator=generator), dim=1)
    logits = targets @ torch.randn(8, 20_000, generator=generator)
    assert code_similarity_loss(logits, targets).item() < 1e-3


def test_that_a_straight_through_sign_is_hard_and_has_the_gradient_of_tanh():
    logits = torch.tensor([-2.0, 0.0, 0.5], requires_grad=True)
    signs = straight_through_signs(logits)
    signs.sum().backward()
    assert signs.tolist() == pytest.approx([-1.0, 1.0, 1.0])
    expected = [1 - math.tanh(value) ** 2 for value in (-2.0, 0.0, 0.5)]
    assert logits.grad.tolist() == pytest.approx(expected)


def test_that_agreement_is_cross_entropy_weighted_by_certainty(mine, theirs):
    total, weights = 0.0, 0.0
    for logits, wanted in zip(mine.tolist(), theirs.tolist(), strict=True):
        for logit, value in zip(logits, wanted, strict=True):
            chance = 1 / (1 + math.exp(-logit))
            right = chance if value >= 0 else 1 - chance
            total -= abs(value) * math.log(right)
            weights += abs(value)
    found = agreement_loss(mine, theirs).item()
    assert found == pytest.approx(total / weights, rel=1e-5)


def test_that_balance_is_the_mean_square_of_each_bits_mean(mine):
    expected = mean(
        mean(math.tanh(row[bit]) for row in mine.tolist()) ** 2 for bit in range(WIDTH)
    )
    assert balance_loss(mine).item() == pytest.approx(expected, rel=1e-5)


def test_that_decorrelation_is_the_mean_square_correlation_of_bits(mine):
    columns = [[math.tanh(row[bit]) for row in mine.tolist()] for bit in range(WIDTH)]

    def correlation(a, b):
        a = [value - mean(a) for value in a]
        b = [value - mean(b) for value in b]
        return dot(a, b) / math.sqrt((dot(a, a) + 1e-6) * (dot(b, b) + 1e-6))

    expected = mean(
        correlation(columns[i], columns[j]) ** 2 for i, j in off_diagonal(WIDTH)
    )
    assert decorrelation_loss(mine).item() == pytest.approx(expected, rel=1e-4)


def test_that_quantisation_is_the_mean_square_distance_from_one(mine):
    expected = mean((abs(value) - 1) ** 2 for row in mine.tolist() for value in row)
    assert quantisation_loss(mine).item() == pytest.approx(expected, rel=1e-5)


# The hard signs of code_similarity have no finite differences; its gradient is that of
# the straight-through sign, tested above, and of the formula around it.
@pytest.mark.parametrize(
    "loss",
    [
        cosine_loss,
        similarity_loss,
        agreement_loss,
        lambda mine, _: balance_loss(mine),
        lambda mine, _: decorrelation_loss(mine),
        lambda mine, _: quantisation_loss(mine),
    ],
    ids=[
        "cosine",
        "similarity",
        "agreement",
        "balance",
        "decorrelation",
        "quantisation",
    ],
)
def test_that_the_gradient_equals_finite_differences(loss):
    generator = torch.Generator().manual_seed(5)
    mine = torch.randn(4, 3, generator=generator, dtype=torch.float64)
    theirs = torch.randn(4, 3, generator=generator, dtype=torch.float64)
    assert torch.autograd.gradcheck(
        lambda x: loss(x, theirs), (mine.requires_grad_(),), eps=1e-6, atol=1e-5
    )
