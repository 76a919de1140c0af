"""Remembers which device was chosen, so that a start need not try the GPU again."""

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

_FILE = "devices-1.json"
_KEPT = 20


def load_verdict(cache: Path, key: str) -> Mapping[str, str] | None:
    """Return what was remembered under a key; None for anything unreadable."""
    verdict = _load(cache).get(key)
    if not isinstance(verdict, dict):
        return None
    if not all(isinstance(value, str) for value in verdict.values()):
        return None
    return verdict


def save_verdict(cache: Path, key: str, verdict: Mapping[str, str]) -> None:
    """Remember a verdict; the oldest are dropped."""
    kept = _load(cache)
    kept.pop(key, None)
    kept[key] = dict(verdict)
    newest = dict(list(kept.items())[-_KEPT:])
    # Without room to remember it, the GPU is tried again at the next start.
    with contextlib.suppress(OSError):
        _replace(cache, json.dumps(newest, indent=1))


def _load(cache: Path) -> dict[str, object]:
    try:
        content = json.loads((cache / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _replace(cache: Path, text: str) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=cache, prefix=_FILE)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(cache / _FILE)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
