"""Commands of the recipe `infogan_hash`."""

from collections.abc import Mapping

from trainer.checkpoint import NET_FILE
from trainer.commands.words import Command, Words, wrote_report
from trainer.recipes import (
    infogan_hash,
    infogan_hash_export,
    infogan_hash_report,
    infogan_hash_study,
)
from trainer.recipes.infogan_hash_settings import Settings


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    trained = infogan_hash.train(settings)
    ended = f"collapsed ({trained.collapsed})" if trained.collapsed else "finished"
    return f"kept in {settings.out / NET_FILE}: {ended}"


def _export(words: Words) -> str:
    settings = words.settings(Settings)
    model = words.model_file(settings.out)
    infogan_hash_export.export(settings, model, words.measured())
    return f"wrote {model}"


def _evaluate(words: Words) -> str:
    settings = words.settings(Settings)
    study = infogan_hash_study.run(
        words.recipe, words.overrides, settings, words.follower
    )
    results = words.results_folder(settings.out)
    infogan_hash_report.write(results, study, settings)
    return wrote_report(results)


COMMANDS: Mapping[str, Command] = {
    "train": _train,
    "export": _export,
    "evaluate": _evaluate,
}
