import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from photosearch.core.catalog import lock, open_catalog, schema, tables
from photosearch.core.catalog.backup_files import (
    backups,
    named_now,
    newest_backup,
    superfluous,
    taken_at,
)
from photosearch.core.catalog.backups import back_up, is_backup_due
from photosearch.core.errors import (
    LibraryCorruptError,
    LibraryError,
    LibraryLockedError,
    LibraryNewerError,
    StorageFullError,
)
from photosearch.core.records import Counts
from tests.core.catalog.libraries import MODEL, describe


def run(code: str, *arguments: object) -> subprocess.Popen:
    """Start a second program."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(os.fspath, arguments)],
        stdout=subprocess.PIPE,
        text=True,
    )


HOLD = """
    import sys, time
    from pathlib import Path
    from photosearch.core.catalog import open_catalog
    catalog = open_catalog(Path(sys.argv[1]))
    with catalog.writing():
        print("held", flush=True)
        time.sleep(60)
"""


def test_that_a_library_is_made_where_it_is_missing(tmp_path):
    with open_catalog(tmp_path / "deep/library") as catalog:
        assert Counts() == catalog.counts()
    assert (tmp_path / "deep/library/catalog.sqlite").is_file()


def test_that_a_library_is_as_it_was_when_opened_again(library, tmp_path):
    library.write("a.jpg")
    library.update()
    with open_catalog(tmp_path / "library") as again:
        assert Counts(indexed=1) == again.counts()


OPEN = """
    import sys
    from pathlib import Path
    from photosearch.core.catalog import open_catalog
    print("opening", flush=True)
    with open_catalog(Path(sys.argv[1])) as catalog:
        print(catalog.counts().found)
"""


def begin(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


@pytest.mark.parametrize("found", [lambda _: None, Path.touch, begin])
def test_that_two_programs_may_make_a_library_at_once(tmp_path, found):
    file = tmp_path / "catalog.sqlite"
    held = lock.take_lock(tmp_path / "writer.lock")
    found(file)
    with run(OPEN, tmp_path) as other:
        assert "opening\n" == other.stdout.readline()
        time.sleep(0.5)  # now it waits to be the one who makes it
        engine = sa.create_engine(f"sqlite:///{file}")
        schema.create(engine)
        engine.dispose()
        lock.give_back(held)
        assert "0\n" == other.stdout.read()
    assert 0 == other.returncode


def test_that_a_library_whose_first_start_was_killed_is_made(tmp_path):
    begin(tmp_path / "catalog.sqlite")
    with open_catalog(tmp_path) as catalog:
        assert Counts() == catalog.counts()


def test_that_an_old_library_is_brought_up_to_date_by_one_of_two_programs(tmp_path):
    open_catalog(tmp_path).close()
    file = tmp_path / "catalog.sqlite"
    mark = "UPDATE alembic_version SET version_num = ?"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(mark, ["v0003"])
    held = lock.take_lock(tmp_path / "writer.lock")
    with run(OPEN, tmp_path) as other:
        assert "opening\n" == other.stdout.readline()
        time.sleep(0.5)
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(mark, [schema.HEAD])
        lock.give_back(held)
        assert "0\n" == other.stdout.read()
    assert [] == backups(tmp_path)


def test_that_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LibraryError, match=r"^cannot make the library .*file"):
        open_catalog(tmp_path / "file" / "library")


def test_that_migrations_lead_to_the_tables_of_a_new_catalog(tmp_path):
    def layout(engine: sa.Engine) -> set[tuple[str, str]]:
        with engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")
            return {(name, " ".join((sql or "").split())) for name, sql in rows}

    created = sa.create_engine(f"sqlite:///{tmp_path / 'created.sqlite'}")
    migrated = sa.create_engine(f"sqlite:///{tmp_path / 'migrated.sqlite'}")
    schema.create(created)
    schema.migrate(migrated)
    assert layout(created) == layout(migrated)
    created.dispose()
    migrated.dispose()


def test_that_every_migration_is_known_to_the_program():
    names = {path.stem[:5] for path in schema.MIGRATIONS.glob("versions/v*.py")}
    assert names == schema.KNOWN
    assert max(names) == schema.HEAD


def test_that_a_second_program_can_read_but_not_write(library, tmp_path):
    library.write("a.jpg")
    library.update()
    with run(HOLD, tmp_path / "library") as other:
        try:
            assert "held\n" == other.stdout.readline()
            assert Counts(indexed=1) == library.catalog.counts()
            with pytest.raises(LibraryLockedError, match="another photosearch is"):
                library.catalog.retry_failed()
        finally:
            other.kill()


def test_that_programs_that_write_at_the_same_moment_wait_for_each_other(
    library, tmp_path
):
    with run(HOLD.replace("60", "0.7"), tmp_path / "library") as other:
        assert "held\n" == other.stdout.readline()
        assert 0 == library.catalog.retry_failed()
    assert 0 == other.returncode


def test_that_a_search_is_noted_at_once_or_not_at_all(library, tmp_path, monkeypatch):
    naps = []
    monkeypatch.setattr(lock.time, "sleep", naps.append)
    with run(HOLD, tmp_path / "library") as other:
        try:
            assert "held\n" == other.stdout.readline()
            with pytest.raises(LibraryLockedError, match="another photosearch is"):
                library.catalog.remember_search("{}")
        finally:
            other.kill()
    assert not naps
    library.catalog.remember_search("{}")
    assert ("{}",) == library.catalog.recent_searches()


def test_that_a_killed_program_leaves_the_library_unlocked(library, tmp_path):
    with run(HOLD, tmp_path / "library") as other:
        other.stdout.readline()
        other.send_signal(signal.SIGKILL)
    assert 0 == library.catalog.retry_failed()


def test_that_writes_of_one_program_share_the_lock(catalog):
    with catalog.writing(), catalog.writing():
        assert 0 == catalog.retry_failed()
    assert 0 == catalog.retry_failed()


INDEX = """
    import sys
    from pathlib import Path
    from photosearch.core.catalog import open_catalog
    from tests.core.catalog.libraries import MODEL, describe
    catalog = open_catalog(Path(sys.argv[1]))
    print("ready", flush=True)
    while files := catalog.pending(3):
        catalog.record([describe(file) for file in files], MODEL)
        print(flush=True)
