"""A report comes back from its file as it was written, or says that it is damaged."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from photosearch.spec.retraining_report import (
    Advice,
    Compared,
    Report,
    ReportError,
    Sample,
    read_report,
    write_report,
)

REPORT = Report(
    folder="/home/someone/Pictures",
    name="my-photos-1",
    started_from="photo-2",
    photos=2000,
    learned=1500,
    held_out=300,
    failed=(("broken.jpg", "truncated file"), ("日本.jpg", "no picture")),
    bits=128,
    effort="normal",
    minutes=31.5,
    device="the processor",
    seed=1,
    date="2026-11-21",
    measures=(
        Compared("views_first", 900, 0.61, 0.72, 0.08, 0.14),
        Compared("agreement", 300, 1.0, 0.71, -0.32, -0.26),
    ),
    samples=(Sample("a/1.jpg", "cropped", ("a/2.jpg", "b.jpg"), ("a/1.jpg",), 17, 1),),
    advice=Advice.SWITCH,
    reason="edited views are found first more often, and nothing else is worse",
)


def test_that_a_report_comes_back(tmp_path: Path) -> None:
    write_report(tmp_path / "report.json", REPORT)
    assert REPORT == read_report(tmp_path / "report.json")
    assert ["report.json"] == [file.name for file in tmp_path.iterdir()]


def test_that_a_report_that_cannot_be_written_leaves_the_earlier_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "report.json").mkdir()
    with pytest.raises(OSError):
        write_report(tmp_path / "report.json", REPORT)
    assert ["report.json"] == [file.name for file in tmp_path.iterdir()]


def test_that_a_missing_report_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"^cannot read report .*report\.json: No "):
        read_report(tmp_path / "report.json")


def content() -> dict[str, Any]:
    return json.loads(json.dumps(asdict(REPORT)))


def damaged(**changes: Any) -> dict[str, Any]:
    return {**content(), **changes}


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        damaged(photos="many"),
        damaged(minutes=None),
        damaged(advice="perhaps"),
        damaged(failed=[["a.jpg"]]),
        damaged(failed=[["a.jpg", 3]]),
        damaged(measures=[3]),
        damaged(measures=[{"measure": "views_first"}]),
        damaged(samples=[{**content()["samples"][0], "before": [1]}]),
        damaged(samples={}),
    ],
)
def test_that_a_damaged_report_is_one_line(tmp_path: Path, content: Any) -> None:
    file = tmp_path / "report.json"
    file.write_text(json.dumps(content))
    with pytest.raises(ReportError, match=r"^report .*report\.json is damaged: .+$"):
        read_report(file)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00"], ids=repr)
def test_that_a_file_that_is_no_json_is_one_line(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(content)
    with pytest.raises(ReportError, match=r"^report .*report\.json is damaged: .+$"):
        read_report(file)
