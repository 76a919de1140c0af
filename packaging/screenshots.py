"""Draw the pictures of the window that the README shows: the sample library only.

python packaging/screenshots.py [FOLDER]    (resources/screenshots by default)
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZE = (1200, 760)
PATIENCE_S = 120.0


def main(target: Path) -> int:
    """Index the sample library, open every view and save what it looks like."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from photosearch.core.library import open_library
    from photosearch.core.paths import Folders
    from photosearch.gui import language, theme
    from photosearch.gui.background import Bridge
    from photosearch.gui.garbage import collected_on_gui_thread
    from photosearch.gui.models.preferences import Preferences
    from photosearch.gui.models.session import Session
    from photosearch.gui.window import MainWindow

    app = QApplication([])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, collected_on_gui_thread():
        home = Path(scratch)
        place = Folders(home / "library", home / "cache", home / "settings", home)
        preferences = Preferences(place.settings)
        language.install(app, "en")
        theme.apply(app, "light")
        with open_library(place, preferences.settings) as library:
            session = Session(library, Bridge())
            window = MainWindow(session, preferences, place)
            window.resize(*SIZE)
            window.show()
            window.begin((), home / "pictures")
            wait(lambda: library.counts().indexed > 0 and not session.tasks.active())
            for look in ("light", "dark"):
                theme.apply(app, look)
                shoot(window, target, look)
            window.close()
            session.close()
            window.deleteLater()
    return 0


def shoot(window: "MainWindow", target: Path, look: str) -> None:  # noqa: F821
    """Save every view in the look that is set."""
    from PySide6.QtWidgets import QAbstractButton

    from photosearch.core.library import LikePhoto
    from photosearch.core.records import PhotoId
    from photosearch.gui.widgets.sidebar import Page
    from photosearch.spec.regions import Box

    photos, viewer = window.photos, window.viewer
    window.show_page(Page.PHOTOS)
    photos.show_all()
    library = window.session.library
    wait(lambda: len(photos.model().ids) == library.photo_count())
    save(window, target / f"photos-{look}.png", lambda: photos.grid.is_settled)
    first = photos.model().ids[len(photos.model().ids) // 3]
    photos.search_like((int(first),))
    wait(lambda: photos.model().found is not None)
    save(window, target / f"search-{look}.png", lambda: photos.grid.is_settled)
    photos.photo_activated.emit(photos.model().ids[1])
    save(window, target / f"viewer-{look}.png", lambda: viewer.isVisible())
    before = photos.model().found
    part = LikePhoto(PhotoId(int(first)), region=Box(0.02, 0.5, 0.45, 0.45))
    viewer.part_asked.emit(part)
    wait(lambda: photos.model().found is not before)
    # Drawn pictures are so much alike that hardly anything stands out among them.
    for button in photos.findChildren(QAbstractButton):
        if button.text() == "Show the nearest anyway" and button.isVisible():
            button.click()
    save(window, target / f"part-{look}.png", lambda: photos.grid.is_settled)
    for page in (Page.DUPLICATES, Page.FOLDERS, Page.MODELS, Page.ACTIVITY):
        window.show_page(page)
        shown = window.pages[page]
        if page is Page.DUPLICATES:
            shown.look()
        save(window, target / f"{page.name.lower()}-{look}.png", shown.isVisible)


def save(window: "MainWindow", file: Path, is_ready: Callable[[], bool]) -> None:  # noqa: F821
    """Save the window once it shows what it should, thumbnails included."""
    wait(is_ready)
    wait(lambda: window.session.bridge.is_idle or window.session.tasks.active() == [])
    pause(1.5)
    window.grab().save(str(file))


def wait(is_so: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    until = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError("the window did not get there")
        pause(0.05)


def pause(seconds: float) -> None:
    """Run the event loop for a while."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:2] or (ROOT / "resources" / "screenshots",))))