"""


def test_that_killing_while_writing_leaves_whole_batches(library, tmp_path):
    for number in range(120):
        library.write(f"{number}.jpg")
    library.scan()
    for _ in range(2):
        with run(INDEX, tmp_path / "library") as other:
            other.stdout.readline()
            other.stdout.readline()
            other.send_signal(signal.SIGKILL)
        counts = library.catalog.counts()
        assert 120 == counts.found
        assert counts.indexed == library.catalog.code_count(MODEL)
        assert 0 == counts.indexed % 3
    library.index()
    assert Counts(indexed=120) == library.catalog.counts()


def test_that_a_newer_catalog_is_refused_and_left_alone(tmp_path):
    open_catalog(tmp_path).close()
    file = tmp_path / "catalog.sqlite"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'v9999'")
    content = file.read_bytes()
    with pytest.raises(LibraryNewerError, match="a later version of photosearch"):
        open_catalog(tmp_path)
    assert content == file.read_bytes()


def test_that_another_database_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite")) as connection:
        connection.execute("CREATE TABLE other (x)")
    with pytest.raises(LibraryCorruptError, match="is not a catalog of photosearch"):
        open_catalog(tmp_path)


def test_that_garbage_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "catalog.sqlite").write_bytes(b"garbage" * 1000)
    with pytest.raises(LibraryCorruptError, match="has no backup; move it away"):
        open_catalog(tmp_path)


def test_that_a_damaged_catalog_names_the_backup_to_restore(library, tmp_path):
    for number in range(200):
        library.write(f"{number}.jpg")
    library.update()
    backup = library.catalog.back_up_if_due()
    library.catalog.close()
    file = tmp_path / "library/catalog.sqlite"
    content = bytearray(file.read_bytes())
    content[4096 * 4 :] = b"\xa5" * (len(content) - 4096 * 4)
    file.write_bytes(content)
    with pytest.raises(LibraryCorruptError, match=f"copy {backup} to its place") as it:
        open_catalog(tmp_path / "library")
    taken = time.strftime("%Y-%m-%d at %H:", time.localtime())
    assert f"what was known on {taken}" in str(it.value)


def test_that_a_catalog_that_became_empty_is_not_replaced_silently(library, tmp_path):
    library.write("a.jpg")
    library.update()
    library.catalog.back_up_if_due()
    library.catalog.close()
    (tmp_path / "library/catalog.sqlite").write_bytes(b"")
    with pytest.raises(LibraryCorruptError, match="to its place"):
        open_catalog(tmp_path / "library")


def test_that_a_backup_holds_all_that_is_committed(library, tmp_path):
    library.write("a.jpg")
    library.update()
    backup = library.catalog.back_up_if_due()
    (tmp_path / "restored").mkdir()
    backup.rename(tmp_path / "restored/catalog.sqlite")
    with open_catalog(tmp_path / "restored") as restored:
        assert Counts(indexed=1) == restored.counts()
        assert 1 == restored.code_count(MODEL)


def test_that_backups_are_taken_once_a_day(library, catalog):
    library.write("a.jpg")
    library.update()
    backup = catalog.back_up_if_due()
    assert catalog.back_up_if_due() is None
    yesterday = time.time() - 25 * 60 * 60
    os.utime(backup, (yesterday, yesterday))
    assert catalog.back_up_if_due() is not None


def test_that_threads_that_back_up_at_once_take_turns(library):
    library.write("a.jpg")
    library.update()
    with library.catalog._store.write() as connection:
        # Large enough that copying it takes longer than starting the threads.
        connection.exec_driver_sql("CREATE TABLE weight AS SELECT zeroblob(50000000)")
    together = threading.Barrier(4)

    def back_up_if_due(_: int) -> Path | None:
        together.wait()
        return library.catalog.back_up_if_due()

    with ThreadPoolExecutor(4) as threads:
        taken = list(filter(None, threads.map(back_up_if_due, range(4))))
    assert 1 == len(taken)
    assert taken == backups(library.catalog._store.library)


def test_that_the_three_newest_backups_are_kept(catalog, tmp_path):
    library = tmp_path / "library"
    made = [back_up(library, library / "catalog.sqlite") for _ in range(5)]
    assert made[:1:-1] == backups(library)


def test_that_a_catalog_without_photos_takes_the_place_of_no_backup(library, tmp_path):
    assert library.catalog.back_up_if_due() is None
    library.write("a.jpg")
    library.update()
    backup = library.catalog.back_up_if_due()
    library.catalog.remove_root(library.root.id)
    os.utime(backup, (0, 0))
    assert library.catalog.back_up_if_due() is None
    # As earlier versions did.
    back_up(tmp_path / "library", tmp_path / "library/catalog.sqlite")
    assert 2 == len(backups(tmp_path / "library"))
    assert backup == newest_backup(tmp_path / "library")


def test_that_what_was_said_is_in_a_backup_at_once(library, tmp_path):
    library.write("a.jpg")
    library.update()
    home = tmp_path / "library"
    before = library.catalog.back_up_if_due()
    library.catalog.save_search("sunsets", "{}")
    after = newest_backup(home)
    assert before != after
    with closing(sqlite3.connect(after)) as connection:
        assert [("sunsets",)] == connection.execute(
            "SELECT name FROM saved_searches"
        ).fetchall()
    library.write("b.jpg")
    library.update()
    assert library.catalog.back_up_if_due() is None
    assert after == newest_backup(home)


def test_that_a_large_catalog_is_not_copied_for_every_word(library, tmp_path):
    library.write("a.jpg")
    library.update()
    home = tmp_path / "library"
    backup = library.catalog.back_up_if_due()
    for size, wait_s in ((1_000_000, 0), (164_000_000, 80), (10_000_000_000, 600)):
        then = time.time() - wait_s - 5
        os.utime(backup, (then, then))
        assert is_backup_due(home, said=1, size_bytes=size)
        assert not is_backup_due(home, said=0, size_bytes=size)
    for size, wait_s in ((164_000_000, 80), (10_000_000_000, 600)):
        then = time.time() - wait_s + 15
        os.utime(backup, (then, then))
        assert not is_backup_due(home, said=1, size_bytes=size)


def test_that_it_is_said_even_if_it_cannot_be_backed_up(library, tmp_path):
    library.write("a.jpg")
    library.update()
    (tmp_path / "library/backups").write_bytes(b"in the way")
    library.catalog.save_search("sunsets", "{}")
    assert ["sunsets"] == [each.name for each in library.catalog.saved_searches()]
    with pytest.raises(LibraryError, match=r"^cannot back up to .*backups"):
        library.catalog.back_up_if_due()


def test_that_what_a_backup_left_behind_is_removed(library, tmp_path):
    library.write("a.jpg")
    library.update()
    backup = library.catalog.back_up_if_due()
    left = backup.with_suffix(".unfinished-journal")
    left.write_bytes(b"half")
    library.catalog.forget_all_faces(keep_facts=False)
    assert not left.exists()
    left.write_bytes(b"half")
    back_up(tmp_path / "library", tmp_path / "library/catalog.sqlite")
    assert not left.exists()


def test_that_the_last_backup_of_each_of_three_days_stays(tmp_path):
    def taken(*times: str) -> list[Path]:
        return [tmp_path / f"catalog-{each}00-000000.sqlite" for each in times]

    today = taken("20260303-1200", "20260303-1201", "20260303-1202", "20260303-1203")
    before = taken("20260228-0900", "20260228-2300", "20260302-0800")
    older = taken("20260227-0900")
    expected = {today[0], before[0], older[0]}
    assert expected == set(superfluous([*today, *before, *older]))


@pytest.fixture
def clock(monkeypatch):
    """Give a way to set the time zone, as somebody who travels does."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone cannot be set here")

    def set_zone(zone: str) -> None:
        place.setenv("TZ", zone)
        time.tzset()

    with monkeypatch.context() as place:
        yield set_zone
    time.tzset()


