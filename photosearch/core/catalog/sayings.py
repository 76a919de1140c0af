"""A mark in the catalog that changes with everything that people say.

Photos are described again where a catalog is lost, names are not: by the mark it is
known whether a backup holds all that was said. It is the `user_version` of SQLite, a
part of the file's header and of each transaction.
"""

import time

import sqlalchemy as sa

_LARGEST = 2**31


def said(connection: sa.Connection) -> int:
    """Return the mark."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def mark_said(connection: sa.Connection) -> None:
    """Change the mark in the transaction of a saying.

    It is a time, lest a catalog that was restored comes to a mark that another backup
    has for other sayings; two in one second are told apart.
    """
    mark = max(int(time.time()), said(connection) + 1) % _LARGEST
    connection.exec_driver_sql(f"PRAGMA user_version = {mark}")
