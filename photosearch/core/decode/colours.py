"""Pixels of any kind to sRGB over white."""

from functools import lru_cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_LAB = ImageCms.createProfile("LAB")
# The colour space of a profile that fits pixels of a mode.
_SPACES = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK"}
_MAX_PROFILE_BYTES = 4 << 20
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
_DEEP_MODES = {"I", "F", "I;16", "I;16L", "I;16B", "I;16N"}


def to_plain(image: Image.Image) -> Image.Image:
    """Turn pixels of any kind into L, RGB, RGBA or CMYK of 8 bits, which reduce well.

    Nothing is lost that matters: 16 bits and more are scaled to 8, palettes looked up.
    """
    if image.has_transparency_data and image.mode not in _DEEP_MODES:
        rgba = image.convert("RGBA")
        # Some programs write 32-bit pixels and leave the alpha at zero everywhere.
        is_invisible = rgba.getchannel("A").getextrema() == (0, 0)
        return rgba.convert("RGB") if is_invisible else rgba
    match image.mode:
        case "L" | "RGB" | "CMYK":
            return image
        case "1":
            return image.convert("L")
        case "LAB":
            return ImageCms.applyTransform(image, _from_lab()) or image
        case mode if mode in _DEEP_MODES:
            return _eight_bits(image)
        case _:
            return image.convert("RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB pixels in sRGB; what is transparent becomes white.

    Args:
        image: What `to_plain` gave, reduced or not.
        profile: The ICC profile of the file; one that cannot be used is ignored.
    """
    if image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    transform = _transform(profile, image.mode) if profile else None
    if transform is None:
        return image.convert("RGB")
    return ImageCms.applyTransform(image, transform) or image.convert("RGB")


# Cameras of one library share a few profiles; building a transform takes longer than
# applying it to a small picture.
@lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Return None where the pixels are sRGB already or the profile is unfit."""
    if len(profile) > _MAX_PROFILE_BYTES:
        return None
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        description = source.profile.profile_description or ""
        if source.profile.xcolor_space != _SPACES[mode]:
            return None
        if mode == "RGB" and description.startswith("sRGB"):
            return None
        return ImageCms.buildTransform(
            source,
            _SRGB,
            mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            _FLAGS,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


@lru_cache(maxsize=1)
def _from_lab() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(_LAB, _SRGB, "LAB", "RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scale grey values of more than 8 bits to 0 to 255.

    Whole numbers count as shares of the largest that 8, 12 or 16 bits hold, fractions
    up to 1 as shares of white; anything else, such as heights or temperatures, is
    stretched from darkest to brightest.
    """
    values = np.nan_to_num(np.asarray(image).astype(np.float32))
    low, high = float(values.min()), float(values.max())
    whites = (1,) if image.mode == "F" else (255, 4095, 65535)
    white = next((white for white in whites if low >= 0 and high <= white), None)
    if white is not None:
        low, high = 0.0, float(white)
    scale = 255 / (high - low) if high > low else 0.0
    return Image.fromarray(np.rint((values - low) * scale).astype(np.uint8))
