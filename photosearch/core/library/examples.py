"""Examples as people give them become codes and embeddings."""

from pathlib import Path

import xxhash

from photosearch.core.catalog import Catalog
from photosearch.core.decode import DecodeLimits, read_file
from photosearch.core.errors import DecodeError, QueryError
from photosearch.core.library.engine import Engine
from photosearch.core.library.finding import Finder
from photosearch.core.library.questions import (
    Example,
    LikeFile,
    LikePhoto,
    LikePicture,
)
from photosearch.core.records import Photo
from photosearch.core.search import Example as Described


def describe_example(
    like: Example, catalog: Catalog, engine: Engine, finder: Finder
) -> Described:
    """Describe an example: by what the catalog knows of it, or else by decoding it.

    Raises:
        QueryError: It cannot be read, or is no photo of the library any more.
        ModelError: The model in use is missing or does not run.
    """
    match like:
        case LikeFile():
            path, content = like.path, None
            photo = _photo_of_file(like.path, catalog)
        case LikePicture():
            path, content = Path(like.name), like.content
            photo = catalog.photo_by_hash(xxhash.xxh3_128_digest(content))
        case LikePhoto():
            content = None
            photo = next(iter(catalog.photos([like.photo])), None)
            if photo is None:
                raise QueryError("the example is not in the library any more")
            path = photo.paths[0]
    if photo and (known := finder.example_of(photo.id, like.weight)):
        return known
    encodings = engine.describe(path, content)
    return Described(encodings.codes[0], encodings.embeddings[0], like.weight)


def _photo_of_file(path: Path, catalog: Catalog) -> Photo | None:
    """Find a picture by its content, or by its place where it is out of reach."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        photo = catalog.photo_at(path)
        if photo is None:
            raise QueryError(f"{path}: there is no such file") from None
        return photo
    except OSError as error:
        reason = (error.strerror or "no reason").lower()
        raise QueryError(f"{path}: cannot be read ({reason})") from error
    try:
        content = read_file(path, DecodeLimits().max_file_bytes)
    except DecodeError as error:
        raise QueryError(f"{path}: {error}") from error
    return catalog.photo_by_hash(xxhash.xxh3_128_digest(content))
