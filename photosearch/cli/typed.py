"""Texts, files and folders as they are typed."""

from pathlib import Path

import typer

LARGEST_NUMBER = 2**63 - 1  # of the catalog


def parse_text(typed: str) -> str:
    """Return a name, or another text that the library keeps or looks for.

    Raises:
        typer.BadParameter: It is empty, or its bytes spell no text.
    """
    if not typed.strip():
        raise typer.BadParameter(f"{typed!r} is empty")
    try:
        typed.encode()
    except UnicodeEncodeError:
        raise typer.BadParameter(f"{typed!r} is not UTF-8 text") from None
    return typed


def parse_path(typed: str) -> Path:
    """Return where a file or folder is; its name may be any bytes.

    Raises:
        typer.BadParameter: It is empty.
    """
    if not typed:
        raise typer.BadParameter("'' is no file or folder")
    return Path(typed)
