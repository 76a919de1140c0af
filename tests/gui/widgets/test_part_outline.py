import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from photosearch.gui.widgets.part_outline import paint_outline


@pytest.mark.parametrize("ground", ["white", "black"])
def test_that_the_line_is_seen_on_any_photo(qapp, ground):
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint_outline(painter, QRectF(10, 10, 40, 40))
    painter.end()
    across = {image.pixelColor(x, 30).lightness() for x in range(5, 20)}
    assert max(across) - min(across) > 100
