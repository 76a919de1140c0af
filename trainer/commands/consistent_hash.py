"""Commands of the recipe `consistent_hash`."""

from collections.abc import Mapping

from trainer.commands.words import Command, Words, wrote_report
from trainer.recipes import (
    consistent_hash,
    consistent_hash_export,
    consistent_hash_report,
    consistent_hash_study,
)
from trainer.recipes.consistent_hash_settings import Settings
from trainer.recipes.study_runs import plan_runs


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    trained = consistent_hash.train(settings)
    return f"kept in {settings.out}: {trained.steps} steps"


def _export(words: Words) -> str:
    settings = words.settings(Settings)
    model = words.model_file(settings.out)
    runs = plan_runs(words.recipe, words.overrides, settings)
    consistent_hash_export.export(settings, model, runs, words.measured())
    return f"wrote {model}"


def _evaluate(words: Words) -> str:
    settings = words.settings(Settings)
    study = consistent_hash_study.run(
        words.recipe, words.overrides, settings, words.follower
    )
    results = words.results_folder(settings.out)
    consistent_hash_report.write(results, study, settings)
    return wrote_report(results)


COMMANDS: Mapping[str, Command] = {
    "train": _train,
    "export": _export,
    "evaluate": _evaluate,
}
