import sys
import threading
from pathlib import Path

import pytest

from photosearch.gui.background import Bridge
from photosearch.gui.garbage import collected_on_gui_thread
from photosearch.gui.models.session import Session
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
def trainer(tmp_path):
    """Give the command of a trainer that talks, and pretends to make `my-photos-1`."""
    model = tmp_path / "learned.onnx"
    model.write_bytes(network(photo_spec("my-photos-1", bits=128), seed=3))
    return (sys.executable, str(TALKING_TRAINER), str(model), "0.02")


@pytest.fixture
def slow_trainer(trainer):
    """Give the same trainer, such that it is at work long enough to be disturbed."""
    return (*trainer[:3], "0.3")
