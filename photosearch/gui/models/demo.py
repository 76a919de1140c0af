"""The sample library as a long task of the window."""

from collections.abc import Generator
from pathlib import Path

from photosearch.core.demo.sample import sample_size, write_sample
from photosearch.core.errors import StorageFullError
from photosearch.core.records import Counts, Progress, Stage


def draw_sample(folder: Path) -> Generator[Progress, None, None]:
    """Draw the sample pictures into a folder and say how far it is.

    Raises:
        StorageFullError: The folder cannot be written to.
    """
    total = sample_size()
    try:
        for done, _ in enumerate(write_sample(folder), start=1):
            yield Progress(Stage.PREPARING, done, total, Counts())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StorageFullError(f"{folder} cannot be written ({reason})") from error
