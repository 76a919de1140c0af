"""Commands of the recipe `my_labels`."""

from collections.abc import Mapping

from trainer.commands.words import Command, Words
from trainer.recipes import my_labels
from trainer.recipes.my_labels_settings import Settings


def _train(words: Words) -> str:
    report = my_labels.train(words.settings(Settings), words.follower)
    return f"wrote {report}"


COMMANDS: Mapping[str, Command] = {"train": _train}
