"""What the face model is worth: pairs of LFW, people of CelebA, speed.

LFW chooses nothing: thresholds come from nine of its ten folds, everything else was
settled before. The teacher runs beside the model over the same aligned faces.
Letters in shapes: n faces, d numbers, b bits.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.spec.align import FACE_PX, TEMPLATE, align_face
from photosearch.spec.face_boxes import FacesFound
from photosearch.spec.face_canvas import FACES_NAME
from photosearch.spec.model import INPUT_NAME, ModelKind, ModelSpec, SpecError
from photosearch.spec.preprocess import Pixels
from trainer.data.faces import Find
from trainer.data.faces_lfw import FacePairs, load_pairs
from trainer.data.faces_views import FaceTeacher, MakeTeacher
from trainer.data.sources import stable_share
from trainer.data.split import Part
from trainer.data.views import open_photo
from trainer.errors import DataError
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.face_agreement import find_faces
from trainer.evaluation.face_retrieval import search_people
from trainer.evaluation.report import Row, current_commit, device_name
from trainer.evaluation.verification import (
    MATCH_RATES,
    all_pairs,
    rates_at,
    signs_of,
    verify,
)
from trainer.nets.face_teacher import open_teacher
from trainer.nets.yunet import YuNet
from trainer.recipes.face_hash_data import (
    PACKS_FOLDER,
    KnownFaces,
    known_faces,
    open_all,
    teacher_of,
)
from trainer.recipes.face_hash_settings import Settings

logger = logging.getLogger(__name__)

LFW = "LFW"
UNSEEN = "CelebA, people never seen"
SEEN = "CelebA, people learned from"
SPEED = "speed"
EMBEDDING = "face model, embedding"
CODE = "face model, code"
HALF = "face model, first half of the code"
TEACHER = "teacher"
_SPEED_BATCH = 16
_SPEED_FACES = 320

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Description:
    """One way of describing the same faces.

    Attributes:
        name: As reports call it.
        bits: Length of a code, 0 for numbers.
        vectors: (n, d), the larger an inner product the more alike.
    """

    name: str
    bits: int
    vectors: Vectors


def run(
    settings: Settings,
    model: Path,
    finders: dict[str, Find] | None = None,
    make_teacher: MakeTeacher | None = None,
) -> list[Row]:
    """Measure a model file.

    Args:
        settings: The recipe.
        model: The file.
        finders: Detectors by name, those of the recipe if None.
        make_teacher: Makes another teacher than the recipe's.

    Raises:
        DataError: Data are missing.
    """
    encoder = Encoder(model)
    if encoder.spec.kind is not ModelKind.FACE:
        raise DataError(f"{model} does not describe faces")
    teacher = (make_teacher or teacher_of(settings))()
    finders = finders or _finders(settings)
    rows: list[Row] = []
    pairs = load_pairs(
        settings.evaluation.lfw, settings.data.root, settings.out.parent / PACKS_FOLDER
    )
    for name, find in finders.items():
        start = time.perf_counter()
        faces, lost = central_faces(pairs, find)
        logger.info("%s found no face on %d pictures", name, lost)
        rows += [_row("detector", "no_face", 0, lost, f"{LFW}, {name}", start)]
        for each in _described(faces, encoder, teacher):
            rows += _pair_rows(each, pairs, f"{LFW}, {name}", start)
    found = open_all(settings)
    unseen = known_faces(found, Part.HELD_OUT)
    seen = as_many_people(known_faces(found, Part.TRAINING), unseen)
    for data, known in ((UNSEEN, unseen), (SEEN, seen)):
        start = time.perf_counter()
        for each in _described(known.pixels, encoder, teacher):
            rows += _people_rows(each, known, data, settings.seed, start)
    return rows + _speed_rows(unseen.pixels, model)


def central_faces(pairs: FacePairs, find: Find) -> tuple[Pixels, int]:
    """Cut the face in the middle out of each picture of the pairs.

    Where none is found, the middle of the picture stands for it.

    Returns:
        (n, 112, 112, 3) uint8, and how often none was found.
    """
    faces = np.empty((len(pairs.files), FACE_PX, FACE_PX, 3), np.uint8)
    lost = 0
    for number, file in enumerate(pairs.files):
        pixels = open_photo(file)
        points = _central_points(find(pixels), pixels)
        lost += points is None
        faces[number] = align_face(
            pixels, _middle_of(pixels) if points is None else points
        )
    return faces, lost


def _central_points(found: FacesFound, pixels: Pixels) -> Vectors | None:
    """Return the points (5, 2) of the face whose middle is nearest the picture's."""
    if not len(found):
        return None
    middle = np.array([pixels.shape[1], pixels.shape[0]]) / 2
    centres = found.boxes[:, :2] + found.boxes[:, 2:] / 2
    nearest = int(np.linalg.norm(centres - middle, axis=1).argmin())
    points: Vectors = found.points[nearest]
    return points


