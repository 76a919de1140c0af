"""A library of an earlier version is brought up to date and loses nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from photosearch.core.catalog import open_catalog, schema
from photosearch.core.catalog.backup_files import backups
from photosearch.core.face_records import FaceCounts, FaceFound, FaceModels
from photosearch.core.records import Counts, Encodings, PhotoId
from photosearch.spec.regions import Box

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
# What the second version knew beyond that.
SECOND = """
INSERT INTO kept_pairs VALUES (x'01', x'02', '2026-02-02');
INSERT INTO trash VALUES (1, CAST('/photos/c.jpg' AS BLOB), 9, x'03', '2026-02-02');
INSERT INTO saved_searches VALUES (1, 'cats', '{"like": []}', '2026-02-02');
INSERT INTO recent_searches VALUES (1, '{"like": []}');
"""

# What the third version knew beyond that.
THIRD = """
INSERT INTO region_codes VALUES (1, 7, x'0102'), (1, 8, x'0304');
"""


def make_library(folder: Path, version: str, content: str) -> Path:
    """Make a library by the migrations up to a version; return its folder."""
    file = folder / "catalog.sqlite"
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(content)
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Give the folder of a library as the first version left it."""
    return make_library(tmp_path, "v0001", FIRST)


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Give the folder of a library as the second version left it."""
    return make_library(tmp_path, "v0002", FIRST + SECOND)


@pytest.fixture
def third(tmp_path: Path) -> Path:
    """Give the folder of a library as the third version left it."""
    return make_library(tmp_path, "v0003", FIRST + SECOND + THIRD)


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


def test_that_a_library_of_the_second_version_keeps_all_it_knew(second: Path) -> None:
    with open_catalog(second) as catalog:
        assert Counts(indexed=2) == catalog.counts()
        ids, codes = catalog.codes("aaaa")
        assert ([7, 8], [[255, 0], [255, 1]]) == (ids.tolist(), codes.tolist())
        assert [[1.0], [1.0]] == catalog.embeddings("aaaa", ids).tolist()
        assert {(7, 8), (8, 7)} == catalog.pairs_kept()
        assert [Path("/photos/c.jpg")] == [each.path for each in catalog.trashed(5)]
        assert ["cats"] == [each.name for each in catalog.saved_searches()]
        assert ('{"like": []}',) == catalog.recent_searches()


def test_that_a_library_of_the_second_version_has_no_region_codes(second: Path) -> None:
    with open_catalog(second) as catalog:
        ids, regions = catalog.region_codes("aaaa")
        assert ((0,), (0, 0, 0)) == (ids.shape, regions.shape)


def test_that_a_library_of_the_second_version_learns_regions(second: Path) -> None:
    regions = np.arange(8, dtype=np.uint8).reshape(2, 2, 2)
    described = Encodings(regions[:, 0], np.ones((2, 3), np.float32), regions)
    with open_catalog(second) as catalog:
        catalog.register_model("bbbb", "new", "photo", "{}")
        catalog.record_codes("bbbb", np.array([7, 8]), described)
        ids, loaded = catalog.region_codes("bbbb")
        assert ([7, 8], regions.tolist()) == (ids.tolist(), loaded.tolist())
        assert 2 == catalog.code_count("aaaa")


def test_that_a_library_of_the_third_version_keeps_all_it_knew(third: Path) -> None:
    with open_catalog(third) as catalog:
        assert Counts(indexed=2) == catalog.counts()
        ids, regions = catalog.region_codes("aaaa")
        assert ([7, 8], (2, 1, 2)) == (ids.tolist(), regions.shape)
        assert {(7, 8), (8, 7)} == catalog.pairs_kept()
        assert ["cats"] == [each.name for each in catalog.saved_searches()]
        assert [Path("/photos/c.jpg")] == [each.path for each in catalog.trashed(5)]


def test_that_a_library_of_the_third_version_learns_faces(third: Path) -> None:
    by = FaceModels("dddd", "ffff")
    code, embedding = np.arange(4, dtype=np.uint8), np.ones(2, np.float32)
    found = FaceFound(Box(0.1, 0.2, 0.3, 0.4), (), 0.9, 0.8, code, embedding)
    with open_catalog(third) as catalog:
        assert FaceCounts() == catalog.face_counts(None)
        catalog.register_model("dddd", "finds", "face-detector", "{}")
        catalog.register_model("ffff", "tells", "face", "{}")
        catalog.use_model("face-detector", "dddd")
        catalog.use_model("face", "ffff")
        waiting = catalog.photos_to_look_at(by, 10)
        assert [7, 8] == [photo.id for photo in waiting]
        catalog.record_faces(by, {PhotoId(7): [found], PhotoId(8): []})
        assert FaceCounts(2, 0, 1, 0, 0, 1) == catalog.face_counts(by)
        (face,) = catalog.faces_in(PhotoId(7))
        assert (found.box, found.quality) == (face.box, face.quality)


@pytest.mark.parametrize("version", ["v0001", "v0002", "v0003"])
def test_that_migrations_end_where_a_new_library_begins(
    tmp_path: Path, version: str
) -> None:
    (tmp_path / "old").mkdir()
    old = make_library(tmp_path / "old", version, "")
    open_catalog(old).close()
    open_catalog(tmp_path / "new").close()
    assert columns_of(tmp_path / "new") == columns_of(old)


def columns_of(library: Path) -> set[tuple[str, ...]]:
    """Return every column of every table, with its type and place in the key."""
    columns = (
        "SELECT t.name, c.name, c.type, c.[notnull], c.pk FROM sqlite_master t "
        "JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
    )
    with closing(sqlite3.connect(library / "catalog.sqlite")) as connection:
        return set(connection.execute(columns))
