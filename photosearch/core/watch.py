"""Tells when something changed below a folder while the program runs.

Changes come in bursts (a card being copied), and a scan of unchanged folders is cheap.
So this says only that a folder tree changed, once it has been quiet for a moment; the
scan finds out what.
"""

import threading
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from typing_extensions import override
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

_READING = frozenset({"opened", "closed_no_write"})


class Watch:
    """Watches folder trees until it is closed.

    Args:
        folders: Existing folders; all below them is watched, too.
        is_polling: Compare listings now and then instead of asking the system, for
            network drives, which report nothing.
        quiet_s: How long nothing more may happen before a change is told.
    """

    def __init__(
        self, folders: Sequence[Path], *, is_polling: bool = False, quiet_s: float = 1.0
    ) -> None:
        self._quiet_s = quiet_s
        self._bell = threading.Event()
        self._lock = threading.Lock()
        self._touched: dict[Path, float] = {}
        self._observer: BaseObserver = PollingObserver() if is_polling else Observer()
        self._folders = tuple(folders)

    def __enter__(self) -> Self:
        """Start watching.

        Raises:
            OSError: A folder is gone, or the system watches no more folders.
        """
        for folder in self._folders:
            if not folder.is_dir():
                raise FileNotFoundError(f"no folder to watch at {folder}")
            self._observer.schedule(
                _Recorder(self, folder), str(folder), recursive=True
            )
        self._observer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop watching; `changed` ends."""
        self._bell.set()
        self._observer.stop()
        self._observer.join()

    def changed(self, timeout_s: float) -> Generator[Path, None, None]:
        """Yield each watched folder in which something changed and then was quiet.

        Args:
            timeout_s: Wait at most this long for a first change.
        """
        if not self._bell.wait(timeout_s):
            return
        while due := self._earliest_due():
            time.sleep(max(0.0, due - time.monotonic()))
            yield from self._take_quiet()

    def touch(self, folder: Path) -> None:
        """Note that something changed below a watched folder."""
        with self._lock:
            self._touched[folder] = time.monotonic() + self._quiet_s
            self._bell.set()

    def _earliest_due(self) -> float | None:
        with self._lock:
            return min(self._touched.values(), default=None)

    def _take_quiet(self) -> tuple[Path, ...]:
        now = time.monotonic()
        with self._lock:
            quiet = tuple(path for path, due in self._touched.items() if due <= now)
            for path in quiet:
                del self._touched[path]
            if not self._touched:
                self._bell.clear()
            return quiet


class _Recorder(FileSystemEventHandler):
    def __init__(self, watch: Watch, folder: Path) -> None:
        self._watch = watch
        self._folder = folder

    @override
    def on_any_event(self, event: FileSystemEvent) -> None:
        # Our own reading of photos must not wake us.
        if event.event_type not in _READING:
            self._watch.touch(self._folder)
