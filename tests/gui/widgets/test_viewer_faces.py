import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from photosearch.gui.models.trail import FixedRows
from photosearch.gui.widgets.viewer import Viewer
from photosearch.gui.widgets.viewer_bar import ViewerBar
from tests.gui.people import OPENING_MS, name_album, photo_named


@pytest.fixture
def people(album_session):
    return name_album(album_session.library)


@pytest.fixture
def viewer(album_session, people, qtbot):
    viewer = Viewer(album_session)
    qtbot.addWidget(viewer)
    viewer.resize(900, 600)
    with qtbot.waitActive(viewer):
        viewer.show()
        viewer.activateWindow()
    yield viewer
    album_session.close()


def look_at(viewer, library, name, qtbot, faces=2):
    photo = photo_named(library, name)
    viewer.show_photo(photo, FixedRows(library.list_photos().ids))
    qtbot.waitUntil(lambda: viewer.photo is not None and viewer.photo.id == photo)
    qtbot.waitUntil(lambda: len(viewer.faces.model.faces) == faces)
    qtbot.waitUntil(lambda: viewer.findChild(ViewerBar).faces.isEnabled())


def press(viewer, key, qtbot):
    qtbot.keyClick(viewer.focusWidget() or viewer, key)


def names_of(viewer):
    return [box.name for box in viewer.faces.boxes.boxes]


def open_popup(viewer, number, qtbot):
    viewer.faces.boxes.boxes[number].click()
    popup = viewer.faces.popup
    qtbot.waitUntil(popup.isVisible)
    return popup


def test_that_faces_are_framed_on_demand(album_session, viewer, qtbot):
    look_at(viewer, album_session.library, "both.jpg", qtbot)
    boxes = viewer.faces.boxes.boxes
    assert all(box.isHidden() for box in boxes)
    press(viewer, Qt.Key.Key_F, qtbot)
    qtbot.waitUntil(lambda: all(box.isVisible() for box in boxes))
    assert ["Ada", "Grace"] == names_of(viewer)
    press(viewer, Qt.Key.Key_F, qtbot)
    assert all(box.isHidden() for box in boxes)


def test_that_a_face_is_named_by_keys_alone(album_session, viewer, qtbot):
    look_at(viewer, album_session.library, "both.jpg", qtbot)
    press(viewer, Qt.Key.Key_N, qtbot)
    popup = viewer.faces.popup
    qtbot.waitUntil(popup.isVisible)
    popup.editor.clear()
    qtbot.keyClicks(popup.editor, "Edith")
    qtbot.keyClick(popup.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names_of(viewer) == ["Edith", "Grace"])
    assert not popup.isVisible()


def test_that_enter_confirms_a_name_that_was_guessed(album_session, viewer, qtbot):
    look_at(viewer, album_session.library, "ada 2.jpg", qtbot, faces=1)
    press(viewer, Qt.Key.Key_F, qtbot)
    popup = open_popup(viewer, 0, qtbot)
    assert popup.editor.text() == "Ada"
    qtbot.keyClick(popup.editor, Qt.Key.Key_Return)
    model = viewer.faces.model
    qtbot.waitUntil(lambda: model.faces[0].face.is_confirmed)


def test_that_a_wrong_face_is_taken_away_and_comes_back(album_session, viewer, qtbot):
    look_at(viewer, album_session.library, "both.jpg", qtbot)
    press(viewer, Qt.Key.Key_F, qtbot)
    open_popup(viewer, 1, qtbot).drop.click()
    qtbot.waitUntil(lambda: names_of(viewer) == ["Ada"])
    qtbot.keyClick(viewer, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names_of(viewer) == ["Ada", "Grace"])


def test_that_somebody_else_is_told_by_a_click(album_session, viewer, people, qtbot):
    look_at(viewer, album_session.library, "both.jpg", qtbot)
    press(viewer, Qt.Key.Key_F, qtbot)
    open_popup(viewer, 1, qtbot).reject.click()
    faces = viewer.faces.model
    qtbot.waitUntil(lambda: faces.faces[1].face.person != people[1].id)