def test_that_a_backup_taken_further_west_is_the_newest(catalog, tmp_path, clock):
    library = tmp_path / "library"
    clock("JST-9")
    made = [back_up(library, library / "catalog.sqlite") for _ in range(3)]
    clock("PST8")
    last = back_up(library, library / "catalog.sqlite")
    assert [last, *made[:0:-1]] == backups(library)


def test_that_a_backup_says_when_it_was_taken_in_the_time_of_the_place(clock):
    clock("JST-9")
    backup = Path("catalog-20260303-180000-000000Z.sqlite")
    assert "2026-03-04 03:00" == f"{taken_at(backup):%Y-%m-%d %H:%M}"
    of_an_older_version = Path("catalog-20260303-180000-000000.sqlite")
    assert "2026-03-03 18:00" == f"{taken_at(of_an_older_version):%Y-%m-%d %H:%M}"
    assert taken_at(backup) > taken_at(of_an_older_version)


def test_that_the_backup_just_taken_stays_though_the_clock_was_set_back(
    catalog, tmp_path
):
    library = tmp_path / "library"
    for day in range(1, 7):
        backup = back_up(library, library / "catalog.sqlite")
        backup.rename(backup.with_name(f"catalog-2999010{day}-000000-000000.sqlite"))
    last = back_up(library, library / "catalog.sqlite")
    assert last in backups(library)


