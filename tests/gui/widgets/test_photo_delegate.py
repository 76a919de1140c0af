from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from photosearch.core.library import LikePhoto, Query
from photosearch.gui.models.photos import PhotosModel
from photosearch.gui.models.thumbnails import Thumbnails
from photosearch.gui.widgets.photo_delegate import PhotoDelegate, photo_rect

CELL = QRect(0, 0, 126, 126)


@pytest.fixture
def home(parts_home):
    return parts_home


@pytest.fixture
def painted(session, photos, qtbot):
    """Give what paints a photo of which a region was matched, as rows of lightness."""
    thumbnails = Thumbnails(session)
    rows = PhotosModel(session, thumbnails)
    query = Query((LikePhoto(int(session.library.list_photos().ids[0])),))
    found = session.library.find(query)

    def paint(region):
        rows.set_found(replace(found, regions=np.full(len(found.ids), region)))
        qtbot.waitUntil(lambda: rows.index(0).data(PhotosModel.PHOTO_ROLE) is not None)
        rows.thumbnail(0)
        qtbot.waitUntil(lambda: not thumbnails.is_fetching)
        image = QImage(CELL.size(), QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.black)
        painter, option = QPainter(image), QStyleOptionViewItem()
        option.rect = CELL
        PhotoDelegate().paint(painter, option, rows.index(0))
        painter.end()
        lines = np.frombuffer(image.constBits(), np.uint8)
        return lines.reshape(image.height(), -1)[:, : image.width()].copy()

    yield paint
    session.close()


def test_that_the_matched_region_is_outlined_where_it_lies(painted):
    plain, outlined = painted(-1), painted(1 + 4 + 4)
    changed = np.argwhere(plain != outlined)
    (top, left), (bottom, right) = changed.min(0), changed.max(0)
    # Photos of tests are wider than high: the thumbnail shows all of the input, of
    # which the region is the middle half.
    place = photo_rect(CELL)
    side = place.width()
    quarter = place.x() + side // 4
    assert [quarter] * 2 == pytest.approx([left, top], abs=1)
    assert [quarter + side // 2] * 2 == pytest.approx([right, bottom], abs=1)


def test_that_the_whole_photo_is_not_outlined(painted):
    assert (painted(-1) == painted(0)).all()
