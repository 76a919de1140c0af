"""What each command does, once its words are parsed."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from trainer import config
from trainer.errors import ConfigError
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.report import read_rows, side_by_side
from trainer.recipes import distill, distill_export, distill_report, distill_study
from trainer.recipes.distill_data import prepare

RECIPE = "distill"


def run(options: argparse.Namespace) -> None:
    """Run the command that was asked for.

    Raises:
        TrainerError: It cannot be done; the message says why.
    """
    commands: Mapping[str, Callable[[argparse.Namespace], None]] = {
        "train": _train,
        "export": _export,
        "evaluate": _evaluate,
        "compare": _compare,
    }
    commands[options.command](options)


def _train(options: argparse.Namespace) -> None:
    distill.train(_settings(options))


def _export(options: argparse.Namespace) -> None:
    settings = _settings(options)
    rows = read_rows(options.results) if options.results else []
    stores = prepare(settings.data, settings.seed, settings.out / distill.VIEWS_FOLDER)
    curriculum = distill.make_curriculum(stores, settings)
    distill_export.export(settings, curriculum, _model(options, settings), rows)


def _evaluate(options: argparse.Namespace) -> None:
    settings = _settings(options)
    encoder = Encoder(_model(options, settings))
    stores = prepare(settings.data, settings.seed, settings.out / distill.VIEWS_FOLDER)
    study = distill_study.run(stores, encoder, settings)
    results = options.results or settings.out / "results"
    distill_report.write(results, study, encoder.spec)


def _compare(options: argparse.Namespace) -> None:
    studies = [(folder.name, read_rows(folder)) for folder in options.results]
    print(side_by_side(studies), end="")


def _settings(options: argparse.Namespace) -> distill.Settings:
    content = config.read_toml(options.recipe)
    if content.get("recipe") != RECIPE:
        raise ConfigError(
            f"recipe {content.get('recipe')!r} is not known (known: {RECIPE})"
        )
    return config.load(options.recipe, options.overrides, distill.Settings)


def _model(options: argparse.Namespace, settings: distill.Settings) -> Path:
    model: Path = options.model or settings.out / "model.onnx"
    return model
