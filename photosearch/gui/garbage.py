"""Garbage is collected on the GUI thread alone.

Python collects cycles on whichever thread happens to allocate next. A cycle may hold Qt
objects, and taking those apart beside the GUI thread crashes the program.
"""

import gc
from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_LOOK_EVERY_MS = 500


@contextmanager
def collected_on_gui_thread() -> Generator[None, None, None]:
    """Collect garbage by a timer of the calling thread, which runs Qt's event loop."""
    was_automatic = gc.isenabled()
    gc.disable()
    # What loading the program made lives as long as it does: looking through that for
    # garbage would hold the window up for a tenth of a second and more.
    gc.freeze()
    timer = QTimer()
    timer.timeout.connect(_collect_what_is_due)
    timer.start(_LOOK_EVERY_MS)
    try:
        yield
    finally:
        timer.stop()
        gc.unfreeze()
        if was_automatic:
            gc.enable()


def _collect_what_is_due() -> None:
    """Do what Python would have done by itself, no more."""
    for generation, (count, threshold) in enumerate(
        zip(gc.get_count(), gc.get_threshold(), strict=True)
    ):
        if count <= threshold:
            return
        gc.collect(generation)
