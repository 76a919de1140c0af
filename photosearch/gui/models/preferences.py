"""The user's settings while the window is open: read, changed, saved."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photosearch.core.settings import Settings, load_settings, save_settings

logger = logging.getLogger(__name__)


class Preferences(QObject):
    """The settings, and who wants to know when they change.

    Signals:
        changed: The new `Settings`.
        unsaved: They could not be written and end with the program; says why.
    """

    changed = Signal(object)
    unsaved = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._settings = load_settings(folder)

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._settings

    def change(self, settings: Settings) -> None:
        """Use other settings from now on, and at the next start."""
        if settings == self._settings:
            return
        self._settings = settings
        try:
            save_settings(settings, self.folder)
        except OSError as error:
            logger.info("the settings were not saved (%s)", error.strerror)
            self.unsaved.emit((error.strerror or str(error)).lower())
        self.changed.emit(settings)
