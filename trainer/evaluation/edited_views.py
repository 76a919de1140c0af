"""Strong edits by which a retrained model is judged: harder than near copies."""

from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image, ImageEnhance

from photosearch.spec.preprocess import Pixels
from trainer.data.edited import compressed, random_part, turned

Edit = Callable[[Pixels, np.random.Generator], Pixels]


def part(photo: Pixels, generator: np.random.Generator) -> Pixels:
    """Keep a box of three tenths of the area, anywhere."""
    return random_part(photo, 0.3, 1.25, generator)


def slanted(photo: Pixels, generator: np.random.Generator) -> Pixels:
    """Turn by 15 degrees to either side and cut off the corners."""
    return turned(photo, 15.0 if generator.random() < 0.5 else -15.0)


def mirrored_part(photo: Pixels, generator: np.random.Generator) -> Pixels:
    """Keep a box of half of the area and swap left and right."""
    return np.ascontiguousarray(random_part(photo, 0.5, 1.25, generator)[:, ::-1])


def recoloured(photo: Pixels, generator: np.random.Generator) -> Pixels:
    """Change brightness, contrast and saturation much, and write as a poor JPEG."""
    image = Image.fromarray(photo)
    kinds = (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color)
    for kind, strongest in zip(kinds, (1.5, 1.5, 2.0), strict=True):
        factor = strongest if generator.random() < 0.5 else 1 / strongest
        image = kind(image).enhance(factor)
    return compressed(np.asarray(image), 30)


def all_at_once(photo: Pixels, generator: np.random.Generator) -> Pixels:
    """Turn a little, keep half, recolour and, of every second photo, mirror."""
    degrees = float(generator.uniform(-10, 10))
    kept = random_part(turned(photo, degrees), 0.5, 1.25, generator)
    view = recoloured(kept, generator)
    return np.ascontiguousarray(view[:, ::-1]) if generator.random() < 0.5 else view


STRONG_EDITS: Mapping[str, Edit] = {
    "part": part,
    "slanted": slanted,
    "mirrored_part": mirrored_part,
    "recoloured": recoloured,
    "all_at_once": all_at_once,
}
"""Name as in the reports to the change; a photo (h, w, 3) to another."""
