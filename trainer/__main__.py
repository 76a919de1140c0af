"""The trainer's command line; it only wires."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from trainer.errors import TrainerError

EXTRA = "the trainer needs more packages: pip install 'photosearch[train]' (no {name})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when done, 1 when it failed, 2 on wrong usage."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        # Imported late, so that a missing extra is one clear line.
        from trainer import commands

        commands.run(options)
    except ModuleNotFoundError as error:
        print(EXTRA.format(name=error.name), file=sys.stderr)
        return 1
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
    for name, purpose in (
        ("train", "run a recipe, or go on with it"),
        ("export", "write a model file from a run, finished or not"),
        ("evaluate", "measure a model file on photos kept out of training"),
    ):
        command = commands.add_parser(name, help=purpose)
        command.add_argument("recipe", type=Path, help="recipe file (TOML)")
        command.add_argument("overrides", nargs="*", metavar="key=value")
        if name != "train":
            command.add_argument("--model", type=Path, help="model file (ONNX)")
        if name == "export":
            command.add_argument(
                "--name", default="photo-1", help="name of the model inside the file"
            )
        if name == "evaluate":
            command.add_argument("--results", type=Path, help="folder of the results")
    compare = commands.add_parser("compare", help="show results side by side")
    compare.add_argument("results", type=Path, nargs="+", help="folders with rows.csv")
    return parser


if __name__ == "__main__":
    sys.exit(main())
