import pytest
from PySide6.QtGui import QColor, QImage

from photosearch.gui import theme
from photosearch.gui.theme import Role
from photosearch.gui.widgets.small_picture import SmallPicture


@pytest.fixture
def picture(qtbot):
    picture = SmallPicture(60)
    qtbot.addWidget(picture)
    return picture


def wide(colour="red"):
    image = QImage(90, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def shown(picture, x, y):
    return picture.grab().toImage().pixelColor(x, y)


def test_that_the_middle_of_a_picture_fills_the_square(picture):
    picture.show_image(wide())
    assert QColor("red") == shown(picture, 30, 5)


def test_that_nothing_is_cut_off_a_part(picture):
    picture.show_image(wide(), is_part=True)
    assert QColor("red") == shown(picture, 30, 30)
    assert theme.colour(Role.PHOTO) == shown(picture, 30, 5)


def test_that_a_picture_that_cannot_be_read_has_a_sign(picture):
    picture.show_image(None)
    image = picture.grab().toImage()
    colours = {image.pixelColor(x, 30).name() for x in range(15, 45)}
    assert len(colours) > 1
