"""Commands of the recipe `metric`."""

from collections.abc import Mapping

from trainer.commands.words import Command, Words, wrote_report
from trainer.recipes import (
    metric,
    metric_export,
    metric_measure,
    metric_report,
    metric_study,
)
from trainer.recipes.metric_settings import Settings


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    trained = metric.train(settings)
    found = metric_measure.measured(settings, trained).retrieval["recall@1"]
    return f"kept in {settings.out}: recall@1 {found.mean():.4f}"


def _export(words: Words) -> str:
    settings = words.settings(Settings)
    model = words.model_file(settings.out)
    metric_export.export(settings, model)
    return f"wrote {model}"


def _evaluate(words: Words) -> str:
    settings = words.settings(Settings)
    study = metric_study.run(words.recipe, words.overrides, settings, words.follower)
    results = words.results_folder(settings.out)
    metric_report.write(results, study, settings)
    return wrote_report(results)


COMMANDS: Mapping[str, Command] = {
    "train": _train,
    "export": _export,
    "evaluate": _evaluate,
}
