"""The heads that consistent hashing is compared with."""

import math

import numpy as np
import pytest
import torch
from torch.autograd import gradcheck

from trainer.errors import ConfigError
from trainer.losses.central_similarity import (
    central_similarity_loss,
    label_set_centres,
)
from trainer.losses.class_codes import class_codes, hadamard
from trainer.losses.dsh import dsh_loss
from trainer.losses.orthogonal_cosine import orthogonal_cosine_loss
from trainer.losses.pairwise_likelihood import pairwise_likelihood_loss, smooth_gap_loss

LABELS = torch.tensor([[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1], [1, 0, 0]])
IS_LIKE = (LABELS.float() @ LABELS.float().T) > 0
BITS = 6


def drawn(seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(len(LABELS), BITS, generator=generator, dtype=torch.float64)


def pairs():
    count = len(LABELS)
    return [(i, j) for i in range(count) for j in range(count) if i != j]


def test_that_the_likelihood_follows_its_formula():
    codes = np.tanh(drawn().numpy())
    values = []
    for i, j in pairs():
        chance = 1 / (1 + math.exp(-0.5 * codes[i] @ codes[j]))
        values.append(-math.log(chance if IS_LIKE[i, j] else 1 - chance))
    found = pairwise_likelihood_loss(drawn(), IS_LIKE, balanced=False)
    assert np.mean(values) == pytest.approx(float(found))
    like = [bool(IS_LIKE[pair]) for pair in pairs()]
    halves = [
        np.mean([v for v, same in zip(values, like, strict=True) if same == kind])
        for kind in (True, False)
    ]
    found = pairwise_likelihood_loss(drawn(), IS_LIKE, balanced=True)
    assert np.mean(halves) == pytest.approx(float(found), rel=1e-6)


def test_that_the_smooth_gap_is_log_cosh():
    wanted = np.log(np.cosh(np.abs(np.tanh(drawn().numpy())) - 1)).mean()
    assert wanted == pytest.approx(float(smooth_gap_loss(drawn())))


def test_that_dsh_follows_its_formula():
    logits = drawn().numpy() * 2
    values = []
    for i, j in pairs():
        far = ((logits[i] - logits[j]) ** 2).sum()
        gap = sum(np.abs(np.abs(logits[each]) - 1).sum() for each in (i, j))
        distance = far if IS_LIKE[i, j] else max(2 * BITS - far, 0)
        values.append(0.5 * distance + 0.01 * gap)
    found = dsh_loss(drawn() * 2, IS_LIKE, 0.01)
    assert np.mean(values) == pytest.approx(float(found))


def test_that_central_similarity_follows_its_formula():
    centres = torch.where(drawn(3) > 0, 1.0, -1.0).double()
    logits = drawn().numpy()
    sure = 1 / (1 + np.exp(-logits))
    wanted = centres.numpy() > 0
    entropy = -np.where(wanted, np.log(sure), np.log(1 - sure)).mean()
    gap = ((np.abs(2 * sure - 1) - 1) ** 2).mean()
    found = central_similarity_loss(drawn(), centres, 0.3)
    assert entropy + 0.3 * gap == pytest.approx(float(found))


def test_that_a_centre_is_the_majority_of_its_classes():
    codes = torch.tensor([[1.0, 1, -1, -1], [1, -1, 1, -1], [1, -1, -1, 1]])
    labels = torch.tensor([[1, 1, 1], [0, 1, 0], [0, 1, 1]])
    wanted = [[1, -1, -1, -1], [1, -1, 1, -1], [1, -1, 1, -1]]
    assert wanted == label_set_centres(labels, codes).tolist()


def test_that_the_orthogonal_cosine_follows_its_formula():
    codes = torch.from_numpy(class_codes(3, BITS, 0)).double()
    logits = drawn().numpy()
    units = logits / np.linalg.norm(logits, axis=1, keepdims=True)
    cosines = units @ codes.numpy().T / math.sqrt(BITS)
    labels = LABELS.numpy()
    scores = 8 * (cosines - 0.2 * labels)
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    shares = labels / labels.sum(axis=1, keepdims=True)
    found = orthogonal_cosine_loss(drawn(), LABELS, codes, 8.0, 0.2)
    assert -(shares * logs).sum(axis=1).mean() == pytest.approx(float(found))


@pytest.mark.parametrize(
    "loss",
    [
        lambda v: pairwise_likelihood_loss(v, IS_LIKE, balanced=True),
        smooth_gap_loss,
        lambda v: dsh_loss(v, IS_LIKE, 0.01),
        lambda v: central_similarity_loss(v, torch.ones_like(v), 0.1),
        lambda v: orthogonal_cosine_loss(
            v, LABELS, torch.from_numpy(class_codes(3, BITS, 0)).double(), 8.0, 0.2
        ),
    ],
    ids=["likelihood", "gap", "dsh", "central", "orthogonal"],
)
def test_that_gradients_are_those_of_finite_differences(loss):
    assert gradcheck(loss, drawn().requires_grad_())


@pytest.mark.parametrize("order", [1, 2, 4, 8, 12, 16, 20, 24, 48, 64])
def test_that_rows_of_a_hadamard_matrix_are_orthogonal(order):
    matrix = hadamard(order)
    assert np.array_equal(order * np.eye(order), matrix @ matrix.T)
    assert np.all(matrix[0] == 1)


def test_that_there_is_no_matrix_of_an_odd_order():
    assert hadamard(7) is None
    assert hadamard(36) is None


def test_that_too_few_bits_for_the_classes_are_refused():
    with pytest.raises(ConfigError, match="4 bits are too few to tell 10 labels"):
        class_codes(10, 4, 0)


@pytest.mark.parametrize("bits", [12, 24, 36, 48, 64])
def test_that_classes_are_half_of_the_bits_apart(bits):
    codes = class_codes(10, bits, 0)
    far = (bits - codes @ codes.T) / 2
    apart = far[~np.eye(10, dtype=bool)]
    assert apart.min() >= bits / 2 - 2
    assert np.all(codes.sum(axis=1) == 0)
    assert np.abs(codes.sum(axis=0)).mean() < 4


def test_that_many_classes_get_different_codes():
    codes = class_codes(80, 24, 0)
    assert len(np.unique(codes, axis=0)) == 80
