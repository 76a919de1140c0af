"""Commands of the recipe `own_photos_study`."""

from collections.abc import Mapping

from trainer.commands.words import Command, Words, wrote_report
from trainer.recipes import own_photos_study, own_photos_study_report
from trainer.recipes.own_photos_study import Settings


def _evaluate(words: Words) -> str:
    settings = words.settings(Settings)
    study = own_photos_study.run(settings, words.follower)
    results = words.results_folder(settings.out)
    own_photos_study_report.write(results, study)
    return wrote_report(results)


COMMANDS: Mapping[str, Command] = {"evaluate": _evaluate}
