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
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from photosearch.spec.codes import Codes, pack
from photosearch.spec.preprocess import Pixels
from photosearch.spec.regions import Box
from trainer.data.same_object import SameObject, list_same_object
from trainer.data.views import open_photo
from trainer.evaluation.encoder import Described, Encoder
from trainer.evaluation.expansion import alpha_expanded, augmented, average_expanded
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
    region_sum_distances,
    vector_distances,
)
from trainer.evaluation.picture_hash import colour_histogram, dct_hash
from trainer.evaluation.report import Row
from trainer.evaluation.rows import Measured, interval_rows, ratio_rows
from trainer.evaluation.same_object import find_same_object
from trainer.evaluation.whitening import fit_learned_whitening
from trainer.nets.photo import PhotoNet
from trainer.nets.proposals import ProposalNet, propose
from trainer.nets.regions import Pooling, RegionHead, joined, pool_boxes
from trainer.recipes.deep_retrieval import PICTURES_FOLDER, Run, Stages, train
from trainer.recipes.deep_retrieval_data import Pictures, prepare
from trainer.recipes.deep_retrieval_features import WHOLE, grid, part
from trainer.recipes.deep_retrieval_settings import Settings
from trainer.recipes.landmark_study import landmark_rows

logger = logging.getLogger(__name__)

INSTANCES = "made instances"
SAME_OBJECT = "same_object"
FIT_PICTURES = 3000
"""Training pictures that rotations of codes are fitted on."""

WHOLE_BY_CODE = "whole picture, code"
REGIONS_BY_CODE = "regions, code"
BEST_REGION = ", best region"
BEFORE = "map@all_over_before"
PHASH_BITS = 64

Objects = npt.NDArray[np.int64]

