"""Reads typed values out of JSON objects that another program wrote."""

import json
import math
from collections.abc import Mapping
from typing import Any, Self, TypeVar

T = TypeVar("T")


class JsonFields:
    """A JSON object of which every field is checked as it is read.

    Args:
        content: The object.
    """

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content

    @classmethod
    def of_text(cls, text: str | bytes) -> Self:
        """Parse a JSON object.

        Raises:
            ValueError: It is no JSON, or no object.
        """
        return cls.of(json.loads(text))

    @classmethod
    def of(cls, content: Any) -> Self:
        """Take a parsed value that must be an object.

        Raises:
            ValueError: It is none.
        """
        if not isinstance(content, dict):
            raise ValueError("not a JSON object")  # noqa: TRY004 - a value, read
        return cls(content)

    def text(self, name: str) -> str:
        """Return a field that is text.

        Raises:
            ValueError: It is missing or none; so do the other readers.
        """
        return self._typed(name, str, "text")

    def whole(self, name: str) -> int:
        """Return a field that is a whole number."""
        return self._typed(name, int, "a whole number")

    def number(self, name: str) -> float:
        """Return a field that is a finite number."""
        return _finite(self._content.get(name), name)

    def number_or_none(self, name: str) -> float | None:
        """Return a field that is a finite number, or null."""
        return None if self._get(name) is None else self.number(name)

    def numbers(self, name: str) -> dict[str, float]:
        """Return a field that is an object of finite numbers."""
        found = self._typed(name, dict, "an object")
        return {key: _finite(value, key) for key, value in found.items()}

    def objects(self, name: str) -> tuple[Self, ...]:
        """Return a field that is a list of objects."""
        return tuple(self.of(each) for each in self._list(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a field that is a list of texts."""
        found = self._list(name)
        if not all(type(each) is str for each in found):
            raise ValueError(f"{name!r} is not a list of texts")
        return tuple(found)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return a field that is a list of pairs of texts."""
        found = self._list(name)
        for each in found:
            is_pair = isinstance(each, list) and len(each) == 2
            if not is_pair or not all(type(part) is str for part in each):
                raise ValueError(f"{name!r} is not a list of pairs of texts")
        return tuple((first, second) for first, second in found)

    def _list(self, name: str) -> list[Any]:
        return self._typed(name, list, "a list")

    def _typed(self, name: str, kind: type[T], words: str) -> T:
        value = self._get(name)
        # True passes for a number where only `isinstance` is asked.
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ValueError(f"{name!r} is not {words}")  # noqa: TRY004 - as above
        return value

    def _get(self, name: str) -> Any:
        if name not in self._content:
            raise ValueError(f"{name!r} is missing")
        return self._content[name]


def _finite(value: Any, name: str) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError(f"{name!r} is not a number")
    return float(value)
