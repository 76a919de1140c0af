"""Values out of the text of a search, of which nothing is trusted."""

import base64
import binascii
from collections.abc import Mapping
from datetime import date
from typing import Any

from photosearch.core.errors import QueryError
from photosearch.spec.regions import Box

SIDES = ("left", "top", "width", "height")
"""In which order the shares of a part are spelt."""

_HASH_BYTES = 16
# Beyond these, weights are no longer told apart from none, or from all there is.
_LEAST_WEIGHT, _GREATEST_WEIGHT = 0.001, 1000.0


def damaged(what: str) -> QueryError:
    """Return the error of a search that cannot be read."""
    return QueryError(f"the saved search is damaged: {what[:40]!r} is not understood")


def only(content: object, *names: str) -> dict[str, Any]:
    """Return an object as it is, if it has no other names than these."""
    if not isinstance(content, dict):
        raise damaged("content")
    for name in content:
        if name not in names:
            raise damaged(name)
    return content


def text_in(fields: Mapping[str, Any], name: str) -> str:
    """Return a text that says something."""
    value = fields.get(name)
    if not isinstance(value, str) or not value or "\0" in value:
        raise damaged(name)
    return value


def weight_of(value: object) -> float:
    """Return how much an example counts: from .001 to 1000, or below zero."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise damaged("weight")
    try:
        weight = float(value)
    except OverflowError as error:
        raise damaged("weight") from error
    if not _LEAST_WEIGHT <= abs(weight) <= _GREATEST_WEIGHT:
        raise damaged("weight")
    return weight


def region_of(value: object) -> Box:
    """Return the part of a picture, from its four shares."""
    if not isinstance(value, list) or len(value) != len(SIDES):
        raise damaged("region")
    if not all(type(each) in (int, float) for each in value):
        raise damaged("region")
    try:
        return Box(*(float(each) for each in value))
    except (ValueError, OverflowError) as error:
        raise damaged("region") from error


def hash_of(text: str) -> bytes:
    """Return a hash of 16 bytes, from its digits."""
    try:
        content_hash = bytes.fromhex(text)
    except ValueError as error:
        raise damaged("photo") from error
    if len(content_hash) != _HASH_BYTES:
        raise damaged("photo")
    return content_hash


def picture_of(text: str) -> bytes:
    """Return the bytes of a picture, from their base64."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise damaged("picture") from error


def day_of(text: str) -> date:
    """Return a day, from its ISO date."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise damaged("date") from error


def list_in(fields: Mapping[str, Any], name: str) -> list[Any]:
    """Return a list; an empty one where there is none of that name."""
    value = fields.get(name, [])
    if not isinstance(value, list):
        raise damaged(name)
    return value


def flag_in(fields: Mapping[str, Any], name: str) -> bool | None:
    """Return whether something holds; None where nothing is said of it."""
    value = fields.get(name)
    if not (value is None or isinstance(value, bool)):
        raise damaged(name)
    return value


def count_in(fields: Mapping[str, Any], name: str) -> int | None:
    """Return a number from 0 on; None where there is none of that name."""
    value = fields.get(name)
    if not (value is None or (type(value) is int and value >= 0)):
        raise damaged(name)
    return value
