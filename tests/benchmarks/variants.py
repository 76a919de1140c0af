"""Many JPEGs out of a few: the same picture with another comment is another photo."""

from collections.abc import Sequence
from pathlib import Path

_START, _COMMENT = b"\xff\xd8", b"\xff\xfe"
_A_FOLDER = 500


def write_variants(folder: Path, pictures: Sequence[bytes], count: int) -> list[Path]:
    """Write `count` JPEGs with contents of their own, some hundred in a folder.

    Args:
        folder: Where to.
        pictures: JPEGs, used in turn.
        count: How many.
    """
    written = []
    for number in range(count):
        path = folder / f"{number // _A_FOLDER:03}" / f"photo {number:06}.jpg"
        if number % _A_FOLDER == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
        picture = pictures[number % len(pictures)]
        path.write_bytes(with_comment(picture, f"variant {number}"))
        written.append(path)
    return written


def with_comment(jpeg: bytes, comment: str) -> bytes:
    """Put a comment segment behind the start of a JPEG."""
    text = comment.encode()
    segment = _COMMENT + (len(text) + 2).to_bytes(2, "big") + text
    return _START + segment + jpeg[len(_START) :]
