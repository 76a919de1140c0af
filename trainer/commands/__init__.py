"""What each command does, once its words are parsed: a module for each recipe."""

import argparse
from collections.abc import Mapping
from types import ModuleType

from trainer import config
from trainer.commands import (
    consistent_hash,
    deep_retrieval,
    distill,
    face_detector,
    face_hash,
    face_hash_study,
    infogan_faces,
    infogan_hash,
    metric,
    my_labels,
    own_photos,
    own_photos_study,
)
from trainer.commands.words import Command, Words
from trainer.errors import ConfigError
from trainer.evaluation.report import read_rows, side_by_side

# A recipe is named as the module of its commands.
_RECIPES: tuple[ModuleType, ...] = (
    distill,
    deep_retrieval,
    infogan_hash,
    metric,
    consistent_hash,
    my_labels,
    own_photos,
    own_photos_study,
    face_detector,
    face_hash,
    face_hash_study,
    infogan_faces,
)
# Recipes that tell a follower how far they are.
_FOLLOWED = frozenset({"own_photos"})


def run(options: argparse.Namespace) -> str:
    """Run the command that was asked for and return what it has to say.

    Raises:
        TrainerError: It cannot be done; the message says why.
    """
    if options.command == "compare":
        return _compare(options)
    file = config.find_recipe(options.recipe)
    recipe = str(config.read_toml(file).get("recipe"))
    command = _find(recipe, options.command)
    if options.events and recipe not in _FOLLOWED:
        raise ConfigError(f"recipe {recipe!r} tells no events")
    return command(
        Words(
            recipe=file,
            overrides=tuple(options.overrides),
            follower=options.follower,
            model=getattr(options, "model", None),
            results=getattr(options, "results", None),
            events=options.events,
        )
    )


def _find(recipe: str, name: str) -> Command:
    recipes: dict[str, Mapping[str, Command]] = {
        each.__name__.rpartition(".")[2]: each.COMMANDS for each in _RECIPES
    }
    if recipe not in recipes:
        known = ", ".join(recipes)
        raise ConfigError(f"recipe {recipe!r} is not known (known: {known})")
    commands = recipes[recipe]
    if name not in commands:
        known = ", ".join(commands)
        raise ConfigError(f"recipe {recipe!r} has no command {name!r} (known: {known})")
    return commands[name]


def _compare(options: argparse.Namespace) -> str:
    studies = [(folder.name, read_rows(folder)) for folder in options.results]
    return side_by_side(studies)
