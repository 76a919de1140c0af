"""Scrolling through a million photos while others are indexed: how smooth it is."""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from photosearch.core.library import open_library
from photosearch.core.settings import Settings
from photosearch.gui import theme
from photosearch.gui.background import Bridge
from photosearch.gui.models.session import Session
from photosearch.gui.widgets.photos_page import PhotosPage
from tests.benchmarks.catalogs import library_of
from tests.benchmarks.rows import Options, Row, folders_in
from tests.pictures import draw_picture, save_jpeg

_PHOTOS, _NEW = 1_000_000, 400
_SIZE = (1600, 1200)
_TICK_MS, _STEP_MS = 5, 16
_SCROLLED_PX = 90
_STEPS_A_PLACE = 60
_AT_MOST_S, _CALM_S = 60.0, 10.0
_BAR_MS = 50.0


def measure(options: Options) -> list[Row]:
    """Scroll with and without indexing beside it, and look for pauses."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    photos = options.scaled(_PHOTOS, least=1000)
    home = options.fresh_folder("scrolling")
    # It is written to, and the next benchmark wants it as it was.
    shutil.copytree(library_of(options, photos), home, dirs_exist_ok=True)
    new = _new_photos(home / "new", options.scaled(_NEW, least=20))
    with open_library(folders_in(home), Settings()) as library:
        session = Session(library, Bridge())
        page = PhotosPage(session)
        page.resize(1280, 800)
        page.show()
        _wait_until(lambda: page.model().rowCount() >= photos)
        still = _scroll(page, lambda elapsed_s: elapsed_s > _CALM_S, is_moving=False)
        calm = _scroll(page, lambda elapsed_s: elapsed_s > _CALM_S)
        session.add_folders([new])
        busy = _scroll(
            page,
            lambda elapsed_s: (
                elapsed_s > _AT_MOST_S or (elapsed_s > 1 and session.bridge.is_idle)
            ),
        )
        session.close()
        page.close()
        page.deleteLater()
        app.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
    shutil.rmtree(home)
    indexed = f"while {options.scaled(_NEW, least=20)} photos are indexed"
    return [
        _row("pauses of a window that does nothing: those of the machine", still),
        _row(f"pauses while scrolling through {photos:,} photos", calm),
        _row(f"the same {indexed}", busy, f"<= {_BAR_MS:.0f} ms"),
    ]


def _new_photos(folder: Path, count: int) -> Path:
    """Write JPEGs of which each has a content of its own."""
    folder.mkdir()
    drawn = save_jpeg(folder / "new.jpg", draw_picture(1, _SIZE)).read_bytes()
    for number in range(count):
        # What follows the end of a JPEG is not decoded.
        (folder / f"new {number:04}.jpg").write_bytes(drawn + b"%d" % number)
    return folder


def _row(what: str, gaps_ms: Sequence[float], bar: str = "") -> Row:
    pauses = np.asarray(gaps_ms) - _TICK_MS
    half, most, longest = np.percentile(pauses, [50, 99, 100])
    over = int((pauses > _BAR_MS).sum())
    return Row(
        what,
        f"{longest:.0f} ms",
        bar,
        bool(longest <= _BAR_MS) if bar else None,
        f"the longest; median {max(half, 0):.1f} ms, 99 % within {most:.1f} ms, "
        f"{over} of {len(pauses)} above {_BAR_MS:.0f} ms",
    )


def _scroll(
    page: PhotosPage, is_over: Callable[[float], bool], *, is_moving: bool = True
) -> list[float]:
    """Scroll down, jumping now and then; return the times between ticks of 5 ms."""
    gaps_ms: list[float] = []
    bar, random = page.grid.verticalScrollBar(), np.random.default_rng(7)
    loop, began, steps = QEventLoop(), time.perf_counter(), 0
    last = began

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps_ms.append((now - last) * 1000)
        last = now
        if is_over(now - began):
            loop.quit()

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps % _STEPS_A_PLACE:
            bar.setValue(bar.value() + _SCROLLED_PX)
        else:
            bar.setValue(int(random.integers(0, bar.maximum())))

    works = (tick, step) if is_moving else (tick,)
    timers = [
        QTimer(interval=interval_ms, timerType=Qt.TimerType.PreciseTimer)
        for interval_ms in (_TICK_MS, _STEP_MS)[: len(works)]
    ]
    for timer, work in zip(timers, works, strict=True):
        timer.timeout.connect(work)
        timer.start()
    loop.exec()
    for timer in timers:
        timer.stop()
    return gaps_ms


def _wait_until(is_so: Callable[[], bool]) -> None:
    loop, looks = QEventLoop(), QTimer(interval=_TICK_MS)
    looks.timeout.connect(lambda: loop.quit() if is_so() else None)
    looks.start()
    loop.exec()
    looks.stop()
