"""The commands together, and what becomes of their errors."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

import photosearch
from photosearch.cli import (
    demo,
    duplicates,
    faces,
    folders,
    index,
    models,
    people,
    search,
    state,
)
from photosearch.cli.output import print_note, show_path
from photosearch.core.errors import PhotoSearchError

_HELP = (
    "Find photos that look like a photo. Everything stays on this machine.\n\n"
    "Without a command it opens the window: photosearch [FOLDER ...] [--library DIR]"
)

_INTERRUPTED = 130  # what typer exits with

app = typer.Typer(
    name="photosearch",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(index.index)
app.command()(search.search)
app.command()(faces.faces)
app.add_typer(people.app)
app.command()(duplicates.duplicates)
app.add_typer(folders.app)
app.add_typer(models.app)
app.command()(state.status)
app.command()(state.doctor)
app.command()(demo.demo)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"photosearch {photosearch.__version__}")
        raise typer.Exit


@app.callback(help=_HELP)
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Find photos that look like a photo. Everything stays on this machine."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    try:
        app(list(arguments), prog_name="photosearch")
    except PhotoSearchError as error:
        print_note(f"photosearch: {error}")
        return 1
    except KeyboardInterrupt:
        return _stopped()
    except OSError as error:
        return _refused(error)
    except SystemExit as done:
        if done.code == _INTERRUPTED:
            return _stopped()
        return done.code if isinstance(done.code, int) else 1
    return 0


def _stopped() -> int:
    print_note("photosearch: stopped")
    return 1


def _refused(error: OSError) -> int:
    """Say why the system refuses, such as to write the answer to a full disk."""
    reason = (error.strerror or str(error)).lower()
    place = f"{show_path(Path(error.filename))}: " if error.filename else ""
    print_note(f"photosearch: {place}{reason}")
    try:
        sys.stdout.flush()
    except OSError:
        # What is left of the answer would be refused again when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
