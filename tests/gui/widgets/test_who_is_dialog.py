import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from photosearch.gui.widgets.who_is_dialog import WhoIsDialog
from tests.albums import ADA, GRACE
from tests.faces import DrawnFace, save_faces
from tests.gui.people import OPENING_MS, name_album
from tests.pictures import draw_picture, save_jpeg


@pytest.fixture
def people(album_session):
    return name_album(album_session.library)


@pytest.fixture
def dialog(album_session, people, qtbot):
    dialog = WhoIsDialog(album_session)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.close()
    album_session.close()


@pytest.fixture
def picture(tmp_path):
    """Give a picture from elsewhere, of Grace on the left, large, and of Ada."""
    faces = DrawnFace(GRACE, 20, 40, 120), DrawnFace(ADA, 200, 80, 70)
    return save_faces(tmp_path / "elsewhere.jpg", *faces, seed=9)


def test_that_it_is_told_who_is_on_a_picture(dialog, picture, people, qtbot):
    dialog.ask_about_file(picture)
    qtbot.waitUntil(lambda: len(dialog.boxes.boxes) == 2, timeout=OPENING_MS)
    assert ["Grace?", "Ada?"] == [box.name for box in dialog.boxes.boxes]
    assert dialog.panel.rows[0].words.startswith("Grace, ")
    assert len(dialog.panel.rows) == 1
    dialog.boxes.boxes[1].click()
    assert dialog.panel.rows[0].words.startswith("Ada, ")
    with qtbot.waitSignal(dialog.person_asked) as asked:
        dialog.panel.rows[0].show_photos.click()
    assert [people[0].id] == asked.args
    assert not dialog.isVisible()


def test_that_a_picture_may_be_dropped(dialog, picture, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    dialog.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: len(dialog.boxes.boxes) == 2, timeout=OPENING_MS)


def test_that_faces_like_one_of_it_are_asked_for(dialog, picture, qtbot):
    dialog.ask_about_file(picture)
    qtbot.waitUntil(lambda: len(dialog.boxes.boxes) == 2, timeout=OPENING_MS)
    with qtbot.waitSignal(dialog.like_asked) as asked:
        dialog.panel.like.click()
    wish = asked.args[0]
    assert ("Grace", picture) == (wish.name, wish.example.path)
    assert wish.example.region == dialog.question.faces[0].found.box


def test_that_a_picture_without_faces_says_so(dialog, tmp_path, qtbot):
    save_jpeg(tmp_path / "empty.jpg", draw_picture(3, (320, 240)))
    dialog.ask_about_file(tmp_path / "empty.jpg")
    words = "No face was found on this picture."
    qtbot.waitUntil(lambda: dialog.panel.words == words, timeout=OPENING_MS)


def test_that_a_file_that_is_no_picture_says_so_in_one_line(dialog, tmp_path, qtbot):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    dialog.ask_about_file(broken)
    qtbot.waitUntil(lambda: "cannot be read" in dialog.panel.words, timeout=OPENING_MS)
    assert "\n" not in dialog.panel.words
