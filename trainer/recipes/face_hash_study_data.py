"""The faces of study `face_hash_study`: who is learned, who asks, who is searched.

People of the training part with enough photos are learned, and asked for again with
photos kept back; people of the validation part choose, those of the test part were
never seen. Letters in shapes: n faces, s side in pixels.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from photosearch.spec.align import FACE_PX, TEMPLATE
from photosearch.spec.preprocess import Pixels
from trainer.data.augment import plain
from trainer.data.face_attributes import Floats
from trainer.data.face_variants import Describe
from trainer.data.faces import KEPT_PX, MARGIN_PX, NOBODY, Faces, Find, open_faces
from trainer.data.sources import stable_share
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.nets.mobilefacenet import MobileFaceNet
from trainer.nets.yunet import YuNet
from trainer.recipes.face_hash_study_settings import Settings

logger = logging.getLogger(__name__)

FACES_FILE = "faces.npz"
PACKS_FOLDER = "packs"

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FaceSet:
    """Aligned faces and what is known of them.

    Attributes:
        pixels: (n, s, s, 3) uint8.
        points: (n, 5, 2) float32 px in these.
        embeddings: (n, 128) float32, the teacher's, unit length.
        people: (n,) int64.
    """

    pixels: Pixels
    points: Floats
    embeddings: Floats
    people: Places

    def __len__(self) -> int:
        return len(self.people)

    def rows(self, places: Places) -> "FaceSet":
        """Return some of the faces."""
        return FaceSet(
            self.pixels[places],
            self.points[places],
            self.embeddings[places],
            self.people[places],
        )


@dataclass(frozen=True, slots=True)
class Search:
    """Faces that ask and faces that are searched, of the same people."""

    queries: FaceSet
    database: FaceSet


@dataclass(frozen=True, slots=True)
class StudyFaces:
    """All faces of the study.

    Attributes:
        learned: What is learned from.
        seen: Other photos of these people ask for them.
        validation: People of the validation part.
        unseen: People of the test part.
    """

    learned: FaceSet
    seen: Search
    validation: Search
    unseen: Search


def load_faces(settings: Settings) -> StudyFaces:
    """Read the faces, or find and describe them on first use.

    Raises:
        DataError: Photos or teachers are missing, or too few people are left.
    """
    file = settings.material / FACES_FILE
    faces, part = _read(file) if file.is_file() else _keep(file, settings)
    learned, seen, validation, unseen = (np.flatnonzero(part == p) for p in range(4))
    if not min(map(len, (learned, seen, validation, unseen))):
        raise DataError("too few people with enough photos; see data.least_photos")
    known = faces.rows(learned)
    return StudyFaces(
        known,
        Search(faces.rows(seen), known),
        _search(faces.rows(validation), settings.data.asked),
        _search(faces.rows(unseen), settings.data.asked),
    )


def write_faces(file: Path, faces: FaceSet, part: Places) -> None:
    """Keep faces and what each is for.

    Args:
        file: Where.
        faces: n of them.
        part: (n,), 0 for learned, 1 for asked of the same people, 2 for people of the
            validation part, 3 for people never seen.

    Raises:
        DataError: The file cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial.npz")
        np.savez(
            partial,
            pixels=faces.pixels,
            points=faces.points,
            embeddings=faces.embeddings,
            people=faces.people,
            part=part,
        )
        partial.replace(file)
    except OSError as error:
        raise DataError(f"cannot keep faces in {file}: {error}") from error


