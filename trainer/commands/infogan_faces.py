"""Commands of the recipe `infogan_faces`."""

from collections.abc import Mapping

from trainer.checkpoint import NET_FILE
from trainer.commands.words import Command, Words, wrote_report
from trainer.recipes import infogan_faces, infogan_faces_report
from trainer.recipes.infogan_faces_settings import Settings


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    trained = infogan_faces.train(settings)
    ended = f"collapsed ({trained.collapsed})" if trained.collapsed else "finished"
    return f"kept in {settings.out / NET_FILE}: {ended}"


def _evaluate(words: Words) -> str:
    settings = words.settings(Settings)
    rows = infogan_faces.evaluate(settings, words.follower)
    results = words.results_folder(settings.out)
    infogan_faces_report.write(results, rows, settings)
    return wrote_report(results)


COMMANDS: Mapping[str, Command] = {
    "train": _train,
    "evaluate": _evaluate,
}
