"""Drawn photos and a drawn teacher, so that no foreign data are needed."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

pytest.importorskip("torch", reason="the extra 'train' is not installed")

COLOURS = ("red", "green", "blue", "yellow", "purple")


@pytest.fixture
def draw_photos():
    """Return a function that fills a folder with drawn photos of five classes."""

    def draw(folder: Path, count: int, seed: int = 0) -> list[Path]:
        generator = np.random.default_rng(seed)
        files = []
        for number in range(count):
            colour = COLOURS[number % len(COLOURS)]
            grain = generator.integers(0, 256, (6, 7, 3), dtype=np.uint8)
            image = Image.fromarray(grain).resize((56, 48))
            left, top = generator.integers(0, 20, 2).tolist()
            ImageDraw.Draw(image).ellipse((left, top, left + 30, top + 26), fill=colour)
            file = folder / colour / f"{number:04d}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            image.save(file)
            files.append(file)
        return files

    return draw
