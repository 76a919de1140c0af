import numpy as np
import pytest

from trainer.evaluation.recall import NOWHERE, Gallery, retrieval_figures


def units(generator, count, width=4):
    drawn = generator.normal(size=(count, width)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def slow_figures(query, label, own, gallery):
    """Follow the definitions for one query; None where nothing can be found."""
    order = sorted(
        (each for each in range(len(gallery.labels)) if each != own),
        key=lambda each: -float(gallery.embeddings[each] @ query),
    )
    hits = [gallery.labels[each] == label for each in order]
    possible = sum(hits)
    if not possible:
        return None
    figures = {f"recall@{k}": float(any(hits[:k])) for k in (1, 2, 4, 8)}
    figures["r_precision"] = sum(hits[:possible]) / possible
    precisions = [
        sum(hits[: rank + 1]) / (rank + 1) for rank in range(possible) if hits[rank]
    ]
    figures["map@r"] = sum(precisions) / possible
    return figures


@pytest.mark.parametrize("is_one_set", [True, False], ids=["one set", "two sets"])
def test_that_figures_are_those_of_a_slow_loop(is_one_set):
    generator = np.random.default_rng(0)
    gallery = Gallery(units(generator, 40), generator.integers(0, 12, 40))
    if is_one_set:
        queries, labels, own = gallery.embeddings, gallery.labels, np.arange(40)
    else:
        queries, labels = units(generator, 15), generator.integers(0, 14, 15)
        own = np.full(15, NOWHERE)
    found = retrieval_figures(queries, labels, own, gallery)
    slow = [
        figures
        for each in zip(queries, labels, own, strict=True)
        if (figures := slow_figures(*each, gallery))
    ]
    for name, values in found.items():
        assert values == pytest.approx([each[name] for each in slow]), name


def test_that_embeddings_that_are_all_the_same_score_by_chance():
    labels = np.repeat(np.arange(10), 30)
    same = np.ones((300, 1), np.float32)
    found = retrieval_figures(same, labels, np.arange(300), Gallery(same, labels))
    assert found["recall@1"].mean() == pytest.approx(0.1, abs=0.05)
