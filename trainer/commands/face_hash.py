"""Commands of the recipe `face_hash`."""

from collections.abc import Mapping

from trainer.commands.words import Command, Words
from trainer.recipes import face_hash
from trainer.recipes.face_hash_settings import Settings


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    figures = face_hash.train(settings)
    told = ", ".join(f"{name} {value:.4f}" for name, value in figures.items())
    return f"kept in {settings.out / face_hash.NET_FILE}: {told}"


COMMANDS: Mapping[str, Command] = {"train": _train}
