"""Study `distill`: how much of its teacher the small network has learned.

Everything is measured in one run on the photos that were kept out of training.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
import numpy.typing as npt
import torch

from photosearch.spec.preprocess import Pixels
from trainer.data.sources import Photo, stable_share
from trainer.data.split import Part
from trainer.data.store import State, ViewStore
from trainer.data.views import open_photo
from trainer.evaluation.edits import EDITS
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.linear_hash import fit_itq, fit_lsh, fit_pca
from trainer.evaluation.metrics import code_statistics
from trainer.evaluation.picture_hash import (
    colour_histogram,
    dct_hash,
    difference_hash,
)
from trainer.evaluation.protocols import (
    Collection,
    Retrieval,
    bootstrap,
    bootstrap_ratio,
    code_distances,
    cosine_distances,
    original_ranks,
    retrieve,
)
from trainer.evaluation.report import Row, current_commit, device_name
from trainer.nets.photo import PhotoNet
from trainer.recipes.distill_export import STUDENT
from trainer.recipes.distill_lessons import rows_to_learn
from trainer.recipes.distill_measure import batches, describe, device_of
from trainer.recipes.distill_settings import Settings

logger = logging.getLogger(__name__)

Flags = npt.NDArray[np.bool_]
Floats32 = npt.NDArray[np.float32]

TEACHER_ITQ = "teacher ITQ"
ALL = "held-out"
FIT_ROWS = 20_000
STUDENT_FIT_ROWS = 8_000
CALIBRATION_ROWS = 512


@dataclass(frozen=True, slots=True)
class Candidate:
    """A descriptor that is measured.

    Attributes:
        name: Row of the table.
        seed: Seed of what is random in it.
        codes: (n, bits), or None where it is real-valued.
        vectors: (n, d), or None where it is a code.
        seconds: What making it took.
    """

    name: str
    seed: int
    seconds: float
    codes: Flags | None = None
    vectors: Floats32 | None = None

    @property
    def bits(self) -> int:
        """Length of the code, 0 where it is real-valued."""
        return 0 if self.codes is None else self.codes.shape[1]


@dataclass(frozen=True, slots=True)
class Study:
    """What the study found.

    Attributes:
        rows: All values.
        retrievals: Row of the table (first seed) to its result, query by query.
    """

    rows: list[Row]
    retrievals: Mapping[str, Retrieval]


def held_out_collection(store: ViewStore, settings: Settings) -> Collection:
    """Name class and part of each held-out photo that could be read."""
    photos = [store.views[row].photo for row in store.rows(State.DONE)]
    classless = set(settings.evaluation.classless)
    labels = ["" if photo.folder in classless else photo.folder for photo in photos]
    parts = [_part_name(photo, settings) for photo in photos]
    return Collection(np.array(labels), np.array(parts))


def run(
    stores: Mapping[Part, ViewStore], encoder: Encoder, settings: Settings
) -> Study:
    """Measure student, teacher and baselines on the held-out photos."""
    held_out = stores[Part.HELD_OUT]
    collection = held_out_collection(held_out, settings)
    rows: list[Row] = []
    retrievals: dict[str, Retrieval] = {}
    for candidate in _candidates(stores, encoder, settings):
        start = time.perf_counter()
        if candidate.codes is not None:
            distances = code_distances(candidate.codes)
        elif candidate.vectors is not None:
            distances = cosine_distances(candidate.vectors)
        found = retrieve(
            collection, distances, settings.seed, has_ties=candidate.bits > 0
        )
        seconds = candidate.seconds + time.perf_counter() - start
        retrievals.setdefault(candidate.name, found)
        rows += _rows(candidate, found, collection, seconds)
        logger.info("%s: map@all %.4f", candidate.name, found.mean("map@all"))
    rows += _ratio_rows(rows, retrievals, settings)
    rows += copies_rows(stores, encoder, settings)
    return Study(rows, retrievals)


# --- descriptors ---------------------------------------------------------------------


def _candidates(
    stores: Mapping[Part, ViewStore], encoder: Encoder, settings: Settings
) -> Iterator[Candidate]:
    """Make the descriptors one after the other, what is fitted fitted on training."""
    held_out, training = stores[Part.HELD_OUT], stores[Part.TRAINING]
    rows = held_out.rows(State.DONE)
    known = rows_to_learn(stores, settings)[:FIT_ROWS]
    bits, seeds = settings.net.code_bits, settings.evaluation.seeds
    theirs = held_out.features[rows].astype(np.float32)
    learned = training.features[known].astype(np.float32)
    mean = learned.mean(axis=0)
    yield Candidate("teacher cosine", 0, 0.0, vectors=theirs - mean)
    for seed in seeds:
        start = time.perf_counter()
        codes = fit_itq(learned, bits, seed).logits(theirs) >= 0
        yield Candidate(TEACHER_ITQ, seed, time.perf_counter() - start, codes)
    yield Candidate(
        "teacher PCA signs", 0, 0.0, fit_pca(learned, bits).logits(theirs) >= 0
    )
    for seed in seeds:
        codes = fit_lsh(learned, bits, seed).logits(theirs) >= 0
        yield Candidate("teacher LSH", seed, 0.0, codes)
    photos = [held_out.views[row].photo for row in rows]
    start = time.perf_counter()
    mine = encoder.describe(_pixels(photos))
    seconds = time.perf_counter() - start
    yield Candidate(STUDENT, 0, seconds, mine.codes)
    yield Candidate("student embedding", 0, seconds, vectors=mine.embeddings)
    known = known[:STUDENT_FIT_ROWS]
    trained = encoder.describe(training.pixels[row] for row in known).embeddings
    for seed in seeds:
        codes = fit_itq(trained, bits, seed).logits(mine.embeddings) >= 0
        yield Candidate("student embedding ITQ", seed, 0.0, codes)
    squares = [training.pixels[row] for row in known[:CALIBRATION_ROWS]]
    yield from _untrained(held_out, squares, settings)
    yield from _pixel_baselines(photos)


def _untrained(
    held_out: ViewStore, known: Sequence[Pixels], settings: Settings
) -> Iterator[Candidate]:
    """Describe with a network whose weights are random, its norms calibrated."""
    torch.manual_seed(settings.seed)
    net = PhotoNet(settings.net)
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d | torch.nn.BatchNorm1d):
            module.momentum = None  # a plain mean over the calibration pictures
    net.train()
    with torch.no_grad():
        for batch in batches(known, device_of(net)):
            net(batch)
    rows = held_out.rows(State.DONE)
    embeddings, logits = describe(net.eval(), (held_out.pixels[row] for row in rows))
    yield Candidate("untrained code", settings.seed, 0.0, logits.numpy() >= 0)
    yield Candidate(
        "untrained embedding", settings.seed, 0.0, vectors=embeddings.numpy()
    )


def _pixel_baselines(photos: Sequence[Photo]) -> Iterator[Candidate]:
    makers: dict[str, Callable[[Pixels], npt.NDArray[np.generic]]] = {
        "colour histogram": colour_histogram,
        "pHash": dct_hash,
        "dHash": difference_hash,
    }
    for name, make in makers.items():
        start = time.perf_counter()
        made = np.stack([make(pixels) for pixels in _pixels(photos)])
        seconds = time.perf_counter() - start
        if made.dtype == np.bool_:
            yield Candidate(name, 0, seconds, codes=made.astype(bool))
        else:
            yield Candidate(name, 0, seconds, vectors=made.astype(np.float32))


def _pixels(photos: Sequence[Photo]) -> Iterator[Pixels]:
    return (open_photo(photo.file) for photo in photos)


def _part_name(photo: Photo, settings: Settings) -> str:
    if photo.folder in settings.data.split.held_out_folders:
        return f"held-out {PurePosixPath(photo.name).parts[0]} classes"
    return "tenth of the rest"


# --- rows ----------------------------------------------------------------------------


def _rows(
    candidate: Candidate, found: Retrieval, collection: Collection, seconds: float
) -> list[Row]:
    """Turn a result into rows: over all queries, and part by part."""
    device, commit = device_name(), current_commit()

    def row(metric: str, value: float, data: str) -> Row:
        return Row(
            row=candidate.name,
            metric=metric,
            bits=candidate.bits,
            seed=candidate.seed,
            value=value,
            data=data,
            device=device,
            seconds=round(seconds, 2),
            commit=commit,
        )

    rows = [row(name, found.mean(name), ALL) for name in found.figures]
    low, high = bootstrap(found.figures["map@all"], candidate.seed)
    rows += [row("map@all_low", low, ALL), row("map@all_high", high, ALL)]
    parts = collection.parts[found.queries]
    for part in np.unique(parts):
        chosen = parts == part
        rows += [
            row(name, found.mean(name, chosen), str(part)) for name in found.figures
        ]
    if candidate.codes is not None:
        statistics = code_statistics(candidate.codes)
        rows += [
            row("bit_imbalance", statistics.imbalance, ALL),
            row("unique_share", statistics.unique_share, ALL),
            row("bit_correlation", statistics.correlation, ALL),
        ]
    return rows


def _ratio_rows(
    rows: Sequence[Row], retrievals: Mapping[str, Retrieval], settings: Settings
) -> list[Row]:
    """State the student's mAP as a share of the teacher's under ITQ."""
    means = {
        name: np.mean([r.value for r in rows if _is_main(r, name)])
        for name in (STUDENT, TEACHER_ITQ)
    }
    low, high = bootstrap_ratio(
        retrievals[STUDENT].figures["map@all"],
        retrievals[TEACHER_ITQ].figures["map@all"],
        settings.seed,
    )
    values = {
        "share_of_teacher_itq": float(means[STUDENT] / means[TEACHER_ITQ]),
        "share_of_teacher_itq_low": low,
        "share_of_teacher_itq_high": high,
    }
    first = next(row for row in rows if _is_main(row, STUDENT))
    return [_like(first, name, value, ALL) for name, value in values.items()]


def _is_main(row: Row, name: str) -> bool:
    return (row.row, row.metric, row.data) == (name, "map@all", ALL)


def _like(row: Row, metric: str, value: float, data: str) -> Row:
    return Row(
        row=row.row,
        metric=metric,
        bits=row.bits,
        seed=row.seed,
        value=value,
        data=data,
        device=row.device,
        seconds=row.seconds,
        commit=row.commit,
    )


# --- near copies ---------------------------------------------------------------------


def copies_rows(
    stores: Mapping[Part, ViewStore], encoder: Encoder, settings: Settings
) -> list[Row]:
    """Measure how often the original of a changed photo is found first.

    The changed photos are held out; the database is filled up with other photos of the
    divided sources, those that were learned from included.
    """
    options = settings.evaluation
    start = time.perf_counter()
    photos, count = _copies_database(stores, settings)
    database = encoder.describe(_pixels(photos))
    originals = list(range(count))
    rows: list[Row] = []
    for name, edit in EDITS.items():
        changed = encoder.describe(edit(each) for each in _pixels(photos[:count]))
        by_code, re_ranked = original_ranks(
            originals,
            changed.codes,
            changed.embeddings,
            database.codes,
            database.embeddings,
            options.shortlist,
        )
        for row, ranks in ((STUDENT, by_code), ("student code, re-ranked", re_ranked)):
            for metric, most in (("original_first", 1), ("original_in_10", 10)):
                rows.append(
                    Row(
                        row=row,
                        metric=f"{metric}_{name}",
                        bits=database.codes.shape[1],
                        seed=0,
                        value=float((ranks < most).mean()),
                        data=f"copies among {len(photos)}",
                        device=device_name(),
                        seconds=round(time.perf_counter() - start, 2),
                        commit=current_commit(),
                    )
                )
        logger.info("%s: original first %.3f", name, float((re_ranked < 1).mean()))
    return rows


def _copies_database(
    stores: Mapping[Part, ViewStore], settings: Settings
) -> tuple[list[Photo], int]:
    """Choose photos, those first whose changed copies are looked for.

    Returns:
        The photos and the number of those that are changed.
    """
    options, sources = settings.evaluation, set(settings.data.split.sources)
    chosen: dict[str, Photo] = {}
    for part in (Part.HELD_OUT, Part.VALIDATION, Part.TRAINING):
        store = stores[part]
        photos = {
            store.views[r].photo.key: store.views[r].photo
            for r in store.rows(State.DONE)
        }
        members = [photo for photo in photos.values() if photo.source in sources]
        members.sort(key=lambda photo: stable_share(f"copies/{photo.key}"))
        chosen |= {photo.key: photo for photo in members}
    photos_in_order = list(chosen.values())[: options.copies_database]
    held_out = sum(
        settings.data.split.part_of(photo) is Part.HELD_OUT for photo in photos_in_order
    )
    return photos_in_order, min(options.copies_queries, held_out)
