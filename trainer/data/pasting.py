"""Pictures of made objects: a piece of one photo seen on another.

An instance is a cut-out of a photo; a view of it shows the cut-out in perspective on a
background, perhaps half hidden, in another light. Where it was pasted is known, so
views teach and measure the search for a part of a photo.

Letters in shapes: k points of an outline.
"""

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from photosearch.spec.preprocess import Pixels
from trainer.data.lighting import LightSettings, photographed, relit
from trainer.data.outlines import (
    CORNERS,
    Points,
    homography,
    mapped,
    random_outline,
    random_quad,
)

MARGIN = 0.1
"""Of half the side of a cut-out; what a soft edge may show beyond the outline."""

MOST_ASPECT = 1.6
"""Largest ratio of the sides of a cut-out."""

TRIES = 5
"""Pieces of a photo of which the one with most detail becomes an object."""

LARGEST_SIDE = 0.97
"""Of the paste box, as a share of the picture's side."""

EDGE_PX = 3
"""How far a soft edge reaches."""


@dataclass(frozen=True, slots=True)
class InstanceSettings:
    """How views of an object are made.

    Attributes:
        area: Smallest and largest share of the picture that the paste box covers.
        cut: Smallest and largest share of its photo that an object is cut from.
        turn_deg: Largest turn to either side.
        perspective: Largest move of a corner, as a share of half a side.
        occluded: Share of the views in which something lies over the object.
        occlusion: Largest share of the paste box that is hidden then.
        light: Changes of the finished picture; the object itself is lit apart from
            its background by half as much.
    """

    area: tuple[float, float] = (0.1, 0.3)
    cut: tuple[float, float] = (0.15, 0.6)
    turn_deg: float = 20.0
    perspective: float = 0.2
    occluded: float = 0.5
    occlusion: float = 0.3
    light: LightSettings = field(default_factory=LightSettings)

    def __post_init__(self) -> None:
        for name, limits in (("area", self.area), ("cut", self.cut)):
            if len(limits) != 2 or not 0 < limits[0] <= limits[1] <= 0.9:
                raise ValueError(f"{name} must be two ascending shares up to 0.9")
        if not 0 <= self.perspective < 0.5:
            raise ValueError(f"perspective must be below 0.5, got {self.perspective}")
        if not 0 <= self.occlusion < 1:
            raise ValueError(f"occlusion must be below 1, got {self.occlusion}")


@dataclass(frozen=True, slots=True)
class CutOut:
    """An object.

    Attributes:
        pixels: (h, w, 3) uint8, the piece of the photo.
        outline: (k, 2), in the square from -1 to 1 that the piece fills.
        instance: Number of the object.
    """

    pixels: Pixels
    outline: Points
    instance: int


@dataclass(frozen=True, slots=True)
class MadeView:
    """A picture of an object.

    Attributes:
        pixels: (size_px, size_px, 3) uint8.
        box: (4,) float32, left, top, width and height of the whole object as shares of
            the picture, what lies over it included.
        instance: Number of the object.
    """

    pixels: Pixels
    box: npt.NDArray[np.float32]
    instance: int


def cut_out(
    photo: Pixels,
    instance: int,
    settings: InstanceSettings,
    generator: np.random.Generator,
) -> CutOut:
    """Cut an object out of a photo (h, w, 3), where there is something to see."""
    boxes = [_random_box(photo, settings.cut, generator) for _ in range(TRIES)]
    pieces = [photo[rows, columns] for rows, columns in boxes]
    outline = random_outline(generator) * (1 - MARGIN)
    return CutOut(max(pieces, key=_detail), outline, instance)


def make_view(
    cut: CutOut,
    background: Pixels,
    occluder: Pixels,
    settings: InstanceSettings,
    size_px: int,
    generator: np.random.Generator,
) -> MadeView:
    """Make a picture of an object.

    The picture is the square that a network sees of a photo with the background's
    shape, so that a wide background squeezes the object, too.

    Args:
        cut: The object.
        background: Photo (h, w, 3) that it is seen on.
        occluder: Photo (h, w, 3) of which a piece may lie over it.
        settings: How much changes.
        size_px: Side of the picture.
        generator: Decides everything.
    """
    scene = _background(background, size_px, generator)
    stretch = math.sqrt(background.shape[1] / background.shape[0])
    quad, box = _placed(cut, stretch, settings, generator)
    _paste(scene, cut, quad * size_px, settings.light, generator)
    if generator.random() < settings.occluded:
        hidden = _hidden_part(box, settings.occlusion, generator)
        _cover(scene, occluder, hidden * size_px, generator)
    picture = photographed(
        relit(scene, settings.light, generator), settings.light, generator
    )
    return MadeView(np.asarray(picture), box.astype(np.float32), cut.instance)


def _random_box(
    photo: Pixels, area: tuple[float, float], generator: np.random.Generator
) -> tuple[slice, slice]:
    """Choose rows and columns of a piece of a photo."""
    height, width = photo.shape[:2]
    wanted = height * width * generator.uniform(*area)
    limit = math.log(MOST_ASPECT)
    aspect = math.exp(generator.uniform(-limit, limit))
    tall = min(height, max(2, round(math.sqrt(wanted / aspect))))
    wide = min(width, max(2, round(math.sqrt(wanted * aspect))))
    top = int(generator.integers(0, height - tall + 1))
    left = int(generator.integers(0, width - wide + 1))
    return slice(top, top + tall), slice(left, left + wide)


