"""Whole pictures to look at, decoded beside the window and kept for a while."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from photosearch.core.errors import PhotoSearchError
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.images import image_of
from photosearch.gui.models.session import Session

_MOST_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture that somebody wants to see.

    Attributes:
        most_px: The longer side is reduced to this.
    """

    path: Path
    most_px: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A picture that cannot be shown, and why."""

    wish: Wish
    error: PhotoSearchError


class Pictures(QObject):
    """Decodes what is wanted now, and keeps what was seen last.

    Args:
        session: The open library.
        most_bytes: What is kept takes about this much memory at most.

    Signals:
        loaded: A `Wish` that came true.
        refused: A `Refusal`.
    """

    loaded = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, most_bytes: int = _MOST_BYTES) -> None:
        super().__init__()
        self._session = session
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Wish, QImage] = OrderedDict()
        self._wanted: list[Wish] = []
        self._coming: Wish | None = None
        self._task = Task()

    def get(self, wish: Wish) -> QImage | None:
        """Return a picture that is here already."""
        if wish in self._kept:
            self._kept.move_to_end(wish)
        return self._kept.get(wish)

    def want(self, wishes: Sequence[Wish]) -> None:
        """Load pictures, in this order; what else waits for its turn is dropped."""
        self._wanted = [
            wish for wish in dict.fromkeys(wishes) if wish not in self._kept
        ]
        if self._coming in self._wanted:
            self._wanted.remove(self._coming)
        else:
            self._task.cancel()
            self._coming = None
        self._load_next()

    def forget(self) -> None:
        """Drop everything that waits or is kept."""
        self.want(())
        self._kept.clear()

    def _load_next(self) -> None:
        """Load one after the other: core decodes no faster, and threads stay free."""
        if self._coming is not None or not self._wanted:
            return
        wish = self._coming = self._wanted.pop(0)

        def on_loaded(image: QImage) -> None:
            self._coming = None
            self._keep(wish, image)
            self.loaded.emit(wish)
            self._load_next()

        def on_failure(error: PhotoSearchError) -> None:
            self._coming = None
            self.refused.emit(Refusal(wish, error))
            self._load_next()

        self._task = self._session.bridge.run(
            Lane.PICTURES,
            lambda: image_of(self._session.library.view(wish.path, wish.most_px)),
            on_loaded,
            on_failure,
        )

    def _keep(self, wish: Wish, image: QImage) -> None:
        self._kept[wish] = image
        while len(self._kept) > 1 and self._bytes() > self._most_bytes:
            self._kept.popitem(last=False)

    def _bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._kept.values())
