"""What can go wrong in a way that the person at the keyboard can mend.

TrainerError
    ConfigError     a recipe file or an override says something impossible
    DataError       a folder, a pack or a photo is missing or too few
    TrainingError   the run cannot go on (NaN loss, checkpoint of another run)
    ExportError     the exported file would not do what the network does
"""

from zipfile import BadZipFile

DAMAGED = (OSError, ValueError, KeyError, EOFError, BadZipFile)
"""What numpy raises where arrays that were kept are missing or damaged."""


class TrainerError(Exception):
    """One clear line for the command line."""


class ConfigError(TrainerError):
    """A recipe file or an override says something impossible."""


class DataError(TrainerError):
    """A folder, a pack or a photo is missing, or there are too few."""


class TrainingError(TrainerError):
    """The run cannot go on."""


class ExportError(TrainerError):
    """The exported file would not do what the network does."""
