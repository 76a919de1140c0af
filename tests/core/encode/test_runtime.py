import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

from photosearch.core.encode.runtime import (
    first_line,
    nvidia_libraries,
    runtime,
    runtime_distributions,
)
from photosearch.core.errors import ModelError


def install(folder: Path, name: str, package: str, version: str = "1.0") -> None:
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    )
    (info / "RECORD").write_text(f"{package}/__init__.py,,\n")


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """A folder of installed distributions, and nothing else."""
    search = metadata.MetadataPathFinder.find_distributions
    monkeypatch.setattr(
        metadata,
        "distributions",
        lambda: search(metadata.DistributionFinder.Context(path=[str(tmp_path)])),
    )
    return tmp_path


def test_that_both_distributions_are_noticed(site):
    install(site, "onnxruntime", "onnxruntime")
    install(site, "onnxruntime_gpu", "onnxruntime")
    assert runtime_distributions() == ("onnxruntime", "onnxruntime-gpu")


def test_that_packages_with_a_similar_name_do_not_count(site):
    install(site, "onnxruntime-gpu", "onnxruntime")
    install(site, "onnxruntime-extensions", "onnxruntime_extensions")
    install(site, "numpy", "numpy")
    assert runtime_distributions() == ("onnxruntime-gpu",)


def test_that_cuda_libraries_are_listed(site):
    install(site, "nvidia-cudnn-cu13", "nvidia", "9.13")
    install(site, "nvidia-cublas", "nvidia", "13.0")
    install(site, "numpy", "numpy")
    assert nvidia_libraries() == ("nvidia-cublas=13.0", "nvidia-cudnn-cu13=9.13")


def test_that_an_empty_runtime_is_told_with_its_repair(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", ModuleType("onnxruntime"))
    with pytest.raises(ModelError, match=r"incomplete; repair with: pip uninstall -y"):
        runtime()


def test_that_a_missing_runtime_is_told_with_its_repair(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match=r"cannot be loaded .* repair with: pip"):
        runtime()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[ONNXRuntimeError] : 7 : INVALID_PROTOBUF : It is broken.\nMore",
            "It is broken",
        ),
        ("plain", "plain"),
        ("", "no reason"),
    ],
)
def test_that_an_error_is_told_without_its_codes(text, line):
    assert first_line(ValueError(text)) == line
