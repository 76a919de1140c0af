"""Examples as people give them become codes and embeddings."""

import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import xxhash

from photosearch.core.catalog import Catalog
from photosearch.core.decode import DecodeLimits, read_file
from photosearch.core.encode import Encoder
from photosearch.core.errors import DecodeError, QueryError
from photosearch.core.library.engine import Engine
from photosearch.core.library.finding import Finder
from photosearch.core.library.questions import (
    Example,
    LikeFile,
    LikePhoto,
    LikePicture,
)
from photosearch.core.records import Encodings, Photo
from photosearch.core.search import Example as Described
from photosearch.core.thumbnails import Thumbnails
from photosearch.spec.regions import Box

# Each mark on a result asks for the same examples again.
_REMEMBERED = 64

# A frame drawn around all of a picture misses its edges by so much.
_EDGE = 0.01

_Key = tuple[str, bytes, Box | None]


@dataclass(frozen=True, slots=True)
class _Picture:
    """An example's picture, as far as it is known yet.

    Attributes:
        path: The file, or what messages call a picture that is none.
        content_hash: 16 bytes.
        content: Encoded; None where it is still to be read.
        photo: The photo of the library that it is; None where it is not in it.
    """

    path: Path
    content_hash: bytes
    content: bytes | None
    photo: Photo | None


class Describer:
    """Describes examples: by what the library knows of them, or else by decoding.

    Threads may share it. What was decoded last is remembered.

    Args:
        catalog: Knows the photos of the library.
        engine: Decodes and describes.
        thumbnails: Stand in for a photo that is out of reach.
    """

    def __init__(
        self, catalog: Catalog, engine: Engine, thumbnails: Thumbnails
    ) -> None:
        self._catalog = catalog
        self._engine = engine
        self._thumbnails = thumbnails
        self._remembered: OrderedDict[_Key, Encodings] = OrderedDict()
        self._remembering = threading.Lock()

    def describe(self, like: Example, finder: Finder) -> Described:
        """Describe an example, or the part of it that counts.

        A part that is all of the picture, or nearly so, is no part.

        Raises:
            QueryError: It cannot be read, is no photo of the library any more, a part
                is asked for where the model knows of none, or the finder's model is
                not in use any more.
            ModelError: The model in use is missing or does not run.
        """
        region = None if _is_all(like.region) else like.region
        if region is not None and not finder.spec.region_levels:
            raise QueryError(
                f"the model {finder.spec.name} does not describe parts of photos; use "
                "one that does, such as photo-2"
            )
        picture = self._picture(like)
        if region is None and picture.photo is not None:
            known = finder.example_of(picture.photo.id, like.weight)
            if known is not None:
                return known
        encoder = self._engine.encoder()
        if encoder.sha256 != finder.sha256:
            raise QueryError("the model in use was changed meanwhile; search again")
        made = self._encodings(picture, region, encoder)
        if region is None or made.regions is None:
            return Described(made.codes[0], made.embeddings[0], like.weight)
        code = made.regions[0, finder.spec.part_region]
        return Described(code, made.embeddings[0], like.weight, is_part=True)

    def photo_of_file(self, path: Path) -> Photo:
        """Return the photo of the library that a file is.

        Raises:
            QueryError: The file cannot be read, or the library does not have it.
        """
        photo = self._picture_of_file(path).photo
        if photo is None:
            raise QueryError(f"{path}: it is not in the library")
        return photo

    def picture_size(self, path: Path) -> tuple[int, int]:
        """Return the width and height in pixels of a picture file, upright.

        Raises:
            QueryError: The file cannot be read or decoded.
        """
        picture = self._picture_of_file(path)
        about = picture.photo.metadata if picture.photo else None
        if about is None:
            about = self._engine.metadata(path, picture.content)
        return about.width_px, about.height_px

    def content(self, like: Example) -> tuple[Path, bytes]:
        """Return what messages call an example, and the picture itself, encoded.

        Raises:
            QueryError: It cannot be read, or is no photo of the library any more.
        """
        picture = self._picture(like)
        content = picture.content
        return picture.path, self._content_of(picture) if content is None else content

    def _picture(self, like: Example) -> _Picture:
        match like:
            case LikeFile():
                return self._picture_of_file(like.path)
            case LikePicture():
                content_hash = xxhash.xxh3_128_digest(like.content)
                photo = self._catalog.photo_by_hash(content_hash)
                return _Picture(Path(like.name), content_hash, like.content, photo)
            case LikePhoto():
                photo = next(iter(self._catalog.photos([like.photo])), None)
                if photo is None:
                    raise QueryError("the example is not in the library any more")
                return _Picture(photo.paths[0], photo.content_hash, None, photo)

    def _picture_of_file(self, path: Path) -> _Picture:
        """Find a picture by its content, or by its place where it is out of reach."""
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            photo = self._catalog.photo_at(path)
            if photo is None:
                raise QueryError(f"{path}: there is no such file") from None
            return _Picture(path, photo.content_hash, None, photo)
        except OSError as error:
            reason = (error.strerror or "no reason").lower()
            raise QueryError(f"{path}: cannot be read ({reason})") from error
        content = _read(path)
        content_hash = xxhash.xxh3_128_digest(content)
        photo = self._catalog.photo_by_hash(content_hash)
        return _Picture(path, content_hash, content, photo)

    def _encodings(
        self, picture: _Picture, region: Box | None, encoder: Encoder
    ) -> Encodings:
        key = (encoder.sha256, picture.content_hash, region)
        with self._remembering:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                return self._remembered[key]
        content = picture.content
        if content is None:
            content = self._content_of(picture)
        encodings = self._engine.describe(picture.path, content, region, encoder)
        with self._remembering:
            self._remembered[key] = encodings
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return encodings

    def _content_of(self, picture: _Picture) -> bytes:
        """Read a photo of the library, or its thumbnail where it is out of reach."""
        for path in picture.photo.paths if picture.photo else ():
            with suppress(QueryError):
                content = _read(path)
                # A file that was changed since it was indexed is another photo by now.
                if xxhash.xxh3_128_digest(content) == picture.content_hash:
                    return content
        thumbnail = self._thumbnails.get(picture.content_hash)
        if thumbnail is None:
            raise QueryError(f"{picture.path}: out of reach, and without a thumbnail")
        return thumbnail


def _is_all(region: Box | None) -> bool:
    return region is not None and (
        max(region.left, region.top) <= _EDGE
        and min(region.left + region.width, region.top + region.height) >= 1 - _EDGE
    )


def _read(path: Path) -> bytes:
    try:
        return read_file(path, DecodeLimits().max_file_bytes)
    except DecodeError as error:
        raise QueryError(f"{path}: {error}") from error
