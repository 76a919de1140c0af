"""Commands of the recipe `own_photos`."""

from collections.abc import Mapping

from trainer.commands.words import Command, Words
from trainer.following import in_words
from trainer.recipes import own_photos
from trainer.recipes.own_photos_settings import Settings


def _train(words: Words) -> str:
    report = own_photos.train(words.settings(Settings), words.follower)
    return f"wrote {report}"


def _estimate(words: Words) -> str:
    estimated = own_photos.estimate(words.settings(Settings))
    if words.events:
        words.follower.tell(estimated)
    return in_words(estimated)


COMMANDS: Mapping[str, Command] = {"train": _train, "estimate": _estimate}
