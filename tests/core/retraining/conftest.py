"""What tests of retraining are given: options, and a trainer that only talks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch.core.retraining import Effort, RetrainOptions, Run, open_run
from tests.core.retraining.trainers import FAKE_TRAINER


@pytest.fixture
def options(tmp_path: Path) -> Callable[[str], RetrainOptions]:
    """Make options for a model of some name, which tells the trainer what to do."""

    def make(name: str) -> RetrainOptions:
        return RetrainOptions(
            tmp_path / "my photos", 128, Effort.QUICK, tmp_path / "photo-2.onnx", name
        )

    return make


@pytest.fixture
def new_run(
    tmp_path: Path, options: Callable[[str], RetrainOptions]
) -> Callable[[str], Run]:
    """Make a run of the talking trainer."""
    return lambda name: open_run(tmp_path / "runs", options(name), FAKE_TRAINER)