def _middle_of(pixels: Pixels) -> Vectors:
    """Return where the points are if the face fills the middle half of a picture."""
    height, width = pixels.shape[:2]
    scale = min(height, width) / (2 * FACE_PX)
    moved = (TEMPLATE - FACE_PX / 2) * scale + (width / 2, height / 2)
    points: Vectors = moved.astype(np.float32)
    return points


def as_many_people(known: KnownFaces, other: KnownFaces) -> KnownFaces:
    """Return people by a stable choice, so that both searches are about as large.

    As many of the people with uncropped photos, and of those without, as in `other`.
    """
    chosen: list[int] = []
    for wild in (True, False):
        wanted = len(np.unique(other.people[other.wild == wild]))
        people = np.unique(known.people[known.wild == wild]).tolist()
        people.sort(key=lambda person: stable_share(f"seen/{person}"))
        chosen += people[:wanted]
    rows = np.flatnonzero(np.isin(known.people, chosen))
    return KnownFaces(known.pixels[rows], known.people[rows], known.wild[rows])


def _finders(settings: Settings) -> dict[str, Find]:
    root = settings.data.root
    finders: dict[str, Find] = {"YuNet": YuNet(root / settings.faces.detector).find}
    if settings.evaluation.detector:
        finders["own detector"] = own_detector(Path(settings.evaluation.detector))
    return finders


def own_detector(file: Path) -> Find:
    """Open a model file that finds faces, to be asked as the program asks it.

    Raises:
        DataError: It cannot be read, or does something else.
    """
    session = open_teacher(file)
    try:
        spec = ModelSpec.from_metadata(session.get_modelmeta().custom_metadata_map)
    except SpecError as error:
        raise DataError(f"cannot use model {file}: {error}") from error
    if spec.kind is not ModelKind.FACE_DETECTOR:
        raise DataError(f"{file} does not find faces")

    def cells(canvases: Pixels) -> Vectors:
        said: Vectors = session.run([FACES_NAME], {INPUT_NAME: canvases})[0]
        return said

    least = spec.thresholds.get("score", 0.5)
    return lambda pixels: find_faces(cells, pixels, least)


def _described(
    faces: Pixels, encoder: Encoder, teacher: FaceTeacher
) -> Iterator[Description]:
    said = encoder.describe(faces)
    signs = signs_of(said.codes)
    bits = signs.shape[1]
    yield Description(EMBEDDING, 0, said.embeddings)
    yield Description(CODE, bits, signs)
    yield Description(HALF, bits // 2, signs[:, : bits // 2])
    yield Description(TEACHER, 0, teacher.describe(faces))


def _pair_rows(
    each: Description, pairs: FacePairs, data: str, start: float
) -> list[Row]:
    products = each.vectors[pairs.first] * each.vectors[pairs.second]
    similarities = products.sum(axis=1, dtype=np.float64)
    found = verify(similarities, pairs.same, pairs.folds)
    values = {
        "accuracy": found.accuracy,
        "accuracy_std": found.spread,
        "tar@far=0.001": found.true_accepts,
    }
    logger.info("%s, %s: %.4f", data, each.name, found.accuracy)
    return [
        _row(each.name, metric, each.bits, value, data, start)
        for metric, value in values.items()
    ]


def _people_rows(
    each: Description, known: KnownFaces, data: str, seed: int, start: float
) -> list[Row]:
    found = search_people(each.vectors, known.people, seed)
    pairs = all_pairs(each.vectors, known.people)
    values = {
        "map@all": float(found.precision.mean()),
        "rank-1": float(found.first.mean()),
        "faces": float(len(known.people)),
        "people": float(len(np.unique(known.people))),
    }
    values |= {
        f"tar@far={rate:g}": share
        for rate, share in rates_at(pairs, MATCH_RATES).items()
    }
    logger.info("%s, %s: mAP %.4f", data, each.name, values["map@all"])
    return [
        _row(each.name, metric, each.bits, value, data, start)
        for metric, value in values.items()
    ]


def _speed_rows(faces: Pixels, model: Path) -> list[Row]:
    """Measure faces a second on one core, in batches as the program makes them."""
    single = Encoder(model, threads=1)
    batch = np.resize(faces, (_SPEED_BATCH, *faces.shape[1:]))
    single.describe(batch)
    start, busy = time.perf_counter(), time.process_time()
    for _ in range(_SPEED_FACES // _SPEED_BATCH):
        single.describe(batch)
    # Time of the processor, since other work may share the machine.
    rate = _SPEED_FACES / (time.process_time() - busy)
    megabytes = model.stat().st_size / 1e6
    return [
        _row("face model", "faces_per_second", 0, rate, SPEED, start),
        _row("face model", "file_mb", 0, megabytes, SPEED, start),
    ]


def _row(
    name: str, metric: str, bits: int, value: float, data: str, start: float
) -> Row:
    return Row(
        row=name,
        metric=metric,
        bits=bits,
        seed=0,
        value=value,
        data=data,
        device=device_name(),
        seconds=round(time.perf_counter() - start, 2),
        commit=current_commit(),
    )
