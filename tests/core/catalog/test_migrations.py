"""A library of an earlier version is brought up to date and loses nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from photosearch.core.catalog import open_catalog, schema
from photosearch.core.catalog.backups import backups
from photosearch.core.records import Counts, PhotoId

FIRST = """
INSERT INTO models VALUES (1, 'aaaa', 'old', 'photo', '{}', '2026-01-01', 1, 0);
INSERT INTO choices VALUES ('photo', 1, NULL);
INSERT INTO photos VALUES
    (7, x'01', 10, 'JPEG', 40, 30, '2025-05-31 10:00:00.000000', 'Acme', NULL, NULL,
     '2026-01-01', 0),
    (8, x'02', 11, 'JPEG', 40, 30, NULL, NULL, NULL, NULL, '2026-01-01', 0);
INSERT INTO roots VALUES (1, CAST('/photos' AS BLOB), '["*.tmp"]', 1, 1, 0,
    '2026-01-01');
INSERT INTO folders VALUES (1, 1, x'', x'aa');
INSERT INTO files VALUES
    (1, 1, CAST('a.jpg' AS BLOB), 10, 5, 1, 1, 'indexed', '', 1, 0, 7),
    (2, 1, CAST('b.jpg' AS BLOB), 11, 6, 1, 2, 'indexed', '', 1, 0, 8);
INSERT INTO codes VALUES (1, 7, x'ff00', 1), (1, 8, x'ff01', 1);
INSERT INTO embeddings VALUES (7, 1, x'003c'), (8, 1, x'003c');
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Give the folder of a library as the first version left it."""
    file = tmp_path / "catalog.sqlite"
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "v0001")
    engine.dispose()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(FIRST)
    return tmp_path


def test_that_a_library_of_the_first_version_keeps_all_it_knew(library: Path) -> None:
    with open_catalog(library) as catalog:
        assert Counts(indexed=2) == catalog.counts()
        one, other = catalog.photos([PhotoId(7), PhotoId(8)])
        assert (Path("/photos/a.jpg"),) == one.paths
        assert "Acme" == one.metadata.camera
        assert (Path("/photos/b.jpg"),) == other.paths
        ids, codes = catalog.codes("aaaa")
        assert ([7, 8], [[255, 0], [255, 1]]) == (ids.tolist(), codes.tolist())
        (root,) = catalog.roots()
        assert ("*.tmp",) == root.ignore


def test_that_a_library_of_the_first_version_learns_decisions(library: Path) -> None:
    with open_catalog(library) as catalog:
        catalog.keep_both([PhotoId(7), PhotoId(8)])
        assert {(7, 8), (8, 7)} == catalog.pairs_kept()
        assert "x" == catalog.save_search("x", "{}").name
        assert () == catalog.trashed(5)


def test_that_a_library_is_backed_up_before_it_is_changed(library: Path) -> None:
    before = (library / "catalog.sqlite").stat().st_size
    open_catalog(library).close()
    (backup,) = backups(library)
    with closing(sqlite3.connect(backup)) as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version")
    assert (("v0001",), before) == (version, backup.stat().st_size)
