import math

import numpy as np
import pytest
import torch
from torch.autograd import gradcheck

from trainer.losses.consistent_pairs import (
    ConsistentWeights,
    consistent_pair_loss,
    feature_consistency_loss,
    pair_weights,
    percentage_similarity,
    sign_gap_loss,
)

LABELS = torch.tensor(
    [[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [1, 1, 0, 0], [0, 1, 1, 1], [0, 0, 0, 0]]
)


def drawn(bits=6, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(len(LABELS), bits, generator=generator, dtype=torch.float64)


def slow_similarity(one, other):
    lengths = math.sqrt(sum(one)) * math.sqrt(sum(other))
    shared = sum(a * b for a, b in zip(one, other, strict=True))
    return shared / lengths if lengths else 0.0


def slow_loss(logits, labels, weights):
    """Follow the formulas pair by pair."""
    rows = [[v / (1 + abs(v)) for v in row] for row in logits.tolist()]
    labels, bits = labels.tolist(), len(rows[0])
    terms = {"like": [], "unlike": [], "weak": []}
    for i, mine in enumerate(rows):
        for j, theirs in enumerate(rows):
            if i == j:
                continue
            s = slow_similarity(labels[i], labels[j])
            product = sum(a * b for a, b in zip(mine, theirs, strict=True))
            if 0.01 <= s <= 0.99:
                gap = (product + bits) / (2 * bits) - s
                terms["weak"].append(weights.weak * bits * gap**2)
            else:
                t = weights.steepness * product / bits
                kind = "like" if s > 0.5 else "unlike"
                terms[kind].append(math.log1p(math.exp(t)) - s * t)
    strong = terms["like"] + terms["unlike"]
    total = sum(strong)
    if weights.balanced and terms["like"] and terms["unlike"]:
        means = [np.mean(terms[kind]) for kind in ("like", "unlike")]
        total = len(strong) * float(np.mean(means))
    return (total + sum(terms["weak"])) / (len(strong) + len(terms["weak"]))


def test_that_similarity_is_the_share_of_labels_in_common():
    found = percentage_similarity(LABELS)
    wanted = [[slow_similarity(a, b) for b in LABELS.tolist()] for a in LABELS.tolist()]
    assert np.allclose(wanted, found)
    assert 0 == float(found[5].abs().sum())


@pytest.mark.parametrize("balanced", [True, False])
def test_that_the_loss_follows_the_formulas(balanced):
    weights = ConsistentWeights(steepness=5.0, weak=0.3, balanced=balanced)
    similarity = percentage_similarity(LABELS).double()
    found = consistent_pair_loss(drawn(), similarity, weights)
    assert slow_loss(drawn(), LABELS, weights) == pytest.approx(float(found), rel=1e-6)


def test_that_gradients_are_those_of_finite_differences():
    similarity = percentage_similarity(LABELS).double()
    logits = drawn().requires_grad_()
    features = drawn(bits=5, seed=1).requires_grad_()
    weights = ConsistentWeights(weak=1.0)
    assert gradcheck(lambda v: consistent_pair_loss(v, similarity, weights), logits)
    assert gradcheck(sign_gap_loss, logits)
    assert gradcheck(feature_consistency_loss, (features, logits))


def test_that_perfect_codes_of_weak_pairs_cost_nothing():
    # Sure logits of 6 bits, 3 of which differ: a product of 0, which is half alike.
    signs = torch.tensor([[1.0, 1, 1, 1, 1, 1], [1, 1, 1, -1, -1, -1]]) * 1e6
    similarity = torch.tensor([[1.0, 0.5], [0.5, 1.0]])
    found = consistent_pair_loss(signs, similarity, ConsistentWeights(weak=1.0))
    assert float(found) == pytest.approx(0, abs=1e-6)


def test_that_huge_logits_do_not_overflow():
    logits = torch.full((4, 8), 1e30)
    similarity = torch.zeros(4, 4)
    weights = ConsistentWeights(steepness=500.0)
    assert math.isfinite(float(consistent_pair_loss(logits, similarity, weights)))


def test_that_like_and_unlike_pairs_count_half_each():
    is_like = torch.tensor([[0, 1, 0], [1, 0, 0], [0, 0, 0]]).bool()
    counts = ~torch.eye(3, dtype=torch.bool)
    weights = pair_weights(is_like, counts)
    assert float(weights[is_like].sum()) == pytest.approx(3)
    assert float(weights[counts & ~is_like].sum()) == pytest.approx(3)


def test_that_pairs_of_one_kind_weigh_one():
    counts = ~torch.eye(3, dtype=torch.bool)
    weights = pair_weights(torch.zeros(3, 3, dtype=torch.bool), counts)
    assert torch.equal(counts.float(), weights)


def test_that_the_gap_of_soft_signs_is_measured():
    logits = torch.tensor([[1.0, -3.0]])
    assert float(sign_gap_loss(logits)) == pytest.approx((0.5 + 0.25) / 2)


def test_that_codes_as_alike_as_features_cost_nothing():
    signs = torch.tensor([[1.0, 1, 1, 1], [1, 1, -1, -1], [-1, -1, 1, -1]])
    assert float(feature_consistency_loss(signs, signs * 1e7)) < 1e-9
    assert float(feature_consistency_loss(signs.roll(1, 0), signs * 1e7)) > 0.1
