import shutil
import sys
import threading
from pathlib import Path

import pytest

from photosearch.gui.background import Bridge
from photosearch.gui.garbage import collected_on_gui_thread
from photosearch.gui.models.session import Session
from tests.albums import ADA, GRACE
from tests.gui.people import faces_named
from tests.homes import Home
from tests.networks import network, photo_spec

TALKING_TRAINER = Path(__file__).parent / "talking_trainer.py"


@pytest.fixture(autouse=True)
def _garbage(qapp):
    with collected_on_gui_thread():
        yield


@pytest.fixture
def session(home, qapp):
    """Give the opened library of `home` as the window works with it."""
    before = set(threading.enumerate())
    with home.open() as library:
        session = Session(library, Bridge())
        yield session
        session.close()
    assert set() == set(threading.enumerate()) - before


@pytest.fixture
def photos(home, session):
    """Draw and index 12 photos; return their paths."""
    paths = home.draw_many(12)
    session.library.add_folders([home.photos])
    list(session.library.refresh())
    return paths


@pytest.fixture
def album_session(tmp_path, _indexed_album, qapp):
    """Give the album of drawn people, indexed and grouped, as the window has it."""
    before = set(threading.enumerate())
    home = Home(tmp_path / "album home")
    shutil.copytree(_indexed_album.library, home.library)
    with home.open() as library:
        session = Session(library, Bridge())
        yield session
        session.close()
    assert set() == set(threading.enumerate()) - before


@pytest.fixture
def persons(album_session):
    """Tell the album's people by the number they were drawn by."""
    files = {ADA: "ada 1.jpg", GRACE: "grace 1.jpg"}
    library = album_session.library
    return {who: faces_named(library, file)[0].person for who, file in files.items()}


@pytest.fixture
def trainer(tmp_path):
    """Give the command of a trainer that talks, and pretends to make `my-photos-1`."""
    model = tmp_path / "learned.onnx"
    model.write_bytes(network(photo_spec("my-photos-1", bits=128), seed=3))
    return (sys.executable, str(TALKING_TRAINER), str(model), "0.02")


@pytest.fixture
def slow_trainer(trainer):
    """Give the same trainer, such that it is at work long enough to be disturbed."""
    return (*trainer[:3], "0.3")
