"""The open library as the window works with it: one place that starts long tasks."""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import PhotoSearchError
from photosearch.core.library import Library
from photosearch.core.records import (
    Changes,
    FolderUnreadable,
    NotTrashed,
    Photo,
    PhotoId,
    Root,
    RootOffline,
    Skipped,
    Trashed,
)
from photosearch.gui.background import Bridge, Lane, Task
from photosearch.gui.models.tasks import LongTask, TasksModel

T = TypeVar("T")
WATCH_S = 1.0


class Session(QObject):
    """The library, the bridge to it, and its long tasks.

    Signals:
        changed: A `Changes`: photos came, went or moved.
        folders_changed: Folders were added, removed, or went on- or offline.
        failures_changed: Files failed or were retried.
        models_changed: A model was added, removed or put to use.
        people_changed: Faces were found, named, grouped or forgotten, or are on or off.
        searches_changed: Saved or recent searches went, with the people they asked for.
        failed: A `PhotoSearchError` that nobody else shows.
        closing: The library is about to be closed; what is due is written now.
    """

    changed = Signal(object)
    folders_changed = Signal()
    failures_changed = Signal()
    models_changed = Signal()
    people_changed = Signal()
    searches_changed = Signal()
    failed = Signal(object)
    closing = Signal()

    def __init__(self, library: Library, bridge: Bridge) -> None:
        super().__init__()
        self.library = library
        self.bridge = bridge
        self.tasks = TasksModel(bridge, self)
        self._watching: Task | None = None

    # --- short questions

    def ask(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        lane: Lane = Lane.READ,
    ) -> Task:
        """Put a short question to the library; failures go to `failed`."""
        return self.bridge.run(lane, work, done, self.failed.emit)

    # --- long tasks

    def refresh(self, roots: Sequence[Root] | None = None) -> LongTask:
        """Look for new, changed and gone photos and index them."""
        title = (
            self.tr("Indexing {0}").format(roots[0].path.name)
            if roots and len(roots) == 1
            else self.tr("Indexing photos")
        )
        return self.start(title, lambda: self.library.refresh(roots))

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Add folders and index them; one that is refused keeps none from coming."""

        def on_added(refusals: Sequence[PhotoSearchError]) -> None:
            for error in refusals:
                self.failed.emit(error)
            self.folders_changed.emit()
            self.refresh()

        self.stop_watching()
        self.ask(
            lambda: [
                error
                for folder in folders
                if (error := self._add_folder(folder)) is not None
            ],
            on_added,
        )

    def use_model(self, name: str) -> LongTask:
        """Describe all photos with another model, then switch to it."""
        title = self.tr("Switching to model {0}").format(name)
        return self.start(
            title, lambda: self.library.use_model(name), self.models_changed.emit
        )

    def retry_failed(self) -> None:
        """Let every failed file wait again, and index what waits."""

        def on_retried(count: int) -> None:
            self.failures_changed.emit()
            if count:
                self.refresh()

        self.ask(self.library.retry_failed, on_retried)

    def trash(
        self,
        paths: Sequence[Path],
        keeping: Path | None,
        each: Callable[[Trashed | NotTrashed], None],
        done: Callable[[], None] = lambda: None,
    ) -> LongTask:
        """Move files to the trash; then `changed` tells which photos that took away.

        Args:
            paths: Files of the library.
            keeping: The file that stays; None where none has to.
            each: Gets what became of each file.
            done: Called when no more will be moved.
        """
        moved: dict[PhotoId, None] = {}

        def on_record(record: Trashed | NotTrashed) -> None:
            if isinstance(record, Trashed):
                moved[record.photo] = None
            each(record)

        def on_end() -> None:
            if moved:
                self._tell_of_trashed(list(moved))
            done()

        return self.start(
            self.tr("Moving files to the trash"),
            lambda: self.library.trash(paths, keeping),
            on_end,
            on_record,
        )

    def start(
        self,
        title: str,
        records: Callable[[], Generator[Any, None, Any]],
        done: Callable[[], None] = lambda: None,
        each: Callable[[Any], None] = lambda record: None,
        lane: Lane = Lane.WORK,
    ) -> LongTask:
        """Start a long task; see `TasksModel.start`."""

        def on_record(record: Any) -> None:
            if isinstance(record, Skipped):
                shown.skipped += 1
            elif isinstance(record, Changes):
                self.changed.emit(record)
            elif isinstance(record, FolderUnreadable | RootOffline):
                self.folders_changed.emit()
            each(record)

        def on_end() -> None:
            if shown.skipped:
                self.failures_changed.emit()
            if shown.error is not None:
                self.failed.emit(shown.error)
            self.folders_changed.emit()
            done()

        shown = self.tasks.start(title, records, on_record, on_end, lane)
        return shown

    def _add_folder(self, folder: Path) -> PhotoSearchError | None:
        """Add a folder; return why it was refused."""
        try:
            self.library.add_folders([folder])
        except PhotoSearchError as error:
            return error
        return None

    def _tell_of_trashed(self, moved: Sequence[PhotoId]) -> None:
        def on_photos(photos: tuple[Photo, ...]) -> None:
            # Those of which another file is left.
            there = {photo.id for photo in photos}
            self.changed.emit(
                Changes(
                    removed=tuple(each for each in moved if each not in there),
                    moved=tuple(each for each in moved if each in there),
                )
            )

        self.ask(lambda: self.library.photos(moved), on_photos)

    # --- watching

    @property
    def is_watching(self) -> bool:
        """Whether changes in folders are picked up."""
        return self._watching is not None

    def watch(self) -> None:
        """Index changes in watched folders as they happen, until `stop_watching`."""
        if self._watching is None:
            self._watching = self.bridge.follow(
                Lane.WATCH, self._changes, self._on_watch_changed, _nothing, self._lost
            )

    def stop_watching(self) -> None:
        """Leave folders alone."""
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    def close(self) -> None:
        """End everything; the library's catalog is closed by who opened it."""
        self.closing.emit()
        self.stop_watching()
        self.bridge.stop()
        # Threads that wait for a worker process are told that there will be no answer.
        self.library.close()
        self.bridge.close()

    def _changes(self) -> Generator[tuple[Root, ...], None, None]:
        while True:
            yield self.library.wait_for_changes(WATCH_S)

    def _on_watch_changed(self, roots: tuple[Root, ...]) -> None:
        if roots:
            self.refresh(roots)

    def _lost(self, error: PhotoSearchError) -> None:
        self._watching = None
        self.failed.emit(error)


def _nothing() -> None:
    pass
