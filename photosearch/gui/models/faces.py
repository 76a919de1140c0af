"""Whether faces are looked for, how far that is, and how to begin and end it."""

from PySide6.QtCore import QObject, Signal

from photosearch.core.face_records import FaceCounts
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.session import Session
from photosearch.gui.models.tasks import LongTask, TaskState
from photosearch.gui.models.throttle import Throttle

_PAUSE_MS = 1000


class Faces(QObject):
    """Switches the search for faces on and off.

    Signals:
        changed: Faces are on or off, there are more or fewer, or a task began or ended.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._task: LongTask | None = None
        self.is_known = False
        self.is_on = False
        self.counts = FaceCounts()
        self._counting = Throttle(self._count, _PAUSE_MS, self)
        session.people_changed.connect(self._counting.ask)
        session.changed.connect(self._counting.ask)
        session.models_changed.connect(self._counting.ask)
        session.tasks.dataChanged.connect(self._on_tasks_changed)

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
        self._end_task()
        library = self._session.library
        self._errands.ask(library.switch_faces_off, lambda _: self._tell())

    def delete(self, *, keeps_facts: bool) -> None:
        """Delete all faces, and look for no more.

        Args:
            keeps_facts: Whether names and all else that was said come back as soon as
                faces are looked for again.
        """
        self._end_task()
        library = self._session.library
        self._errands.ask(
            lambda: library.delete_faces(keep_facts=keeps_facts),
            lambda _: self._tell(),
        )

    def look_for_faces(self) -> None:
        """Look for faces in photos where that was not done, then group them."""
        if self._task is not None:
            return
        looking = self._task = self._session.start(
            self.tr("Looking for faces"),
            self._session.library.look_for_faces,
            lambda: self._on_looked(looking),
        )
        self.changed.emit()

    def group(self) -> None:
        """Group the faces anew; what was said about them holds."""
        if self._task is None:
            self._task = self._session.start(
                self.tr("Grouping faces"),
                self._session.library.group_faces,
                self._tell,
            )
            self.changed.emit()

    def _on_switched_on(self) -> None:
        self._tell()
        self.look_for_faces()

    def _on_looked(self, looking: LongTask) -> None:
        self._task = None
        self._tell()
        if looking.state is TaskState.DONE:
            self.group()

    def _end_task(self) -> None:
        if self._task is not None:
            self._session.tasks.cancel(self._task)

    def _tell(self) -> None:
        self._session.people_changed.emit()

    def _on_tasks_changed(self) -> None:
        if self._task is not None and self._task.is_over:
            self._task = None
            self.changed.emit()

    def _count(self) -> None:
        library = self._session.library
        self._errands.ask(
            lambda: (library.faces_are_on(), library.face_counts()), self._on_counted
        )

    def _on_counted(self, known: tuple[bool, FaceCounts]) -> None:
        self.is_known = True
        self.is_on, self.counts = known
        self.changed.emit()
