"""Whole columns as arrays, without a Python object for each row.

SQLite joins the values of many rows into one text, several times faster than a cursor
hands them over one by one.
"""

from datetime import date, datetime

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from photosearch.core.records import PhotoIds
from photosearch.spec.codes import Codes

_CHUNK = 50_000
_DAY_LETTERS = len("2024-05-31")


def load_ids(connection: sa.Connection, ids: sa.Select[tuple[int]]) -> PhotoIds:
    """Return one selected column of numbers, (n,) int64, in the order selected."""
    (column,) = ids.subquery().c
    text = connection.scalar(sa.select(sa.func.group_concat(column)))
    return _numbers(text) if text else np.empty(0, dtype=np.int64)


def load_days(
    connection: sa.Connection, rows: sa.Select[tuple[int, datetime | None]]
) -> tuple[PhotoIds, npt.NDArray[np.int32]]:
    """Return a column of numbers and the days of a column of times that are known.

    Returns:
        Numbers (n,) int64 and days (n,) int32 as `date.toordinal` counts them, both in
        the order selected.
    """
    number, moment = rows.subquery().c
    # Times are kept as text that begins with the day.
    day = sa.func.substr(sa.type_coerce(moment, sa.String), 1, _DAY_LETTERS)
    numbers, text = connection.execute(
        sa.select(sa.func.group_concat(number), sa.func.group_concat(day, ""))
    ).one()
    if not numbers:
        return np.empty(0, np.int64), np.empty(0, np.int32)
    return _numbers(numbers), _ordinals(text)


def load_blobs(
    connection: sa.Connection,
    key: sa.ColumnElement[int],
    blob: sa.ColumnElement[bytes],
    *conditions: sa.ColumnElement[bool],
) -> tuple[PhotoIds, Codes]:
    """Load a column of byte strings of one length, with their keys.

    Returns:
        Keys (n,) int64, ascending, and bytes (n, length) uint8.
    """
    keys: list[PhotoIds] = [np.empty(0, dtype=np.int64)]
    blobs: list[Codes] = []
    after = 0
    while True:
        rows = (
            sa.select(key.label("key"), sa.func.hex(blob).label("blob"))
            .where(key > after, *conditions)
            .order_by(key)
            .limit(_CHUNK)
            .subquery()
        )
        numbers, text = connection.execute(
            sa.select(
                sa.func.group_concat(rows.c.key), sa.func.group_concat(rows.c.blob, "")
            )
        ).one()
        if not numbers:
            break
        keys.append(_numbers(numbers))
        after = int(keys[-1][-1])
        flat = np.frombuffer(bytes.fromhex(text), dtype=np.uint8)
        blobs.append(flat.reshape(len(keys[-1]), -1))
    if not blobs:
        return keys[0], np.empty((0, 0), dtype=np.uint8)
    return np.concatenate(keys), np.concatenate(blobs)


def _numbers(text: str) -> PhotoIds:
    return np.fromstring(text, dtype=np.int64, sep=",")


def _ordinals(text: str) -> npt.NDArray[np.int32]:
    """Read days such as 2024-05-31 that follow each other without a gap."""
    letters = np.frombuffer(text.encode("ascii"), np.uint8).reshape(-1, _DAY_LETTERS)
    # Photos of one day stand together where they come by time: few need reading.
    is_new = np.ones(len(letters), bool)
    is_new[1:] = (letters[1:] != letters[:-1]).any(axis=1)
    starts = np.flatnonzero(is_new)
    days = [date.fromisoformat(bytes(letters[row]).decode("ascii")) for row in starts]
    ordinals = np.array([day.toordinal() for day in days], np.int32)
    return np.repeat(ordinals, np.diff(starts, append=len(letters)))
