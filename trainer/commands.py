"""What each command does, once its words are parsed."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from trainer import config
from trainer.errors import ConfigError
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.report import read_rows, side_by_side
from trainer.following import in_words
from trainer.recipes import (
    consistent_hash,
    consistent_hash_export,
    consistent_hash_report,
    consistent_hash_settings,
    consistent_hash_study,
    deep_retrieval,
    deep_retrieval_export,
    deep_retrieval_report,
    deep_retrieval_settings,
    deep_retrieval_study,
    distill,
    distill_export,
    distill_report,
    distill_settings,
    distill_study,
    infogan_hash,
    infogan_hash_export,
    infogan_hash_report,
    infogan_hash_settings,
    infogan_hash_study,
    metric,
    metric_export,
    metric_measure,
    metric_report,
    metric_settings,
    metric_study,
    my_labels,
    my_labels_settings,
    own_photos,
    own_photos_settings,
    own_photos_study,
    own_photos_study_report,
)
from trainer.recipes.distill_data import prepare
from trainer.recipes.distill_lessons import make_curriculum

Command = Callable[[argparse.Namespace], str]


def run(options: argparse.Namespace) -> str:
    """Run the command that was asked for and return what it has to say.

    Raises:
        TrainerError: It cannot be done; the message says why.
    """
    if options.command == "compare":
        return _compare(options)
    options.recipe = config.find_recipe(options.recipe)
    recipe = str(config.read_toml(options.recipe).get("recipe"))
    if recipe not in _RECIPES:
        known = ", ".join(_RECIPES)
        raise ConfigError(f"recipe {recipe!r} is not known (known: {known})")
    commands = _RECIPES[recipe]
    if options.command not in commands:
        known = ", ".join(commands)
        raise ConfigError(
            f"recipe {recipe!r} has no command {options.command!r} (known: {known})"
        )
    if options.events and recipe not in _FOLLOWED:
        raise ConfigError(f"recipe {recipe!r} tells no events")
    return commands[options.command](options)


def _compare(options: argparse.Namespace) -> str:
    studies = [(folder.name, read_rows(folder)) for folder in options.results]
    return side_by_side(studies)


# --- distill


def _distill(options: argparse.Namespace) -> distill_settings.Settings:
    return config.load(options.recipe, options.overrides, distill_settings.Settings)


def _train_distill(options: argparse.Namespace) -> str:
    settings = _distill(options)
    chosen = distill.train(settings)
    return f"kept in {settings.out / distill.NET_FILE}: {chosen.choice}"


def _export_distill(options: argparse.Namespace) -> str:
    settings = _distill(options)
    rows = read_rows(options.results) if options.results else []
    stores = prepare(settings.data, settings.seed, settings.out / distill.VIEWS_FOLDER)
    curriculum = make_curriculum(stores, settings)
    model = _model(options, settings.out)
    distill_export.export(settings, curriculum, model, rows)
    return f"wrote {model}"


def _evaluate_distill(options: argparse.Namespace) -> str:
    settings = _distill(options)
    model = _model(options, settings.out)
    encoder = Encoder(model)
    stores = prepare(settings.data, settings.seed, settings.out / distill.VIEWS_FOLDER)
    study = distill_study.run(stores, encoder, settings)
    results = options.results or settings.out / "results"
    distill_report.write(results, study, encoder.spec, model)
    return f"wrote {results / 'report.md'}"


# --- deep retrieval


def _retrieval(options: argparse.Namespace) -> deep_retrieval_settings.Settings:
    return config.load(
        options.recipe, options.overrides, deep_retrieval_settings.Settings
    )


def _train_retrieval(options: argparse.Namespace) -> str:
    settings = _retrieval(options)
    deep_retrieval.train(settings)
    return f"kept in {settings.out}"


def _export_retrieval(options: argparse.Namespace) -> str:
    settings = _retrieval(options)
    rows = read_rows(options.results) if options.results else []
    model = _model(options, settings.out)
    deep_retrieval_export.export(settings, model, rows)
    return f"wrote {model}"


def _evaluate_retrieval(options: argparse.Namespace) -> str:
    settings = _retrieval(options)
    encoder = Encoder(_model(options, settings.out))
    rows = deep_retrieval_study.run(settings, encoder)
    results = options.results or settings.out / "results"
    deep_retrieval_report.write(results, rows, encoder.spec)
    return f"wrote {results / 'report.md'}"


# --- infogan hash


def _infogan(options: argparse.Namespace) -> infogan_hash_settings.Settings:
    return config.load(
        options.recipe, options.overrides, infogan_hash_settings.Settings
    )


def _train_infogan(options: argparse.Namespace) -> str:
    settings = _infogan(options)
    trained = infogan_hash.train(settings)
    ended = f"collapsed ({trained.collapsed})" if trained.collapsed else "finished"
    return f"kept in {settings.out / infogan_hash.NET_FILE}: {ended}"


def _export_infogan(options: argparse.Namespace) -> str:
    settings = _infogan(options)
    rows = read_rows(options.results) if options.results else []
    model = _model(options, settings.out)
    infogan_hash_export.export(settings, model, rows)
    return f"wrote {model}"


def _evaluate_infogan(options: argparse.Namespace) -> str:
    settings = _infogan(options)
    study = infogan_hash_study.run(
        options.recipe, options.overrides, settings, options.follower
    )
    results = options.results or settings.out / "results"
    infogan_hash_report.write(results, study, settings)
    return f"wrote {results / 'report.md'}"


# --- metric


def _metric(options: argparse.Namespace) -> metric_settings.Settings:
    return config.load(options.recipe, options.overrides, metric_settings.Settings)


def _train_metric(options: argparse.Namespace) -> str:
    settings = _metric(options)
    trained = metric.train(settings)
    found = metric_measure.measured(settings, trained).retrieval["recall@1"]
    return f"kept in {settings.out}: recall@1 {found.mean():.4f}"


def _evaluate_metric(options: argparse.Namespace) -> str:
    settings = _metric(options)
    study = metric_study.run(
        options.recipe, options.overrides, settings, options.follower
    )
    results = options.results or settings.out / "results"
    metric_report.write(results, study, settings)
    return f"wrote {results / 'report.md'}"


def _export_metric(options: argparse.Namespace) -> str:
    settings = _metric(options)
    model = _model(options, settings.out)
    metric_export.export(settings, model)
    return f"wrote {model}"


# --- consistent hash


def _labels(options: argparse.Namespace) -> consistent_hash_settings.Settings:
    return config.load(
        options.recipe, options.overrides, consistent_hash_settings.Settings
    )


def _train_labels(options: argparse.Namespace) -> str:
    settings = _labels(options)
    trained = consistent_hash.train(settings)
    return f"kept in {settings.out}: {trained.steps} steps"


def _export_labels(options: argparse.Namespace) -> str:
    settings = _labels(options)
    rows = read_rows(options.results) if options.results else []
    model = _model(options, settings.out)
    consistent_hash_export.export(settings, model, rows)
    return f"wrote {model}"


def _evaluate_labels(options: argparse.Namespace) -> str:
    settings = _labels(options)
    study = consistent_hash_study.run(
        options.recipe, options.overrides, settings, options.follower
    )
    results = options.results or settings.out / "results"
    consistent_hash_report.write(results, study)
    return f"wrote {results / 'report.md'}"


# --- my labels


def _train_my_labels(options: argparse.Namespace) -> str:
    settings = config.load(
        options.recipe, options.overrides, my_labels_settings.Settings
    )
    report = my_labels.train(settings, options.follower)
    return f"wrote {report}"


# --- own photos


def _own_photos(options: argparse.Namespace) -> own_photos_settings.Settings:
    return config.load(options.recipe, options.overrides, own_photos_settings.Settings)


def _train_own_photos(options: argparse.Namespace) -> str:
    report = own_photos.train(_own_photos(options), options.follower)
    return f"wrote {report}"


def _evaluate_own_photos(options: argparse.Namespace) -> str:
    settings = config.load(options.recipe, options.overrides, own_photos_study.Settings)
    study = own_photos_study.run(settings, options.follower)
    results = options.results or settings.out / "results"
    own_photos_study_report.write(results, study)
    return f"wrote {results / 'report.md'}"


def _estimate_own_photos(options: argparse.Namespace) -> str:
    estimated = own_photos.estimate(_own_photos(options))
    if options.events:
        options.follower.tell(estimated)
    return in_words(estimated)


def _model(options: argparse.Namespace, out: Path) -> Path:
    model: Path = options.model or out / "model.onnx"
    return model


# Recipes that tell a follower how far they are.
_FOLLOWED = frozenset({"own_photos"})

_RECIPES: Mapping[str, Mapping[str, Command]] = {
    "distill": {
        "train": _train_distill,
        "export": _export_distill,
        "evaluate": _evaluate_distill,
    },
    "deep_retrieval": {
        "train": _train_retrieval,
        "export": _export_retrieval,
        "evaluate": _evaluate_retrieval,
    },
    "infogan_hash": {
        "train": _train_infogan,
        "export": _export_infogan,
        "evaluate": _evaluate_infogan,
    },
    "metric": {
        "train": _train_metric,
        "export": _export_metric,
        "evaluate": _evaluate_metric,
    },
    "consistent_hash": {
        "train": _train_labels,
        "export": _export_labels,
        "evaluate": _evaluate_labels,
    },
    "my_labels": {
        "train": _train_my_labels,
    },
    "own_photos": {
        "train": _train_own_photos,
        "estimate": _estimate_own_photos,
    },
    "own_photos_study": {
        "evaluate": _evaluate_own_photos,
    },
}
