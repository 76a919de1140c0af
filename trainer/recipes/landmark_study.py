"""Oxford5k, Paris6k and their revised versions, for whoever has the photos."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.spec.preprocess import Pixels
from trainer.data.landmarks import Landmarks, cut_query, read_oxford, read_revisited
from trainer.data.sources import Source, list_photos
from trainer.data.views import open_photo
from trainer.errors import DataError
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.landmarks import Difficulty, find_landmarks
from trainer.evaluation.nearest import Distances, packed_distances, vector_distances
from trainer.evaluation.report import Row
from trainer.evaluation.rows import Measured, interval_rows


@dataclass(frozen=True, slots=True)
class LandmarkSet:
    """A landmark set as it is distributed.

    Attributes:
        name: What the rows call it, `Oxford5k`.
        photos: Folder or pack of the photos below the data root, those of the queries
            among them.
        truth: Below the data root: the folder of `*_query.txt` and its kin, or the
            file `gnd_*.pkl` of a revised set.
    """

    name: str
    photos: str
    truth: str


def landmark_rows(
    landmark_set: LandmarkSet, encoder: Encoder, root: Path, cache: Path, seed: int
) -> list[Row]:
    """Measure a model file by whole pictures and, if it can, by regions.

    Raises:
        DataError: Photos or ground truth are missing or do not fit each other.
    """
    found = list_photos(Source(landmark_set.photos), root, cache)
    files = {photo.file.stem: photo.file for photo in found}
    truth = root / landmark_set.truth
    if truth.is_dir():
        landmarks = read_oxford(truth, sorted(files))
        difficulties = [Difficulty.MEDIUM]
    else:
        landmarks = read_revisited(truth)
        difficulties = list(Difficulty)
    rows: list[Row] = []
    for name, (bits, far) in _searches(landmarks, files, encoder).items():
        row = f"{encoder.spec.name}: {name}"
        about = Measured(row, bits, seed, landmark_set.name)
        for difficulty in difficulties:
            rows += interval_rows(
                about, find_landmarks(landmarks, far, difficulty, seed)
            )
    return rows


def _searches(
    landmarks: Landmarks, files: dict[str, Path], encoder: Encoder
) -> dict[str, tuple[int, Distances]]:
    def photos() -> Iterator[Pixels]:
        return (open_photo(_file(files, name)) for name in landmarks.photos)

    def parts() -> Iterator[Pixels]:
        return (
            cut_query(open_photo(_file(files, query.photo)), query)
            for query in landmarks.queries
        )

    database, asked = encoder.describe(photos()), encoder.describe(parts())
    bits = encoder.spec.code_bits
    codes = (np.packbits(each.codes, axis=1) for each in (asked, database))
    searches = {
        "whole picture, code": (bits, packed_distances(*codes)),
        "whole picture, embedding": (
            0,
            vector_distances(asked.embeddings, database.embeddings),
        ),
    }
    if encoder.spec.region_levels:
        far = packed_distances(encoder.describe_parts(parts()), database.regions)
        searches["regions, code"] = (bits, far)
    return searches


def _file(files: dict[str, Path], name: str) -> Path:
    try:
        return files[name]
    except KeyError:
        raise DataError(f"photo {name} is missing") from None
