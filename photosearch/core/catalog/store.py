"""The opened catalog file: one writing connection, and readers beside it."""

import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event

from photosearch.core.catalog.backup_files import backups, newest_backup
from photosearch.core.catalog.backups import back_up, is_backup_due, remove_unfinished
from photosearch.core.catalog.face_removal import wipe_faces
from photosearch.core.catalog.faults import Newest, corrupt, is_sealed, name_faults
from photosearch.core.catalog.lock import PATIENCE_S, give_back, take_lock
from photosearch.core.catalog.sayings import mark_said, said
from photosearch.core.catalog.schema import (
    HEAD,
    create,
    migrate,
    require_known,
    revision_of,
)
from photosearch.core.catalog.tables import photos
from photosearch.core.errors import LibraryError

_BUSY_MS = 10_000
_CACHE_KB = 16_384
# Beyond this size the full check would be felt at every start.
_CHECKED_BYTES = 32 * 2**20


class Store:
    """Connections to one catalog, and the right to write to it.

    Reading is always possible. A write takes the library's lock for its transaction;
    `writing` holds it over many. Threads of one program share the lock and take turns.
    """

    def __init__(self, library: Path) -> None:
        self.library = library
        self.file = library / "catalog.sqlite"
        self._writer = _engine(self.file, self._newest_backup, is_reader=False)
        self._reader = _engine(self.file, self._newest_backup, is_reader=True)
        self._turn = threading.RLock()
        self._guard = threading.Lock()
        # Threads share the lock, but one that backs up removes what another one began.
        self._backing_up = threading.Lock()
        self._lock: int | None = None
        self._holders = 0

    @contextmanager
    def writing(self, patience_s: float = PATIENCE_S) -> Generator[None, None, None]:
        """Keep other programs from writing while the block runs.

        Args:
            patience_s: How long to wait for another program.

        Raises:
            LibraryLockedError: Another program is writing.
        """
        with self._guard:
            if self._lock is None:
                self._lock = take_lock(self.library / "writer.lock", patience_s)
            self._holders += 1
        try:
            yield
        finally:
            with self._guard:
                self._holders -= 1
                if not self._holders and self._lock is not None:
                    give_back(self._lock)
                    self._lock = None

    @contextmanager
    def write(self) -> Generator[sa.Connection, None, None]:
        """Run the block in one transaction; an error leaves nothing behind."""
        with self.writing(), self._turn, self._writer.begin() as connection:
            yield connection

    @contextmanager
    def say(self) -> Generator[sa.Connection, None, None]:
        """Write what a person says, and see that a backup has it within minutes."""
        with self.writing():
            with self.write() as connection:
                yield connection
                mark_said(connection)
            # It is said, whether or not there is room for a copy of it.
            with suppress(LibraryError, OSError):
                self.back_up_if_due()

    @contextmanager
    def say_in_passing(self) -> Generator[sa.Connection, None, None]:
        """Write what a person says by the way: the next backup that is due has it."""
        with self.write() as connection:
            yield connection
            mark_said(connection)

    @contextmanager
    def jot(self) -> Generator[sa.Connection, None, None]:
        """Write what is not worth waiting for: now, or not at all.

        Raises:
            LibraryLockedError: Another program is writing.
        """
        with self.writing(patience_s=0.0), self.write() as connection:
            yield connection

    @contextmanager
    def read(self) -> Generator[sa.Connection, None, None]:
        """Run the block on one unchanging state of the catalog."""
        with self._reader.begin() as connection:
            yield connection

    def prepare(self) -> None:
        """Create the catalog, or bring it to the newest schema.

        Raises:
            LibraryNewerError: A later version of the program wrote it.
            LibraryCorruptError: It is damaged.
            LibraryLockedError: It has to be changed while another program writes.
        """
        if not self._is_empty():
            self._require_whole()
            if self._revision() == HEAD:
                return
        with self.writing():
            # Another program may have made it since, or be the one that brought it up.
            if self._is_empty():
                self._create()
            elif self._revision() != HEAD:
                back_up(self.library, self.file)
                migrate(self._writer)

    def _create(self) -> None:
        newest = newest_backup(self.library)
        if newest is not None:
            raise corrupt(self.file, newest)
        create(self._writer)

    def _is_empty(self) -> bool:
        """Tell whether there is no catalog, or one that somebody only began to make."""
        if not self.file.exists() or not self.file.stat().st_size:
            return True
        with self.read() as connection:
            return not sa.inspect(connection).get_table_names()

    def _revision(self) -> str:
        with self.read() as connection:
            return require_known(revision_of(connection), self.file)

    def _require_whole(self) -> None:
        if self.file.stat().st_size <= _CHECKED_BYTES:
            self.check()

    def check(self) -> None:
        """Read the whole file and raise `LibraryCorruptError` if it is damaged."""
        with self.read() as connection:
            if connection.scalar(sa.text("PRAGMA quick_check(1)")) != "ok":
                raise corrupt(self.file, newest_backup(self.library))

    def back_up_if_due(self) -> Path | None:
        """Back up the catalog once a day, and soon after something was said.

        A catalog without photos is not: it would take the place of one that has them.
        """
        with self.writing(), self._backing_up:
            with self.read() as connection:
                mark = said(connection)
                if not connection.scalar(sa.select(sa.exists(photos.select()))):
                    return None
            if not is_backup_due(self.library, mark, self.size_bytes()):
                return None
            return back_up(self.library, self.file)

    def wipe_faces(self, *, keep_facts: bool) -> None:
        """Drop faces in the backups, and what the disk still holds of those deleted.

        Raises:
            LibraryError: A backup still has faces; see `face_removal.wipe_faces`.
        """
        with self.writing(), closing(sqlite3.connect(self.file)) as connection:
            # The log repeats what was deleted until it is cut off; a reader may be in
            # the way, and then the next writer does it.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with self._backing_up:
            try:
                remove_unfinished(self.library)
            finally:
                wipe_faces(backups(self.library), keep_facts=keep_facts)

    def _newest_backup(self) -> Path | None:
        return newest_backup(self.library)

    def size_bytes(self) -> int:
        """Return what the catalog takes on the disk, its log included."""
        parts = (self.file, self.file.with_name(self.file.name + "-wal"))
        return sum(part.stat().st_size for part in parts if part.exists())

    def close(self) -> None:
        """Close all connections."""
        self._reader.dispose()
        self._writer.dispose()


def open_store(library: Path) -> Store:
    """Open the catalog in a folder; both are made where they are missing.

    Raises:
        LibraryError: It cannot be opened; see `Store.prepare`.
    """
    try:
        library.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"cannot make the library {library}: {error.strerror}"
        ) from error
    store = Store(library)
    try:
        store.prepare()
    except BaseException:
        store.close()
        raise
    return store


def _connect(file: Path, *, is_reader: bool) -> sqlite3.Connection:
    # Pooled connections go from thread to thread.
    if is_reader and is_sealed(file):
        # Readers make files beside the catalog, unless they may trust that it stays.
        address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)
    return sqlite3.connect(file, check_same_thread=False)


def _engine(file: Path, newest: Newest, *, is_reader: bool) -> sa.Engine:
    url = sa.URL.create("sqlite", database=os.fspath(file))
    engine = sa.create_engine(url, creator=lambda: _connect(file, is_reader=is_reader))
    name_faults(engine, file, newest)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _: object) -> None:
        # The driver would commit before a change of the schema: we begin by ourselves.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = {-_CACHE_KB}")
        if is_reader:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if is_reader else "BEGIN IMMEDIATE")

    return engine
