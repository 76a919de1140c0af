"""What every test is given: folders of its own, and a library that describes photos.

The libraries use a tiny network drawn here, so that no test hangs on how good the
shipped model is.
"""

import os
import shutil
from pathlib import Path

import pytest

from photosearch.spec.model import ModelSpec
from tests.homes import Home, settings_for_tests
from tests.networks import network, parts_spec, photo_spec

# No test needs a screen, and none may flicker over somebody's.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the settings and libraries of whoever runs the tests out of them."""
    base = tmp_path_factory.mktemp("user")
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(base))
    monkeypatch.setenv("HOME", str(base))
    settings_for_tests(base / "photosearch")


@pytest.fixture(scope="session")
def _new_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _new_library_with(tmp_path_factory.mktemp("template"), photo_spec("tiny"))


@pytest.fixture(scope="session")
def _new_parts_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _new_library_with(tmp_path_factory.mktemp("template"), parts_spec())


@pytest.fixture
def home(tmp_path: Path, _new_library: Path) -> Home:
    """Give an empty library that uses the model `tiny`, and a folder for photos."""
    return _home_with(_new_library, tmp_path / "home")


@pytest.fixture
def parts_home(tmp_path: Path, _new_parts_library: Path) -> Home:
    """Give what `home` gives, with the model `tiny-parts`, which describes regions."""
    return _home_with(_new_parts_library, tmp_path / "parts home")


def _new_library_with(top: Path, spec: ModelSpec) -> Path:
    home = Home(top)
    model = home.top / f"{spec.name}.onnx"
    model.write_bytes(network(spec, seed=1))
    with home.open() as library:
        library.add_model(model)
        list(library.use_model(spec.name))
    return home.library


def _home_with(library: Path, top: Path) -> Home:
    home = Home(top)
    home.photos.mkdir(parents=True)
    shutil.copytree(library, home.library)
    return home
