"""Study `face_hash_study`: what each part of the face hashing method brings.

Trains the rows of the recipe that are not trained yet and measures all of them; what
was measured is kept beside its run, so that the study can be stopped at any time.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import TrainingError
from trainer.evaluation.kept_rows import kept_rows
from trainer.evaluation.report import Row
from trainer.following import Follower
from trainer.recipes.face_hash_study_data import StudyFaces, finder, load_faces
from trainer.recipes.face_hash_study_gan import gan_rows
from trainer.recipes.face_hash_study_measure import (
    measured_rows,
    pair_figures,
    teacher_rows,
)
from trainer.recipes.face_hash_study_settings import Settings
from trainer.recipes.face_hash_study_train import Trained, read_trained, train
from trainer.recipes.face_pairs import PairedFaces, load_paired_faces
from trainer.recipes.study_runs import StudyRow, StudyRun, measure_trained, plan_runs
from trainer.run_folder import alone_in

logger = logging.getLogger(__name__)

Run = StudyRun[Settings]
History = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many faces and people each side of the study has."""

    learned: int
    people: int
    seen_queries: int
    unseen: int
    unseen_people: int
    unseen_queries: int


@dataclass(frozen=True, slots=True)
class Study:
    """What the study found.

    Attributes:
        runs: All runs of the recipe, trained or not.
        missing: Name and seed of a run that was not measured, and why.
        rows: All values.
        histories: Folder of a run to epochs and validation mAP.
        counts: Of the faces.
        material: Folder of what all runs share.
    """

    runs: Sequence[Run]
    missing: Mapping[tuple[str, int], str]
    rows: Sequence[Row]
    histories: Mapping[Path, History]
    counts: Counts
    material: Path


def run(
    recipe: Path, overrides: Sequence[str], settings: Settings, follower: Follower
) -> Study:
    """Train what is missing and measure everything.

    Args:
        recipe: The recipe file.
        overrides: `key=value` pairs.
        settings: What both together say.
        follower: May stop the wait for another study in the same folder.

    Raises:
        TrainerError: The recipe or the photos are wrong, or a folder cannot be written.
    """
    with alone_in(settings.out, follower):
        runs = plan_runs(recipe, overrides, settings)
        first = runs[0].settings
        faces = load_faces(first)
        failed = _train_missing(runs) if settings.study.parallel else {}
        material = first.material
        rows = kept_rows(material / "teacher", "1", lambda _: teacher_rows(faces))
        rows += gan_rows(first, faces.learned)
        paired = _paired(first) if first.data.lfw else None
        judged = judged_row(runs)
        histories: dict[Path, History] = {}

        def measure(each: Run) -> None:
            trained = _trained(each)
            rows.extend(measured_rows(each, trained, faces))
            if paired and judged and each.row.name == judged.name:
                rows.extend(pair_figures(each, trained, faces, paired))
            histories[each.settings.out] = trained.history

        missing = measure_trained(runs, failed, measure)
    return Study(runs, missing, rows, histories, _counts(faces), material)


def _train_missing(runs: Sequence[Run]) -> dict[Path, str]:
    """Train what is not trained yet, one after the other, here.

    A run is so short that a process of its own would take a good part of its time.
    Every row has one run before any has two, so that a stopped study says most.

    Returns:
        Folder of each run that failed, and why.
    """
    failed: dict[Path, str] = {}
    in_turns = sorted(runs, key=lambda each: each.row.seeds.index(each.seed))
    missing = {each.settings.out: each for each in in_turns if not each.is_trained}
    for number, (folder, each) in enumerate(missing.items()):
        logger.info("training %s, %d of %d", folder.name, number + 1, len(missing))
        try:
            train(each.settings)
        except TrainingError as error:
            failed[folder] = str(error)
            logger.warning("%s failed: %s", folder.name, error)
    return failed


def judged_row(runs: Sequence[Run]) -> StudyRow | None:
    """Return the first row that learns from pixels: the one that LFW is asked."""
    rows = (each.row for each in runs if not each.settings.data.described)
    return next(rows, None)


def _paired(settings: Settings) -> PairedFaces:
    return load_paired_faces(
        settings.data.lfw,
        settings.data.root,
        settings.material,
        finder(settings),
        settings.net.input_px,
    )


def _trained(run: Run) -> Trained:
    trained = read_trained(run.settings)
    assert trained is not None  # only runs that are trained are measured
    return trained


def _counts(faces: StudyFaces) -> Counts:
    unseen = faces.unseen
    return Counts(
        learned=len(faces.learned),
        people=len(set(faces.learned.people.tolist())),
        seen_queries=len(faces.seen.queries),
        unseen=len(unseen.queries) + len(unseen.database),
        unseen_people=len(set(unseen.database.people.tolist())),
        unseen_queries=len(unseen.queries),
    )
