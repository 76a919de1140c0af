"""The trainer's command line; it only wires."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from trainer.errors import TrainerError

RECIPE_COMMANDS = {
    "train": "run a recipe, or go on with it",
    "export": "write a model file from a run, finished or not",
    "evaluate": "measure a model file on photos kept out of training",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when done, 1 when it failed, 2 on wrong usage."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        # Imported late, so that a missing extra is one clear line.
        from trainer import commands
    except ModuleNotFoundError as error:
        print(
            f"the trainer needs the package {error.name}: "
            "pip install 'photosearch[train]'",
            file=sys.stderr,
        )
        return 1
    try:
        print(commands.run(options).rstrip())
    except TrainerError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; the same command goes on from here", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m trainer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in RECIPE_COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        command.add_argument("recipe", type=Path, help="recipe file (TOML)")
        command.add_argument("overrides", nargs="*", metavar="key=value")
        if name in ("export", "evaluate"):
            command.add_argument("--model", type=Path, help="model file (ONNX)")
            command.add_argument("--results", type=Path, help="folder of results")
    compare = commands.add_parser("compare", help="show results side by side")
    compare.add_argument("results", type=Path, nargs="+", help="folders of results")
    return parser


if __name__ == "__main__":
    sys.exit(main())
