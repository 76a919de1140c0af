"""Study `deep_retrieval`: what each step brings, and search for parts as in use.

Made instances that no recipe has seen are searched for by the object cut out of another
view; the photos of `same_object` look for their like. Letters in shapes: q queries, n
pictures of the database, c channels, m side of a map, d numbers of a descriptor.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from photosearch.spec.codes import Codes, pack
from photosearch.spec.preprocess import Pixels
from photosearch.spec.regions import Box
from trainer.data.same_object import SameObject, list_same_object
from trainer.data.views import open_photo
from trainer.evaluation.encoder import Described, Encoder
from trainer.evaluation.expansion import alpha_expanded, augmented
from trainer.evaluation.instances import (
    InstanceTask,
    cut_box,
    instance_task,
    search_instances,
)
from trainer.evaluation.linear_hash import fit_itq
from trainer.evaluation.metrics import Floats
from trainer.evaluation.nearest import (
    Distances,
    Floats32,
    packed_distances,
    vector_distances,
)
from trainer.evaluation.picture_hash import colour_histogram, dct_hash
from trainer.evaluation.report import Row
from trainer.evaluation.rows import Measured, interval_rows, ratio_rows
from trainer.evaluation.same_object import find_same_object
from trainer.nets.photo import PhotoNet
from trainer.nets.proposals import ProposalNet, propose
from trainer.nets.regions import Pooling, Whitening, joined, region_vectors
from trainer.recipes.deep_retrieval import PICTURES_FOLDER, WHOLE, Run, Stages, train
from trainer.recipes.deep_retrieval_data import Pictures, prepare
from trainer.recipes.deep_retrieval_features import (
    Pyramid,
    part_vectors,
    picture_vectors,
)
from trainer.recipes.deep_retrieval_settings import Settings

logger = logging.getLogger(__name__)

INSTANCES = "made instances"
SAME_OBJECT = "same_object"
FIT_PICTURES = 3000
"""Training pictures that rotations of codes are fitted on."""

WHOLE_BY_CODE = "whole picture, code"
REGIONS_BY_CODE = "regions, code"
PHASH_BITS = 64

Describe = Callable[[Pyramid, bool], Tensor]
"""From maps of k pictures, or of k parts where it says so, to unit vectors (k, d)."""


@dataclass(frozen=True, slots=True)
class Exam:
    """The pictures that measure, and those that rotations are fitted on.

    Attributes:
        task: Which made pictures ask and which are searched.
        queries: Objects cut out of the asking pictures.
        asking: The asking pictures themselves.
        database: What is searched.
        objects: Photos of `same_object`.
        known: Training pictures.
    """

    task: InstanceTask
    queries: Sequence[Pixels]
    asking: Sequence[Pixels]
    database: Sequence[Pixels]
    objects: SameObject
    known: Sequence[Pixels]

    def object_photos(self) -> Iterator[Pixels]:
        """Read the photos of `same_object`."""
        return (open_photo(photo.file) for photo in self.objects.photos)


@dataclass(frozen=True, slots=True)
class Descriptors:
    """One row's descriptors of all pictures, float32 (k, d), unit length."""

    queries: Floats32
    database: Floats32
    objects: Floats32
    known: Floats32


@dataclass(frozen=True, slots=True)
class Maps:
    """Feature maps of all pictures, in half precision."""

    queries: Pyramid
    database: Pyramid
    objects: Pyramid
    known: Pyramid

    def described(self, describe: Describe) -> Descriptors:
        """Describe everything alike."""
        pictures = (self.database, self.objects, self.known)
        return Descriptors(
            _in_batches(self.queries, describe, is_part=True),
            *(_in_batches(part, describe, is_part=False) for part in pictures),
        )


def run(settings: Settings, encoder: Encoder) -> list[Row]:
    """Measure every step of a finished run, and a model file.

    Raises:
        TrainerError: Data are missing, or a stage was trained with other settings.
    """
    pictures = prepare(settings.data, settings.seed, settings.out / PICTURES_FOLDER)
    stages = train(settings)
    exam = make_exam(settings, pictures)
    rows = model_rows(exam, encoder, settings) + baseline_rows(exam, settings)
    before: Floats | None = None
    for name, descriptors, seconds in _steps(exam, settings, pictures, stages):
        made, before = _step_rows(name, descriptors, exam, settings, before, seconds)
        rows += made
    return rows


