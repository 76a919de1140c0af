"""From a photo dropped on the window to its results on the screen."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from photosearch.core.library import open_library
from photosearch.core.settings import Settings
from photosearch.gui import theme
from photosearch.gui.background import Bridge
from photosearch.gui.models.session import Session
from photosearch.gui.widgets.photos_page import PhotosPage
from tests.benchmarks.camera_jpegs import camera_jpegs
from tests.benchmarks.catalogs import library_of
from tests.benchmarks.packs import find_pack
from tests.benchmarks.rows import Options, Row, folders_in

_PHOTOS, _DROPS = 100_000, 20
_LOOKS_MS = 1
_GIVEN_UP_S = 30.0
_BAR_MS = 150.0


def measure(options: Options) -> list[Row]:
    """Drop photos as files, one after the other, and wait for the painted results."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    photos = options.scaled(_PHOTOS, least=1000)
    made, kind = camera_jpegs(_DROPS, find_pack(options, "camera_files"))
    files = _written(options.fresh_folder("dropped"), made)
    with open_library(folders_in(library_of(options, photos)), Settings()) as library:
        session = Session(library, Bridge())
        page = PhotosPage(session)
        page.resize(1280, 800)
        page.show()
        _wait_until(lambda: page.model().rowCount() >= photos)
        library.warm_up()
        times_ms = [_drop(page, file) for file in files]
        session.close()
        page.close()
        page.deleteLater()
        app.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
    median_ms = statistics.median(times_ms[1:])
    slow_ms = statistics.quantiles(times_ms[1:], n=20)[-1]
    return [
        Row(
            f"a photo dropped on the window with {photos:,} photos, "
            "until results are painted",
            f"{median_ms:.0f} ms",
            f"<= {_BAR_MS:.0f} ms",
            median_ms <= _BAR_MS,
            f"median of {len(times_ms) - 1} {kind} of 8 to 14 megapixels, "
            f"95 % within {slow_ms:.0f} ms",
        )
    ]


def _written(folder: Path, pictures: list[bytes]) -> list[Path]:
    files = [folder / f"dropped {number}.jpg" for number in range(len(pictures))]
    for file, picture in zip(files, pictures, strict=True):
        file.write_bytes(picture)
    return files


def _drop(page: PhotosPage, file: Path) -> float:
    """Drop one file on the grid; return the milliseconds until it is answered."""
    page.show_all()
    _wait_until(lambda: page.model().found is None and page.grid.is_settled)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(page.rect().center()),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    began = time.perf_counter()
    # Qt delivers a drop only at the end of a real drag.
    page.dropEvent(event)
    _wait_until(lambda: page.model().found is not None)
    page.grid.viewport().repaint()
    return (time.perf_counter() - began) * 1000


def _wait_until(is_so: Callable[[], bool]) -> None:
    loop, looks, began = QEventLoop(), QTimer(interval=_LOOKS_MS), time.perf_counter()
    looks.timeout.connect(
        lambda: (
            loop.quit()
            if is_so() or time.perf_counter() - began > _GIVEN_UP_S
            else None
        )
    )
    looks.start()
    loop.exec()
    looks.stop()
    if not is_so():
        raise RuntimeError(f"the window did not answer within {_GIVEN_UP_S:.0f} s")
