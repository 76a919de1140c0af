"""The models whose codes the library holds, and which one is in use."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from photosearch.core.catalog.tables import choices, models
from photosearch.core.errors import ModelError


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    """A model that the library has heard of; its file may be gone.

    Attributes:
        kind: What it describes, such as `photo`.
        spec_json: Its `ModelSpec` as it was when it was registered.
    """

    sha256: str
    name: str
    kind: str
    spec_json: str


def register_model(connection: sa.Connection, model: RegisteredModel) -> None:
    """Note a model; nothing happens where it is known."""
    known = sa.select(models.c.id).where(models.c.sha256 == model.sha256)
    if connection.scalar(known) is not None:
        return
    connection.execute(
        models.insert(),
        {
            "sha256": model.sha256,
            "name": model.name,
            "kind": model.kind,
            "spec_json": model.spec_json,
            "added_at": datetime.now(UTC).replace(tzinfo=None),
            "codes_added": 0,
            "codes_removed": 0,
        },
    )


def registered_models(connection: sa.Connection) -> tuple[RegisteredModel, ...]:
    """Return all models, in the order they were registered."""
    rows = connection.execute(_models().order_by(models.c.id))
    return tuple(_model(row) for row in rows)


def model_id_of(connection: sa.Connection, sha256: str) -> int:
    """Return the catalog's number of a model.

    Raises:
        ModelError: It was never registered.
    """
    found: int | None = connection.scalar(
        sa.select(models.c.id).where(models.c.sha256 == sha256)
    )
    if found is None:
        raise ModelError(f"the library does not know the model {sha256[:12]}")
    return found


def model_in_use(connection: sa.Connection, kind: str) -> RegisteredModel | None:
    """Return the model in use of a kind."""
    return _chosen(connection, kind, choices.c.model_id)


def previous_model(connection: sa.Connection, kind: str) -> RegisteredModel | None:
    """Return the model that was in use before, to which one can switch back."""
    return _chosen(connection, kind, choices.c.previous_id)


def use_model(
    connection: sa.Connection, kind: str, sha256: str, *, only_instead: bool = False
) -> None:
    """Put a registered model to use; the one before it is remembered.

    Args:
        connection: The transaction to do it in.
        kind: What it describes.
        sha256: The model.
        only_instead: Whether nothing is to happen where none of the kind is in use.

    Raises:
        ModelError: It was never registered, or is of another kind.
    """
    new = model_id_of(connection, sha256)
    if connection.scalar(sa.select(models.c.kind).where(models.c.id == new)) != kind:
        raise ModelError(f"the model {sha256[:12]} is not of the kind {kind}")
    old = connection.scalar(sa.select(choices.c.model_id).where(choices.c.kind == kind))
    if old is None and not only_instead:
        connection.execute(choices.insert(), {"kind": kind, "model_id": new})
    elif old is not None and old != new:
        connection.execute(
            choices.update()
            .where(choices.c.kind == kind)
            .values(model_id=new, previous_id=old)
        )


def stop_using(connection: sa.Connection, kind: str) -> None:
    """Put no model of a kind to use any more."""
    connection.execute(choices.delete().where(choices.c.kind == kind))


def _model(row: sa.Row[Any]) -> RegisteredModel:
    return RegisteredModel(
        sha256=row.sha256, name=row.name, kind=row.kind, spec_json=row.spec_json
    )


def _models() -> sa.Select[Any]:
    return sa.select(models.c.sha256, models.c.name, models.c.kind, models.c.spec_json)


def _chosen(
    connection: sa.Connection, kind: str, column: sa.ColumnElement[int]
) -> RegisteredModel | None:
    row = connection.execute(
        _models().join(choices, column == models.c.id).where(choices.c.kind == kind)
    ).first()
    return None if row is None else _model(row)
