"""Writes the sample library: scenes, and copies of them as people come to have them."""

from collections.abc import Callable, Generator
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

from photosearch.core.demo.scenes import SCENES, draw_scene

PICTURES_A_KIND = 24
COPIES_EVERY = 6

# One from each of three kinds; the first of a kind always has altered copies.
QUERIES = ("mountains/mountains 00.jpg", "city/city 00.jpg", "flowers/flowers 00.jpg")


def _cropped(image: Image.Image) -> Image.Image:
    width, height = image.size
    margin_x, margin_y = width // 10, height // 10
    return image.crop((margin_x, margin_y, width - margin_x, height - margin_y))


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "small": lambda image: image.resize((image.width // 2, image.height // 2)),
    "cropped": _cropped,
    "recoloured": lambda image: ImageEnhance.Color(
        ImageEnhance.Brightness(image).enhance(1.2)
    ).enhance(0.4),
    "mirrored": ImageOps.mirror,
    "rotated": lambda image: image.transpose(Image.Transpose.ROTATE_90),
}


def sample_size(pictures_a_kind: int = PICTURES_A_KIND) -> int:
    """Return how many pictures the sample library has, copies included."""
    with_copies = len(range(0, pictures_a_kind, COPIES_EVERY))
    return len(SCENES) * (pictures_a_kind + with_copies * (len(COPIES) + 1))


def write_sample(
    folder: Path, pictures_a_kind: int = PICTURES_A_KIND
) -> Generator[Path, None, None]:
    """Draw the sample library into a folder; what is there already stays.

    Args:
        folder: Gets one folder for each kind of scene and one for copies.
        pictures_a_kind: How many to draw of each kind.

    Yields:
        Each file as it is written or found.

    Raises:
        OSError: The folder cannot be written to.
    """
    copies = folder / "copies"
    for kind in SCENES:
        (folder / kind).mkdir(parents=True, exist_ok=True)
        copies.mkdir(exist_ok=True)
        for seed in range(pictures_a_kind):
            original = folder / kind / f"{kind} {seed:02}.jpg"
            if not original.exists():
                _save(draw_scene(kind, seed), original)
            yield original
            if seed % COPIES_EVERY == 0:
                yield from _write_copies(original, copies)


def _write_copies(original: Path, folder: Path) -> Generator[Path, None, None]:
    exact = folder / original.name
    if not exact.exists():
        exact.write_bytes(original.read_bytes())
    yield exact
    with Image.open(original) as image:
        image.load()
    for name, alter in COPIES.items():
        altered = folder / f"{original.stem}, {name}.jpg"
        if not altered.exists():
            _save(alter(image), altered)
        yield altered


def _save(image: Image.Image, path: Path) -> None:
    image.save(path, quality=88)
