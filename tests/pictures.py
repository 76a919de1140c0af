"""Synthetic pictures for tests: varied, and the same in every run."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import ExifTags, Image, ImageDraw


def draw_picture(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Draw shapes over a textured gradient; every seed gives another picture."""
    random = np.random.default_rng(seed)
    picture = Image.fromarray(_texture(random, size))
    draw = ImageDraw.Draw(picture)
    for _ in range(random.integers(4, 10)):
        _draw_shape(draw, random, size)
    return picture


def quadrants(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Draw red and green above blue and white: it shows every turn and mirroring."""
    width, height = size
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, width // 2, height // 2))
    picture.paste((0, 255, 0), (width // 2, 0, width, height // 2))
    picture.paste("blue", (0, height // 2, width // 2, height))
    return picture


def corner_colours(picture: Any) -> list[str]:
    """Name the colours near the corners: top left, top right, bottom left, right."""
    pixels = np.asarray(picture)
    height, width = pixels.shape[:2]
    names = {
        (True, False, False): "red",
        (False, True, False): "green",
        (False, False, True): "blue",
        (True, True, True): "white",
        (False, False, False): "black",
    }
    places = [
        (y, x) for y in (height // 4, -height // 4) for x in (width // 4, -width // 4)
    ]
    return [names[tuple(bool(v > 127) for v in pixels[place])] for place in places]


def save_jpeg(path: Path, picture: Image.Image, **options: Any) -> Path:
    """Save as JPEG with `PIL.Image.Image.save`'s options; return the path."""
    picture.save(path, "JPEG", **{"quality": 92, **options})
    return path


def exif_with(tags: dict[int, Any], gps: dict[int, Any] | None = None) -> Image.Exif:
    """Make EXIF; dates of taking go into their own directory, as cameras do."""
    exif = Image.Exif()
    camera: dict[int, Any] = {}
    for tag, value in tags.items():
        in_camera = tag in (
            ExifTags.Base.DateTimeOriginal,
            ExifTags.Base.DateTimeDigitized,
        )
        (camera if in_camera else exif)[tag] = value
    if camera:
        exif[ExifTags.IFD.Exif] = camera
    if gps:
        exif[ExifTags.IFD.GPSInfo] = gps
    return exif


def _texture(random: np.random.Generator, size: tuple[int, int]) -> Any:
    width, height = size
    y = np.arange(height, dtype=np.float32)[:, None] / max(size)
    x = np.arange(width, dtype=np.float32)[None] / max(size)
    angle, frequency = random.uniform(0, np.pi), random.uniform(4, 40)
    phase = 2 * np.pi * frequency
    waves = 25 * np.sin(np.float32(phase) * (x * np.cos(angle) + y * np.sin(angle)))
    colours = np.empty((height, width, 3), np.float32)
    for channel in range(3):
        base, right, down = random.uniform((40, -120, -120), (200, 120, 120))
        colours[..., channel] = base + x * right + y * down + waves
    colours += random.integers(-9, 10, colours.shape, np.int8)
    return colours.clip(0, 255).astype(np.uint8)


def _draw_shape(
    draw: ImageDraw.ImageDraw, random: np.random.Generator, size: tuple[int, int]
) -> None:
    colour = tuple(int(v) for v in random.integers(0, 256, 3))
    points = random.uniform(0, 1, (4, 2)) * size
    box = [*points[:2].min(0), *points[:2].max(0)]
    match random.integers(0, 4):
        case 0:
            draw.ellipse(box, fill=colour)
        case 1:
            draw.rectangle(box, fill=colour)
        case 2:
            draw.polygon([tuple(point) for point in points[:3]], fill=colour)
        case _:
            draw.line([tuple(point) for point in points], fill=colour, width=5)
