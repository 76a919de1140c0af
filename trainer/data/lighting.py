"""Light, focus and compression: how two pictures of one thing differ."""

import io
import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter


@dataclass(frozen=True, slots=True)
class LightSettings:
    """How far light and camera may change a picture.

    Attributes:
        brightness: Largest relative change of brightness.
        contrast: Largest relative change of contrast.
        cast: Largest relative change of one channel.
        blur_px: Largest radius of blur; half of the pictures have none.
        worst_jpeg: Lowest JPEG quality; the highest is 95.
    """

    brightness: float = 0.3
    contrast: float = 0.25
    cast: float = 0.1
    blur_px: float = 1.0
    worst_jpeg: int = 40

    def __post_init__(self) -> None:
        if min(self.brightness, self.contrast, self.cast, self.blur_px) < 0:
            raise ValueError(
                "brightness, contrast, cast and blur_px must not be below 0"
            )
        if not 1 <= self.worst_jpeg <= 95:
            raise ValueError(f"worst_jpeg must be 1 to 95, got {self.worst_jpeg}")


def relit(
    image: Image.Image, settings: LightSettings, generator: np.random.Generator
) -> Image.Image:
    """Change brightness, contrast and colour cast of an RGB picture."""
    bright = _factor(settings.brightness, generator)
    contrast = _factor(settings.contrast, generator)
    levels = (np.arange(256) - 128) * contrast + 128
    table: list[int] = []
    for _ in range(3):
        channel = levels * (bright * _factor(settings.cast, generator))
        table += np.rint(channel).clip(0, 255).astype(int).tolist()
    return image.point(table)


def photographed(
    image: Image.Image, settings: LightSettings, generator: np.random.Generator
) -> Image.Image:
    """Blur an RGB picture a little and send it through JPEG."""
    if generator.random() < 0.5:
        radius = generator.uniform(0, settings.blur_px)
        image = image.filter(ImageFilter.GaussianBlur(radius))
    quality = int(generator.integers(settings.worst_jpeg, 96))
    content = io.BytesIO()
    image.save(content, "JPEG", quality=quality)
    return Image.open(content)


def _factor(most: float, generator: np.random.Generator) -> float:
    """Draw a factor around 1, as likely to shrink as to grow."""
    limit = math.log1p(most)
    return math.exp(generator.uniform(-limit, limit))
