import io
import threading

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage

from photosearch.gui.models.images import image_in, image_of, jpeg_of
from tests.pictures import draw_picture, exif_with


def encoded(picture, kind="JPEG", **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def test_that_pixels_keep_their_colours():
    pixels = np.zeros((3, 5, 3), np.uint8)
    pixels[1, 4] = (200, 100, 50)
    image = image_of(pixels)
    assert (5, 3) == (image.width(), image.height())
    assert (200, 100, 50) == image.pixelColor(4, 1).getRgb()[:3]


def test_that_a_picture_is_turned_upright():
    content = encoded(draw_picture(1, (60, 40)), exif=exif_with({0x0112: 6}))
    image = image_in(content)
    assert (40, 60) == (image.width(), image.height())


def test_that_a_picture_is_reduced_and_never_enlarged():
    content = encoded(draw_picture(1, (600, 400)))
    assert 100 == max(image_in(content, 100).width(), image_in(content, 100).height())
    assert 600 == image_in(content, 5000).width()


def test_that_what_shows_through_becomes_white():
    content = encoded(Image.new("RGBA", (8, 8), (255, 0, 0, 0)), "PNG")
    assert (255, 255, 255) == image_in(content).pixelColor(3, 3).getRgb()[:3]


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0"])
def test_that_no_picture_is_a_null_image(content):
    assert image_in(content).isNull()


def test_that_an_image_survives_as_a_jpeg():
    image = QImage(301, 200, QImage.Format.Format_ARGB32)
    image.fill(QColor(30, 120, 220))
    again = image_in(jpeg_of(image, 150, 92))
    assert (150, 100) == (again.width(), again.height())
    found = again.pixelColor(70, 50).getRgb()[:3]
    assert np.abs(np.subtract(found, (30, 120, 220))).max() <= 4


def test_that_many_threads_decode_at_once_without_waiting_for_ever(qapp):
    content = encoded(draw_picture(1, (320, 240)))

    def decode():
        for _ in range(50):
            image_in(content, 100)

    threads = [threading.Thread(target=decode) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(50):
        QImage.fromData(content)  # as an icon may be read by the GUI thread meanwhile
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
