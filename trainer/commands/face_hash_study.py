"""Commands of the recipe `face_hash_study`."""

from collections.abc import Mapping

from trainer.commands.words import Command, Words, wrote_report
from trainer.recipes import (
    face_hash_study,
    face_hash_study_report,
    face_hash_study_train,
)
from trainer.recipes.face_hash_study_settings import Settings


def _train(words: Words) -> str:
    settings = words.settings(Settings)
    trained = face_hash_study_train.train(settings)
    found = trained.history[-1][1]
    name = face_hash_study_train.VALIDATION
    return f"kept in {settings.out}: {name} {found:.4f}"


def _evaluate(words: Words) -> str:
    settings = words.settings(Settings)
    study = face_hash_study.run(words.recipe, words.overrides, settings, words.follower)
    results = words.results_folder(settings.out)
    face_hash_study_report.write(results, study, settings)
    return wrote_report(results)


COMMANDS: Mapping[str, Command] = {
    "train": _train,
    "evaluate": _evaluate,
}
