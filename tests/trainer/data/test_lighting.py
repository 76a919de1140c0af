import numpy as np
import pytest
from PIL import Image

from trainer.data.lighting import LightSettings, photographed, relit


@pytest.fixture
def image():
    grain = np.random.default_rng(0).integers(60, 190, (8, 8, 3), dtype=np.uint8)
    return Image.fromarray(grain).resize((64, 64))


def levels(image):
    return np.asarray(image).astype(float)


def test_that_without_strength_the_light_stays(image):
    still = LightSettings(brightness=0, contrast=0, cast=0)
    assert np.array_equal(
        levels(relit(image, still, np.random.default_rng(0))), levels(image)
    )


def test_that_brightness_alone_scales_all_channels(image):
    settings = LightSettings(brightness=0.3, contrast=0, cast=0)
    for seed in range(10):
        changed = levels(relit(image, settings, np.random.default_rng(seed)))
        ratio = changed.mean() / levels(image).mean()
        assert 1 / 1.31 < ratio < 1.31
        assert np.abs(changed - levels(image) * ratio).max() < 1.5


def test_that_a_cast_changes_channels_differently(image):
    settings = LightSettings(brightness=0, contrast=0, cast=0.2)
    changed = levels(relit(image, settings, np.random.default_rng(1)))
    ratios = changed.mean(axis=(0, 1)) / levels(image).mean(axis=(0, 1))
    assert ratios.max() - ratios.min() > 0.02
    assert np.all((ratios > 1 / 1.21) & (ratios < 1.21))


def test_that_blur_takes_detail_away(image):
    grain = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    sharp = LightSettings(blur_px=0, worst_jpeg=95)
    soft = LightSettings(blur_px=3, worst_jpeg=95)
    kept, lost = (
        [
            levels(
                photographed(Image.fromarray(grain), s, np.random.default_rng(n))
            ).std()
            for n in range(8)
        ]
        for s in (sharp, soft)
    )
    assert min(kept) > 0.7 * grain.std()
    assert min(lost) < 0.4 * grain.std()


def test_that_a_low_quality_leaves_its_marks(image):
    worst = LightSettings(blur_px=0, worst_jpeg=1)
    best = LightSettings(blur_px=0, worst_jpeg=95)
    errors = [
        max(
            np.abs(
                levels(photographed(image, s, np.random.default_rng(n))) - levels(image)
            ).mean()
            for n in range(8)
        )
        for s in (worst, best)
    ]
    assert errors[0] > 3 * errors[1]


@pytest.mark.parametrize(
    "change", [{"cast": -0.1}, {"worst_jpeg": 0}, {"worst_jpeg": 96}]
)
def test_that_impossible_settings_are_refused(change):
    with pytest.raises(ValueError, match=next(iter(change))):
        LightSettings(**change)