def shrunk(kept: Pixels, side_px: int) -> Pixels:
    """Scale kept crops (n, 144, 144, 3) such that their middle is an aligned face.

    Args:
        kept: Aligned faces with their margin.
        side_px: Side of the result; its middle 4 / 5 show what 112 px showed.

    Returns:
        (n, side_px, side_px, 3).
    """
    rest = (KEPT_PX - FACE_PX * 5 // 4) // 2
    parts = []
    for start in range(0, len(kept), 256):
        cut = kept[start : start + 256, rest : KEPT_PX - rest, rest : KEPT_PX - rest]
        small = plain(torch.from_numpy(np.ascontiguousarray(cut)), side_px)
        pixels = small.round().clamp(0, 255).to(torch.uint8)
        parts.append(pixels.permute(0, 2, 3, 1).numpy())
    return np.concatenate(parts)


def middle(pixels: Pixels, side_px: int) -> Pixels:
    """Return the middle squares (n, side_px, side_px, 3) of (n, s, s, 3)."""
    start = (pixels.shape[1] - side_px) // 2
    return pixels[:, start : start + side_px, start : start + side_px]


def open_describe(file: Path) -> Describe:
    """Open the teacher for stored crops, whose middle 4 / 5 it sees at 112 px."""
    teacher = MobileFaceNet(file)

    def describe(pixels: Pixels) -> Floats:
        parts = []
        for start in range(0, len(pixels), 256):
            batch = pixels[start : start + 256]
            faces = middle(batch, batch.shape[1] * 4 // 5)
            large = torch.nn.functional.interpolate(
                torch.from_numpy(np.ascontiguousarray(faces)).permute(0, 3, 1, 2),
                FACE_PX,
                mode="bilinear",
                align_corners=False,
            )
            parts.append(teacher.describe(large.permute(0, 2, 3, 1).numpy()))
        return np.concatenate(parts)

    return describe


def find_points(stored: Pixels, find: Find) -> Floats:
    """Find the five points of stored crops (n, s, s, 3), (n, 5, 2) px in these."""
    rest = (KEPT_PX - FACE_PX * 5 // 4) // 2
    side = FACE_PX * 5 // 4
    large = [np.asarray(Image.fromarray(face).resize((side, side))) for face in stored]
    edges = ((0, 0), (rest, rest), (rest, rest), (0, 0))
    points = _points(np.pad(np.stack(large), edges, mode="edge"), find)
    return points * np.float32(stored.shape[1] / side)


def found_faces(settings: Settings) -> Faces:
    """Open the aligned faces at their kept size, finding them on first use."""
    root = settings.data.root
    find = finder(settings)
    folder = settings.data.found or settings.material / "found"
    return open_faces(
        folder, root, settings.material / PACKS_FOLDER, settings.faces, find
    )


def finder(settings: Settings) -> Callable[[], Find]:
    """Return what opens the detector."""
    file = settings.data.root / settings.faces.detector
    return lambda: YuNet(file).find


def _keep(file: Path, settings: Settings) -> tuple[FaceSet, Places]:
    """Choose, shrink and describe the faces, and keep what came out."""
    found = found_faces(settings)
    chosen, part = _roles(found, settings)
    kept = found.pixels[chosen]
    teacher = MobileFaceNet(settings.data.root / settings.data.teacher)
    logger.info("describing %d faces", len(chosen))
    faces = FaceSet(
        shrunk(kept, settings.data.stored_px),
        _points(kept, finder(settings)())
        * np.float32(settings.data.stored_px / (FACE_PX * 5 // 4)),
        teacher.describe(middle(kept, FACE_PX)),
        found.people[chosen],
    )
    write_faces(file, faces, part)
    return faces, part


def _read(file: Path) -> tuple[FaceSet, Places]:
    try:
        with np.load(file) as kept:
            names = ("pixels", "points", "embeddings", "people")
            return FaceSet(*(kept[name] for name in names)), kept["part"]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"cannot read faces in {file}: {error}") from error


def _roles(found: Faces, settings: Settings) -> tuple[Places, Places]:
    """Choose faces and what each is for.

    Returns:
        Rows (n,), and 0 for learned, 1 for asked of the same people, 2 for validation
        and 3 for people never seen, (n,).
    """
    rows, roles = [], []
    for number, part in enumerate((Part.TRAINING, Part.VALIDATION, Part.HELD_OUT)):
        mine = found.rows(part)
        mine = mine[found.people[mine] != NOBODY]
        least = settings.data.least_photos if part is Part.TRAINING else 2
        for person in np.unique(found.people[mine]):
            photos = mine[found.people[mine] == person]
            if len(photos) >= least:
                rows.append(photos)
                asks = _asks(photos, settings.data.asked)
                is_learned = part is Part.TRAINING
                roles.append(asks if is_learned else np.full(len(photos), number + 1))
    if not rows:
        raise DataError("no person has enough photos; see data.least_photos")
    return np.concatenate(rows), np.concatenate(roles).astype(np.int64)


def _search(faces: FaceSet, share: float) -> Search:
    """Let some photos of each person ask for the others."""
    asks = np.zeros(len(faces), np.int64)
    for person in np.unique(faces.people):
        photos = np.flatnonzero(faces.people == person)
        asks[photos] = _asks(photos, share)
    queries, database = (np.flatnonzero(asks == value) for value in (1, 0))
    return Search(faces.rows(queries), faces.rows(database))


def _asks(photos: Places, share: float) -> Places:
    """Return 1 for photos (n,) that ask, at least one, and 0 for the others."""
    order = np.argsort([stable_share(str(photo)) for photo in photos])
    asks = np.zeros(len(photos), np.int64)
    asks[order[: max(1, round(share * len(photos)))]] = 1
    return asks


def _points(kept: Pixels, find: Find) -> Floats:
    """Find the five points again, in px of the middle 5 / 4 of aligned faces.

    Where nothing is found they are taken to lie where alignment put them.
    """
    rest = (KEPT_PX - FACE_PX * 5 // 4) // 2
    points = np.tile(TEMPLATE + MARGIN_PX, (len(kept), 1, 1))
    for place, pixels in enumerate(kept):
        found = find(pixels)
        if len(found.boxes):
            points[place] = found.points[0]
    return (points - rest).astype(np.float32)
