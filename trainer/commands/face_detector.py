"""Commands of the recipe `face_detector`."""

from collections.abc import Mapping

from trainer.commands.words import Command, Words
from trainer.recipes import face_detector
from trainer.recipes.face_detector_settings import Settings


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    face_detector.train(settings)
    return f"kept in {settings.out / face_detector.NET_FILE}"


COMMANDS: Mapping[str, Command] = {"train": _train}
