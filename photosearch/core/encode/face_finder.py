"""Pictures to faces that are described: found, cut out, turned upright, encoded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.encode.encoder import Encoder
from photosearch.core.encode.face_detector import FaceDetector
from photosearch.core.face_records import Face, FaceFound, FaceModels, Points
from photosearch.core.faces.quality import face_quality
from photosearch.spec.align import FACE_PX, TEMPLATE, align_face
from photosearch.spec.face_boxes import FacesFound, box_overlaps
from photosearch.spec.preprocess import Pixels
from photosearch.spec.regions import Box

FACE_PICTURE_PX = 768
"""Longer side of the pictures in which faces are looked for."""

# A crowd; more than these are not told apart by anybody.
_MOST_FACES = 500
_DESCRIBED_TOGETHER = 64
# How sure to be of a face where a person says that there is one, and how much of their
# union its box has to share with the one that was drawn.
_SCORE_WHERE_DRAWN = 0.05
_OVERLAP_WHERE_DRAWN = 0.3

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A face that is not yet described.

    Attributes:
        picture: Number of the picture that it is in.
        points: (5, 2) px; where they were not found, where they would be in the box.
        has_points: Whether they were found.
    """

    picture: int
    box: Box
    points: Floats
    has_points: bool
    score: float
    is_drawn: bool


class FaceFinder:
    """Finds faces with one network and describes them with another.

    Args:
        detector: Closed with this.
        describer: Closed with this.
    """

    picture_px = FACE_PICTURE_PX

    def __init__(self, detector: FaceDetector, describer: Encoder) -> None:
        self._detector = detector
        self._describer = describer
        self.models = FaceModels(detector.sha256, describer.sha256)

    def find(
        self, pictures: Sequence[Pixels], drawn: Sequence[Sequence[Box]] = ()
    ) -> tuple[tuple[FaceFound, ...], ...]:
        """Find and describe the faces in each picture, the surest first.

        Args:
            pictures: Upright sRGB, each (h, w, 3) uint8, at most `FACE_PICTURE_PX` a
                side to be of use.
            drawn: For each picture, boxes in which a person sees a face; none if empty.

        Raises:
            ModelError: The device failed.
        """
        spots: list[_Spot] = []
        for number, found in enumerate(self._detector.find(pictures)):
            picture = pictures[number]
            boxes = drawn[number] if drawn else ()
            mine = [self._drawn_spot(number, picture, box) for box in boxes]
            spots += mine
            spots += _without(_spots(number, found, picture), mine)
        return self._describe(pictures, spots)

    def describe(
        self, pictures: Sequence[Pixels], known: Sequence[Sequence[Face]]
    ) -> tuple[tuple[FaceFound, ...], ...]:
        """Describe faces that were found before, where they were found.

        Args:
            pictures: As for `find`.
            known: The faces of each picture.

        Raises:
            ModelError: The device failed.
        """
        spots = [
            _known_spot(number, pictures[number], face)
            for number, faces in enumerate(known)
            for face in faces
        ]
        return self._describe(pictures, spots)

    def close(self) -> None:
        """Give the networks' memory back; closing twice does no harm."""
        self._detector.close()
        self._describer.close()

    def _describe(
        self, pictures: Sequence[Pixels], spots: Sequence[_Spot]
    ) -> tuple[tuple[FaceFound, ...], ...]:
        described: list[list[FaceFound]] = [[] for _ in pictures]
        for first in range(0, len(spots), _DESCRIBED_TOGETHER):
            together = spots[first : first + _DESCRIBED_TOGETHER]
            crops = np.stack(
                [align_face(pictures[spot.picture], spot.points) for spot in together]
            )
            encodings = self._describer.encode(crops)
            for row, spot in enumerate(together):
                picture = pictures[spot.picture]
                code, embedding, _ = encodings.row(row)
                found = FaceFound(
                    box=spot.box,
                    points=_shares(spot.points, picture) if spot.has_points else (),
                    score=spot.score,
                    quality=_quality(spot, picture, crops[row]),
                    code=code,
                    embedding=embedding,
                    is_drawn=spot.is_drawn,
                )
                described[spot.picture].append(found)
        return tuple(tuple(faces) for faces in described)

    def _drawn_spot(self, number: int, picture: Pixels, box: Box) -> _Spot:
        """Return a face that a person drew, with its points where there are any."""
        (found,) = self._detector.find([picture], _SCORE_WHERE_DRAWN)
        points, has_points = _points_within(picture, box), False
        near = _spots(number, found, picture)
        if near:
            overlaps = _overlaps([box], [spot.box for spot in near])[0]
            best = int(overlaps.argmax())
            if overlaps[best] >= _OVERLAP_WHERE_DRAWN:
                points, has_points = near[best].points, True
        return _Spot(number, box, points, has_points, 1.0, is_drawn=True)


def _spots(number: int, found: FacesFound, picture: Pixels) -> list[_Spot]:
    """Take over what a detector found, without what makes no sense."""
    height, width = picture.shape[:2]
    spots = []
    for row in range(min(len(found), _MOST_FACES)):
        points = found.points[row]
        if not np.isfinite(points).all() or np.ptp(points, axis=0).max() < 1:
            continue
        left, top, across, down = (float(each) for each in found.boxes[row])
        box = Box(left / width, top / height, across / width, down / height)
        score = float(found.scores[row])
        spots.append(_Spot(number, box, points, True, score, is_drawn=False))
    return spots


def _known_spot(number: int, picture: Pixels, face: Face) -> _Spot:
    has_points = bool(face.points)
    if has_points:
        height, width = picture.shape[:2]
        size = np.array((width, height), np.float32)
        points = np.array(face.points, np.float32) * size
    else:
        points = _points_within(picture, face.box)
    return _Spot(number, face.box, points, has_points, face.score, face.is_drawn)


def _without(spots: Iterable[_Spot], drawn: Sequence[_Spot]) -> list[_Spot]:
    """Leave out faces that a person drew, too."""
    spots = list(spots)
    if not drawn or not spots:
        return spots
    overlaps = _overlaps([spot.box for spot in spots], [spot.box for spot in drawn])
    is_other = overlaps.max(axis=1) < _OVERLAP_WHERE_DRAWN
    return [spot for spot, is_one in zip(spots, is_other, strict=True) if is_one]


def _overlaps(boxes: Sequence[Box], others: Sequence[Box]) -> Floats:
    """Return intersection over union (a, b) of boxes of one picture."""
    return box_overlaps(_array(boxes), _array(others))


def _array(boxes: Sequence[Box]) -> Floats:
    rows = [(box.left, box.top, box.width, box.height) for box in boxes]
    return np.array(rows, np.float32)


def _points_within(picture: Pixels, box: Box) -> Floats:
    """Return where the points are in a square around a box, if it is a face's."""
    left, top, right, bottom = box.in_pixels(picture.shape[1], picture.shape[0])
    side = max(right - left, bottom - top)
    corner = ((left + right - side) / 2, (top + bottom - side) / 2)
    points: Floats = (TEMPLATE * (side / FACE_PX) + corner).astype(np.float32)
    return points


def _shares(points: Floats, picture: Pixels) -> Points:
    height, width = picture.shape[:2]
    return tuple((float(x) / width, float(y) / height) for x, y in points)


def _quality(spot: _Spot, picture: Pixels, crop: Pixels) -> float:
    left, top, right, bottom = spot.box.in_pixels(picture.shape[1], picture.shape[0])
    side = max(right - left, bottom - top)
    return face_quality(spot.score, side, crop, spot.points)
