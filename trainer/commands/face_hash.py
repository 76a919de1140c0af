"""Commands of the recipe `face_hash`."""

from collections.abc import Mapping

from trainer.checkpoint import NET_FILE
from trainer.commands.words import Command, Words, wrote_report
from trainer.recipes import (
    face_hash,
    face_hash_export,
    face_hash_figures,
    face_hash_report,
)
from trainer.recipes.face_hash_settings import Settings


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    figures = face_hash.train(settings)
    told = ", ".join(f"{name} {value:.4f}" for name, value in figures.items())
    return f"kept in {settings.out / NET_FILE}: {told}"


def _export(words: Words) -> str:
    settings = words.settings(Settings)
    model = words.model_file(settings.out)
    face_hash_export.export(settings, model, words.measured())
    return f"wrote {model}"


def _evaluate(words: Words) -> str:
    settings = words.settings(Settings)
    rows = face_hash_figures.run(settings, words.model_file(settings.out))
    results = words.results_folder(settings.out)
    face_hash_report.write(results, rows, settings.export.name)
    return wrote_report(results)


COMMANDS: Mapping[str, Command] = {
    "train": _train,
    "export": _export,
    "evaluate": _evaluate,
}
