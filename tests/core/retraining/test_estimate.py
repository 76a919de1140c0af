"""The trainer is asked how long it would take, and may be interrupted."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from photosearch.core.errors import RetrainError
from photosearch.core.retraining import RetrainOptions, estimate, estimating
from tests.core.retraining.trainers import FAKE_TRAINER

MakeOptions = Callable[[str], RetrainOptions]


def test_that_the_trainer_is_told_what_was_chosen(
    tmp_path: Path, options: MakeOptions
) -> None:
    estimated = estimate(options("mine-1"), FAKE_TRAINER)
    assert (7, 2.5, None) == (
        estimated.photos,
        estimated.cpu_minutes,
        estimated.gpu_minutes,
    )
    # The trainer answers with what it was told.
    told = eval(estimated.device)
    assert "" != told.pop("out")
    assert {
        "data.folder": f'"{tmp_path}/my photos"',
        "bits": "128",
        "effort": '"quick"',
        "start": f'"{tmp_path}/photo-2.onnx"',
        "export.name": '"mine-1"',
    } == told


def test_that_a_refusal_is_one_line(options: MakeOptions) -> None:
    with pytest.raises(RetrainError, match=r"^only 3 usable photos: at least 200"):
        estimate(options("few"), FAKE_TRAINER)


def test_that_a_crash_is_one_line(options: MakeOptions) -> None:
    expected = r"^the trainer gave no estimate: MemoryError: nothing left$"
    with pytest.raises(RetrainError, match=expected):
        estimate(options("crash"), FAKE_TRAINER)


def test_that_closing_ends_the_trainer(options: MakeOptions) -> None:
    began_s = time.monotonic()
    with closing(estimating(options("slow"), FAKE_TRAINER)) as answers:
        assert None is next(answers)
    assert time.monotonic() - began_s < 30
