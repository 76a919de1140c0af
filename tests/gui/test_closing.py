"""Closing in the middle of everything: soon, without loss, and again and again."""

import random
import time
from dataclasses import replace

import pytest

from photosearch.core.library import LikePhoto, Query
from photosearch.core.paths import Folders
from photosearch.core.settings import Settings
from photosearch.gui.background import Bridge, Lane
from photosearch.gui.models.preferences import Preferences
from photosearch.gui.models.session import Session
from photosearch.gui.widgets.sidebar import Page
from photosearch.gui.window import MainWindow

CLOSING_S = 2.0
SETTINGS = Settings(decode_workers=1, device="cpu")
MOMENTS_MS = (0, 20, 150, 600, 1500)


@pytest.fixture
def preferences(home):
    preferences = Preferences(home.top / "settings")
    preferences.change(replace(SETTINGS, watch=True))
    return preferences


def open_work_close(home, preferences, qtbot, moment_ms, work):
    """Open the window, start some work, close at a moment; return how long it took."""
    place = Folders(home.library, home.cache, home.top / "settings", home.top)
    with home.open(SETTINGS) as library:
        session = Session(library, Bridge())
        window = MainWindow(session, preferences, place)
        qtbot.addWidget(window)
        window.show()
        window.begin((home.photos,), None)
        work(window)
        qtbot.wait(moment_ms)
        began = time.monotonic()
        window.close()
        session.close()
        window.deleteLater()
    return time.monotonic() - began


def do_everything(window):
    """Start all kinds of work at once."""
    session = window.session

    def search():
        photos = session.library.list_photos().ids[:1].tolist()
        if photos:
            session.library.find(Query((LikePhoto(photos[0]),), count=50))

    for _ in range(3):
        session.ask(search, lambda _: None, Lane.QUERY)
        session.refresh()
    window.show_page(Page.DUPLICATES)
    window.pages[Page.DUPLICATES].look()
    window.show_page(Page.PHOTOS)


def test_that_the_window_closes_soon_at_any_moment(home, preferences, qtbot):
    home.draw_many(60)
    times = [
        open_work_close(home, preferences, qtbot, moment_ms, do_everything)
        for moment_ms in MOMENTS_MS
    ]
    assert max(times) < CLOSING_S, times
    with home.open() as library:
        list(library.refresh())
        assert 60 == library.counts().indexed == library.counts().found


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_that_nothing_is_lost_in_200_times(home, preferences, qtbot):
    chance = random.Random(7)
    times = []
    for number in range(200):
        home.draw_many(3, start=3 * number)
        moment_ms = chance.randrange(500)
        times.append(
            open_work_close(home, preferences, qtbot, moment_ms, do_everything)
        )
    assert max(times) < CLOSING_S, sorted(times)[-5:]
    with home.open() as library:
        list(library.refresh())
        assert 600 == library.counts().indexed == library.counts().found
