"""What sketches tell apart."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from photosearch.core.duplicates import load_sketches, save_sketches, sketch_of
from photosearch.core.duplicates.sketch import Parts, whole
from tests.pictures import draw_picture


def sketch(picture: Image.Image) -> np.ndarray:
    file = BytesIO()
    picture.save(file, "JPEG", quality=85)
    drawn = sketch_of(file.getvalue())
    assert drawn is not None
    return drawn


def fit(one: Image.Image, other: Image.Image) -> float:
    return float(whole(sketch(one)[None])[0] @ whole(sketch(other)[None])[0])


@pytest.mark.parametrize(
    "change",
    [
        lambda picture: picture.resize((80, 60)),
        lambda picture: ImageEnhance.Brightness(picture).enhance(1.1),
        lambda picture: ImageEnhance.Contrast(picture).enhance(0.9),
    ],
    ids=["resized", "brighter", "duller"],
)
def test_that_a_changed_copy_fits_its_photo(change) -> None:
    for seed in range(5):
        picture = draw_picture(seed)
        assert fit(picture, change(picture)) > 0.98


def test_that_other_photos_do_not_fit() -> None:
    assert max(fit(draw_picture(0), draw_picture(n)) for n in range(1, 20)) < 0.9


def test_that_a_crop_fits_the_part_it_shows() -> None:
    parts = Parts()
    for seed in range(5):
        picture = draw_picture(seed)
        crop = whole(sketch(picture.crop((21, 9, 309, 225)))[None])
        origin = sketch(picture)[None]
        fits = parts.show(origin)[0] @ crop[0]
        refined = parts.refine(origin, np.array([fits.argmax()]), crop)[0]
        assert refined >= fits.max() - 1e-3
        assert refined > max(0.97, fits[0])


@pytest.mark.parametrize("colour", ["black", "white", (90, 91, 92)], ids=str)
def test_that_a_picture_without_structure_has_no_sketch(colour) -> None:
    file = BytesIO()
    Image.new("RGB", (320, 240), colour).save(file, "JPEG")
    assert sketch_of(file.getvalue()) is None


def test_that_sketches_are_as_they_were_saved(tmp_path) -> None:
    sketches = np.stack([sketch(draw_picture(seed)) for seed in (1, 2)])
    hashes = np.arange(32, dtype=np.uint8).reshape(2, 16)
    save_sketches(tmp_path / "deep/sketches", hashes, sketches)
    found = load_sketches(tmp_path / "deep/sketches")
    assert [hashes[0].tobytes(), hashes[1].tobytes()] == list(found)
    assert (found[hashes[1].tobytes()] == sketches[1]).all()


@pytest.mark.parametrize("spoil", [lambda c: c[:-1], lambda c: b"x" + c[1:]])
def test_that_a_damaged_file_of_sketches_counts_as_none(tmp_path, spoil) -> None:
    file = tmp_path / "sketches"
    save_sketches(file, np.zeros((1, 16), np.uint8), np.ones((1, 32, 32), np.uint8))
    file.write_bytes(spoil(file.read_bytes()))
    assert {} == load_sketches(file)
    assert {} == load_sketches(tmp_path / "missing")


def test_that_sketches_that_cannot_be_saved_do_no_harm(tmp_path) -> None:
    (tmp_path / "file").write_bytes(b"")
    save_sketches(tmp_path / "file/sketches", np.zeros((0, 16)), np.zeros((0, 32, 32)))
    assert b"" == (tmp_path / "file").read_bytes()
