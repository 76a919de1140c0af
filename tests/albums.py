"""An album of drawn people, indexed once; every test has a library of its own of it."""

from dataclasses import dataclass
from pathlib import Path

from tests.faces import DrawnFace, save_faces
from tests.homes import Home, index
from tests.pictures import draw_picture, save_jpeg

ADA, GRACE = 1, 2


@dataclass(frozen=True)
class Album:
    """Photos that nobody may change, and a library of them that anybody may."""

    photos: Path
    library: Path


def draw_album(folder: Path) -> None:
    """Draw three photos of Ada, two of Grace, one of both and one of nobody."""
    save_faces(folder / "ada 1.jpg", DrawnFace(ADA, 20, 30, 90), seed=1)
    save_faces(folder / "ada 2.jpg", DrawnFace(ADA, 150, 60, 110, 0.95), seed=2)
    save_faces(folder / "ada 3.jpg", DrawnFace(ADA, 90, 80, 70, 1.05), seed=3)
    save_faces(folder / "grace 1.jpg", DrawnFace(GRACE, 40, 40, 100), seed=4)
    save_faces(folder / "trip" / "grace 2.jpg", DrawnFace(GRACE, 99, 99, 80), seed=5)
    both = DrawnFace(ADA, 20, 30, 80), DrawnFace(GRACE, 180, 60, 100)
    save_faces(folder / "both.jpg", *both, seed=6)
    save_jpeg(folder / "nobody.jpg", draw_picture(7, (320, 240)))


def index_album(home: Home) -> None:
    """Index the album; where faces are on, they are found and grouped."""
    draw_album(home.photos)
    with home.open() as library:
        index(library, home.photos)
