"""Views of a photo as people edit it: cropped, turned, recoloured, written as JPEG.

Colour, blur, noise and mirroring of learning views are drawn for whole batches by
`trainer.data.augment`; here is what needs the photo itself.
"""

import io
import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from photosearch.spec.preprocess import Pixels, ResizeRule, network_input


@dataclass(frozen=True, slots=True)
class EditSettings:
    """Table `[views]` of a recipe file: how learning views are cut.

    Attributes:
        count: Random views of each photo, besides the whole one.
        least_area: Smallest share of the photo that is kept.
        most_aspect: Largest ratio of a view's sides to those of the photo.
        turned: Share of the views that are turned.
        most_turn_deg: Largest turn.
        compressed: Share of the views that are written as JPEG.
        least_quality: Worst quality of such a JPEG.
    """

    count: int = 12
    least_area: float = 0.2
    most_aspect: float = 1.35
    turned: float = 0.5
    most_turn_deg: float = 15.0
    compressed: float = 0.5
    least_quality: int = 25

    def __post_init__(self) -> None:
        """Reject views that nothing can be learned from."""
        if self.count < 2:
            raise ValueError("count must be at least 2: views are learned in pairs")
        if not 0 < self.least_area <= 1 or self.most_aspect < 1:
            raise ValueError("least_area must be above 0 to 1, most_aspect at least 1")
        if not 1 <= self.least_quality <= 95 or not 0 <= self.most_turn_deg <= 45:
            raise ValueError("least_quality must be 1 to 95, most_turn_deg 0 to 45")


def learning_view(
    photo: Pixels, size_px: int, seed: int, views: EditSettings
) -> Pixels:
    """Cut a random view, (size_px, size_px, 3) uint8, out of a photo (h, w, 3)."""
    generator = np.random.default_rng(seed)
    if generator.random() < views.turned:
        most = views.most_turn_deg
        photo = turned(photo, float(generator.uniform(-most, most)))
    area = float(generator.uniform(views.least_area, 1))
    part = random_part(photo, area, views.most_aspect, generator)
    view = network_input(part, size_px, ResizeRule.STRETCH)
    if generator.random() < views.compressed:
        view = compressed(view, int(generator.integers(views.least_quality, 96)))
    return view


def random_part(
    photo: Pixels, area: float, most_aspect: float, generator: np.random.Generator
) -> Pixels:
    """Cut a box out of a photo, anywhere.

    Args:
        photo: (h, w, 3).
        area: Share of the photo's area.
        most_aspect: Largest ratio of the box's sides to those of the photo.
        generator: Decides shape and place.
    """
    height, width = photo.shape[:2]
    limit = min(math.log(most_aspect), -math.log(area))  # wider does not fit
    aspect = math.exp(generator.uniform(-limit, limit))
    tall = max(1, round(height * math.sqrt(area / aspect)))
    wide = max(1, round(width * math.sqrt(area * aspect)))
    top = int(generator.integers(0, height - tall + 1))
    left = int(generator.integers(0, width - wide + 1))
    return photo[top : top + tall, left : left + wide]


def turned(photo: Pixels, degrees: float) -> Pixels:
    """Turn a photo and cut off what the corners would show of nothing."""
    height, width = photo.shape[:2]
    angle = math.radians(abs(degrees))
    longer = max(height, width) / min(height, width)
    kept = 1 / (math.cos(angle) + longer * math.sin(angle))
    image = Image.fromarray(photo).rotate(degrees, Image.Resampling.BILINEAR)
    tall, wide = max(1, round(height * kept)), max(1, round(width * kept))
    top, left = (height - tall) // 2, (width - wide) // 2
    return np.asarray(image)[top : top + tall, left : left + wide]


def compressed(photo: Pixels, quality: int) -> Pixels:
    """Write as JPEG and read back."""
    content = io.BytesIO()
    Image.fromarray(photo).save(content, "JPEG", quality=quality)
    return np.asarray(Image.open(content))


def shrunk(photo: Pixels, shorter_px: int) -> Pixels:
    """Scale a photo down so that its shorter side is at most so long."""
    height, width = photo.shape[:2]
    share = shorter_px / min(height, width)
    if share >= 1:
        return photo
    size = (max(1, round(width * share)), max(1, round(height * share)))
    image = Image.fromarray(photo).resize(
        size, Image.Resampling.BILINEAR, reducing_gap=2.0
    )
    return np.asarray(image)
