"""What a trainer says reaches the program as it was meant, and nothing else does."""

import json
from pathlib import Path

import pytest

from photosearch.spec.retraining import (
    Estimated,
    Event,
    Failed,
    Finished,
    Stage,
    Stepped,
    from_line,
    to_line,
)

STEP = Stepped(Stage.LEARNING, 3, 100, 1, 12.5, {"loss": 0.25, "held_out": 1.0})
EVENTS = [
    Estimated(2000, 38.5, None, "the processor: no graphics card is in use"),
    Estimated(2000, 38.5, 4.0, "the graphics card"),
    STEP,
    Stepped(Stage.READING, 0, 0, 0, None, {}),
    Finished(Path("/runs/日本/report.json"), Path("/runs/1/model \udcff.onnx")),
    Failed('only 3 usable photos in "a\nb": at least 200 are needed'),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_that_an_event_is_one_line_and_comes_back(event: Event) -> None:
    line = to_line(event)
    assert line.isascii()
    assert "\n" not in line
    assert event == from_line(line)


def test_that_figures_that_are_no_numbers_are_left_out() -> None:
    figures = {"loss": float("nan"), "contrastive": float("inf"), "held_out": 0.5}
    step = Stepped(Stage.LEARNING, 1, 2, 0, None, figures)
    told = from_line(to_line(step))
    assert isinstance(told, Stepped)
    assert {"held_out": 0.5} == told.figures


def without(name: str) -> str:
    content = json.loads(to_line(STEP))
    del content[name]
    return json.dumps(content)


def having(name: str, value: object) -> str:
    return json.dumps({**json.loads(to_line(STEP)), name: value})


@pytest.mark.parametrize(
    "line",
    [
        "",
        "epoch 3: loss 0.25",
        "[]",
        "3",
        '{"event": "stepped", "stage": "lea',
        '{"stage": "learning"}',
        *(without(name) for name in ("event", "stage", "done", "figures")),
        having("event", "applauded"),
        having("stage", "thinking"),
        having("done", 1.5),
        having("done", True),
        having("failed", None),
        having("remaining_s", "soon"),
        having("remaining_s", float("nan")),
        having("figures", [1, 2]),
        having("figures", {"loss": "low"}),
        having("figures", {"loss": float("inf")}),
    ],
)
def test_that_anything_else_is_refused_in_one_line(line: str) -> None:
    with pytest.raises(ValueError, match=r"^no event of a training: .+$"):
        from_line(line)
