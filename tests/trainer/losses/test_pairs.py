import math

import pytest
import torch
from torch.nn import functional

from trainer.losses.pairs import PairCriterion, PairLoss, PairSettings

CLASSES, WIDTH = 3, 5


@pytest.fixture
def labels():
    return torch.tensor([0, 0, 1, 1, 2, 2])


@pytest.fixture
def embeddings():
    torch.manual_seed(0)
    return functional.normalize(torch.randn(6, WIDTH), dim=1)


def criterion(kind, **options):
    torch.manual_seed(1)
    return PairCriterion(PairSettings(kind, **options), CLASSES, WIDTH)


def distances(embeddings):
    return torch.cdist(embeddings.double(), embeddings.double()).square()


def pairs(labels):
    """List ordered pairs of different photos: of one class, and of two."""
    places = [(i, j) for i in range(6) for j in range(6) if i != j]
    same = [(i, j) for i, j in places if labels[i] == labels[j]]
    return same, [(i, j) for i, j in places if labels[i] != labels[j]]


def test_that_triplets_are_those_of_a_slow_loop(embeddings, labels):
    d, margin = distances(embeddings), 0.2
    same, other = pairs(labels)
    violations = [
        margin + (d[a, p] - d[a, n]).item()
        for a, p in same
        for b, n in other
        if a == b and d[a, p] < d[a, n] and d[a, n] - d[a, p] <= margin
    ]
    assert violations
    loss = criterion(PairLoss.TRIPLET)
    found = loss(embeddings, labels, loss.mine(embeddings, labels))
    wanted = sum(violations) / len(violations)
    assert found.item() == pytest.approx(wanted, rel=1e-4)


def test_that_contrastive_pairs_are_those_of_a_slow_loop(embeddings, labels):
    d = distances(embeddings)
    same, other = pairs(labels)
    near = [d[i, j].item() for i, j in same]
    far = [max(0.0, 1 - d[i, j].item()) for i, j in other]
    violating = [each for each in far if each]
    wanted = sum(near) / len(near) + sum(violating) / len(violating)
    loss = criterion(PairLoss.CONTRASTIVE)
    found = loss(embeddings, labels, loss.mine(embeddings, labels))
    assert found.item() == pytest.approx(wanted, rel=1e-4)


def test_that_multi_similarity_is_that_of_a_slow_loop(embeddings, labels):
    cosines = (embeddings @ embeddings.T).double()
    same, other = pairs(labels)
    total = 0.0
    for i in range(6):
        mine = [cosines[i, j].item() for a, j in same if a == i]
        theirs = [cosines[i, j].item() for a, j in other if a == i]
        kept = [s for s in mine if s - 0.1 < max(theirs)]
        hard = [s for s in theirs if s + 0.1 > min(mine)]
        total += math.log1p(sum(math.exp(-2 * (s - 0.5)) for s in kept)) / 2
        total += math.log1p(sum(math.exp(50 * (s - 0.5)) for s in hard)) / 50
    loss = criterion(PairLoss.MULTI_SIMILARITY)
    found = loss(embeddings, labels, loss.mine(embeddings, labels))
    assert found.item() == pytest.approx(total / 6, rel=1e-4)


def test_that_proxy_anchor_is_that_of_a_slow_loop(embeddings, labels):
    loss = criterion(PairLoss.PROXY_ANCHOR)
    (proxies,) = loss.parameters()
    cosines = embeddings @ functional.normalize(proxies.detach(), dim=1).T
    total = 0.0
    for proxy in range(CLASSES):
        near = cosines[labels == proxy, proxy].tolist()
        far = cosines[labels != proxy, proxy].tolist()
        total += math.log1p(sum(math.exp(-32 * (s - 0.1)) for s in near)) / CLASSES
        total += math.log1p(sum(math.exp(32 * (s + 0.1)) for s in far)) / CLASSES
    found = loss(embeddings, labels, loss.mine(embeddings, labels))
    assert found.item() == pytest.approx(total, rel=1e-4)


@pytest.mark.parametrize("kind", list(PairLoss))
def test_that_every_loss_can_be_differentiated_twice(kind, embeddings, labels):
    loss = criterion(kind)
    start = embeddings.double().requires_grad_()
    loss = loss.double()
    mined = loss.mine(start, labels)

    def value(raw):
        return loss(functional.normalize(raw, dim=1), labels, mined)

    assert torch.autograd.gradcheck(value, (start,), atol=1e-4)
    (gradient,) = torch.autograd.grad(value(start), start, create_graph=True)
    (second,) = torch.autograd.grad(gradient.square().sum(), start)
    assert torch.isfinite(second).all()
    assert second.abs().sum() > 0
