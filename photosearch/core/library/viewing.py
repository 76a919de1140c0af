"""Photos to look at: thumbnails that may have been lost, and whole pictures."""

from pathlib import Path

from photosearch.core.decode import DecodeDesk, DecodeLimits, DecodeTask
from photosearch.core.errors import DecodeError, QueryError
from photosearch.core.records import Decoded, Photo
from photosearch.core.thumbnails import Thumbnails
from photosearch.spec.preprocess import Pixels


class Viewing:
    """Decodes what a person looks at; threads may share it.

    Pictures have a process of their own, so that they do not wait for thumbnails.

    Args:
        thumbnails: The cache.
        thumbnail_px: Longer side of a thumbnail.
    """

    def __init__(self, thumbnails: Thumbnails, thumbnail_px: int) -> None:
        self._thumbnails = thumbnails
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

    def _made_again(self, photo: Photo) -> bytes | None:
        for path in photo.paths:
            decoded = self._decoded(path)
            # A file that was changed since it was indexed is another photo by now.
            if decoded and decoded.content_hash == photo.content_hash:
                self._thumbnails.put(photo.content_hash, decoded.thumbnail)
                return decoded.thumbnail
        return None

    def _decoded(self, path: Path) -> Decoded | None:
        try:
            return self._small_ones.decode(DecodeTask(path, (), self._thumbnail_px))
        except DecodeError:
            return None
