"""Recipe files: TOML to frozen dataclasses; an unknown key is an error."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from trainer.errors import ConfigError

Config = TypeVar("Config")

RECIPES = Path(__file__).parent / "recipes"


def load(path: Path, overrides: Sequence[str], kind: type[Config]) -> Config:
    """Read a recipe file.

    Args:
        path: The TOML file.
        overrides: `key=value` pairs, keys dotted (`train.seed=3`), values in TOML
            notation; a value that is no TOML is taken as text.
        kind: The frozen dataclass to fill; its fields may be dataclasses, tuples of
            dataclasses, numbers, text, booleans, paths and None.

    Raises:
        ConfigError: The file cannot be read, a key is unknown or missing, or a value
            has the wrong type.
    """
    content = read_toml(path)
    for override in overrides:
        _apply(content, override)
    return build(content, kind, "")


def find_recipe(path: Path) -> Path:
    """Return the file that a recipe's name means.

    A bare name that is not in the working directory means a recipe that came with the
    trainer.
    """
    own = RECIPES / path
    is_bare = path.name == str(path)
    return own if is_bare and not path.exists() and own.exists() else path


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file into plain values.

    Raises:
        ConfigError: There is no such file or it is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot read recipe {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"recipe {path} is not valid TOML: {error}") from error


def build(content: Mapping[str, Any], kind: type[Config], where: str) -> Config:
    """Fill a dataclass from plain values, strictly.

    Args:
        content: What the TOML table holds.
        kind: The dataclass.
        where: Dotted key of the table, for messages.
    """
    hints = get_type_hints(kind)
    members = fields(kind)  # type: ignore[arg-type]
    known = {each.name for each in members}
    for key in content:
        if key not in known:
            names = ", ".join(sorted(known))
            raise ConfigError(f"unknown key {_dotted(where, key)!r} (known: {names})")
    values: dict[str, Any] = {}
    for each in members:
        if each.name in content:
            key = _dotted(where, each.name)
            values[each.name] = _convert(content[each.name], hints[each.name], key)
        elif each.default is MISSING and each.default_factory is MISSING:
            raise ConfigError(f"missing key {_dotted(where, each.name)!r}")
    try:
        return kind(**values)
    except ValueError as error:
        raise ConfigError(f"{where or 'recipe'}: {error}") from error


def _convert(value: Any, hint: Any, key: str) -> Any:
    """Check one value against the type of its field; whole numbers pass as floats."""
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, dict):
            raise ConfigError(f"{key!r} must be a table")
        return build(value, hint, key)
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        if not isinstance(value, list):
            raise ConfigError(f"{key!r} must be a list")
        return tuple(_convert(v, item, f"{key}[{i}]") for i, v in enumerate(value))
    if get_origin(hint) is UnionType:
        hint = next(each for each in get_args(hint) if each is not type(None))
        return _convert(value, hint, key)
    if hint is float and type(value) is int:
        return float(value)
    if hint is Path and isinstance(value, str):
        return Path(value)
    if issubclass(hint, str) and isinstance(value, str):
        try:
            return hint(value)
        except ValueError as error:
            raise ConfigError(f"{key!r}: {error}") from error
    if type(value) is not hint:
        raise ConfigError(f"{key!r} must be {hint.__name__}, got {value!r}")
    return value


def _apply(content: dict[str, Any], override: str) -> None:
    """Write one `key=value` into the plain values."""
    key, separator, text = override.partition("=")
    if not separator or not key:
        raise ConfigError(f"override {override!r} is not key=value")
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text
    *tables, last = key.split(".")
    table = content
    for name in tables:
        table = table.setdefault(name, {})
        if not isinstance(table, dict):
            raise ConfigError(f"override {override!r}: {name!r} is not a table")
    table[last] = value


def _dotted(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
