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
from trainer.recipes.distill_lessons import make_curriculum
from trainer.recipes.distill_settings import Settings

RECIPE = "distill"


def run(options: argparse.Namespace) -> str:
    """Run the command that was asked for and return what it has to say.

    Raises:
        TrainerError: It cannot be done; the message says why.
    """
    commands: Mapping[str, Callable[[argparse.Namespace], str]] = {
        "train": _train,
        "export": _export,
        "evaluate": _evaluate,
        "compare": _compare,
    }
    return commands[options.command](options)


def _train(options: argparse.Namespace) -> str:
    settings = _settings(options)
    chosen = distill.train(settings)
    return f"kept in {settings.out / distill.NET_FILE}: {chosen.choice}"


def _export(options: argparse.Namespace) -> str:
    settings = _settings(options)
    rows = read_rows(options.results) if options.results else []
    stores = prepare(settings.data, settings.seed, settings.out / distill.VIEWS_FOLDER)
    curriculum = make_curriculum(stores, settings)
    model = _model(options, settings)
    distill_export.export(settings, curriculum, model, rows)
    return f"wrote {model}"


def _evaluate(options: argparse.Namespace) -> str:
    settings = _settings(options)
    model = _model(options, settings)
    encoder = Encoder(model)
    stores = prepare(settings.data, settings.seed, settings.out / distill.VIEWS_FOLDER)
    study = distill_study.run(stores, encoder, settings)
    results = options.results or settings.out / "results"
    distill_report.write(results, study, encoder.spec, model)
    return f"wrote {results / 'report.md'}"


def _compare(options: argparse.Namespace) -> str:
    studies = [(folder.name, read_rows(folder)) for folder in options.results]
    return side_by_side(studies)


def _settings(options: argparse.Namespace) -> Settings:
    content = config.read_toml(options.recipe)
    if content.get("recipe") != RECIPE:
        raise ConfigError(
            f"recipe {content.get('recipe')!r} is not known (known: {RECIPE})"
        )
    return config.load(options.recipe, options.overrides, Settings)


def _model(options: argparse.Namespace, settings: Settings) -> Path:
    model: Path = options.model or settings.out / "model.onnx"
    return model
