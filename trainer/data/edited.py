"""Views of a photo as people edit it: cropped, turned, recoloured, written as JPEG.

Done photo by photo on bytes, where it costs a millisecond a view; as float tensors
(`trainer.data.augment`) it would cost more than describing the view does.
"""

import io
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from photosearch.spec.preprocess import Pixels, ResizeRule, network_input

Matrix = npt.NDArray[np.float64]

# Shares of the channels in how bright a colour looks (ITU-R BT.601).
_LUMA = np.array([0.299, 0.587, 0.114])


@dataclass(frozen=True, slots=True)
class EditSettings:
    """Table `[views]` of a recipe file: how learning views are made.

    Attributes:
        least_area: Smallest share of the photo that is kept.
        most_aspect: Largest ratio of a view's sides to those of the photo.
        turned: Share of the views that are turned.
        most_turn_deg: Largest turn.
        mirrored: Share of the views that are mirrored.
        brightness: Largest relative change of brightness.
        contrast: Largest relative change of contrast.
        saturation: Largest relative change of saturation.
        tint: Largest relative change of one channel.
        blurred: Share of the views that are blurred.
        most_blur_px: Largest radius of the blur.
        compressed: Share of the views that are written as JPEG.
        least_quality: Worst quality of such a JPEG.
    """

    least_area: float = 0.2
    most_aspect: float = 1.35
    turned: float = 0.5
    most_turn_deg: float = 15.0
    mirrored: float = 0.5
    brightness: float = 0.5
    contrast: float = 0.5
    saturation: float = 0.8
    tint: float = 0.1
    blurred: float = 0.3
    most_blur_px: float = 1.5
    compressed: float = 0.5
    least_quality: int = 25

    def __post_init__(self) -> None:
        """Reject views that nothing can be learned from."""
        if not 0 < self.least_area <= 1 or self.most_aspect < 1:
            raise ValueError("least_area must be above 0 to 1, most_aspect at least 1")
        if not 1 <= self.least_quality <= 95 or not 0 <= self.most_turn_deg <= 45:
            raise ValueError("least_quality must be 1 to 95, most_turn_deg 0 to 45")
        changes = (self.brightness, self.contrast, self.saturation, self.tint)
        if min(changes) < 0:
            raise ValueError(
                "brightness, contrast, saturation and tint must not be below 0"
            )


def learning_view(
    photo: Pixels, size_px: int, seed: int, views: EditSettings
) -> Pixels:
    """Make a random view, (size_px, size_px, 3) uint8, of a photo (h, w, 3)."""
    chance = np.random.default_rng(seed)
    if chance.random() < views.turned:
        most = views.most_turn_deg
        photo = turned(photo, float(chance.uniform(-most, most)))
    area = float(chance.uniform(views.least_area, 1))
    part = random_part(photo, area, views.most_aspect, chance)
    view = recoloured(
        network_input(part, size_px, ResizeRule.STRETCH), _colours(chance, views)
    )
    if chance.random() < views.mirrored:
        view = view[:, ::-1]
    if chance.random() < views.blurred:
        radius = ImageFilter.GaussianBlur(chance.uniform(0.3, views.most_blur_px))
        view = np.asarray(Image.fromarray(view).filter(radius))
    if chance.random() < views.compressed:
        view = compressed(view, int(chance.integers(views.least_quality, 96)))
    return np.ascontiguousarray(view)


@dataclass(frozen=True, slots=True)
class Colours:
    """A change of colours.

    Attributes:
        mixture: (3, 3), what channels become of channels.
        contrast: By how much what differs from the picture's mean is raised.
    """

    mixture: Matrix
    contrast: float


def recoloured(photo: Pixels, colours: Colours) -> Pixels:
    """Change the colours of a photo (h, w, 3)."""
    mean = photo.reshape(-1, 3).mean(axis=0) @ _LUMA
    # One matrix for all: what a picture's own grey adds stands in the last column.
    shift = colours.mixture.sum(axis=1) * mean * (1 - colours.contrast)
    rows = np.column_stack([colours.mixture * colours.contrast, shift])
    changed = Image.fromarray(photo).convert("RGB", tuple(rows.reshape(-1).tolist()))
    return np.asarray(changed)


def _colours(chance: np.random.Generator, views: EditSettings) -> Colours:
    saturation = _factor(chance, views.saturation)
    mixture = saturation * np.eye(3) + (1 - saturation) * _LUMA[None]
    tint = [_factor(chance, views.tint) for _ in range(3)]
    brightness = _factor(chance, views.brightness)
    contrast = _factor(chance, views.contrast)
    return Colours(np.diag(tint) @ mixture * brightness, contrast)


def _factor(chance: np.random.Generator, most: float) -> float:
    """Draw a factor around 1, as likely to halve as to double."""
    limit = math.log1p(most)
    return math.exp(chance.uniform(-limit, limit))


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
    # Wider does not fit; and no limit below 0, as -log(1) is.
    limit = max(0.0, min(math.log(most_aspect), -math.log(area)))
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