def _detail(piece: Pixels) -> float:
    """Say how much there is to see in a piece of a photo: the mean step of its grey."""
    grey = piece[::2, ::2].mean(axis=2)
    steps = [np.abs(np.diff(grey, axis=axis)) for axis in (0, 1)]
    return float(sum(step.mean() if step.size else 0.0 for step in steps))


def _background(
    photo: Pixels, size_px: int, generator: np.random.Generator
) -> Image.Image:
    """Scale a large part of a photo to the square, half of them mirrored."""
    height, width = photo.shape[:2]
    side = math.sqrt(generator.uniform(0.6, 1.0))
    left = width * generator.uniform(0, 1 - side)
    top = height * generator.uniform(0, 1 - side)
    part = (left, top, left + width * side, top + height * side)
    image = Image.fromarray(photo)
    scene = image.resize((size_px, size_px), Image.Resampling.BILINEAR, box=part)
    if generator.random() < 0.5:
        scene = scene.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return scene


def _placed(
    cut: CutOut,
    stretch: float,
    settings: InstanceSettings,
    generator: np.random.Generator,
) -> tuple[Points, Points]:
    """Choose where an object goes.

    Returns:
        The corners (4, 2) of its square and its box (4,), in shares of the picture.
    """
    height, width = cut.pixels.shape[:2]
    quad = random_quad(
        width / height, settings.turn_deg, settings.perspective, generator
    )
    quad = quad * (1 / stretch, stretch)
    outline = mapped(homography(CORNERS, quad), cut.outline)
    low, high = outline.min(axis=0), outline.max(axis=0)
    area = generator.uniform(*settings.area)
    aspect = float(np.divide(*(high - low)))
    # A long object that would not fit is squeezed, and covers its area all the same.
    wide = min(max(math.sqrt(area * aspect), area / LARGEST_SIDE), LARGEST_SIDE)
    sides = np.array([wide, area / wide])
    corner = generator.uniform(0, 1 - sides)
    moved: Points = (quad - low) / (high - low) * sides + corner
    return moved, np.concatenate([corner, sides])


def _paste(
    scene: Image.Image,
    cut: CutOut,
    quad: Points,
    light: LightSettings,
    generator: np.random.Generator,
) -> None:
    """Draw an object into a scene, its square's corners at quad (4, 2) in pixels."""
    outline = mapped(homography(CORNERS, quad), cut.outline)
    left, top, wide, tall = _frame(outline, scene.size)
    # Scaled before it is turned: the perspective map alone would alias.
    sides = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    columns = max(2, round((sides[0] + sides[2]) / 2))
    rows = max(2, round((sides[1] + sides[3]) / 2))
    piece = Image.fromarray(cut.pixels)
    piece = piece.resize((columns, rows), Image.Resampling.BICUBIC, reducing_gap=3.0)
    corners = (CORNERS + 1) / 2 * (columns, rows)
    back = homography(quad - (left, top), corners).reshape(9)[:8]
    turned = piece.transform(
        (wide, tall),
        Image.Transform.PERSPECTIVE,
        back.tolist(),
        Image.Resampling.BICUBIC,
    )
    half = LightSettings(light.brightness / 2, light.contrast / 2, light.cast / 2)
    mask = _mask(outline - (left, top), (wide, tall), generator)
    scene.paste(relit(turned, half, generator), (left, top), mask)


def _hidden_part(box: Points, most: float, generator: np.random.Generator) -> Points:
    """Choose the box (4,) of what lies over one end or corner of an object's box."""
    share = generator.uniform(most / 4, most)
    reach = np.array([generator.uniform(math.sqrt(share), 1.0), 0.0])
    reach[1] = share / reach[0]
    if generator.random() < 0.5:
        reach = reach[::-1]
    corner, sides = box[:2], box[2:]
    beyond = sides * generator.uniform(0.05, 0.4, 2)
    from_start = generator.random(2) < 0.5
    start = np.where(from_start, corner - beyond, corner + sides * (1 - reach))
    return np.concatenate([start, sides * reach + beyond])


def _cover(
    scene: Image.Image, photo: Pixels, box: Points, generator: np.random.Generator
) -> None:
    """Lay a piece of a photo over a scene, inside a box (4,) in pixels."""
    rows, columns = _random_box(photo, (0.1, 0.5), generator)
    left, top = math.floor(box[0]), math.floor(box[1])
    size = (max(2, math.ceil(box[2])), max(2, math.ceil(box[3])))
    piece = Image.fromarray(photo[rows, columns])
    outline = (random_outline(generator) + 1) / 2 * box[2:] + (box[:2] - (left, top))
    mask = _mask(outline, size, generator)
    piece = piece.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    scene.paste(piece, (left, top), mask)


def _frame(outline: Points, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return left, top, width and height of the pixels that an object may touch."""
    low = np.maximum(np.floor(outline.min(axis=0)) - EDGE_PX, 0).astype(int)
    high = np.minimum(np.ceil(outline.max(axis=0)) + EDGE_PX, size).astype(int)
    left, top, wide, tall = np.concatenate([low, high - low]).tolist()
    return left, top, wide, tall


def _mask(
    outline: Points, size: tuple[int, int], generator: np.random.Generator
) -> Image.Image:
    """Draw a soft-edged mask of an outline (k, 2) in pixels."""
    mask = Image.new("L", size)
    # Pillow's coordinates are those of pixel centres.
    corners = [(x, y) for x, y in (outline - 0.5).tolist()]
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    return mask.filter(ImageFilter.GaussianBlur(generator.uniform(0.5, 1.2)))
