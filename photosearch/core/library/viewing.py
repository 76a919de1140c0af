"""Photos to look at: thumbnails that may have been lost, and whole pictures."""

import struct
from io import BytesIO
from pathlib import Path

import xxhash
from PIL import Image

from photosearch.core.decode import DecodeDesk, DecodeLimits, DecodeTask, InputShape
from photosearch.core.errors import DecodeError, QueryError
from photosearch.core.records import Decoded, Photo
from photosearch.core.thumbnails import Thumbnails
from photosearch.spec.preprocess import Pixels, ResizeRule
from photosearch.spec.regions import Box

# How much more than the face its picture shows, and how well.
_AROUND = 1.5
_QUALITY = 85


class Viewing:
    """Decodes what a person looks at; threads may share it.

    Pictures have a process of their own, so that they do not wait for thumbnails.

    Args:
        thumbnails: The cache.
        faces: The cache of what faces look like.
        thumbnail_px: Longer side of a thumbnail.
    """

    def __init__(
        self, thumbnails: Thumbnails, faces: Thumbnails, thumbnail_px: int
    ) -> None:
        self._thumbnails = thumbnails
        self._faces = faces
        self._thumbnail_px = thumbnail_px
        self._pictures = DecodeDesk(DecodeLimits())
        self._small_ones = DecodeDesk(DecodeLimits())

    def close(self) -> None:
        """End the processes; who waits for one is told that the program closes."""
        self._pictures.close()
        self._small_ones.close()

    def thumbnail(self, photo: Photo) -> bytes | None:
        """Return a thumbnail, made again where the cache lost it.

        None where no file of the photo can be read.
        """
        kept = self._thumbnails.get(photo.content_hash)
        return self._made_again(photo) if kept is None else kept

    def view(self, path: Path, most_px: int) -> Pixels:
        """Decode a photo upright and in sRGB, (h, w, 3) uint8.

        Args:
            path: The file.
            most_px: The longer side is reduced to this; it is never enlarged.

        Raises:
            QueryError: `most_px` is less than 1.
            DecodeError: The file cannot be read or decoded.
        """
        if most_px < 1:
            raise QueryError("a picture needs at least one pixel")
        decoded = self._pictures.decode(DecodeTask(path, (), 0, picture_px=most_px))
        if decoded.picture is None:
            raise DecodeError("the photo has no pixels")
        return decoded.picture

    def face_thumbnail(self, photo: Photo, face: Box, side_px: int) -> bytes | None:
        """Return a square JPEG of a face, from a thumbnail where no file is in reach.

        Args:
            photo: The photo that it is in.
            face: Where it is.
            side_px: Side of the square.

        Returns:
            None where there is no thumbnail either.
        """
        key = _face_key(photo.content_hash, face, side_px)
        kept = self._faces.get(key)
        if kept is not None:
            return kept
        size = photo.metadata.width_px, photo.metadata.height_px
        shape = InputShape(side_px, ResizeRule.STRETCH)
        around = _square_around(face, *size)
        for path in photo.paths:
            task = DecodeTask(path, (shape,), 0, cut=around)
            decoded = self._try(task)
            if decoded and decoded.content_hash == photo.content_hash:
                jpeg = _to_jpeg(decoded.inputs[0])
                self._faces.put(key, jpeg)
                return jpeg
        small = self._thumbnails.get(photo.content_hash)
        if small is None:
            return None
        decoded = self._try(DecodeTask(Path(), (shape,), 0, content=small, cut=around))
        return _to_jpeg(decoded.inputs[0]) if decoded else None

    def forget_faces(self) -> None:
        """Remove what the cache has of faces."""
        self._faces.clear()

    def _made_again(self, photo: Photo) -> bytes | None:
        for path in photo.paths:
            decoded = self._decoded(path)
            # A file that was changed since it was indexed is another photo by now.
            if decoded and decoded.content_hash == photo.content_hash:
                self._thumbnails.put(photo.content_hash, decoded.thumbnail)
                return decoded.thumbnail
        return None

    def _decoded(self, path: Path) -> Decoded | None:
        return self._try(DecodeTask(path, (), self._thumbnail_px))

    def _try(self, task: DecodeTask) -> Decoded | None:
        try:
            return self._small_ones.decode(task)
        except DecodeError:
            return None


def _face_key(content_hash: bytes, face: Box, side_px: int) -> bytes:
    place = struct.pack("<4dI", face.left, face.top, face.width, face.height, side_px)
    return xxhash.xxh3_128_digest(content_hash + place)


def _square_around(face: Box, width_px: int, height_px: int) -> Box:
    """Return the square with a face in its middle, as far as the photo reaches."""
    wide, high = face.width * width_px, face.height * height_px
    side = min(_AROUND * max(wide, high), width_px, height_px)
    left = (face.left * width_px) + (wide - side) / 2
    top = (face.top * height_px) + (high - side) / 2
    left = min(max(left, 0.0), width_px - side)
    top = min(max(top, 0.0), height_px - side)
    return Box(left / width_px, top / height_px, side / width_px, side / height_px)


def _to_jpeg(pixels: Pixels) -> bytes:
    encoded = BytesIO()
    Image.fromarray(pixels).save(encoded, "JPEG", quality=_QUALITY)
    return encoded.getvalue()
