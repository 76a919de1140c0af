"""Starts the program: `python -m photosearch`, and the command `photosearch`.

Without a command it opens the window. Which of the two faces is meant is decided here,
so that neither pays for loading the other.
"""

import argparse
import io
import multiprocessing
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

COMMANDS = frozenset(
    {
        "demo",
        "doctor",
        "duplicates",
        "faces",
        "folders",
        "index",
        "models",
        "people",
        "search",
        "status",
    }
)
_QUESTIONS = frozenset({"-h", "--help", "--version"})


def main() -> int:
    """Run the command line or the window and return the exit status."""
    # The first thing of all: a frozen program starts its workers through this line.
    multiprocessing.freeze_support()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter of a file name must not end the program.
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:]
    try:
        if not _QUESTIONS.intersection(arguments):
            if not arguments or arguments[0] not in COMMANDS:
                return _open_window(arguments)
            if arguments[0] == "demo" and (status := _show_demo(arguments[1:])) >= 0:
                return status
        from photosearch import cli
    except KeyboardInterrupt:
        return _refuse("stopped", 1)
    status = cli.run(arguments)
    # The work is over: an interrupt from here on would only print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return status


def _open_window(arguments: Sequence[str]) -> int:
    parser = _parser()
    parser.add_argument("folders", nargs="*", type=Path)
    wishes = parser.parse_args(arguments)
    for folder in wishes.folders:
        if not folder.is_dir():
            return _refuse(f"there is no command or folder {folder}", 2)
    from photosearch.gui.screen import screen_problem

    if problem := screen_problem():
        return _refuse(problem, 1)
    from photosearch.gui import app

    return app.run(wishes.folders, wishes.library)


def _show_demo(arguments: Sequence[str]) -> int:
    """Show the demo in the window; -1 where the command line has to do that."""
    from photosearch.gui.screen import has_screen

    parser = _parser()
    parser.add_argument("home", nargs="?", type=Path)
    wishes, others = parser.parse_known_args(arguments)
    if others or not has_screen():
        return -1
    from photosearch.gui import app

    return app.run_demo(wishes.home, wishes.library)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "photosearch",
        usage="photosearch [FOLDER ...] [--library DIR], or photosearch --help",
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("--library", type=Path)
    return parser


def _refuse(problem: str, status: int) -> int:
    print(f"photosearch: {problem}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
