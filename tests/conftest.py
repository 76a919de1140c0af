"""What every test is given: folders of its own, and a library that describes photos.

The libraries use a tiny network drawn here, so that no test hangs on how good the
shipped model is.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.homes import Home, settings_for_tests
from tests.networks import network, photo_spec

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
    home = Home(tmp_path_factory.mktemp("template"))
    model = home.top / "tiny.onnx"
    model.write_bytes(network(photo_spec("tiny"), seed=1))
    with home.open() as library:
        library.add_model(model)
        list(library.use_model("tiny"))
    return home.library


@pytest.fixture
def home(tmp_path: Path, _new_library: Path) -> Home:
    """Give an empty library that uses the model `tiny`, and a folder for photos."""
    home = Home(tmp_path / "home")
    home.photos.mkdir(parents=True)
    shutil.copytree(_new_library, home.library)
    return home
