"""Why a photo was found: what a search measured, and how to say it."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from photosearch.core.records import Found
from photosearch.gui import messages
from photosearch.gui.models.face_words import likeness_in_words
from photosearch.spec.regions import Box

_HARDLY_EVER = 1e-6
_OFTEN = 0.25


@dataclass(frozen=True, slots=True)
class Reason:
    """What a search measured of one photo.

    Attributes:
        distance: Bits in which the codes differ.
        bits: Length of the codes.
        score: Share of random pairs of photos in this library that are more alike.
        is_close: Whether it lies within the automatic cut.
        example: Which example of the query it is nearest to, from 0.
        region: Number of the matched region; -1 where whole photos were compared.
        face: Where the face lies that was matched; None where no faces were compared.
        similarity: Cosine of the embeddings.
    """

    distance: int
    bits: int
    score: float
    is_close: bool
    example: int
    region: int
    face: Box | None = None
    similarity: float = 0.0


def reason_of(found: Found, place: int, face: Box | None = None) -> Reason:
    """Return why a photo was found.

    Args:
        found: The answer.
        place: Where in it the photo stands, from 0.
        face: The face that was matched, where faces were compared.
    """
    return Reason(
        distance=int(found.distances[place]),
        bits=len(found.histogram) - 1,
        score=float(found.scores[place]),
        is_close=place < found.close,
        example=int(found.examples[place]),
        region=int(found.regions[place]),
        face=face,
        similarity=float(found.similarities[place]),
    )


def distance_in_words(reason: Reason) -> str:
    """Say by how much the codes differ."""
    return _Words().distance(reason)


def score_in_words(reason: Reason) -> str:
    """Say how telling that is: how often two photos are as much alike by chance."""
    return _Words().score(reason)


def closeness_in_words(reason: Reason) -> str:
    """Say on which side of the automatic cut the photo lies."""
    return _Words().closeness(reason)


def region_in_words(reason: Reason, box: Box | None) -> str:
    """Say which part of the photo was matched; empty where whole photos were compared.

    Args:
        reason: Why it was found.
        box: Where the region lies.
    """
    return _Words().region(reason, box)


class _Words(QObject):
    """A class, as words are collected from `tr` alone where they have plural forms."""

    def distance(self, reason: Reason) -> str:
        words = self.tr("%n of {0} bits of the codes differ", "", reason.distance)
        return words.format(messages.number(reason.bits))

    def score(self, reason: Reason) -> str:
        if reason.face is not None:
            return self._score_of_face(reason.score)
        if reason.score < _HARDLY_EVER:
            return self.tr("Hardly any two photos are that much alike by chance")
        if reason.score > _OFTEN:
            return self.tr("Many photos are that much alike by chance")
        pairs = messages.number(_rounded(1 / reason.score))
        return self.tr("By chance, one pair of photos in {0} is as much alike").format(
            pairs
        )

    def _score_of_face(self, score: float) -> str:
        if score < _HARDLY_EVER:
            return self.tr("Hardly any two strangers are that much alike")
        if score > _OFTEN:
            return self.tr("Many strangers are that much alike")
        pairs = messages.number(_rounded(1 / score))
        return self.tr("Of {0} pairs of strangers, one is as much alike").format(pairs)

    def closeness(self, reason: Reason) -> str:
        if reason.face is not None:
            return likeness_in_words(reason.similarity, is_close=reason.is_close)
        if reason.is_close:
            return self.tr("Close: within the automatic cut")
        return self.tr("Not close: beyond the automatic cut")

    def region(self, reason: Reason, box: Box | None) -> str:
        if reason.region < 0:
            return ""
        if reason.region == 0 or box is None:
            return self.tr("The photo as a whole matches best")
        return self.tr("A part of it matches best: {0}").format(self._place(box))

    def _place(self, box: Box) -> str:
        """Name where in a photo a part lies, by thirds."""
        words = (
            (
                self.tr("at the top left"),
                self.tr("at the top"),
                self.tr("at the top right"),
            ),
            (self.tr("on the left"), self.tr("in the middle"), self.tr("on the right")),
            (
                self.tr("at the bottom left"),
                self.tr("at the bottom"),
                self.tr("at the bottom right"),
            ),
        )
        row = _third(box.top + box.height / 2)
        return words[row][_third(box.left + box.width / 2)]


def _rounded(value: float) -> int:
    """Round to one digit that counts, or two below a hundred: it is an estimate."""
    digits = 0 if value < 100 else 1 - len(str(round(value)))
    return round(round(value, digits))


def _third(share: float) -> int:
    return min(int(3 * share), 2)
