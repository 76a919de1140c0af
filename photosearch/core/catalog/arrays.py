"""Whole columns as arrays, without a Python object for each row.

SQLite joins the values of many rows into one text, several times faster than a cursor
hands them over one by one.
"""

import numpy as np
import sqlalchemy as sa

from photosearch.core.records import PhotoIds
from photosearch.spec.codes import Codes

_CHUNK = 50_000


def load_ids(connection: sa.Connection, ids: sa.Select[tuple[int]]) -> PhotoIds:
    """Return one selected column of numbers, (n,) int64, in the order selected."""
    (column,) = ids.subquery().c
    text = connection.scalar(sa.select(sa.func.group_concat(column)))
    return _numbers(text) if text else np.empty(0, dtype=np.int64)


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
