"""JPEGs of 8 to 14 megapixels, as cameras make them.

The packs hold real camera JPEGs of up to 4 megapixels. Four parts of such photos beside
each other, at their own resolution, make a picture of the size wanted with the detail,
grain and so the bytes a pixel of a real one; its EXIF is that of a real one, too.
"""

import random
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from tests.pictures import draw_picture

_SIZES = ((3264, 2448), (3648, 2736), (4000, 3000), (4096, 3072), (4320, 3240))
_LEAST_PIXELS = 3_000_000
_QUALITY = 90


def camera_jpegs(count: int, pack: Path | None) -> tuple[list[bytes], str]:
    """Make large JPEGs.

    Args:
        count: How many.
        pack: Folder with camera photos; without it pictures are drawn.

    Returns:
        The JPEGs, and what they are.
    """
    photos = _large_photos(pack) if pack else []
    if not photos:
        drawn = [draw_picture(i, _SIZES[i % len(_SIZES)]) for i in range(count)]
        return [_encoded(picture, b"") for picture in drawn], "drawn pictures"
    choice = random.Random(8)
    made = [_mosaic(photos, _SIZES[i % len(_SIZES)], choice) for i in range(count)]
    return made, f"mosaics of {len(photos)} camera photos of 3 to 4 MP"


def _large_photos(pack: Path) -> list[Image.Image]:
    photos = []
    for path in sorted(pack.glob("camera/*")) + sorted(pack.glob("exif/*.jp*g")):
        try:
            with Image.open(path, formats=["JPEG"]) as photo:
                if photo.width * photo.height >= _LEAST_PIXELS:
                    photos.append(photo.copy())
        except (UnidentifiedImageError, OSError):
            continue
    return photos


def _mosaic(
    photos: list[Image.Image], size: tuple[int, int], choice: random.Random
) -> bytes:
    half = size[0] // 2, size[1] // 2
    canvas = Image.new("RGB", size)
    chosen = [choice.choice(photos) for _ in range(4)]
    for number, photo in enumerate(chosen):
        part = _part(photo, half, choice)
        canvas.paste(part, (half[0] * (number % 2), half[1] * (number // 2)))
    return _encoded(canvas, chosen[0].info.get("exif", b""))


def _part(
    photo: Image.Image, size: tuple[int, int], choice: random.Random
) -> Image.Image:
    """Cut a part out, mirrored or not; a photo that is too small is enlarged."""
    scale = max(size[0] / photo.width, size[1] / photo.height)
    if scale > 1:
        enlarged = round(photo.width * scale), round(photo.height * scale)
        photo = photo.resize(enlarged, Image.Resampling.BICUBIC)
    left = choice.randint(0, photo.width - size[0])
    top = choice.randint(0, photo.height - size[1])
    part = photo.convert("RGB").crop((left, top, left + size[0], top + size[1]))
    return ImageOps.mirror(part) if choice.random() < 0.5 else part


def _encoded(picture: Image.Image, exif: bytes) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY, subsampling="4:2:0", exif=exif)
    return file.getvalue()
