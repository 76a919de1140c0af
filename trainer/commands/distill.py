"""Commands of the recipe `distill`."""

from collections.abc import Mapping

from trainer.checkpoint import NET_FILE
from trainer.commands.words import Command, Words, wrote_report
from trainer.evaluation.encoder import Encoder
from trainer.recipes import distill, distill_export, distill_report, distill_study
from trainer.recipes.distill_data import prepare
from trainer.recipes.distill_lessons import make_curriculum
from trainer.recipes.distill_settings import Settings


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    chosen = distill.train(settings)
    return f"kept in {settings.out / NET_FILE}: {chosen.choice}"


def _export(words: Words) -> str:
    settings = words.settings(Settings)
    stores = prepare(settings.data, settings.seed, settings.out / distill.VIEWS_FOLDER)
    curriculum = make_curriculum(stores, settings)
    model = words.model_file(settings.out)
    distill_export.export(settings, curriculum, model, words.measured())
    return f"wrote {model}"


def _evaluate(words: Words) -> str:
    settings = words.settings(Settings)
    model = words.model_file(settings.out)
    encoder = Encoder(model)
    stores = prepare(settings.data, settings.seed, settings.out / distill.VIEWS_FOLDER)
    study = distill_study.run(stores, encoder, settings)
    results = words.results_folder(settings.out)
    distill_report.write(results, study, encoder.spec, model)
    return wrote_report(results)


COMMANDS: Mapping[str, Command] = {
    "train": _train,
    "export": _export,
    "evaluate": _evaluate,
}
