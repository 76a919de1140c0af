"""What a window shows: thumbnails, previews, whole photos, and what still waits."""

import shutil
from collections.abc import Generator
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import ExifTags, Image

from photosearch.core.errors import DecodeError, QueryError
from photosearch.core.library import Library
from photosearch.core.records import Order, Photo
from photosearch.core.settings import Settings
from tests.homes import Home, index
from tests.pictures import corner_colours, draw_picture, exif_with, quadrants, save_jpeg


@pytest.fixture
def library(home: Home) -> Generator[Library, None, None]:
    home.draw_many(6)
    with home.open() as library:
        index(library, home.photos)
        yield library


def first(library: Library) -> Photo:
    photo = library.photo(library.list_photos(Order.NAME).ids[0])
    assert photo is not None
    return photo


def test_that_photos_are_listed_and_given_in_the_order_asked(
    home: Home, library: Library
) -> None:
    ids = library.list_photos(Order.NAME).ids.tolist()
    photos = library.photos([ids[4], 10**9, ids[2]])
    assert ["photo 004.jpg", "photo 002.jpg"] == [each.paths[0].name for each in photos]
    assert library.photo(10**9) is None


def test_that_what_waits_is_told_before_it_is_indexed(
    home: Home, library: Library
) -> None:
    new = home.draw_many(3, start=6)
    stream = library.refresh()
    next(event for event in stream if library.counts().pending)
    assert set(new) == {file.path for file in library.waiting(10)}
    assert 2 == len(library.waiting(2))
    list(stream)
    assert () == library.waiting(10)


def test_that_a_thumbnail_is_kept_and_made_again(home: Home, library: Library) -> None:
    photo = first(library)
    kept = library.thumbnails_of(photo.content_hash)
    assert kept is not None
    assert kept == library.thumbnail(photo)
    shutil.rmtree(home.cache / "thumbnails")
    assert library.thumbnails_of(photo.content_hash) is None
    again = library.thumbnail(photo)
    assert again is not None
    assert Image.open(BytesIO(kept)).size == Image.open(BytesIO(again)).size
    assert again == library.thumbnails_of(photo.content_hash)


def test_that_a_thumbnail_is_made_from_any_place_that_holds_the_photo(
    home: Home, library: Library
) -> None:
    photo = first(library)
    shutil.rmtree(home.cache / "thumbnails")
    other = home.draw("another photo.jpg", 50)
    elsewhere = home.top / "elsewhere.jpg"
    shutil.copyfile(photo.paths[0], elsewhere)
    gone = home.photos / "gone.jpg"
    assert library.thumbnail(replace(photo, paths=(gone, other))) is None
    assert library.thumbnail(replace(photo, paths=(gone, other, elsewhere)))


def test_that_a_cache_within_its_limit_is_left_alone(home: Home) -> None:
    home.draw_many(6)
    with home.open(Settings(decode_workers=1, device="cpu", cache_mb=1)) as library:
        index(library, home.photos)
        assert library.thumbnails_of(first(library).content_hash) is not None


@pytest.mark.parametrize("most_px", [10, 64, 1000])
def test_that_a_photo_is_shown_upright_and_as_large_as_asked(
    home: Home, library: Library, most_px: int
) -> None:
    turned = save_jpeg(
        home.top / "turned.jpg",
        quadrants((64, 48)).transpose(Image.Transpose.ROTATE_90),
        exif=exif_with({ExifTags.Base.Orientation: 6}),
    )
    pixels = library.view(turned, most_px)
    width = min(most_px, 64)
    assert (round(width * 3 / 4), width, 3) == pixels.shape
    assert np.uint8 == pixels.dtype
    assert corner_colours(quadrants()) == corner_colours(pixels)


def test_that_a_photo_is_shown_as_it_is(home: Home, library: Library) -> None:
    path = home.top / "exact.png"
    picture = draw_picture(3, (300, 200))
    picture.save(path)
    assert (np.asarray(picture) == library.view(path, 300)).all()


def test_that_what_cannot_be_shown_says_why(home: Home, library: Library) -> None:
    text = home.top / "text.jpg"
    text.write_text("no picture")
    with pytest.raises(DecodeError, match="not a photo format"):
        library.view(text, 100)
    with pytest.raises(DecodeError, match="the file is gone"):
        library.view(home.top / "gone.jpg", 100)
    with pytest.raises(QueryError, match="at least one pixel"):
        library.view(text, 0)


def test_that_a_photo_without_a_preview_has_none(home: Home, library: Library) -> None:
    assert library.preview(home.photos / "photo 001.jpg") is None
