"""Brings a catalog to the schema that this version of the program knows."""

from pathlib import Path

import sqlalchemy as sa

from photosearch.core.catalog.tables import metadata
from photosearch.core.errors import LibraryCorruptError, LibraryNewerError

HEAD = "v0004"
KNOWN = frozenset({"v0001", "v0002", "v0003", "v0004"})

MIGRATIONS = Path(__file__).parent / "migrations"

# Alembic's own table, in its own shape.
_MARK = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def revision_of(connection: sa.Connection) -> str | None:
    """Return the schema of a catalog; None where it carries no mark."""
    if not sa.inspect(connection).has_table(_MARK.name):
        return None
    return connection.scalars(sa.select(_MARK.c.version_num)).first()


def require_known(revision: str | None, file: Path) -> str:
    """Return the schema of a catalog that this version of the program knows.

    Raises:
        LibraryNewerError: A later version wrote it.
        LibraryCorruptError: It is no catalog.
    """
    if revision is None:
        raise LibraryCorruptError(f"{file} is not a catalog of photosearch")
    if revision not in KNOWN:
        raise LibraryNewerError(
            f"{file} was written by a later version of photosearch; install that "
            "version, or choose another library"
        )
    return revision


def create(engine: sa.Engine) -> None:
    """Make all tables of an empty catalog as the migrations would."""
    with engine.begin() as connection:
        metadata.create_all(connection)
        _MARK.create(connection)
        connection.execute(_MARK.insert(), {"version_num": HEAD})


def migrate(engine: sa.Engine) -> None:
    """Bring a catalog of an earlier schema to `HEAD` in one transaction."""
    # Alembic takes a third of a second to import and is needed once in a version.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
