"""What can go wrong that is not a bug.

    PhotoSearchError
    ├── LibraryError             the library as a whole
    │   ├── LibraryNewerError    written by a later version of the program
    │   ├── LibraryLockedError   another program is writing to it
    │   ├── LibraryCorruptError  damaged beyond what can be read
    │   ├── StorageFullError     no space left, or the disk refuses to write
    │   └── NameTakenError       another person has the name
    ├── ModelError               a model file that cannot be used
    ├── DecodeError              one photo that cannot be read
    ├── QueryError               a search that makes no sense
    └── RetrainError             a retraining that cannot start, go on or be read

Messages say what happened and to what, in lower case and without a full stop. Anything
else that is raised is a bug and is never caught.
"""


class PhotoSearchError(Exception):
    """The root of all errors that a user can cause or mend."""


class LibraryError(PhotoSearchError):
    """The library cannot be used as asked."""


class LibraryNewerError(LibraryError):
    """The catalog was written by a later version of the program."""


class LibraryLockedError(LibraryError):
    """Another program is writing to the library."""


class LibraryCorruptError(LibraryError):
    """The catalog is damaged."""


class StorageFullError(LibraryError):
    """There is no space left to write to, or the disk refuses."""


class NameTakenError(LibraryError):
    """Another person has the name: perhaps both are one.

    Attributes:
        person: The number of the other person.
    """

    def __init__(self, message: str, person: int) -> None:
        super().__init__(message)
        self.person = person


class ModelError(PhotoSearchError):
    """A model file is missing, damaged or unfit."""


class DecodeError(PhotoSearchError):
    """One photo cannot be read; the message is the reason, without the path."""


class QueryError(PhotoSearchError):
    """A search asks for something that is not there or makes no sense."""


class RetrainError(PhotoSearchError):
    """A retraining cannot be started, go on, be read or be deleted."""
