import base64
import io

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from photosearch.core.library import LikeFile, LikePicture
from photosearch.gui.models.arrivals import arrival, may_be_picture, read_arrival
from photosearch.gui.models.search import EXAMPLES_AT_MOST
from tests.pictures import draw_picture, quadrants


def mime_with(*urls: QUrl, image: QImage | None = None) -> QMimeData:
    mime = QMimeData()
    if urls:
        mime.setUrls(list(urls))
    if image is not None:
        mime.setImageData(image)
    return mime


def local(path) -> QUrl:
    return QUrl.fromLocalFile(str(path))


def qimage(picture: Image.Image) -> QImage:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return QImage.fromData(stream.getvalue())


def picture_of(example: LikePicture) -> Image.Image:
    return Image.open(io.BytesIO(example.content))


def test_that_dropped_files_are_examples_in_their_order(tmp_path):
    paths = [tmp_path / "b.jpg", tmp_path / "ä.jpg"]
    arrived = read_arrival(arrival(mime_with(*map(local, paths))), "pasted")
    assert tuple(map(LikeFile, paths)) == arrived.examples
    assert 0 == arrived.left_out


def test_that_a_folder_gives_the_photos_directly_in_it(tmp_path):
    for name in ("b.JPG", "a.png", "notes.txt", "deep/c.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    arrived = read_arrival(arrival(mime_with(local(tmp_path))), "pasted")
    assert ["a.png", "b.JPG"] == [each.path.name for each in arrived.examples]


def test_that_what_is_too_much_is_left_out_and_counted(tmp_path):
    for number in range(EXAMPLES_AT_MOST + 3):
        (tmp_path / f"{number:02}.jpg").touch()
    arrived = read_arrival(arrival(mime_with(local(tmp_path))), "pasted")
    assert EXAMPLES_AT_MOST == len(arrived.examples)
    assert 3 == arrived.left_out


def test_that_a_bitmap_becomes_a_picture_with_the_same_colours():
    image = qimage(quadrants((64, 48)))
    (example,) = read_arrival(arrival(mime_with(image=image)), "pasted").examples
    assert "pasted" == example.name
    difference = np.asarray(picture_of(example), float) - np.asarray(quadrants())
    assert 6 > np.abs(difference).mean()


def test_that_a_large_bitmap_is_reduced_in_proportion():
    image = qimage(draw_picture(1, (2048, 512)))
    (example,) = read_arrival(arrival(mime_with(image=image)), "pasted").examples
    assert (1024, 256) == picture_of(example).size


def test_that_a_line_of_pixels_stays_a_picture():
    image = qimage(Image.new("RGB", (9000, 1), "red"))
    (example,) = read_arrival(arrival(mime_with(image=image)), "pasted").examples
    assert (1024, 1) == picture_of(example).size


def test_that_what_shows_through_becomes_white():
    image = qimage(Image.new("RGBA", (32, 32), (255, 0, 0, 0)))
    (example,) = read_arrival(arrival(mime_with(image=image)), "pasted").examples
    assert 250 < np.asarray(picture_of(example)).min()


def test_that_a_picture_inside_a_link_is_read():
    stream = io.BytesIO()
    draw_picture(3, (80, 60)).save(stream, "PNG")
    text = base64.b64encode(stream.getvalue()).decode("ascii")
    url = QUrl(f"data:image/png;base64,{text}")
    (example,) = read_arrival(arrival(mime_with(url)), "dropped").examples
    assert (80, 60) == picture_of(example).size


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/cat.jpg",
        "data:text/plain;base64,AAAA",
        "data:image/png,AAAA",
    ],
)
def test_that_a_link_is_not_followed(link):
    arrived = arrival(mime_with(QUrl(link)))
    assert arrived.is_link
    assert not arrived.is_useful


def test_that_a_broken_picture_inside_a_link_is_no_example():
    arrived = arrival(mime_with(QUrl("data:image/png;base64,AAAA")))
    assert () == read_arrival(arrived, "dropped").examples


def test_that_a_file_comes_before_the_picture_that_it_holds(tmp_path):
    image = qimage(draw_picture(1))
    arrived = arrival(mime_with(local(tmp_path / "a.jpg"), image=image))
    assert (tmp_path / "a.jpg",) == arrived.paths
    assert arrived.image is None


def test_that_text_is_no_picture():
    mime = QMimeData()
    mime.setText("hello")
    assert not may_be_picture(mime)
    assert not arrival(mime).is_useful
