"""What the user chose, kept as one JSON file."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path

_FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's choices.

    Attributes:
        decode_workers: Processes that decode photos; 0 means one a core.
        thumbnail_px: Longer side of a thumbnail.
        device: `auto`, or `cpu` to leave a GPU alone.
        theme: `system`, `light` or `dark`.
        language: Such as `en`, `de` or `zh_CN`; empty for that of the system.
        cache_mb: What thumbnails may take on the disk, in millions of bytes; 0 for no
            limit.
        work_when_idle: Whether to index only on mains power and while nothing else
            keeps the computer busy.
        watch: Whether changes in folders are picked up while the program runs.
    """

    decode_workers: int = 0
    thumbnail_px: int = 320
    device: str = "auto"
    theme: str = "system"
    language: str = ""
    cache_mb: int = 2048
    work_when_idle: bool = False
    watch: bool = True


def load_settings(folder: Path) -> Settings:
    """Read the settings; what is missing or unreadable falls back to its default."""
    try:
        content = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(content, dict):
        return Settings()
    defaults = asdict(Settings())
    usable = {
        each.name: content[each.name]
        for each in fields(Settings)
        if type(content.get(each.name)) is type(defaults[each.name])
    }
    return Settings(**usable)


def save_settings(settings: Settings, folder: Path) -> None:
    """Write the settings whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(settings), indent=2)
    handle, name = tempfile.mkstemp(dir=folder, prefix=_FILE)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(folder / _FILE)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
