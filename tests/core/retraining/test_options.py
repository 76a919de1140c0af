"""What somebody chose comes back, and reaches the trainer as it was meant."""

import tomllib
from pathlib import Path

import pytest

from photosearch.core.retraining import Effort, RetrainOptions
from photosearch.core.retraining.options import arguments, from_json, to_json

FOLDERS = [
    "/photos",
    "/my photos",
    "1999",
    'quo"te',
    "back\\slash",
    "日本",
    "a\nb",
    "true",
]


@pytest.mark.parametrize("folder", FOLDERS, ids=repr)
def test_that_any_folder_reaches_the_trainer(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder
    options = RetrainOptions(place, 64, Effort.NORMAL, tmp_path / "m.onnx", "n")
    recipe, *pairs = arguments(options, tmp_path / "out")
    assert "own_photos.toml" == recipe
    told = tomllib.loads("\n".join(pairs))
    assert str(place) == told["data"]["folder"]
    assert (64, "normal") == (told["bits"], told["effort"])
    assert str(tmp_path / "out") == told["out"]


@pytest.mark.parametrize("folder", [*FOLDERS, "not \udcff text"], ids=repr)
def test_that_options_outlive_the_program(folder: str) -> None:
    options = RetrainOptions(
        Path(folder), 256, Effort.THOROUGH, Path("m.onnx"), "mine-1"
    )
    assert options == from_json(to_json(options))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"folder": 1}',
        to_json(RetrainOptions(Path("f"), 64, Effort.QUICK, Path("m"), "n")).replace(
            "quick", "eager"
        ),
    ],
    ids=repr,
)
def test_that_damaged_options_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)
