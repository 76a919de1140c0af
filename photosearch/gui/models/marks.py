"""What somebody called right and wrong in the answer to a search, step by step."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from photosearch.core.library import Mark
from photosearch.core.records import Changes, PhotoId
from photosearch.gui.models.search import Search
from photosearch.gui.models.session import Session

STEPS_AT_MOST = 200
"""So many steps can be taken back."""

_Marks = dict[PhotoId, bool]


class Marks(QObject):
    """The marks of the search that stands; each change refines its answer.

    Marks belong to one search: with another one they are gone, and so is the way back.

    Args:
        session: The open library; marks of photos that leave it go with them.
        search: Keeps the marks in its query.

    Signals:
        changed: Other photos are marked, or there is another way back.
    """

    changed = Signal()

    def __init__(
        self, session: Session, search: Search, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._marks: _Marks = {}
        self._past: list[_Marks] = []
        self._future: list[_Marks] = []
        search.changed.connect(self._on_search_changed)
        session.changed.connect(self._on_library_changed)

    # --- what is marked

    @property
    def of_photos(self) -> Mapping[PhotoId, bool]:
        """The photos that were called right (True) or wrong."""
        return self._marks

    @property
    def right_count(self) -> int:
        """How many photos were called right."""
        return sum(self._marks.values())

    @property
    def wrong_count(self) -> int:
        """How many photos were called wrong."""
        return len(self._marks) - self.right_count

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self._future)

    # --- marking

    def mark(self, photos: Iterable[PhotoId], is_right: bool | None) -> None:
        """Call photos right or wrong; None for neither."""
        marks = dict(self._marks)
        for photo in photos:
            if is_right is None:
                marks.pop(photo, None)
            else:
                marks[photo] = is_right
        self._step(marks)

    def clear(self) -> None:
        """Take all marks away; that can be undone."""
        self._step({})

    def undo(self) -> None:
        """Take the last step back."""
        if self._past:
            self._future.append(self._marks)
            self._show(self._past.pop())

    def redo(self) -> None:
        """Make the step again that was taken back last."""
        if self._future:
            self._past.append(self._marks)
            self._show(self._future.pop())

    # --- changes

    def _step(self, marks: _Marks) -> None:
        if marks != self._marks:
            self._past = [*self._past, self._marks][-STEPS_AT_MOST:]
            self._future.clear()
            self._show(marks)

    def _show(self, marks: _Marks) -> None:
        self._marks = marks
        self._search.set_marks(Mark(photo, of) for photo, of in marks.items())
        self.changed.emit()

    def _on_search_changed(self) -> None:
        marks = {mark.photo: mark.is_right for mark in self._search.query.marks}
        if marks != self._marks:
            self._marks = marks
            self._past.clear()
            self._future.clear()
            self.changed.emit()

    def _on_library_changed(self, changes: Changes) -> None:
        gone = frozenset(changes.removed)
        self._past = [_without(gone, marks) for marks in self._past]
        self._future = [_without(gone, marks) for marks in self._future]
        if not gone.isdisjoint(self._marks):
            self._show(_without(gone, self._marks))


def _without(gone: frozenset[PhotoId], marks: _Marks) -> _Marks:
    return {photo: of for photo, of in marks.items() if photo not in gone}
