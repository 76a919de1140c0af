"""Calls that come thick and fast, made as often as is good for whoever answers them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Throttle(QObject):
    """Makes a call at once, then leaves it in peace for a while.

    Calls that are asked for in the meantime become a single one at its end, so that the
    first is never late and the last never lost.

    Args:
        call: What to do.
        pause_ms: The least time between two calls.
    """

    def __init__(
        self, call: Callable[[], None], pause_ms: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._call = call
        self._is_due = False
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self._on_pause_over)

    def ask(self) -> None:
        """Make the call now, or as soon as the pause is over."""
        if self._pause.isActive():
            self._is_due = True
        else:
            self._pause.start()
            self._call()

    def forget(self) -> None:
        """Drop a call that waits."""
        self._is_due = False

    def _on_pause_over(self) -> None:
        if self._is_due:
            self._is_due = False
            self.ask()
