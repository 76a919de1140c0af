"""Whether the library can be searched by a part of a photo, and if not, why."""

from PySide6.QtCore import QObject, Signal

from photosearch.gui.background import Lane, Task
from photosearch.gui.models.session import Session


class PartSearch(QObject):
    """Asks what the model in use can do, and again when another is put to use.

    Signals:
        changed: The answer is another one.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_possible: bool | None = None
        self._task = Task()
        session.models_changed.connect(self._ask)
        self._ask()

    @property
    def is_possible(self) -> bool:
        """Whether the model in use describes parts of photos; False until known."""
        return bool(self._is_possible)

    @property
    def why_not(self) -> str:
        """What to do about it, in a sentence; empty where it is possible or unknown."""
        if self._is_possible is not False:
            return ""
        return self.tr(
            "The model in use does not describe parts of photos. Use one that does, "
            "such as photo-2, on the page Models."
        )

    def _ask(self) -> None:
        library = self._session.library
        self._task.cancel()
        # A model that is missing is told of by whoever has to run it.
        self._task = self._session.bridge.run(
            Lane.READ, library.can_search_parts, self._on_answer, lambda _: None
        )

    def _on_answer(self, is_possible: bool) -> None:
        if is_possible != self._is_possible:
            self._is_possible = is_possible
            self.changed.emit()
