"""What tells one set of files from another: their names, sizes and times."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def digest_of(folder: Path, names: Iterable[str], *plan: object) -> str:
    """Return 16 letters that change with the files, where they lie, and the plan.

    Args:
        folder: Where the files lie.
        names: Of the files below it.
        plan: What else is done with them; its text counts.

    Raises:
        OSError: A file cannot be looked at.
    """
    files = []
    for name in names:
        state = (folder / name).stat()
        files.append((name, state.st_size, state.st_mtime_ns))
    content = json.dumps([str(folder.resolve()), *map(str, plan), files])
    return hashlib.blake2b(content.encode(), digest_size=8).hexdigest()
