"""What every test is given: folders of its own, and a library that describes photos.

The libraries use a tiny network drawn here, so that no test hangs on how good the
shipped model is.
"""

import os
import shutil
from pathlib import Path

import pytest

from photosearch.spec.model import ModelSpec
from tests.albums import Album, index_album
from tests.face_networks import (
    detector_network,
    detector_spec,
    face_network,
    face_spec,
)
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


@pytest.fixture(scope="session")
def _new_faces_library(
    tmp_path_factory: pytest.TempPathFactory, _new_library: Path
) -> Path:
    """Give a library that finds and describes the faces of `tests.faces`."""
    home = _home_with(_new_library, tmp_path_factory.mktemp("template") / "faces")
    networks = {
        detector_spec().name: detector_network(),
        face_spec().name: face_network(),
    }
    with home.open() as library:
        for name, content in networks.items():
            file = home.top / f"{name}.onnx"
            file.write_bytes(content)
            library.add_model(file)
        library.switch_faces_on(*networks)
    return home.library


@pytest.fixture(scope="session")
def _indexed_album(
    tmp_path_factory: pytest.TempPathFactory, _new_faces_library: Path
) -> Home:
    home = _home_with(_new_faces_library, tmp_path_factory.mktemp("album"))
    index_album(home)
    return home


@pytest.fixture
def home(tmp_path: Path, _new_library: Path) -> Home:
    """Give an empty library that uses the model `tiny`, and a folder for photos."""
    return _home_with(_new_library, tmp_path / "home")


@pytest.fixture
def parts_home(tmp_path: Path, _new_parts_library: Path) -> Home:
    """Give what `home` gives, with the model `tiny-parts`, which describes regions."""
    return _home_with(_new_parts_library, tmp_path / "parts home")


@pytest.fixture
def faces_home(tmp_path: Path, _new_faces_library: Path) -> Home:
    """Give what `home` gives, with faces switched on."""
    return _home_with(_new_faces_library, tmp_path / "faces home")


@pytest.fixture
def album(tmp_path: Path, _indexed_album: Home) -> Album:
    """Give an album of drawn people, indexed and grouped, as `tests.albums` says."""
    library = tmp_path / "album"
    shutil.copytree(_indexed_album.library, library)
    return Album(_indexed_album.photos, library)


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