def test_that_a_backup_says_when_it_was_taken_even_if_it_was_renamed(tmp_path):
    backup = named_now(tmp_path)
    assert abs(taken_at(backup).timestamp() - time.time()) < 60
    other = tmp_path / "catalog-mine.sqlite"
    other.write_bytes(b"")
    os.utime(other, (0, 0))
    assert 0 == taken_at(other).timestamp()


def test_that_a_full_disk_leaves_nothing_half_written(library):
    for number in range(400):
        library.write(f"{number}.jpg")
    library.scan()
    with library.catalog._store.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(StorageFullError, match=r"^cannot write to .*catalog.sqlite"):
        library.index()
    assert Counts(pending=400) == library.catalog.counts()
    assert 0 == library.catalog.code_count(MODEL)
    with library.catalog._store.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    library.index()
    assert Counts(indexed=400) == library.catalog.counts()


LIMITED = """
    import resource, sys
    from pathlib import Path
    from photosearch.core.catalog import open_catalog
    from photosearch.core.errors import StorageFullError
    from tests.core.catalog.libraries import MODEL, describe
    catalog = open_catalog(Path(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
    try:
        catalog.record([describe(file) for file in catalog.pending(10_000)], MODEL)
    except StorageFullError:
        print("full", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sets a limit of POSIX systems")
def test_that_a_disk_that_refuses_leaves_nothing_half_written(library, tmp_path):
    for number in range(600):
        library.write(f"{number}.jpg")
    library.scan()
    with run(LIMITED, tmp_path / "library") as other:
        assert "full\n" == other.stdout.readline()
    assert Counts(pending=600) == library.catalog.counts()


def test_that_readers_cannot_write(catalog):
    with (
        pytest.raises(LibraryError, match="readonly"),
        catalog._store.read() as connection,
    ):
        connection.execute(tables.photos.delete())


def test_that_a_reader_sees_the_state_at_its_start(library):
    library.write("a.jpg")
    library.scan()
    files = library.catalog.pending(1)
    with library.catalog._store.read() as connection:
        count = sa.select(sa.func.count()).select_from(tables.codes)
        assert 0 == connection.scalar(count)
        library.catalog.record([describe(file) for file in files], MODEL)
        assert 0 == connection.scalar(count)
    assert 1 == library.catalog.code_count(MODEL)


def test_that_the_size_on_the_disk_is_told(catalog, tmp_path):
    file = tmp_path / "library/catalog.sqlite"
    assert catalog.size_bytes >= file.stat().st_size > 0


READ = """
    import sys
    from pathlib import Path
    from photosearch.core.catalog import open_catalog
    from photosearch.core.errors import LibraryError
    try:
        with open_catalog(Path(sys.argv[1])) as catalog:
            print(catalog.counts().indexed)
            catalog.retry_failed()
    except LibraryError as error:
        print(error)
