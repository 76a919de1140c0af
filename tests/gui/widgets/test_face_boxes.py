import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage

from photosearch.gui.widgets.face_boxes import FaceBoxes, FramedFace
from photosearch.gui.widgets.picture_view import PictureView
from photosearch.spec.regions import Box

ANNA = FramedFace(Box(0.1, 0.2, 0.2, 0.2), "Anna", "Confirmed by you")
NOBODY = FramedFace(Box(0.6, 0.2, 0.2, 0.2))


@pytest.fixture
def view(qtbot):
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(416, 316)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    view.show_picture(image, 400, 300)
    return view


@pytest.fixture
def boxes(view):
    return FaceBoxes(view)


def centre_of(view, face):
    photo, box = view.photo_rect, face.box
    return QPointF(
        photo.left() + photo.width() * (box.left + box.width / 2),
        photo.top() + photo.height() * (box.top + box.height / 2),
    ).toPoint()


def test_that_a_click_on_a_face_chooses_it(view, boxes, qtbot):
    boxes.show_faces([ANNA, NOBODY])
    box = boxes.boxes[1]
    at = box.mapFrom(view, centre_of(view, NOBODY))
    with qtbot.waitSignal(boxes.chosen) as chosen:
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=at)
    assert [1] == chosen.args


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_that_faces_are_reached_and_chosen_by_keys(view, boxes, qtbot, key):
    boxes.show_faces([ANNA, NOBODY])
    boxes.focus(0)
    qtbot.keyClick(boxes.boxes[0], Qt.Key.Key_Tab)
    assert boxes.focused == 1
    with qtbot.waitSignal(boxes.chosen) as chosen:
        qtbot.keyClick(boxes.boxes[1], key)
    assert [1] == chosen.args


def test_that_a_face_says_whose_it_is(boxes):
    boxes.show_faces([ANNA, NOBODY])
    assert [
        "Anna. Confirmed by you",
        "Face 2, without a name",
    ] == [box.accessibleName() for box in boxes.boxes]


def test_that_frames_follow_the_picture(view, boxes):
    boxes.show_faces([ANNA])
    before = boxes.boxes[0].geometry()
    view.zoom_to(3.0, QPointF(centre_of(view, ANNA)))
    after = boxes.boxes[0].geometry()
    assert after.width() > 2 * before.width()


def test_that_a_face_out_of_sight_has_no_frame(view, boxes):
    boxes.show_faces([ANNA])
    view.zoom_to(8.0, QPointF(view.photo_rect.bottomRight() - QPointF(5, 5)))
    assert boxes.boxes[0].isHidden()


def test_that_a_face_that_fills_the_view_leaves_the_mouse_to_the_photo(view, boxes):
    large = FramedFace(Box(0.05, 0.05, 0.9, 0.9), "Anna")
    boxes.show_faces([large])
    box = boxes.boxes[0]
    middle = QPoint(box.width() // 2, box.height() // 2)
    assert box.hitButton(middle)
    view.zoom_to(4.0)
    middle = box.mapFrom(view, view.rect().center())
    assert not box.hitButton(middle)


def test_that_frames_are_hidden_for_a_while(boxes):
    boxes.show_faces([ANNA])
    boxes.show_all(are_shown=False)
    assert boxes.boxes[0].isHidden()
    boxes.show_all(are_shown=True)
    assert not boxes.boxes[0].isHidden()


def test_that_of_names_in_one_place_the_one_of_the_larger_face_is_seen(boxes):
    large = FramedFace(Box(0.3, 0.3, 0.2, 0.2), "Anna")
    small = FramedFace(Box(0.36, 0.42, 0.06, 0.06), "Ben")
    boxes.show_faces([small, large])
    assert [False, True] == [box.shows_tag for box in boxes.boxes]


def test_that_the_keyboard_stays_at_a_face_when_names_change(boxes):
    boxes.show_faces([ANNA, NOBODY])
    boxes.focus(1)
    boxes.show_faces([ANNA, FramedFace(NOBODY.box, "Ben")])
    assert boxes.focused == 1
    boxes.show_faces([ANNA])
    assert boxes.focused == -1