def make_exam(settings: Settings, pictures: Pictures) -> Exam:
    """Choose what asks and what is searched."""
    test, distractors = pictures.test, pictures.distractors
    task = instance_task(test.instances, len(distractors.pixels))
    asking = [np.asarray(test.pixels[row]) for row in task.query_rows]
    return Exam(
        task=task,
        queries=[
            cut_box(picture, test.boxes[row])
            for picture, row in zip(asking, task.query_rows, strict=True)
        ],
        asking=asking,
        database=[*test.pixels[task.database_rows], *distractors.pixels],
        objects=list_same_object(
            settings.evaluation.same_object,
            settings.data.root,
            settings.out / PICTURES_FOLDER / "unpacked",
        ),
        known=list(pictures.training.pixels[:FIT_PICTURES]),
    )


# --- the steps -----------------------------------------------------------------------


def _steps(
    exam: Exam, settings: Settings, pictures: Pictures, stages: Stages
) -> Iterator[tuple[str, Descriptors, float]]:
    """Describe everything as each row of the table does."""
    run = Run(settings, pictures, None)
    options, regions = settings.evaluation, settings.regions
    start = time.perf_counter()

    def step(name: str, descriptors: Descriptors) -> tuple[str, Descriptors, float]:
        return name, descriptors, time.perf_counter() - start

    maps = _maps(run, exam, stages.trunk)
    yield step("MAC", maps.described(_whole(settings, Pooling.MAX)))
    yield step("GeM", maps.described(_whole(settings, Pooling.GEM)))
    yield step("last stage only, R-MAC", maps.described(_last_only(settings)))
    yield step("R-MAC", maps.described(_grid(settings, _unit)))
    whitening = run.started_whitening(stages.trunk)
    yield step("+ PCA whitening", maps.described(_grid(settings, whitening)))
    maps = _maps(run, exam, stages.classified)
    whitening = run.started_whitening(stages.classified)
    yield step("+ classification", maps.described(_grid(settings, whitening)))
    maps = _maps(run, exam, stages.triplets)
    whitening = run.started_whitening(stages.triplets)
    yield step("+ triplets", maps.described(_grid(settings, whitening)))
    trained = _grid(settings, stages.whitened)
    whitened = maps.described(trained)
    yield step("+ trained whitening", whitened)
    proposed = _proposed(settings, stages.proposals, stages.whitened)
    yield step("+ proposals", maps.described(proposed))
    several = _mean_of(
        [
            whitened
            if px == regions.input_px
            else _maps(run, exam, stages.triplets, px).described(trained)
            for px in options.scales
        ]
    )
    yield step("trained whitening + several scales", several)
    expanded = replace(
        several,
        queries=alpha_expanded(
            several.queries, several.database, options.expansion, options.alpha
        ),
    )
    yield step("+ query expansion", expanded)
    database = augmented(several.database, options.augmentation)
    joined_up = replace(
        several,
        queries=alpha_expanded(
            several.queries, database, options.expansion, options.alpha
        ),
        database=database,
    )
    yield step("+ database augmentation", joined_up)


def _maps(run: Run, exam: Exam, trunk: PhotoNet, px: int = 0) -> Maps:
    eye = run.eye(trunk)
    if px:
        eye = replace(eye, regions=replace(eye.regions, input_px=px))
    parts: Iterable[Iterable[Pixels]] = (
        eye.parts(exam.queries),
        eye.pictures(exam.database),
        eye.pictures(exam.object_photos()),
        eye.pictures(exam.known),
    )
    return Maps(*(_kept(eye.pyramids(part)) for part in parts))


def _kept(pyramids: Iterable[Pyramid]) -> Pyramid:
    halves = [(fine.half(), last.half()) for fine, last in pyramids]
    return torch.cat([fine for fine, _ in halves]), torch.cat(
        [last for _, last in halves]
    )


def _whole(settings: Settings, pooling: Pooling) -> Describe:
    """Describe pictures by one region, the whole."""
    whole = replace(settings.regions, pooling=pooling)

    def describe(pyramid: Pyramid, is_part: bool) -> Tensor:
        if is_part:
            return joined(part_vectors(pyramid, whole))
        return joined(region_vectors(pyramid, [WHOLE], pooling))

    return describe


