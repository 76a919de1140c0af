import csv

import pytest

from trainer.errors import DataError
from trainer.evaluation.report import (
    Row,
    bar_chart,
    curves,
    read_rows,
    side_by_side,
    table,
    write_rows,
)


def row(name, metric, value, seed=0, data="held-out", bits=256):
    return Row(name, metric, bits, seed, value, data, "some cpu", 1.5, "abc")


def test_that_rows_come_back_as_written(tmp_path):
    rows = [row("student", "map@all", 0.125), row("teacher, ITQ", "map@all", 0.5, 2)]
    write_rows(tmp_path / "results", rows)
    assert read_rows(tmp_path / "results") == rows


def test_that_the_columns_are_those_of_every_study(tmp_path):
    write_rows(tmp_path, [row("student", "map@all", 0.5)])
    with (tmp_path / "rows.csv").open(newline="") as file:
        header = next(csv.reader(file))
    expected = "row,metric,bits,seed,value,data,device,seconds,commit"
    assert ",".join(header) == expected


def test_that_other_columns_are_refused(tmp_path):
    (tmp_path / "rows.csv").write_text("row,metric\na,b\n")
    with pytest.raises(DataError, match="other columns"):
        read_rows(tmp_path)


def test_that_a_table_shows_means_over_seeds_and_leaves_gaps():
    rows = [
        row("itq", "map@all", 0.2, 1),
        row("itq", "map@all", 0.4, 2),
        row("cosine", "map@all", 0.5, bits=0),
        row("itq", "imbalance", 0.1),
        row("elsewhere", "map@all", 0.9, data="other"),
    ]
    assert table(rows, ["map@all", "imbalance"], "held-out").splitlines() == [
        "| | bits | map@all | imbalance |",
        "|---|---|---|---|",
        "| itq | 256 | 0.3 | 0.1 |",
        "| cosine | - | 0.5 |  |",
    ]


def test_that_side_by_side_leaves_a_gap_where_a_study_has_no_value():
    studies = [
        ("one", [row("student", "map@all", 0.5)]),
        ("two", [row("student", "recall@1", 0.25)]),
    ]
    assert side_by_side(studies).splitlines()[2:] == [
        "| held-out | student | map@all | 0.5 |  |",
        "| held-out | student | recall@1 |  | 0.25 |",
    ]


def test_that_plots_are_pictures(tmp_path):
    bar_chart(tmp_path / "a.png", "title", [("x", 0.5, 0.4, 0.6)], "mAP")
    curves(tmp_path / "b.png", "title", [("x", [1, 2], [0.5, 0.4])], ("k", "share"))
    for name in ("a.png", "b.png"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")
