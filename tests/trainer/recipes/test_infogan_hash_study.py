"""The study on drawn pictures and tiny networks, its runs in processes of their own."""

import shutil

import numpy as np
import pytest

from tests.programs import environment
from trainer import config
from trainer.__main__ import main
from trainer.checkpoint import NET_FILE
from trainer.errors import ConfigError
from trainer.evaluation.report import read_rows
from trainer.recipes.infogan_hash_settings import Settings
from trainer.recipes.study_runs import LOG_FILE, plan_runs

RECIPE = """
recipe = "infogan_hash"
out = "{out}"

[data]
root = "{root}"
validation = 100

[net]
width = 8
hidden = 16
projection = 8
bits = [8, 16]
attention = false

[gan]
enabled = false

[train]
epochs = 0.25
batch = 50
gan_batch = 16
threads = 1
precision = "float32"
validations = 1

[study]
parallel = 1

[[study.rows]]
name = "contrastive"
group = "main"
seeds = [1, 2]

[[study.rows]]
name = "contrastive"
group = "ingredients"
seeds = [1, 2]

[[study.rows]]
name = "without projection"
group = "ingredients"
changes = ["net.projection=0"]

[[study.rows]]
name = "8 bits, both"
group = "lengths of the vector"
changes = ["gan.enabled=true", "gan.width=8", "net.bits=[8]", "gan.latent_bits=16"]

[[study.rows]]
name = "16 bits"
group = "lengths of the vector"
changes = ["net.bits=[16]"]
"""


def slow(test):
    """Mark a test that trains."""
    return pytest.mark.slow(pytest.mark.timeout(600)(test))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("study")


@pytest.fixture(scope="module")
def recipe(home, draw_cifar):
    draw_cifar(home / "data" / "cifar-10-batches-py")
    file = home / "recipe.toml"
    file.write_text(RECIPE.format(out=home / "out", root=home / "data"))
    return file


@pytest.fixture(autouse=True)
def _from_this_tree(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])


def plans(recipe, *overrides):
    settings = config.load(recipe, overrides, Settings)
    return plan_runs(recipe, overrides, settings)


def test_that_rows_of_one_name_share_their_runs(recipe):
    runs = plans(recipe)
    folders = [run.settings.out.name for run in runs]
    assert folders == [
        *("contrastive-1", "contrastive-2", "contrastive-1", "contrastive-2"),
        "without-projection-1",
        *("8-bits-both-1", "16-bits-1"),
    ]
    assert runs[4].settings.net.projection == 0
    assert runs[1].settings.seed == 2


def test_that_rows_of_one_name_must_be_the_same(recipe, tmp_path):
    other = tmp_path / "other.toml"
    again = '[[study.rows]]\nname = "contrastive"\ngroup = "more"\n'
    other.write_text(recipe.read_text() + again + 'changes = ["net.hidden=32"]\n')
    with pytest.raises(ConfigError, match="two rows of the study are named 'contrast"):
        plans(other)


def test_that_an_unknown_key_of_a_row_names_the_row(recipe, tmp_path):
    other = tmp_path / "other.toml"
    row = '[[study.rows]]\nname = "odd"\ngroup = "more"\nchanges = ["net.hiden=32"]\n'
    other.write_text(recipe.read_text() + row)
    with pytest.raises(ConfigError, match=r"row 'odd' of the study: .*net\.hiden"):
        plans(other)


@pytest.fixture(scope="module")
def untrained(recipe, home):
    """Return report and rows before anything was trained."""
    assert main(["evaluate", str(recipe), "study.parallel=0"]) == 0
    results = home / "out" / "results"
    return (results / "report.md").read_text(), read_rows(results)


@slow
def test_that_rows_that_are_not_trained_are_said_to_be_missing(untrained):
    report, rows = untrained
    assert "5 of 5 runs are not in this report" in report
    assert "- contrastive, seed 2: not trained yet" in report
    names = {row.row for row in rows}
    assert "pixels, spectral hashing" in names
    assert "untrained network, ITQ" in names
    assert "contrastive" not in names


@slow
def test_that_one_command_trains_measures_and_reports_all_rows(untrained, recipe, home):
    assert main(["evaluate", str(recipe)]) == 0
    results = home / "out" / "results"
    rows = read_rows(results)
    scores = {
        (row.row, row.bits, row.seed): row.value
        for row in rows
        if row.metric == "map@1000"
    }
    for seed in (1, 2):
        assert ("contrastive", 16, seed) in scores
        assert ("contrastive, ITQ", 8, seed) in scores
        assert ("contrastive, cosine", 0, seed) in scores
    assert ("8 bits, both", 8, 1) in scores
    assert all(0.05 < value <= 1 for value in scores.values())
    report = (results / "report.md").read_text()
    assert "## Missing" not in report
    mean = np.mean([scores["contrastive", 16, seed] for seed in (1, 2)])
    assert f"**{mean:.3f} ± " in report
    assert "- without projection: " in report
    assert "adjustment vector and adaptive information loss" in report
    assert {file.name for file in results.glob("*.png")} == {
        *("courses.png", "lengths.png", "samples.png"),
    }


@slow
def test_that_only_what_is_missing_is_trained_again(untrained, recipe, home):
    assert main(["evaluate", str(recipe)]) == 0
    runs = home / "out" / "runs"
    kept = (runs / "contrastive-1" / NET_FILE).stat().st_mtime_ns
    shutil.rmtree(runs / "contrastive-2")
    assert main(["evaluate", str(recipe)]) == 0
    assert (runs / "contrastive-2" / NET_FILE).is_file()
    assert (runs / "contrastive-1" / NET_FILE).stat().st_mtime_ns == kept


@slow
def test_that_a_run_that_fails_is_reported_with_its_last_words(untrained, recipe, home):
    run = home / "out" / "runs" / "without-projection-1"
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir(parents=True)
    (run / "checkpoint.safetensors").write_bytes(b"damaged")
    assert main(["evaluate", str(recipe)]) == 0
    report = (home / "out" / "results" / "report.md").read_text()
    assert "1 of 5 runs are not in this report" in report
    assert "- without projection, seed 1: cannot read checkpoint" in report
    assert "cannot read checkpoint" in (run / LOG_FILE).read_text()
    shutil.rmtree(run)
