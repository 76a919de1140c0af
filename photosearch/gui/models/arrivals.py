"""What people drop or paste, as examples to look for.

Files stay files; a picture that is no file is kept as a small JPEG, so that it can be
saved with the search. Nothing is ever fetched from a network.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage

from photosearch.core.library import LikeFile, LikePicture
from photosearch.core.scan import PHOTO_EXTENSIONS, RAW_EXTENSIONS
from photosearch.gui.models.images import image_in, jpeg_of
from photosearch.gui.models.search import EXAMPLES_AT_MOST

# More detail than any model looks at.
_MOST_PX = 1024
_QUALITY = 92
_MOST_DATA_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Arrival:
    """What was dropped or pasted, still unread.

    Attributes:
        paths: Files and folders.
        image: A picture as the system hands it over.
        data: A picture file inside a link, as browsers drop small ones.
        is_link: It only names a place on a network.
    """

    paths: tuple[Path, ...] = ()
    image: QImage | None = None
    data: bytes = b""
    is_link: bool = False

    @property
    def is_useful(self) -> bool:
        """Whether there may be something to look for."""
        return bool(self.paths or self.image is not None or self.data)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Examples that were read from what was dropped or pasted.

    Attributes:
        left_out: How many pictures were more than can be looked for at once.
    """

    examples: tuple[LikeFile | LikePicture, ...] = ()
    left_out: int = 0


def may_be_picture(mime: QMimeData) -> bool:
    """Tell, without reading it, whether something that is dragged is worth a drop."""
    return bool(mime.hasUrls() or mime.hasImage())


def arrival(mime: QMimeData) -> Arrival:
    """Take what there is; files come before the picture that they hold."""
    urls = mime.urls() if mime.hasUrls() else []
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    if paths:
        return Arrival(paths=paths)
    if mime.hasImage():
        image = QImage(mime.imageData())
        if not image.isNull():
            return Arrival(image=image)
    data = next((each for each in map(_data_of, urls) if each), b"")
    return Arrival(data=data, is_link=bool(urls) and not data)


def read_arrival(arrived: Arrival, name: str) -> Arrived:
    """Make examples; not for the GUI thread.

    Args:
        arrived: What was dropped or pasted.
        name: What to call a picture that has no name.
    """
    if arrived.paths:
        return _read_paths(arrived.paths)
    image = arrived.image
    if image is None:
        image = image_in(arrived.data, _MOST_PX)
    if image.isNull():
        return Arrived()
    return Arrived((LikePicture(jpeg_of(image, _MOST_PX, _QUALITY), name),))


def _read_paths(paths: Sequence[Path]) -> Arrived:
    """Take files as they are, and of folders the photo files directly in them."""
    files = [file for path in paths for file in _files_of(path)]
    few = files[:EXAMPLES_AT_MOST]
    return Arrived(tuple(LikeFile(file) for file in few), len(files) - len(few))


def _files_of(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    try:
        found = sorted(path.iterdir())
    except OSError:
        return []
    return [file for file in found if _is_photo(file)]


def _is_photo(file: Path) -> bool:
    ending = os.fsencode(file.suffix.lower())
    return ending in PHOTO_EXTENSIONS | RAW_EXTENSIONS and file.is_file()


def _data_of(url: QUrl) -> bytes:
    """Return the picture inside a link of the kind `data:image/png;base64,...`."""
    head, _, body = url.path(QUrl.ComponentFormattingOption.FullyDecoded).partition(",")
    if url.scheme() != "data" or not head.startswith("image/"):
        return b""
    if not head.endswith(";base64") or len(body) > _MOST_DATA_BYTES:
        return b""
    return bytes(QByteArray.fromBase64(body.encode("ascii", "ignore")).data())
