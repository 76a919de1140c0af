"""Opens the window on a library, and closes everything in order."""

import logging
import signal
import socket
import sys
import threading
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

import photosearch
from photosearch.core.errors import LibraryError
from photosearch.core.library import open_library
from photosearch.core.paths import Folders, user_folders
from photosearch.gui import language, messages, theme
from photosearch.gui.background import Bridge
from photosearch.gui.dialogs.crash import CrashDialog, report
from photosearch.gui.garbage import collected_on_gui_thread
from photosearch.gui.instance import Instance
from photosearch.gui.models.preferences import Preferences
from photosearch.gui.models.session import Session
from photosearch.gui.window import MainWindow

logger = logging.getLogger(__name__)

_LOG_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Opening:
    """A library to be opened, and what to do first.

    Attributes:
        place: Where it lies.
        folders: To be indexed.
        pictures: Draw the sample pictures into this folder and index them.
    """

    place: Folders
    folders: tuple[Path, ...] = ()
    pictures: Path | None = None


def run(folders: Sequence[Path], library: Path | None) -> int:
    """Show the window until it is closed; return the exit status.

    Args:
        folders: To be indexed.
        library: Where the library lies; None for the user's own.
    """
    place = user_folders(library.absolute() if library else None)
    return _run(Opening(place, tuple(folders)))


def run_demo(home: Path | None, library: Path | None) -> int:
    """Show the sample library in the window; return the exit status.

    Args:
        home: Where it is drawn; None for the user's cache.
        library: Where its library lies; None for beside the pictures.
    """
    return _run(_demo(home, library))


def _demo(home: Path | None = None, library: Path | None = None) -> Opening:
    home = (home or user_folders().cache / "demo").absolute()
    place = user_folders(library.absolute() if library else home / "library")
    return Opening(place, pictures=home / "pictures")


def _run(opening: Opening | None) -> int:
    app = _application()
    status = 0
    with _crashes_shown(app), _interrupts_heeded(app), collected_on_gui_thread():
        preferences = Preferences(user_folders().settings)
        looks = _Looks(app, preferences)
        while opening is not None:
            with _log(opening.place.log):
                status, opening = _show(app, preferences, opening)
        looks.deleteLater()
    return status


def _application() -> QApplication:
    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("photosearch")
    app.setApplicationVersion(photosearch.__version__)
    app.setDesktopFileName("photosearch")
    app.setWindowIcon(theme.app_icon())
    return app


def _show(
    app: QApplication, preferences: Preferences, opening: Opening
) -> tuple[int, Opening | None]:
    """Show one library; return the exit status and what is to be opened next."""
    following: list[Opening] = []
    instance = Instance(opening.place.library)
    if instance.hand_over(opening.folders):
        return 0, None
    with ExitStack() as stack:
        try:
            library = stack.enter_context(
                open_library(opening.place, preferences.settings)
            )
        except LibraryError as error:
            _refuse(error)
            return 1, None
        instance.listen()
        stack.callback(instance.close)
        session = Session(library, Bridge())
        stack.callback(session.close)
        window = MainWindow(session, preferences, opening.place)
        stack.callback(window.deleteLater)

        def open_demo() -> None:
            following.append(_demo())
            window.close()

        window.demo_asked.connect(open_demo)
        instance.called.connect(window.come_forward)
        window.show()
        window.begin(opening.folders, opening.pictures)
        status = app.exec()
        window.hide()
    return status, following[0] if following else None


def _refuse(error: LibraryError) -> None:
    message = messages.about(error)
    box = QMessageBox(QMessageBox.Icon.Warning, "Photo Search", message.title)
    box.setInformativeText(f"{message.detail} {message.advice}".strip())
    box.exec()


class _Looks(QObject):
    """Keeps colours and language as the user wants them, and as the system does."""

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__()
        self._app = app
        self._preferences = preferences
        self._language: str | None = None
        self._theme: str | None = None
        self._follow()
        preferences.changed.connect(self._follow)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def _follow(self) -> None:
        settings = self._preferences.settings
        if settings.language != self._language:
            self._language = settings.language
            language.install(self._app, settings.language)
        if settings.theme != self._theme:
            self._theme = settings.theme
            theme.apply(self._app, settings.theme)

    def _on_system_changed(self) -> None:
        if self._theme not in ("light", "dark"):
            theme.apply(self._app, "system")


# --- what goes wrong


class _Crashes(QObject):
    """Brings mistakes of any thread to the GUI thread."""

    happened = Signal(str)


@contextmanager
def _crashes_shown(app: QApplication) -> Generator[None, None, None]:
    """Show every mistake in a dialog instead of ending without a word."""
    crashes = _Crashes()
    before = sys.excepthook, threading.excepthook
    shown: list[CrashDialog] = []

    def on_crash(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            app.quit()
            return
        text = report(error, trace)
        logger.critical("a mistake of the program\n%s", text)
        crashes.happened.emit(text)

    def on_thread_crash(facts: threading.ExceptHookArgs) -> None:
        if facts.exc_value is not None:
            on_crash(facts.exc_type, facts.exc_value, facts.exc_traceback)

    def show(text: str) -> None:
        # One at a time: a mistake in painting would come with every frame.
        if shown:
            return
        dialog = CrashDialog(text, app.activeWindow())
        shown.append(dialog)
        if dialog.exec() == QDialog.DialogCode.Rejected:
            app.quit()
        shown.clear()

    crashes.happened.connect(show)
    sys.excepthook, threading.excepthook = on_crash, on_thread_crash
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before


@contextmanager
def _interrupts_heeded(app: QApplication) -> Generator[None, None, None]:
    """Close the window in order on Ctrl-C in the terminal, or when told to end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_signal(number: int, frame: FrameType | None) -> None:
        app.quit()

    # Python sees a signal only when it runs; the byte that arrives here makes it run.
    near, far = socket.socketpair()
    for end in (near, far):
        end.setblocking(False)
    notifier = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: near.recv(64))
    before = signal.set_wakeup_fd(far.fileno())
    handlers = {
        number: signal.signal(number, on_signal)
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        near.close()
        far.close()


@contextmanager
def _log(folder: Path) -> Generator[None, None, None]:
    """Write what the program does into its log, as long as the disk lets it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "photosearch.log",
            maxBytes=_LOG_BYTES,
            backupCount=1,
            encoding="utf-8",
        )
    except OSError:
        yield
        return
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    handler.setFormatter(logging.Formatter(form))
    ours = logging.getLogger("photosearch")
    ours.addHandler(handler)
    try:
        yield
    finally:
        ours.removeHandler(handler)
        handler.close()
