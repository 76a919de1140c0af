"""A place with photos and a library for them, and what tests do with both."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from photosearch.core.library import Library, LikeFile, Query, open_library
from photosearch.core.paths import Folders
from photosearch.core.records import Filter
from photosearch.core.settings import Settings, save_settings
from tests.faces import DrawnFace, draw_faces
from tests.pictures import draw_picture, exif_with, save_jpeg

SMALL = (96, 72)
# One worker process starts faster than two.
_SETTINGS = Settings(decode_workers=1, device="cpu")


def settings_for_tests(folder: Path) -> None:
    save_settings(_SETTINGS, folder)


@dataclass(frozen=True)
class Home:
    """A folder with photos and a library beside it."""

    top: Path

    @property
    def photos(self) -> Path:
        return self.top / "photos"

    @property
    def library(self) -> Path:
        return self.top / "library"

    @property
    def cache(self) -> Path:
        return self.library / "cache"

    def open(self, settings: Settings = _SETTINGS) -> AbstractContextManager[Library]:
        folders = Folders(
            library=self.library,
            cache=self.cache,
            settings=self.top / "settings",
            log=self.top / "log",
        )
        return open_library(folders, settings)

    def draw(self, name: str, seed: int, **options: Any) -> Path:
        """Draw a small photo below `photos`, the same for the same seed."""
        path = self.photos / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return save_jpeg(path, draw_picture(seed, SMALL), **options)

    def draw_faces(
        self,
        name: str,
        faces: Sequence[DrawnFace],
        *,
        seed: int = 0,
        size: tuple[int, int] = (320, 240),
    ) -> Path:
        """Draw a photo of people below `photos`, without loss of colours."""
        path = self.photos / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = draw_faces(size, faces, seed=seed)
        return save_jpeg(path, picture, quality=95, subsampling=0)

    def draw_many(self, count: int, start: int = 0) -> list[Path]:
        return [self.draw(f"photo {n:03}.jpg", n) for n in range(start, start + count)]


def index(library: Library, *folders: Path, **options: Any) -> list[Any]:
    """Add folders, run the whole stream, and return its events."""
    library.add_folders(folders)
    return list(library.refresh(**options))


def paths_like(library: Library, *paths: Path, **options: Any) -> list[Path]:
    """Return where the photos lie that look like some files, nearest first."""
    matches = library.search(
        Query(
            examples=tuple(LikeFile(path) for path in paths),
            filter=Filter(**options),
            count=1000,
        )
    )
    return [match.photo.paths[0] for match in matches]


def camera_exif(
    taken: str, camera: str, position: tuple[int, int] | None = None
) -> Image.Exif:
    """Make EXIF with a time as cameras spell it, and degrees north and east."""
    gps = position and {
        ExifTags.GPS.GPSLatitudeRef: "N",
        ExifTags.GPS.GPSLatitude: (float(position[0]), 0.0, 0.0),
        ExifTags.GPS.GPSLongitudeRef: "E",
        ExifTags.GPS.GPSLongitude: (float(position[1]), 0.0, 0.0),
    }
    tags = {
        ExifTags.Base.DateTimeOriginal: taken,
        ExifTags.Base.Make: camera.split()[0],
        ExifTags.Base.Model: camera,
    }
    return exif_with(tags, gps)
