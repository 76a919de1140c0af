"""The study on drawn pictures and tiny networks, its runs in processes of their own."""

import pytest

from tests.programs import environment
from trainer.__main__ import main
from trainer.evaluation.report import read_rows

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

RECIPE = """
recipe = "consistent_hash"
out = "{out}"

[data]
root = "{root}"
set = "mosaics"
learned = 120
queries = 20
searched = 60

[net]
width = 8
hidden = 16
bits = [12, 16]

[train]
epochs = 1.0
batch = 40
threads = 1
precision = "float32"
validations = 1

[study]
parallel = 1

[[study.rows]]
name = "pairwise likelihood"
group = "Mosaics: heads"
seeds = [1, 2]
changes = ['head="pairwise_likelihood"']

[[study.rows]]
name = "consistent"
group = "Mosaics: heads"

[[study.rows]]
name = "P3"
group = "CIFAR-10 P3"
changes = ["data.set=cifar10_p3"]

[[study.rows]]
name = "damaged"
group = "CIFAR-10 P3"
changes = ["data.set=cifar10_p3", "net.bits=[8]"]
"""


@pytest.fixture
def recipe(tmp_path, draw_cifar, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    draw_cifar(tmp_path / "data" / "cifar-10-batches-py", train=400, test=60)
    file = tmp_path / "recipe.toml"
    file.write_text(RECIPE.format(out=tmp_path / "out", root=tmp_path / "data"))
    return file


def test_that_one_command_trains_measures_and_reports_all_rows(recipe, tmp_path):
    damaged = tmp_path / "out" / "runs" / "damaged-1"
    damaged.mkdir(parents=True)
    (damaged / "checkpoint.safetensors").write_bytes(b"damaged")
    assert main(["evaluate", str(recipe)]) == 0
    results = tmp_path / "out" / "results"
    values = {
        (row.row, row.bits, row.seed, row.metric): row.value
        for row in read_rows(results)
    }
    for name in ("map@all", "acg@100", "ndcg@100", "wap"):
        for bits in (12, 16):
            assert values["consistent", bits, 1, name] > 0
            assert values["pairwise likelihood", bits, 2, f"{name}_tied"] > 0
        assert ("consistent", 0, 1, name) in values
    assert values["P3", 16, 1, "times_faster"] > 0
    report = (results / "report.md").read_text()
    assert "1 of 5 runs are not in this report" in report
    assert "- damaged, seed 1: cannot read checkpoint" in report
    ndcg = values["consistent", 12, 1, "ndcg@100_tied"]
    assert f"| consistent | {ndcg:.3f} | " in report
    assert "- consistent, ndcg@100_tied: " in report
    assert "## Time of a query" in report
    assert {"mosaics-heads.png", "cifar-10-p3.png"} == {
        file.name for file in results.glob("*.png")
    }
    # A second time nothing is trained or measured again.
    kept = [
        file.stat().st_mtime_ns
        for file in sorted((tmp_path / "out" / "runs").glob("*/measured/rows.csv"))
    ]
    assert main(["evaluate", str(recipe), "study.parallel=0"]) == 0
    assert kept == [
        file.stat().st_mtime_ns
        for file in sorted((tmp_path / "out" / "runs").glob("*/measured/rows.csv"))
    ]
    assert len(kept) == 4
