import numpy as np
import pytest
import torch
from torch.nn import functional

from trainer.data.tensors import as_tensor
from trainer.evaluation.recall import Gallery
from trainer.evaluation.robustness import (
    Queries,
    RobustnessSettings,
    attack,
    robustness_figures,
)

SETTINGS = RobustnessSettings(
    strengths=(4, 16), steps=5, noise=(8,), jpeg=(20,), blur=(1.0,)
)


@pytest.fixture
def describe():
    weight = torch.randn(12, 3 * 64, generator=torch.Generator().manual_seed(0))

    def described(pictures):
        small = functional.avg_pool2d(pictures - 128, 2).flatten(1)
        return functional.normalize(small @ weight.T, dim=1)

    return described


@pytest.fixture
def task(describe):
    generator = np.random.default_rng(0)
    centres = generator.integers(70, 186, (6, 1, 16, 16, 3))
    grain = generator.normal(0, 15, (6, 5, 16, 16, 3))
    pixels = (centres + grain).clip(0, 255).astype(np.uint8).reshape(30, 16, 16, 3)
    labels = np.repeat(np.arange(6), 5)
    gallery = Gallery(describe(as_tensor(pixels)).numpy(), labels)
    return Queries(pixels, labels, np.arange(30)), gallery


@pytest.mark.parametrize("steps", [1, 5], ids=["fgsm", "pgd"])
def test_that_an_attack_stays_within_its_strength_and_the_range(describe, task, steps):
    queries, gallery = task
    draw = torch.Generator().manual_seed(0)
    made = attack(describe, queries, gallery, 4, steps, draw)
    change = (made - as_tensor(queries.pixels)).abs()
    assert 0 <= made.min()
    assert made.max() <= 255
    assert change.max().item() == pytest.approx(4, abs=1e-3)


def test_that_attacks_hurt_more_than_noise_and_more_when_stronger(describe, task):
    figures = robustness_figures(describe, *task, SETTINGS, seed=0)
    means = {name: values.mean() for name, values in figures.items()}
    assert means["recall@1_unchanged"] > 0.9
    assert means["recall@1_pgd_16"] < means["recall@1_noise_8"]
    assert means["recall@1_pgd_16"] <= means["recall@1_pgd_4"]
    assert means["shift_pgd_4"] > means["shift_noise_8"]


def test_that_every_change_has_a_figure_of_each_query(describe, task):
    figures = robustness_figures(describe, *task, SETTINGS, seed=0)
    changes = ["fgsm_4", "fgsm_16", "pgd_4", "pgd_16", "noise_8", "jpeg_20", "blur_1"]
    wanted = {f"recall@1_{each}" for each in (*changes, "unchanged")}
    assert wanted | {f"shift_{each}" for each in changes} == set(figures)
    assert {(30,)} == {values.shape for values in figures.values()}
    assert all((figures[f"shift_{each}"] > 0).all() for each in changes)


def test_that_a_seed_repeats_everything(describe, task):
    first, again = (robustness_figures(describe, *task, SETTINGS, 3) for _ in range(2))
    assert all(np.array_equal(first[name], again[name]) for name in first)