def _grid(settings: Settings, whitening: Callable[[Tensor], Tensor]) -> Describe:
    """Describe pictures by the sum of their regions, R-MAC."""

    def describe(pyramid: Pyramid, is_part: bool) -> Tensor:
        vectors = part_vectors if is_part else picture_vectors
        return joined(whitening(vectors(pyramid, settings.regions)))

    return describe


def _last_only(settings: Settings) -> Describe:
    """Describe pictures by the regions of the last stage's maps alone."""
    grid = _grid(settings, _unit)
    return lambda pyramid, is_part: grid((pyramid[1], pyramid[1]), is_part)


def _unit(regions: Tensor) -> Tensor:
    return functional.normalize(regions, dim=-1)


def _proposed(settings: Settings, net: ProposalNet, whitening: Whitening) -> Describe:
    """Describe pictures by proposed boxes and the whole, in the place of the grid."""
    pooling = settings.regions.pooling

    def describe(pyramid: Pyramid, is_part: bool) -> Tensor:
        if is_part:
            return joined(whitening(part_vectors(pyramid, settings.regions)))
        fine, last = pyramid
        described = []
        proposals = propose(net, fine, settings.evaluation.proposals)
        for place, corners in enumerate(proposals):
            boxes = [WHOLE, *(_box(corner) for corner in corners.tolist())]
            one = (fine[place : place + 1], last[place : place + 1])
            described.append(joined(whitening(region_vectors(one, boxes, pooling))))
        return torch.cat(described)

    return describe


def _box(corners: Sequence[float]) -> Box:
    left, top, right, bottom = corners
    return Box(left, top, max(right - left, 1e-3), max(bottom - top, 1e-3))


