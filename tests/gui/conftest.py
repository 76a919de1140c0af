import threading

import pytest

from photosearch.gui.background import Bridge
from photosearch.gui.garbage import collected_on_gui_thread
from photosearch.gui.models.session import Session
from tests.networks import network, parts_spec


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
def sees_parts(home, session):
    """Put a model to use that describes parts of photos."""
    model = home.top / "parts.onnx"
    model.write_bytes(network(parts_spec(), seed=2))
    session.library.add_model(model)
    list(session.library.use_model("tiny-parts"))


@pytest.fixture
def photos(home, session):
    """Draw and index 12 photos; return their paths."""
    paths = home.draw_many(12)
    session.library.add_folders([home.photos])
    list(session.library.refresh())
    return paths