Describe = Callable[[Tensor, Sequence[Box]], Tensor]
"""From maps (k, c, m, m) and the boxes of a picture to unit vectors (k, d)."""


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
        known_objects: What each of them shows.
    """

    task: InstanceTask
    queries: Sequence[Pixels]
    asking: Sequence[Pixels]
    database: Sequence[Pixels]
    objects: SameObject
    known: Sequence[Pixels]
    known_objects: Objects

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

    def searches(self, bits: int, seed: int) -> dict[int, Distances]:
        """Return distances by floats (0 bits) and by codes."""
        itq = fit_itq(self.known, bits, seed)
        asked, searched = (
            pack(itq.logits(each)) for each in (self.queries, self.database)
        )
        return {
            0: vector_distances(self.queries, self.database),
            bits: packed_distances(asked, searched),
        }

    def alike(self, bits: int, seed: int) -> dict[int, Distances]:
        """Return the same between the photos of `same_object`."""
        codes = pack(fit_itq(self.known, bits, seed).logits(self.objects))
        return {
            0: vector_distances(self.objects, self.objects),
            bits: packed_distances(codes, codes),
        }


@dataclass(frozen=True, slots=True)
class Regions:
    """One row's descriptors of parts (q, d) and of pictures, region by region."""

    queries: Floats32
    database: Floats32

    def searches(self) -> dict[int, Distances]:
        """Return distances to the nearest region by floats (0 bits) and by signs."""
        asked = np.packbits(self.queries >= 0, axis=-1)
        searched = np.packbits(self.database >= 0, axis=-1)
        return {
            0: vector_distances(self.queries, self.database),
            self.queries.shape[1]: packed_distances(asked, searched),
        }


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table.

    Attributes:
        name: What it is called.
        described: All pictures as it describes them.
        before: Name of the row that it builds on; empty where there is none.
        needs_database: Whether it is nothing where the queries are the database.
    """

    name: str
    described: Descriptors | Regions
    before: str = ""
    needs_database: bool = False


@dataclass(frozen=True, slots=True)
class Maps:
    """Feature maps (k, c, m, m) of all pictures, in half precision."""

    queries: Tensor
    database: Tensor
    objects: Tensor
    known: Tensor

    def described(self, describe: Describe, settings: Settings) -> Descriptors:
        """Describe parts by their region, pictures by the grid."""
        squares = grid(settings.regions)
        return Descriptors(
            _in_batches(self.queries, describe, part(settings.regions)),
            _in_batches(self.database, describe, squares),
            _in_batches(self.objects, describe, squares),
            _in_batches(self.known, describe, squares),
        )

    def by_regions(self, head: RegionHead, settings: Settings) -> Regions:
        """Describe parts by their region, pictures by each region of the grid."""
        squares, square = grid(settings.regions), part(settings.regions)
        return Regions(
            _in_batches(self.queries, head.raw, square)[:, 0],
            _in_batches(self.database, head.raw, squares),
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
    cache = settings.out / PICTURES_FOLDER / "unpacked"
    for landmarks in settings.evaluation.landmarks:
        rows += landmark_rows(
            landmarks, encoder, settings.data.root, cache, settings.seed
        )
    table = _Table(exam, settings)
    for step in _steps(exam, settings, pictures, stages):
        table.add(step)
    return rows + table.rows


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
        known_objects=np.array(pictures.training.instances[:FIT_PICTURES], np.int64),
    )


# --- the steps -----------------------------------------------------------------------


def _steps(
    exam: Exam, settings: Settings, pictures: Pictures, stages: Stages
) -> Iterator[Step]:
    """Describe everything as each row of the table does."""
    run = Run(settings, pictures, None)
    options, regions = settings.evaluation, settings.regions

    def described(maps: Maps, describe: Describe) -> Descriptors:
        return maps.described(describe, settings)

    def by_regions(maps: Maps, head: RegionHead) -> Regions:
        return maps.by_regions(head, settings)

    last = _maps(run, exam, stages.trunk, look=PhotoNet.maps)
    yield Step("last stage, MAC", described(last, _whole(Pooling.MAX)))
    yield Step(
        "last stage, R-MAC", described(last, _grid(Pooling.MAX)), "last stage, MAC"
    )
    maps = _maps(run, exam, stages.trunk)
    yield Step("MAC", described(maps, _whole(Pooling.MAX)), "last stage, MAC")
    yield Step("GeM", described(maps, _whole(Pooling.GEM)), "MAC")
    yield Step("R-MAC", described(maps, _grid(Pooling.MAX)), "MAC")
    means = described(maps, _grid(regions.pooling))
    yield Step("regional means", means, "R-MAC")
    learned = _with_learned_whitening(means, exam.known_objects)
    yield Step("regional means, learned whitening", learned, "regional means")
    head = run.whitening(stages.trunk)
    pca = "+ PCA whitening"
    yield Step(pca, described(maps, _whitened(head)), "regional means")
    yield Step(pca + BEST_REGION, by_regions(maps, head))
    yield Step("shipped head", described(maps, _whitened(stages.parts)), pca)
    yield Step(
        f"shipped head{BEST_REGION}", by_regions(maps, stages.parts), pca + BEST_REGION
    )
    maps = _maps(run, exam, stages.classified)
    head = run.whitening(stages.classified)
    yield Step("+ classification", described(maps, _whitened(head)), pca)
    maps = _maps(run, exam, stages.triplets)
    head = run.whitening(stages.triplets)
    triplets = "+ triplets"
    yield Step(triplets, described(maps, _whitened(head)), "+ classification")
    yield Step(triplets + BEST_REGION, by_regions(maps, head), pca + BEST_REGION)
    trained = _whitened(stages.whitened)
    whitened, whitening = described(maps, trained), "+ trained whitening"
    yield Step(whitening, whitened, triplets)
    yield Step(
        whitening + BEST_REGION,
        by_regions(maps, stages.whitened),
        triplets + BEST_REGION,
    )
    proposed = _proposed(settings, stages.proposals, trained)
    yield Step("+ proposals", described(maps, proposed), whitening)
    several = _mean_of(
        [
            whitened
            if px == regions.input_px
            else described(_maps(run, exam, stages.triplets, px), trained)
            for px in options.scales
        ]
    )
    scales = "+ several scales (grid)"
    yield Step(scales, several, whitening)
    count, alpha = options.expansion, options.alpha
    queries = average_expanded(several.queries, several.database, count)
    average = replace(several, queries=queries)
    yield Step("+ average query expansion", average, scales, needs_database=True)
    queries = alpha_expanded(several.queries, several.database, count, alpha)
    expansion = "+ query expansion"
    yield Step(
        expansion, replace(several, queries=queries), scales, needs_database=True
    )
    database = augmented(several.database, options.augmentation)
    queries = alpha_expanded(several.queries, database, count, alpha)
    both = replace(several, queries=queries, database=database)
    yield Step("+ database augmentation", both, expansion, needs_database=True)


def _maps(
    run: Run,
    exam: Exam,
    trunk: PhotoNet,
    px: int = 0,
    look: Callable[[PhotoNet, Tensor], Tensor] = PhotoNet.fine_maps,
) -> Maps:
    eye = replace(run.eye(trunk), look=look)
    if px:
        eye = replace(eye, regions=replace(eye.regions, input_px=px))
    return Maps(
        eye.kept(eye.parts(exam.queries)),
        eye.kept(eye.pictures(exam.database)),
        eye.kept(eye.pictures(exam.object_photos())),
        eye.kept(eye.pictures(exam.known)),
    )


def _whole(pooling: Pooling) -> Describe:
    """Describe pictures by one region: all of it, or where a part is shown."""

    def describe(maps: Tensor, boxes: Sequence[Box]) -> Tensor:
        return joined(_unit(pool_boxes(maps, boxes[:1], pooling)))

    return describe


def _grid(pooling: Pooling) -> Describe:
    """Describe pictures by the sum of their regions, R-MAC where it is the maximum."""

    def describe(maps: Tensor, boxes: Sequence[Box]) -> Tensor:
        return joined(_unit(pool_boxes(maps, boxes, pooling)))

    return describe


def _whitened(head: RegionHead) -> Describe:
    """Describe pictures by the sum of their whitened regions."""

    def describe(maps: Tensor, boxes: Sequence[Box]) -> Tensor:
        return joined(head(maps, boxes))

    return describe


def _with_learned_whitening(descriptors: Descriptors, objects: Objects) -> Descriptors:
    """Whiten one descriptor of each picture by pairs that show the same object."""
    first = np.flatnonzero(objects[:-1] == objects[1:])
    width = descriptors.known.shape[1]
    white = fit_learned_whitening(descriptors.known, first, first + 1, width)
    return Descriptors(
        white.apply(descriptors.queries),
        white.apply(descriptors.database),
        white.apply(descriptors.objects),
        white.apply(descriptors.known),
    )


def _unit(regions: Tensor) -> Tensor:
    return functional.normalize(regions, dim=-1)


def _proposed(settings: Settings, net: ProposalNet, trained: Describe) -> Describe:
    """Describe pictures by proposed boxes and the whole, in the place of the grid."""

    def describe(maps: Tensor, boxes: Sequence[Box]) -> Tensor:
        if len(boxes) == 1:  # a part alone
            return trained(maps, boxes)
        proposals = propose(net, maps, settings.evaluation.proposals)
        return torch.cat(
            [
                trained(maps[place : place + 1], [WHOLE, *map(_box, corners.tolist())])
                for place, corners in enumerate(proposals)
            ]
        )

    return describe


def _box(corners: Sequence[float]) -> Box:
    left, top, right, bottom = corners
    return Box(left, top, max(right - left, 1e-3), max(bottom - top, 1e-3))


@torch.no_grad()
def _in_batches(maps: Tensor, describe: Describe, boxes: Sequence[Box]) -> Floats32:
    parts = torch.tensor_split(maps, max(1, len(maps) // 256))
    return np.concatenate([describe(each.float(), boxes).numpy() for each in parts])


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


class _Table:
    """Measures rows one after the other, each beside what it builds on."""

    def __init__(self, exam: Exam, settings: Settings) -> None:
        self.rows: list[Row] = []
        self._exam = exam
        self._settings = settings
        self._found: dict[str, Floats] = {}

    def add(self, step: Step) -> None:
        """Measure a row as floats and as codes."""
        start = time.perf_counter()
        name, described = step.name, step.described
        if isinstance(described, Regions):
            searches = described.searches()
        else:
            width = min(self._settings.regions.width, described.known.shape[1])
            searches = described.searches(width, self._settings.seed)
            if not step.needs_database:
                self._add_objects(name, described, width)
        for bits, far in searches.items():
            figures = _found(self._exam, far, self._settings, has_ties=bits > 0)
            seconds = time.perf_counter() - start
            about = Measured(name, bits, self._settings.seed, INSTANCES, seconds)
            self.rows += interval_rows(about, figures)
            if not bits:
                self._compare(about, step.before, figures["map@all"])

    def _compare(self, about: Measured, before: str, found: Floats) -> None:
        """State how much better a row is than the one that it builds on."""
        logger.info("%s: map@all %.4f", about.row, found.mean())
        self._found[about.row] = found
        if before:
            self.rows += ratio_rows(about, BEFORE, found, self._found[before])

    def _add_objects(self, name: str, described: Descriptors, width: int) -> None:
        for bits, far in described.alike(width, self._settings.seed).items():
            about = Measured(name, bits, self._settings.seed, SAME_OBJECT)
            figures = _alike(self._exam, far, self._settings, has_ties=bits > 0)
            self.rows += interval_rows(about, figures)


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
    alike: dict[str, tuple[int, Distances]] = {
        WHOLE_BY_CODE: (bits, packed_distances(_packed(objects), _packed(objects))),
        "whole picture, embedding": (
            0,
            vector_distances(objects.embeddings, objects.embeddings),
        ),
    }
    if encoder.spec.region_levels:
        far = region_sum_distances(objects.regions, objects.regions)
        length = bits * encoder.spec.region_count
        alike["every region by its nearest, code"] = (length, far)
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
