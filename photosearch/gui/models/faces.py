"""Whether faces are looked for, how far that is, and how to begin and end it."""

from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosearch.core.face_records import FaceCounts
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.session import Session
from photosearch.gui.models.tasks import LongTask
from photosearch.gui.models.throttle import Throttle

_PAUSE_MS = 1000


class Faces(QObject):
    """Switches the search for faces on and off.

    Signals:
        changed: Faces are on or off, there are more or fewer, or a task began or ended.

    Attributes:
        is_known: Whether the library told how it stands; nothing else holds before.
        is_on: Whether faces are looked for.
        photos: How many photos there are to look at, now or once it is on.
        counts: How far the search is.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._task: LongTask | None = None
        # Unlike the other, until it told all; nothing may begin before that.
        self._at_work: LongTask | None = None
        self._after: Callable[[], None] | None = None
        self._has_new_photos = False
        self.is_known = False
        self.is_on = False
        self.photos = 0
        self.counts = FaceCounts()
        self._counting = Throttle(self._count, _PAUSE_MS, self)
        session.people_changed.connect(self._counting.ask)
        session.changed.connect(self._on_photos_changed)
        session.models_changed.connect(self._counting.ask)
        session.tasks.dataChanged.connect(self._on_tasks_changed)
        self._counting.ask()

    @property
    def task(self) -> LongTask | None:
        """The search or the grouping that is under way."""
        return self._task

    def look_again(self) -> None:
        """Ask the library how it stands, soon."""
        self._counting.ask()

    def switch_on(self) -> None:
        """Look for faces from now on, first in the photos that are here already."""
        library = self._session.library
        self._errands.ask(library.switch_faces_on, lambda _: self._on_switched_on())

    def switch_off(self) -> None:
        """Look for no more faces; what was found and said is kept."""
        self._ask_after_task(self._session.library.switch_faces_off)

    def delete(self, *, keeps_facts: bool) -> None:
        """Delete all faces, and look for no more.

        Args:
            keeps_facts: Whether names and all else that was said come back as soon as
                faces are looked for again.
        """
        library = self._session.library
        self._ask_after_task(
            lambda: library.delete_faces(keep_facts=keeps_facts),
            self._session.searches_changed.emit,
        )

    def look_for_faces(self) -> None:
        """Look for faces in photos where that was not done, and group them."""
        library = self._session.library
        self._start(self.tr("Looking for faces"), library.look_for_faces)

    def group(self) -> None:
        """Group the faces anew; what was said about them holds."""
        library = self._session.library
        self._start(self.tr("Grouping faces"), library.group_faces)

    def _on_switched_on(self) -> None:
        self._tell()
        self.look_for_faces()

    def _start(
        self, title: str, records: Callable[[], Generator[Any, None, None]]
    ) -> None:
        """Start a task unless one is under way."""
        if self._at_work is not None:
            return

        def on_end() -> None:
            self._at_work = self._task = None
            after, self._after = self._after, None
            self._tell()
            if after is not None:
                after()

        self._task = self._at_work = self._session.start(title, records, on_end)
        self.changed.emit()

    def _ask_after_task(
        self, work: Callable[[], object], told: Callable[[], None] = lambda: None
    ) -> None:
        """End the task and do something as soon as its last step is over."""

        def ask() -> None:
            self._errands.ask(work, done)

        def done(_: object) -> None:
            told()
            self._tell()

        if self._at_work is None:
            ask()
            return
        self._after = ask
        self._session.tasks.cancel(self._at_work)

    def _tell(self) -> None:
        self._session.people_changed.emit()

    def _on_tasks_changed(self) -> None:
        if self._task is not None and self._task.is_over:
            self._task = None
            self.changed.emit()
        if self._has_new_photos and not self._session.tasks.active():
            # Indexing groups the faces of new photos at its very end.
            self._has_new_photos = False
            self._tell()

    def _on_photos_changed(self) -> None:
        self._has_new_photos = True
        self._counting.ask()

    def _count(self) -> None:
        library = self._session.library
        self._errands.ask(
            lambda: (
                library.faces_are_on(),
                library.photo_count(),
                library.face_counts(),
            ),
            self._on_counted,
        )

    def _on_counted(self, known: tuple[bool, int, FaceCounts]) -> None:
        self.is_known = True
        self.is_on, self.photos, self.counts = known
        self.changed.emit()
