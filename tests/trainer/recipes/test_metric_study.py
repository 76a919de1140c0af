"""The study on drawn photos and tiny networks, its runs in processes of their own."""

import json

import pytest

from tests.programs import environment
from tests.trainer.recipes.test_metric import RECIPE, draw_classes
from trainer import config
from trainer.__main__ import main
from trainer.errors import ConfigError
from trainer.evaluation.report import read_rows
from trainer.following import Console
from trainer.recipes import metric, metric_study
from trainer.recipes.metric_settings import Settings
from trainer.recipes.study_runs import plan_runs

STUDY = """
[study]
parallel = 1
candidates = ["adversarial", "attention"]

[[study.rows]]
name = "plain"
group = "triplet"
seeds = [1, 2]

[[study.rows]]
name = "adversarial"
group = "triplet"
changes = ["adversarial.weight=1.0"]

[[study.rows]]
name = "attention"
group = "triplet"
changes = ["net.cbam=true"]

[[study.best]]
name = "contrastive + best"
group = "contrastive"
changes = ["loss.kind=contrastive"]
"""


@pytest.fixture
def recipe(tmp_path):
    draw_classes(tmp_path / "data" / "drawn")
    file = tmp_path / "recipe.toml"
    text = RECIPE.format(root=tmp_path / "data").replace("epochs = 8", "epochs = 1")
    file.write_text(text + STUDY)
    return file


def loaded(recipe, *overrides):
    out = f"out={json.dumps(str(recipe.parent / 'out'))}"
    return (out, *overrides), config.load(recipe, (out, *overrides), Settings)


def train_all(recipe):
    words, settings = loaded(recipe)
    for run in plan_runs(recipe, words, settings):
        metric.train(run.settings)
    return words, settings


def test_that_the_best_candidate_lends_its_changes(recipe):
    words, settings = loaded(recipe)
    best = settings.study.rows[2]
    rows = metric_study.with_best(settings, best).study.rows
    assert rows[-1].changes == ("net.cbam=true", "loss.kind=contrastive")
    runs = plan_runs(recipe, words, metric_study.with_best(settings, best))
    assert runs[-1].settings.net.cbam
    assert runs[-1].settings.loss.kind == "contrastive"


def test_that_nothing_is_best_before_all_candidates_are_trained(recipe):
    words, settings = loaded(recipe)
    trials = plan_runs(recipe, words, settings)[2:]
    metric.train(trials[0].settings)
    assert metric_study.best_of(trials) is None
    metric.train(trials[1].settings)
    scores = [metric.read_trained(each.settings).validation for each in trials]
    best = metric_study.best_of(trials)
    assert scores[[each.row for each in trials].index(best)] == max(scores)


def test_that_what_is_trained_is_reported_and_what_is_not_is_named(recipe):
    words, settings = train_all(recipe)
    words = (*words, "study.parallel=0")
    settings = config.load(recipe, words, Settings)
    study = metric_study.run(recipe, words, settings, Console())
    assert {("contrastive + best", 1): "not trained yet"} == study.missing
    scores = [row for row in study.rows if row.metric == "recall@1"]
    names = [(row.row, row.seed) for row in scores]
    assert names == [("plain", 1), ("plain", 2), ("adversarial", 1), ("attention", 1)]
    assert all(0 <= row.value <= 1 for row in scores)


def test_that_candidates_must_be_rows(recipe):
    with pytest.raises(ConfigError, match="candidate 'other' is no row"):
        loaded(recipe, 'study.candidates=["other"]')


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_that_one_command_trains_and_reports_the_study(recipe, monkeypatch, capsys):
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    words, _ = train_all(recipe)
    assert 0 == main(["evaluate", str(recipe), *words])
    results = recipe.parent / "out" / "results"
    assert f"wrote {results / 'report.md'}" in capsys.readouterr().out
    assert "contrastive + best" in {row.row for row in read_rows(results)}
    assert "## Missing" not in (results / "report.md").read_text()


def test_that_the_recipe_that_comes_along_plans_its_study():
    recipe = config.RECIPES / "metric.toml"
    settings = config.load(recipe, (), Settings)
    runs = plan_runs(recipe, (), settings)
    losses = {run.settings.loss.kind.value for run in runs}
    assert {"triplet", "contrastive", "multi_similarity", "proxy_anchor"} == losses
    rows = [row for row in settings.study.rows if "how much" not in row.group]
    assert {3} == {len(row.seeds) for row in rows}
