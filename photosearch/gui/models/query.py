"""Searches as text: what a saved search remembers, and how it is read back.

A photo is remembered by its content, so that it is found again after it was moved, or
after the library was made anew. Nothing that is read is trusted.
"""

import base64
import binascii
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from photosearch.core.errors import QueryError
from photosearch.core.library import LikeFile, LikePhoto, LikePicture, Query
from photosearch.core.records import Filter, Photo, PhotoId
from photosearch.spec.regions import Box

_VERSION = 2
# What older versions of the program can read is still spelt as they did.
_VERSION_WITHOUT_PARTS = 1
_HASH_BYTES = 16
_SIDES = ("left", "top", "width", "height")


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A photo of the library as an example, by its content.

    Attributes:
        content_hash: 16 bytes.
        name: What to call it where it is gone.
        region: The part of it that counts; None for the whole.
    """

    content_hash: bytes
    name: str
    weight: float = 1.0
    region: Box | None = None


StoredExample = StoredPhoto | LikeFile | LikePicture


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A search as it is kept."""

    examples: tuple[StoredExample, ...] = ()
    filter: Filter = field(default_factory=Filter)

    @property
    def names(self) -> tuple[str, ...]:
        """What its examples are called."""
        return tuple(
            each.path.name if isinstance(each, LikeFile) else each.name
            for each in self.examples
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """A search that was read back.

    Attributes:
        lost: Names of photos that have left the library.
    """

    query: Query
    lost: tuple[str, ...] = ()


def store(query: Query, photos: Mapping[PhotoId, Photo]) -> StoredQuery:
    """Return what to keep of a search.

    Args:
        query: The search.
        photos: Its examples from the library; others than these are not kept.
    """
    examples: list[StoredExample] = []
    for each in query.examples:
        if not isinstance(each, LikePhoto):
            examples.append(each)
        elif each.photo in photos:
            photo = photos[each.photo]
            name = photo.paths[0].name
            examples.append(
                StoredPhoto(photo.content_hash, name, each.weight, each.region)
            )
    return StoredQuery(tuple(examples), query.filter)


def restore(
    stored: StoredQuery, photo_by_hash: Callable[[bytes], Photo | None]
) -> Restored:
    """Find the examples of a stored search again.

    Args:
        stored: What was kept.
        photo_by_hash: Looks a photo up by its content.
    """
    examples: list[LikeFile | LikePhoto | LikePicture] = []
    lost = []
    for each in stored.examples:
        if not isinstance(each, StoredPhoto):
            examples.append(each)
        elif (photo := photo_by_hash(each.content_hash)) is not None:
            examples.append(LikePhoto(photo.id, each.weight, each.region))
        else:
            lost.append(each.name)
    return Restored(Query(tuple(examples), stored.filter), tuple(lost))


# --- writing


def write_query(stored: StoredQuery) -> str:
    """Spell a search as JSON; the same search is always the same text."""
    has_parts = any(each.region is not None for each in stored.examples)
    content = {
        "version": _VERSION if has_parts else _VERSION_WITHOUT_PARTS,
        "examples": [_example_content(each) for each in stored.examples],
        "filter": _filter_content(stored.filter),
    }
    # Pure ASCII keeps file names that are not valid Unicode.
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def _example_content(example: StoredExample) -> dict[str, Any]:
    source: dict[str, Any]
    match example:
        case StoredPhoto():
            source = {"photo": example.content_hash.hex(), "name": example.name}
        case LikeFile():
            source = {"file": str(example.path)}
        case LikePicture():
            picture = base64.b64encode(example.content).decode("ascii")
            source = {"picture": picture, "name": example.name}
    if example.region is not None:
        source["region"] = [float(getattr(example.region, side)) for side in _SIDES]
    return {**source, "weight": float(example.weight)}


def _filter_content(wanted: Filter) -> dict[str, Any]:
    values = {
        "after": wanted.after and wanted.after.isoformat(),
        "before": wanted.before and wanted.before.isoformat(),
        "under": None if wanted.under is None else str(wanted.under),
        "camera": wanted.camera,
        "has_position": wanted.has_position,
    }
    return {name: value for name, value in values.items() if value is not None}


# --- reading


def read_query(text: str) -> StoredQuery:
    """Read a search that `write_query` spelt.

    Raises:
        QueryError: The text is damaged, or a later version of the program wrote it.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise QueryError("the saved search is damaged: it is not JSON") from error
    if not isinstance(content, dict) or type(content.get("version")) is not int:
        raise QueryError("the saved search is damaged: it has no version")
    if content["version"] > _VERSION:
        raise QueryError("the saved search was made by a later version of the program")
    fields = _only(content, "version", "examples", "filter")
    examples = fields.get("examples", [])
    if not isinstance(examples, list):
        raise _damaged("examples")
    return StoredQuery(
        tuple(_read_example(each) for each in examples),
        _read_filter(fields.get("filter", {})),
    )


def _read_example(content: object) -> StoredExample:
    fields = _only(content, "photo", "file", "picture", "name", "weight", "region")
    weight = _weight(fields.get("weight", 1.0))
    region = _region(fields["region"]) if "region" in fields else None
    kinds = [kind for kind in ("photo", "file", "picture") if kind in fields]
    if len(kinds) != 1:
        raise _damaged("example")
    if kinds == ["file"]:
        return LikeFile(Path(_text(fields, "file")), weight, region)
    name = _text(fields, "name")
    if kinds == ["photo"]:
        content_hash = _content_hash(_text(fields, "photo"))
        return StoredPhoto(content_hash, name, weight, region)
    return LikePicture(_picture(_text(fields, "picture")), name, weight, region)


def _read_filter(content: object) -> Filter:
    fields = _only(content, "after", "before", "under", "camera", "has_position")
    has_position = fields.get("has_position")
    if not (has_position is None or isinstance(has_position, bool)):
        raise _damaged("has_position")
    return Filter(
        after=_day(_text(fields, "after")) if "after" in fields else None,
        before=_day(_text(fields, "before")) if "before" in fields else None,
        under=Path(_text(fields, "under")) if "under" in fields else None,
        camera=_text(fields, "camera") if "camera" in fields else None,
        has_position=has_position,
    )


def _only(content: object, *names: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise _damaged("content")
    for name in content:
        if name not in names:
            raise _damaged(name)
    return content


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value or "\0" in value:
        raise _damaged(name)
    return value


def _weight(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _damaged("weight")
    try:
        weight = float(value)
    except OverflowError as error:
        raise _damaged("weight") from error
    if not weight or not math.isfinite(weight):
        raise _damaged("weight")
    return weight


def _region(value: object) -> Box:
    if not isinstance(value, list) or len(value) != len(_SIDES):
        raise _damaged("region")
    if not all(type(each) in (int, float) for each in value):
        raise _damaged("region")
    try:
        return Box(*(float(each) for each in value))
    except (ValueError, OverflowError) as error:
        raise _damaged("region") from error


def _content_hash(text: str) -> bytes:
    try:
        content_hash = bytes.fromhex(text)
    except ValueError as error:
        raise _damaged("photo") from error
    if len(content_hash) != _HASH_BYTES:
        raise _damaged("photo")
    return content_hash


def _picture(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _damaged("picture") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _damaged("date") from error


def _damaged(what: str) -> QueryError:
    return QueryError(f"the saved search is damaged: {what[:40]!r} is not understood")
