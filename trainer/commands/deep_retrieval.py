"""Commands of the recipe `deep_retrieval`."""

from collections.abc import Mapping

from trainer.commands.words import Command, Words, wrote_report
from trainer.evaluation.encoder import Encoder
from trainer.recipes import (
    deep_retrieval,
    deep_retrieval_export,
    deep_retrieval_report,
    deep_retrieval_study,
)
from trainer.recipes.deep_retrieval_settings import Settings


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    deep_retrieval.train(settings)
    return f"kept in {settings.out}"


def _export(words: Words) -> str:
    settings = words.settings(Settings)
    model = words.model_file(settings.out)
    deep_retrieval_export.export(settings, model, words.measured())
    return f"wrote {model}"


def _evaluate(words: Words) -> str:
    settings = words.settings(Settings)
    encoder = Encoder(words.model_file(settings.out))
    rows = deep_retrieval_study.run(settings, encoder)
    results = words.results_folder(settings.out)
    deep_retrieval_report.write(results, rows, encoder.spec)
    return wrote_report(results)


COMMANDS: Mapping[str, Command] = {
    "train": _train,
    "export": _export,
    "evaluate": _evaluate,
}
