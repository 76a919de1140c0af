"""The tables of the catalog, as the newest migration leaves them.

A photo is its content; files are the places where it lies. Codes, region codes and
embeddings are apart, because loading all codes must not read through the others.
Faces belong to photos; what somebody said about faces belongs to contents.
"""

import json
from collections.abc import Iterable

import sqlalchemy as sa

from photosearch.core.records import FileState

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

roots = sa.Table(
    "roots",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("path", sa.LargeBinary, nullable=False, unique=True),
    sa.Column("ignore", sa.JSON, nullable=False),
    sa.Column("is_online", sa.Boolean, nullable=False),
    sa.Column("is_watched", sa.Boolean, nullable=False),
    # The next scan may miss most of the photos: what to ignore was changed.
    sa.Column("accepts_losses", sa.Boolean, nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False),
)

folders = sa.Table(
    "folders",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("root_id", sa.ForeignKey("roots.id"), nullable=False),
    sa.Column("path", sa.LargeBinary, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("root_id", "path"),
)

files = sa.Table(
    "files",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("folder_id", sa.ForeignKey("folders.id"), nullable=False),
    sa.Column("name", sa.LargeBinary, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("mtime_ns", sa.BigInteger, nullable=False),
    sa.Column("device", sa.BigInteger, nullable=False),
    sa.Column("inode", sa.BigInteger, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    # Not where it was; decided on at the end of the scan.
    sa.Column("is_gone", sa.Boolean, nullable=False),
    sa.Column("photo_id", sa.ForeignKey("photos.id")),
    sa.UniqueConstraint("folder_id", "name"),
    sqlite_autoincrement=True,
)

photos = sa.Table(
    "photos",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("content_hash", sa.LargeBinary, nullable=False, unique=True),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("format", sa.String(16), nullable=False),
    sa.Column("width_px", sa.Integer, nullable=False),
    sa.Column("height_px", sa.Integer, nullable=False),
    sa.Column("taken_at", sa.DateTime),
    sa.Column("camera", sa.Text),
    sa.Column("latitude", sa.Float),
    sa.Column("longitude", sa.Float),
    sa.Column("added_at", sa.DateTime, nullable=False),
    # No file holds it now, but one that waits to be read has its size.
    sa.Column("is_lost", sa.Boolean, nullable=False),
    # Ids are never used again: what is outside may still name a removed photo.
    sqlite_autoincrement=True,
)

models = sa.Table(
    "models",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("spec_json", sa.Text, nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False),
    # Counters of changes to its codes; together they are its `CodesVersion`.
    sa.Column("codes_added", sa.Integer, nullable=False),
    sa.Column("codes_removed", sa.Integer, nullable=False),
)

choices = sa.Table(
    "choices",
    metadata,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("model_id", sa.ForeignKey("models.id"), nullable=False),
    sa.Column("previous_id", sa.ForeignKey("models.id")),
)

codes = sa.Table(
    "codes",
    metadata,
    sa.Column("model_id", sa.ForeignKey("models.id"), primary_key=True),
    # Without a foreign key, which would need an index by photo as large as the table.
    sa.Column("photo_id", sa.Integer, primary_key=True),
    sa.Column("code", sa.LargeBinary, nullable=False),
    # The value of the model's `codes_added` when this code came.
    sa.Column("version", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Rows come and go with those of `codes`, whose version counts for both.
region_codes = sa.Table(
    "region_codes",
    metadata,
    sa.Column("model_id", sa.ForeignKey("models.id"), primary_key=True),
    sa.Column("photo_id", sa.Integer, primary_key=True),
    # One code for each region, without a gap.
    sa.Column("codes", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

embeddings = sa.Table(
    "embeddings",
    metadata,
    sa.Column("photo_id", sa.ForeignKey("photos.id"), primary_key=True),
    sa.Column("model_id", sa.ForeignKey("models.id"), primary_key=True),
    sa.Column("embedding", sa.LargeBinary, nullable=False),  # float16
)

faces = sa.Table(
    "faces",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("photo_id", sa.ForeignKey("photos.id"), nullable=False),
    # Shares of the upright photo.
    sa.Column("left", sa.Float, nullable=False),
    sa.Column("top", sa.Float, nullable=False),
    sa.Column("width", sa.Float, nullable=False),
    sa.Column("height", sa.Float, nullable=False),
    # Five pairs of float32, or empty.
    sa.Column("points", sa.LargeBinary, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("quality", sa.Float, nullable=False),
    sa.Column("is_drawn", sa.Boolean, nullable=False),
    # Somebody said that it is none; follows from the facts.
    sa.Column("is_rejected", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

face_codes = sa.Table(
    "face_codes",
    metadata,
    sa.Column("model_id", sa.ForeignKey("models.id"), primary_key=True),
    sa.Column("face_id", sa.Integer, primary_key=True),
    sa.Column("code", sa.LargeBinary, nullable=False),
    sa.Column("embedding", sa.LargeBinary, nullable=False),  # float16
    sqlite_with_rowid=False,
)

# In which photos faces were looked for, and by which two networks.
face_looks = sa.Table(
    "face_looks",
    metadata,
    sa.Column("model_id", sa.ForeignKey("models.id"), primary_key=True),
    sa.Column("detector_id", sa.ForeignKey("models.id"), primary_key=True),
    sa.Column("photo_id", sa.Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# Which faces the last grouping found alike, before anything that people said: facts are
# applied to these groups, so that undoing one needs no new grouping.
face_groups = sa.Table(
    "face_groups",
    metadata,
    sa.Column("face_id", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("certainty", sa.Float, nullable=False),
)

# Whose each face is: the groups with the facts applied.
face_people = sa.Table(
    "face_people",
    metadata,
    sa.Column("face_id", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("certainty", sa.Float, nullable=False),
    sa.Column("is_confirmed", sa.Boolean, nullable=False),
)

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    # By which facts know the person; never used again, not even in another library.
    sa.Column("key", sa.String(36), nullable=False, unique=True),
    sa.Column("name", sa.Text),
    sa.Column("is_hidden", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

# What people said about faces, and the facts that each saying states. They hang on
# contents and boxes: they outlive photos, faces, models and groups.
face_actions = sa.Table(
    "face_actions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("made_at", sa.DateTime, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("faces", sa.Integer, nullable=False),
    sa.Column("is_undone", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

face_facts = sa.Table(
    "face_facts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("action_id", sa.ForeignKey("face_actions.id"), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    # The face that it is about, where it is about one.
    sa.Column("content_hash", sa.LargeBinary),
    sa.Column("left", sa.Float),
    sa.Column("top", sa.Float),
    sa.Column("width", sa.Float),
    sa.Column("height", sa.Float),
    # The person that it is about, and another one, a name or a flag, by its kind.
    sa.Column("person_key", sa.String(36)),
    sa.Column("other_key", sa.String(36)),
    sa.Column("name", sa.Text),
    sa.Column("flag", sa.Boolean),
)

# What people decided hangs on contents, not on photos: it outlives them.
kept_pairs = sa.Table(
    "kept_pairs",
    metadata,
    # The smaller hash first; twice the same where several files of it are to stay.
    sa.Column("first_hash", sa.LargeBinary, primary_key=True),
    sa.Column("second_hash", sa.LargeBinary, primary_key=True),
    sa.Column("decided_at", sa.DateTime, nullable=False),
    sqlite_with_rowid=False,
)

trash = sa.Table(
    "trash",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("path", sa.LargeBinary, nullable=False),
    sa.Column("photo_id", sa.Integer, nullable=False),
    sa.Column("content_hash", sa.LargeBinary, nullable=False),
    sa.Column("trashed_at", sa.DateTime, nullable=False),
)

saved_searches = sa.Table(
    "saved_searches",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("query_json", sa.Text, nullable=False),
    sa.Column("saved_at", sa.DateTime, nullable=False),
)

recent_searches = sa.Table(
    "recent_searches",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("query_json", sa.Text, nullable=False, unique=True),
)

# A partial index is used only where the query spells the condition the same way.
IS_PENDING = files.c.state == sa.literal(FileState.PENDING.value, literal_execute=True)
IS_GONE = files.c.is_gone == sa.true()
IS_LOST = photos.c.is_lost == sa.true()

sa.Index("ix_files_state", files.c.state, files.c.mtime_ns)
sa.Index("ix_files_photo", files.c.photo_id)
sa.Index(
    "ix_files_pending",
    files.c.size_bytes,
    sqlite_where=sa.text("state = 'pending'"),
    postgresql_where=sa.text("state = 'pending'"),
)
sa.Index(
    "ix_files_gone",
    files.c.folder_id,
    sqlite_where=sa.text("is_gone = 1"),
    postgresql_where=sa.text("is_gone"),
)
sa.Index("ix_photos_size", photos.c.size_bytes)
sa.Index("ix_photos_taken", photos.c.taken_at)
sa.Index("ix_photos_camera", photos.c.camera)
sa.Index(
    "ix_photos_lost",
    photos.c.size_bytes,
    sqlite_where=sa.text("is_lost = 1"),
    postgresql_where=sa.text("is_lost"),
)
sa.Index("ix_codes_version", codes.c.model_id, codes.c.version)
sa.Index("ix_faces_photo", faces.c.photo_id)
sa.Index("ix_face_people_person", face_people.c.person_id)
sa.Index("ix_face_facts_action", face_facts.c.action_id)
sa.Index("ix_face_facts_content", face_facts.c.content_hash)


def among(
    column: sa.ColumnElement[int], numbers: Iterable[int]
) -> sa.ColumnElement[bool]:
    """Return the condition that a column is one of many numbers.

    They travel as one JSON text: SQLite limits the parameters of a statement, and a
    statement that keeps its shape is compiled once.
    """
    return column.in_(listed(sa.literal(as_list(numbers))))


def listed(parameter: sa.ColumnElement[str]) -> sa.Select[tuple[int]]:
    """Return the select of all numbers in a JSON text."""
    return sa.select(sa.func.json_each(parameter).table_valued("value").c.value)


def as_list(numbers: Iterable[int]) -> str:
    """Spell numbers as the JSON text that `listed` reads."""
    return json.dumps([int(number) for number in numbers])
