import threading

import pytest

from photosearch.gui.background import Bridge
from photosearch.gui.garbage import collected_on_gui_thread
from photosearch.gui.models.session import Session


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
