"""Figures that are measured once and kept beside what they are figures of."""

from collections.abc import Callable
from pathlib import Path

from trainer.errors import DataError
from trainer.evaluation.report import Row, read_rows, write_rows

ORIGIN_FILE = "origin.txt"


def kept_rows(
    folder: Path, origin: str, measure: Callable[[Path], list[Row]]
) -> list[Row]:
    """Return the rows kept in a folder, measuring what is of another origin.

    Args:
        folder: Where they are kept; made where it is missing.
        origin: Text of what they are figures of.
        measure: Given the folder, returns the rows.

    Raises:
        DataError: The folder cannot be written to.
    """
    note = folder / ORIGIN_FILE
    try:
        if note.is_file() and note.read_text(encoding="utf-8") == origin:
            return read_rows(folder)
        folder.mkdir(parents=True, exist_ok=True)
        note.unlink(missing_ok=True)
        rows = measure(folder)
        write_rows(folder, rows)
        note.write_text(origin, encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot keep figures in {folder}: {error}") from error
    return rows