def test_that_the_photos_of_a_person_are_asked_for(
    album_session, viewer, people, qtbot
):
    look_at(viewer, album_session.library, "both.jpg", qtbot)
    press(viewer, Qt.Key.Key_F, qtbot)
    popup = open_popup(viewer, 1, qtbot)
    with qtbot.waitSignal(viewer.person_asked) as asked:
        popup.photos.click()
    assert [people[1].id] == asked.args


def test_that_faces_like_one_are_asked_for(album_session, viewer, qtbot):
    look_at(viewer, album_session.library, "both.jpg", qtbot)
    press(viewer, Qt.Key.Key_F, qtbot)
    popup = open_popup(viewer, 0, qtbot)
    with qtbot.waitSignal(viewer.faces_asked) as asked:
        popup.like.click()
    wish = asked.args[0]
    face = viewer.faces.model.faces[0].face
    assert ("Ada", viewer.photo.id) == (wish.name, wish.example.photo)
    assert face.box == wish.example.region


def test_that_escape_closes_what_is_open_about_a_face_first(
    album_session, viewer, qtbot
):
    look_at(viewer, album_session.library, "both.jpg", qtbot)
    press(viewer, Qt.Key.Key_F, qtbot)
    popup = open_popup(viewer, 1, qtbot)
    popup.drop.setFocus()
    with qtbot.assertNotEmitted(viewer.left):
        qtbot.keyClick(popup.drop, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_that_a_missed_face_is_drawn_and_named_by_keys(album_session, viewer, qtbot):
    look_at(viewer, album_session.library, "nobody.jpg", qtbot, faces=0)
    qtbot.waitUntil(lambda: not viewer._pane.view.is_empty)
    press(viewer, Qt.Key.Key_D, qtbot)
    selector = viewer.faces.draw_bar.selector
    qtbot.keyClick(selector, Qt.Key.Key_Down)
    qtbot.keyClick(selector, Qt.Key.Key_Return)
    popup = viewer.faces.popup
    qtbot.waitUntil(popup.isVisible, timeout=OPENING_MS)
    qtbot.keyClicks(popup.editor, "Ada")
    qtbot.keyClick(popup.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names_of(viewer) == ["Ada"])
    assert viewer.faces.model.faces[0].face.is_drawn


def test_that_no_frame_disturbs_while_something_is_drawn(album_session, viewer, qtbot):
    look_at(viewer, album_session.library, "both.jpg", qtbot)
    qtbot.waitUntil(lambda: not viewer._pane.view.is_empty)
    press(viewer, Qt.Key.Key_F, qtbot)
    press(viewer, Qt.Key.Key_D, qtbot)
    assert all(box.isHidden() for box in viewer.faces.boxes.boxes)
    press(viewer, Qt.Key.Key_Escape, qtbot)
    assert all(box.isVisible() for box in viewer.faces.boxes.boxes)
    assert not viewer.findChild(ViewerBar).draw_face.isChecked()


def test_that_the_info_panel_tells_who_is_on_the_photo(
    album_session, viewer, people, qtbot
):
    look_at(viewer, album_session.library, "both.jpg", qtbot)
    press(viewer, Qt.Key.Key_I, qtbot)
    panel = viewer._info.people
    qtbot.waitUntil(lambda: panel.names == ["Ada", "Grace"])
    with qtbot.waitSignal(viewer.person_asked) as asked:
        panel.findChildren(QPushButton)[0].click()
    assert [people[0].id] == asked.args


def test_that_faces_are_greyed_out_until_they_are_looked_for(session, photos, qtbot):
    viewer = Viewer(session)
    qtbot.addWidget(viewer)
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    bar = viewer.findChild(ViewerBar)
    assert not bar.faces.isEnabled()
    assert "People" in bar.faces.toolTip()
    session.close()
