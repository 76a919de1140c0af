"""What a run of `face_hash_study` reached: search by person, seen and never seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from trainer.checkpoint import NET_FILE
from trainer.evaluation.kept_rows import kept_rows
from trainer.evaluation.report import Row
from trainer.evaluation.rows import Measured as About
from trainer.evaluation.rows import interval_rows, value_rows
from trainer.evaluation.unsupervised import (
    code_figures,
    figures_by_code,
    figures_by_cosine,
)
from trainer.evaluation.verification import signs_of
from trainer.losses.quantisation_forms import quantisation_error
from trainer.recipes.face_hash_study_data import Search, StudyFaces
from trainer.recipes.face_hash_study_settings import Settings
from trainer.recipes.face_hash_study_train import (
    Described,
    Trained,
    as_retrieval,
    describe,
    describe_faces,
)
from trainer.recipes.face_pairs import DATA as PAIRS
from trainer.recipes.face_pairs import PairedFaces, pair_rows, pair_threshold
from trainer.recipes.study_runs import StudyRun

SEEN = "CelebA, people learned from"
UNSEEN = "CelebA, people never seen"
SCORE = "map@all"
RANK_1 = "recall@1"
ERROR = "quantisation_error"
Floats32 = npt.NDArray[np.float32]

NEARLY_DONE = 0.95
"""Share of the final mAP by whose first reaching convergence is compared."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search with what a network says of both sides.

    Attributes:
        search: Who asks for whom.
        queries: Of the faces that ask.
        database: Of the faces that are searched.
    """

    search: Search
    queries: Described
    database: Described


def measured_rows(
    run: StudyRun[Settings], trained: Trained, faces: StudyFaces
) -> list[Row]:
    """Return the figures kept beside a run, measuring them on first use."""
    folder = run.settings.out
    made = (folder / NET_FILE).stat().st_mtime_ns
    origin = f"{run.settings.identity()} {made}"
    return kept_rows(folder / "measured", origin, lambda _: _rows(run, trained, faces))


def pair_figures(
    run: StudyRun[Settings], trained: Trained, faces: StudyFaces, paired: PairedFaces
) -> list[Row]:
    """Return how a run decides the pairs of LFW, kept beside it."""
    folder = run.settings.out
    made = (folder / NET_FILE).stat().st_mtime_ns
    known = faces.validation.database

    def measure(_folder: Path) -> list[Row]:
        said = describe(trained.net, paired.pixels)
        own = describe_faces(trained.net, known, run.settings.net.input_px)
        described = [(0, _units(said[0]), _units(own[0]))]
        for number, bits in enumerate(run.settings.net.bits):
            both = said[1][number], own[1][number]
            asked, answers = (signs_of(logits >= 0) for logits in both)
            described.append((bits, asked, answers))
        rows = []
        for bits, vectors, others in described:
            about = About(run.row.name, bits, run.seed, PAIRS)
            threshold = pair_threshold(others, known.people)
            rows += pair_rows(about, paired, vectors, threshold)
        return rows

    return kept_rows(folder / "pairs", f"{run.settings.identity()} {made}", measure)


def teacher_rows(faces: StudyFaces) -> list[Row]:
    """Measure the teacher by the cosine of its embeddings."""
    rows = []
    for data, search in _searches(faces).items():
        about = About("teacher (MobileFaceNet at 112 px)", 0, 0, data)
        both = search.queries.embeddings, search.database.embeddings
        rows += _scores(about, figures_by_cosine(as_retrieval(search), *both))
    return rows


def epochs_to_nearly_done(history: tuple[tuple[float, float], ...]) -> float:
    """Return after how many epochs the mAP first was at 95 % of the last one."""
    last = history[-1][1]
    return next(epochs for epochs, found in history if found >= NEARLY_DONE * last)


def _rows(run: StudyRun[Settings], trained: Trained, faces: StudyFaces) -> list[Row]:
    about = About(run.row.name, 0, run.seed, SEEN, trained.elapsed_s)
    rows = value_rows(
        about,
        {
            "validation_map@all": trained.history[-1][1],
            "epochs_to_95": epochs_to_nearly_done(trained.history),
            "steps": float(trained.steps),
            "minutes": trained.elapsed_s / 60,
        },
    )
    for number, bits in enumerate(run.settings.net.bits):
        about = About(run.row.name, bits, run.seed, SEEN, trained.elapsed_s)
        rows += value_rows(about, {"centre_distance": float(trained.apart[number])})
    for data, search in _searches(faces).items():
        asked = _asked(run.settings, trained, search)
        rows += _search_rows(run, data, asked)
    return rows


def _search_rows(run: StudyRun[Settings], data: str, asked: Asked) -> list[Row]:
    task = as_retrieval(asked.search)
    about = About(run.row.name, 0, run.seed, data)
    both = asked.queries[0], asked.database[0]
    rows = _scores(about, figures_by_cosine(task, *both))
    for number, bits in enumerate(run.settings.net.bits):
        about = About(run.row.name, bits, run.seed, data)
        queries, database = asked.queries[1][number], asked.database[1][number]
        found = figures_by_code(task, queries >= 0, database >= 0)
        rows += _scores(about, found)
        soft = torch.tanh(torch.from_numpy(database))
        statistics = code_figures(database)
        rows += value_rows(
            about,
            {ERROR: float(quantisation_error(soft))}
            | {name: statistics[name] for name in ("imbalance", "unique_share")},
        )
    return rows


def _scores(about: About, found: Mapping[str, npt.NDArray[np.float64]]) -> list[Row]:
    """State mAP and rank 1 with intervals over queries, codes over orders of ties."""
    tied = found.get("map@all_tied", found["map@all"])
    first = found.get("map@1_tied", found["precision@1"])
    return interval_rows(about, {SCORE: tied, RANK_1: first})


def _asked(settings: Settings, trained: Trained, search: Search) -> Asked:
    queries, database = (
        describe_faces(trained.net, part, settings.net.input_px)
        for part in (search.queries, search.database)
    )
    return Asked(search, queries, database)


def _units(features: Floats32) -> Floats32:
    units: Floats32 = features / np.linalg.norm(features, axis=1, keepdims=True)
    return units


def _searches(faces: StudyFaces) -> dict[str, Search]:
    return {SEEN: faces.seen, UNSEEN: faces.unseen}
