"""What each command does, once its words are parsed."""

import argparse

from trainer import config
from trainer.recipes import distill


def run(options: argparse.Namespace) -> None:
    """Run the command that was asked for."""
    distill.train(config.load(options.recipe, options.overrides, distill.Settings))
