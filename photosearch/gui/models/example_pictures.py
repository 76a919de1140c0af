"""What the examples of a search look like; for any thread but the window's."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from photosearch.core.errors import DecodeError
from photosearch.core.library import Example, Library, LikeFile, LikePhoto, LikePicture
from photosearch.core.records import Photo
from photosearch.gui.models.images import cut_out, image_in, image_of

# A small part of a picture needs the picture large, but not without end.
_MOST_PX = 2048


@dataclass(frozen=True, slots=True)
class ExamplePicture:
    """An example as people see it."""

    name: str
    image: QImage


def name_of(example: Example) -> str:
    """Return what an example is called, as far as it says so itself."""
    match example:
        case LikeFile():
            return example.path.name
        case LikePicture():
            return example.name
    return ""


def whole_example(library: Library, example: Example, most_px: int) -> ExamplePicture:
    """Return the whole picture of an example, also where only a part of it counts.

    Args:
        library: Where photos come from.
        example: The example.
        most_px: The longer side is reduced to this.

    Raises:
        DecodeError: There is no picture.
    """
    match example:
        case LikeFile():
            image = image_of(library.view(example.path, most_px))
            return ExamplePicture(example.path.name, image)
        case LikePicture():
            image = image_in(example.content, most_px)
            if image.isNull():
                raise DecodeError("it holds no picture")
            return ExamplePicture(example.name, image)
        case LikePhoto():
            photo = library.photo(example.photo)
            if photo is None:
                raise DecodeError("the photo is out of reach")
            image = _photo_image(library, photo, most_px)
            return ExamplePicture(photo.paths[0].name, image)


def small_example(library: Library, example: Example, side_px: int) -> ExamplePicture:
    """Return what counts of an example, for a card.

    Args:
        library: Where photos come from.
        example: The example.
        side_px: The shorter side is about this long, as far as there are pixels.

    Raises:
        DecodeError: There is no picture.
    """
    if example.region is not None:
        share = max(example.region.width, example.region.height)
        whole = whole_example(library, example, min(ceil(side_px / share), _MOST_PX))
        return ExamplePicture(whole.name, cut_out(whole.image, example.region))
    if isinstance(example, LikePhoto):
        photo = library.photo(example.photo)
        jpeg = library.thumbnail(photo) if photo else None
        if photo is None or jpeg is None:
            raise DecodeError("the photo is out of reach")
        return ExamplePicture(photo.paths[0].name, _shrunk(image_in(jpeg), side_px))
    whole = whole_example(library, example, 2 * side_px)
    return ExamplePicture(whole.name, _shrunk(whole.image, side_px))


def _photo_image(library: Library, photo: Photo, most_px: int) -> QImage:
    """Return a photo of the library, or its thumbnail while it is out of reach."""
    try:
        return image_of(library.view(photo.paths[0], most_px))
    except DecodeError:
        jpeg = library.thumbnail(photo)
        if jpeg is None:
            raise
        return image_in(jpeg)


def _shrunk(image: QImage, side_px: int) -> QImage:
    side_px = min(side_px, image.width(), image.height())
    return image.scaled(
        QSize(side_px, side_px),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
