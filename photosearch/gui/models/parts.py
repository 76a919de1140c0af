"""Where parts of photos lie on the screen, and which part lies in a place."""

from PySide6.QtCore import QRectF

from photosearch.gui.models.thumbnails import photo_in_square
from photosearch.spec.regions import Box

_WHOLE_SHARE = 0.98


def place_of(part: Box, photo: QRectF) -> QRectF:
    """Return where a part lies.

    Args:
        part: The part, in shares of the photo.
        photo: Where the whole photo lies.
    """
    return QRectF(
        photo.left() + part.left * photo.width(),
        photo.top() + part.top * photo.height(),
        part.width * photo.width(),
        part.height * photo.height(),
    )


def part_at(place: QRectF, photo: QRectF) -> Box:
    """Return which part of a photo lies in a place.

    Args:
        place: Within the photo, and not empty.
        photo: Where the whole photo lies.
    """
    left = min(max((place.left() - photo.left()) / photo.width(), 0.0), 1.0)
    top = min(max((place.top() - photo.top()) / photo.height(), 0.0), 1.0)
    # Nothing may stick out, however the division was rounded.
    width = min(place.width() / photo.width(), 1.0 - left)
    height = min(place.height() / photo.height(), 1.0 - top)
    return Box(left, top, width, height)


def place_on_thumbnail(part: Box, width_px: int, height_px: int) -> QRectF | None:
    """Return where a part lies on a square thumbnail, in shares of its side.

    Args:
        part: The part.
        width_px: Width of the photo.
        height_px: Its height.

    Returns:
        What is seen of it; None where that is nothing, or all there is to see.
    """
    photo = photo_in_square(width_px, height_px, 1.0)
    shown = photo & QRectF(0, 0, 1, 1)
    place = place_of(part, photo) & shown
    is_all = (
        place.width() >= _WHOLE_SHARE * shown.width()
        and place.height() >= _WHOLE_SHARE * shown.height()
    )
    return None if is_all or place.isEmpty() else place