@torch.no_grad()
def _in_batches(pyramid: Pyramid, describe: Describe, *, is_part: bool) -> Floats32:
    parts = max(1, len(pyramid[0]) // 256)
    batches = zip(*(torch.tensor_split(maps, parts) for maps in pyramid), strict=True)
    return np.concatenate(
        [
            describe((fine.float(), last.float()), is_part).numpy()
            for fine, last in batches
        ]
    )


def _mean_of(several: Sequence[Descriptors]) -> Descriptors:
    def mean(parts: Iterable[Floats32]) -> Floats32:
        total: Floats32 = np.sum(list(parts), axis=0)
        total /= np.linalg.norm(total, axis=1, keepdims=True)
        return total

    return Descriptors(
        mean(each.queries for each in several),
        mean(each.database for each in several),
        mean(each.objects for each in several),
        mean(each.known for each in several),
    )


def _step_rows(
    name: str,
    descriptors: Descriptors,
    exam: Exam,
    settings: Settings,
    before: Floats | None,
    seconds: float,
) -> tuple[list[Row], Floats]:
    """Measure a row as floats and as codes, beside the row before."""
    bits = settings.regions.width
    itq = fit_itq(descriptors.known, bits, settings.seed)
    asked, searched, alike = (
        pack(itq.logits(each))
        for each in (descriptors.queries, descriptors.database, descriptors.objects)
    )
    searches = {
        0: (
            vector_distances(descriptors.queries, descriptors.database),
            vector_distances(descriptors.objects, descriptors.objects),
        ),
        bits: (packed_distances(asked, searched), packed_distances(alike, alike)),
    }
    rows: list[Row] = []
    found: Floats = np.zeros(0)
    for length, (far, far_alike) in searches.items():
        figures = _found(exam, far, settings, has_ties=length > 0)
        about = Measured(name, length, settings.seed, INSTANCES, seconds)
        rows += interval_rows(about, figures)
        if not length:
            found = figures["map@all"]
            if before is not None:
                rows += ratio_rows(about, "map@all_over_before", found, before)
        about = replace(about, data=SAME_OBJECT)
        figures = _alike(exam, far_alike, settings, has_ties=length > 0)
        rows += interval_rows(about, figures)
    logger.info("%s: map@all %.4f", name, found.mean())
    return rows, found


# --- the model file, and what needs no network ---------------------------------------


def model_rows(exam: Exam, encoder: Encoder, settings: Settings) -> list[Row]:
    """Search as the program does: by whole pictures and, if it can, by regions."""
    start = time.perf_counter()
    queries, asking, database = (
        encoder.describe(each) for each in (exam.queries, exam.asking, exam.database)
    )
    objects = encoder.describe(exam.object_photos())
    seconds = time.perf_counter() - start
    bits = encoder.spec.code_bits
    whole = packed_distances(_packed(queries), _packed(database))
    searches: dict[str, tuple[int, Distances]] = {
        WHOLE_BY_CODE: (bits, whole),
        "whole picture, embedding": (
            0,
            vector_distances(queries.embeddings, database.embeddings),
        ),
        "whole picture by whole picture, code": (
            bits,
            packed_distances(_packed(asking), _packed(database)),
        ),
        "whole picture by whole picture, embedding": (
            0,
            vector_distances(asking.embeddings, database.embeddings),
        ),
    }
    if encoder.spec.region_levels:
        parts = encoder.describe_parts(exam.queries)
        searches["one region, the whole picture, code"] = (
            bits,
            packed_distances(parts, database.regions[:, 0]),
        )
        searches[REGIONS_BY_CODE] = (bits, packed_distances(parts, database.regions))
    rows: list[Row] = []
    first: Mapping[str, Floats] = {}
    for name, (length, far) in searches.items():
        figures = _found(exam, far, settings, has_ties=length > 0)
        first = {**first, name: figures["first"]}
        about = Measured(named(encoder.spec.name, name), length, 0, INSTANCES, seconds)
        rows += interval_rows(about, figures)
        if name == REGIONS_BY_CODE:
            best = max(list(first.values())[:-1], key=lambda each: each.mean())
            rows += ratio_rows(about, "first_over_whole", figures["first"], best)
    alike = {
        WHOLE_BY_CODE: (bits, packed_distances(_packed(objects), _packed(objects))),
        "whole picture, embedding": (
            0,
            vector_distances(objects.embeddings, objects.embeddings),
        ),
    }
    for name, (length, far) in alike.items():
        about = Measured(
            named(encoder.spec.name, name), length, 0, SAME_OBJECT, seconds
        )
        rows += interval_rows(about, _alike(exam, far, settings, has_ties=length > 0))
    return rows


def baseline_rows(exam: Exam, settings: Settings) -> list[Row]:
    """Measure what other programs compare photos by."""
    rows: list[Row] = []
    for name, (bits, nearest) in {
        "colour histogram": (0, _by_colours),
        "pHash": (PHASH_BITS, _by_phash),
    }.items():
        far = nearest(exam.queries, exam.database)
        about = Measured(name, bits, 0, INSTANCES)
        rows += interval_rows(about, _found(exam, far, settings, has_ties=bits > 0))
        photos = list(exam.object_photos())
        far = nearest(photos, photos)
        about = replace(about, data=SAME_OBJECT)
        rows += interval_rows(about, _alike(exam, far, settings, has_ties=bits > 0))
    return rows


def _by_colours(queries: Sequence[Pixels], database: Sequence[Pixels]) -> Distances:
    asked, searched = (
        np.stack([colour_histogram(each) for each in part]).astype(np.float32)
        for part in (queries, database)
    )
    return vector_distances(asked, searched)


def _by_phash(queries: Sequence[Pixels], database: Sequence[Pixels]) -> Distances:
    asked, searched = (
        np.packbits(np.stack([dct_hash(each) for each in part]), axis=1)
        for part in (queries, database)
    )
    return packed_distances(asked, searched)


def _found(
    exam: Exam, far: Distances, settings: Settings, *, has_ties: bool
) -> Mapping[str, Floats]:
    return search_instances(exam.task, far, settings.seed, has_ties=has_ties)


def _alike(
    exam: Exam, far: Distances, settings: Settings, *, has_ties: bool
) -> Mapping[str, Floats]:
    return find_same_object(exam.objects.objects, far, settings.seed, has_ties=has_ties)


def _packed(described: Described) -> Codes:
    return np.packbits(described.codes, axis=1)


def named(model: str, search: str) -> str:
    """Return the row of a search with a model file."""
    return f"{model}: {search}"
