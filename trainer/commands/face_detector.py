"""Commands of the recipe `face_detector`."""

from collections.abc import Mapping

from trainer.checkpoint import NET_FILE
from trainer.commands.words import Command, Words, wrote_report
from trainer.recipes import (
    face_detector,
    face_detector_export,
    face_detector_report,
    face_detector_study,
)
from trainer.recipes.face_detector_settings import Settings


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    face_detector.train(settings)
    return f"kept in {settings.out / NET_FILE}"


def _export(words: Words) -> str:
    settings = words.settings(Settings)
    model = words.model_file(settings.out)
    face_detector_export.export(settings, model, words.measured())
    return f"wrote {model}"


def _evaluate(words: Words) -> str:
    settings = words.settings(Settings)
    study = face_detector_study.run(settings, words.model_file(settings.out))
    results = words.results_folder(settings.out)
    face_detector_report.write(results, study)
    return wrote_report(results)


COMMANDS: Mapping[str, Command] = {
    "train": _train,
    "export": _export,
    "evaluate": _evaluate,
}