"""


def read_where_it_cannot_be_written(folder: Path) -> list[str]:
    """Run a second program for which a folder is on a disk that is read only."""
    command = [sys.executable, "-c", textwrap.dedent(READ), str(folder)]
    if os.geteuid() == 0:
        mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        before = ["unshare", "-m", "sh", "-c", mount, str(folder)]
        if not shutil.which("unshare") or subprocess.run([*before, "true"]).returncode:
            pytest.skip("this user may not mount, but write everywhere")
        command = [*before, *command]
    folder.chmod(0o555)
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    finally:
        folder.chmod(0o755)
    assert "" == done.stderr
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes there")
def test_that_a_library_that_cannot_be_written_to_can_be_read(library, tmp_path):
    library.write("a.jpg")
    library.update()
    library.catalog.close()
    files = sorted((tmp_path / "library").iterdir())
    count, refused = read_where_it_cannot_be_written(tmp_path / "library")
    assert "1" == count
    assert refused.startswith(f"cannot write to {tmp_path / 'library'}")
    assert files == sorted((tmp_path / "library").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes there")
def test_that_a_library_of_somebody_else_is_not_called_damaged(library, tmp_path):
    library.write("a.jpg")
    library.update()
    library.catalog.close()
    file = tmp_path / "library/catalog.sqlite"
    content = file.read_bytes()
    # As it looks to somebody who reads while its owner writes.
    file.write_bytes(content[: len(content) // 2])
    (refused,) = read_where_it_cannot_be_written(tmp_path / "library")
    assert refused.startswith(f"cannot read {file}: another user may be writing to it")
    assert "move it" not in refused


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes there")
def test_that_an_open_library_that_cannot_be_written_to_says_what_to_do(
    library, tmp_path
):
    library.write("a.jpg")
    library.update()
    (tmp_path / "copy").mkdir()
    for name in ("catalog.sqlite", "catalog.sqlite-wal"):
        shutil.copy(tmp_path / "library" / name, tmp_path / "copy")
    (refused,) = read_where_it_cannot_be_written(tmp_path / "copy")
    assert "the folder cannot be written to, as catalog.sqlite-wal in it" in refused
    assert "copy the folder and name the copy with --library" in refused
