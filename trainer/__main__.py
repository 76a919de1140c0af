"""The trainer's command line; it only wires."""

import argparse
import errno
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from photosearch.spec.retraining import Failed
from trainer.errors import TrainerError
from trainer.following import Console, Pipe, StoppedByUser

_LOG_FORMAT = "%(asctime)s %(message)s"
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}

RECIPE_COMMANDS = {
    "train": "run a recipe, or go on with it",
    "estimate": "tell how long training would take",
    "export": "write a model file from a run, finished or not",
    "evaluate": "measure a model file on photos kept out of training",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when done, 1 when it failed, 2 on wrong usage."""
    options = _parser().parse_args(arguments)
    return _tell(options) if options.events else _show(options)


def _show(options: argparse.Namespace) -> int:
    """Run a command for the person at the console."""
    logging.basicConfig(level=logging.INFO, format=_LOG_FORMAT)
    # It tells of every kind of processor that it is not built for.
    logging.getLogger("faiss").setLevel(logging.WARNING)
    options.follower = Console()
    try:
        print(_run(options).rstrip())
    except TrainerError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(StoppedByUser(), file=sys.stderr)
        return 1
    return 0


def _tell(options: argparse.Namespace) -> int:
    """Run a command for the program that started this one, as `spec.retraining` says.

    Who asked for the end needs no word about it.
    """
    # Taken before anything is loaded: a library may print, and orders may come early.
    events = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    logging.basicConfig(level=logging.INFO, format=_LOG_FORMAT)
    with events, suppress(StoppedByUser, KeyboardInterrupt):
        options.follower = Pipe(events, sys.stdin.fileno())
        try:
            _run(options)
        except StoppedByUser:
            raise
        except TrainerError as error:
            options.follower.tell(Failed(" ".join(str(error).splitlines())))
            return 1
    return 0


def _run(options: argparse.Namespace) -> str:
    """Run a command and return what it has to say.

    Raises:
        TrainerError: It cannot be done; the message is one line.
    """
    try:
        # Imported late, so that a missing extra is one clear line.
        from trainer import commands
    except ModuleNotFoundError as error:
        raise TrainerError(
            f"the trainer needs the package {error.name}: "
            "pip install 'photosearch[train]'"
        ) from error
    try:
        return commands.run(options)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        place = f" for {error.filename}" if error.filename else ""
        raise TrainerError(
            f"no space left on the disk{place}: make room, and the same command goes on"
        ) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m trainer", description=__doc__)
    parser.set_defaults(events=False)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in RECIPE_COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        command.add_argument("recipe", type=Path, help="recipe file (TOML)")
        command.add_argument("overrides", nargs="*", metavar="key=value")
        if name in ("export", "evaluate"):
            command.add_argument("--model", type=Path, help="model file (ONNX)")
            command.add_argument("--results", type=Path, help="folder of results")
        else:
            command.add_argument(
                "--events",
                action="store_true",
                help="print JSON lines, and take the words pause, resume and stop",
            )
    compare = commands.add_parser("compare", help="show results side by side")
    compare.add_argument("results", type=Path, nargs="+", help="folders of results")
    return parser


if __name__ == "__main__":
    sys.exit(main())
