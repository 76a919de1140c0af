"""What is missing for a retraining is said in one line, with what to do."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch.core.errors import RetrainError
from photosearch.core.retraining import (
    RetrainOptions,
    estimate,
    open_run,
    why_impossible,
)

INSTALL = "pip install 'photosearch[train]'"


pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="needs photosearch[train]"
)


def test_that_nothing_is_missing_here() -> None:
    assert None is why_impossible()


def test_that_a_bundled_program_says_how_to_train(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    expected = "this copy of the program cannot train: install it with pip instead"
    assert f"{expected} ({INSTALL})" == why_impossible()


@pytest.mark.parametrize("package", ["torch", "onnx", "safetensors"])
def test_that_a_missing_package_is_named(
    monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    assert f"retraining needs the package {package}: {INSTALL}" == why_impossible()


def test_that_an_unrelated_package_named_trainer_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trainer").mkdir()
    (tmp_path / "trainer" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "trainer", raising=False)
    assert f"the trainer is not installed: {INSTALL}" == why_impossible()


def test_that_nothing_starts_without_the_extra(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: Callable[[str], RetrainOptions],
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    run = open_run(tmp_path / "runs", options("mine-1"))
    with pytest.raises(RetrainError, match=r"^retraining needs the package torch: "):
        next(run.events())
    with pytest.raises(RetrainError, match=r"^retraining needs the package torch: "):
        estimate(options("mine-1"))
