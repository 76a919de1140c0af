import pytest

from photosearch.core.face_records import ActionKind
from photosearch.gui.models.photo_faces import PhotoFaces
from photosearch.spec.regions import Box
from tests.gui.people import OPENING_MS, name_album, photo_named


@pytest.fixture
def library(album_session):
    name_album(album_session.library)
    return album_session.library


@pytest.fixture
def faces(album_session, library, qtbot):
    faces = PhotoFaces(album_session)
    qtbot.waitUntil(lambda: faces.is_on)
    yield faces
    album_session.close()


def look_at(faces, library, name, qtbot):
    faces.show_photo(photo_named(library, name))
    qtbot.waitUntil(lambda: bool(faces.faces))


def test_that_faces_come_from_left_to_right_with_their_names(faces, library, qtbot):
    look_at(faces, library, "both.jpg", qtbot)
    assert ["Ada", "Grace"] == [each.name for each in faces.faces]


def test_that_a_photo_without_faces_has_none(faces, library, qtbot):
    look_at(faces, library, "both.jpg", qtbot)
    faces.show_photo(photo_named(library, "nobody.jpg"))
    qtbot.waitUntil(lambda: not faces.faces)


def test_that_a_new_name_makes_a_new_person_of_one_face(faces, library, qtbot):
    look_at(faces, library, "both.jpg", qtbot)
    faces.name(faces.faces[0], "Edith")
    qtbot.waitUntil(lambda: faces.faces[0].name == "Edith")
    assert faces.faces[0].face.is_confirmed
    assert library.find_person("Ada").faces == 3


def test_that_a_known_name_confirms_a_face(faces, library, qtbot):
    look_at(faces, library, "both.jpg", qtbot)
    faces.name(faces.faces[1], "Ada")
    qtbot.waitUntil(lambda: faces.faces[1].name == "Ada")
    assert library.find_person("Ada").faces == 5


def test_that_a_name_is_given_to_all_faces_of_somebody_unnamed(
    album_session, faces, library, qtbot
):
    look_at(faces, library, "both.jpg", qtbot)
    library.name_person(faces.faces[0].face.person, None)
    album_session.people_changed.emit()
    qtbot.waitUntil(lambda: faces.faces[0].name == "")
    faces.name(faces.faces[0], "Edith")
    qtbot.waitUntil(lambda: faces.faces[0].name == "Edith")
    assert library.find_person("Edith").faces == 4


def test_that_a_known_name_joins_somebody_unnamed_to_that_person(
    album_session, faces, library, qtbot
):
    look_at(faces, library, "both.jpg", qtbot)
    library.name_person(faces.faces[0].face.person, None)
    album_session.people_changed.emit()
    qtbot.waitUntil(lambda: faces.faces[0].name == "")
    faces.name(faces.faces[0], "Grace")
    qtbot.waitUntil(lambda: faces.faces[0].name == "Grace")
    assert library.find_person("Grace").faces == 7


def test_that_somebody_else_is_not_taken_for_the_same_again(faces, library, qtbot):
    look_at(faces, library, "ada 2.jpg", qtbot)
    ada = faces.faces[0].face.person
    faces.reject(faces.faces[0])
    qtbot.waitUntil(lambda: faces.faces[0].face.person != ada)
    list(library.group_faces())
    assert faces.faces[0].face.person != ada
    assert [ActionKind.REJECT] == [each.kind for each in library.actions(1)]


def test_that_what_is_no_face_is_gone_until_that_is_undone(faces, library, qtbot):
    look_at(faces, library, "both.jpg", qtbot)
    faces.not_a_face(faces.faces[0])
    qtbot.waitUntil(lambda: len(faces.faces) == 1)
    faces.undo()
    qtbot.waitUntil(lambda: len(faces.faces) == 2)
    assert faces.faces[0].name == "Ada"


def test_that_a_face_that_was_missed_is_there_once_drawn(faces, library, qtbot):
    faces.show_photo(photo_named(library, "nobody.jpg"))
    box = Box(0.25, 0.25, 0.25, 0.375)
    with qtbot.waitSignal(faces.drawn, timeout=OPENING_MS) as drawn:
        faces.draw(box)
    shown = faces.face(drawn.args[0])
    assert shown.face.is_drawn
    assert pytest.approx((0.25, 0.25)) == (shown.face.box.left, shown.face.box.top)


def test_that_everybody_is_told_of_a_decision(album_session, faces, library, qtbot):
    look_at(faces, library, "both.jpg", qtbot)
    with qtbot.waitSignal(album_session.people_changed):
        faces.confirm(faces.faces[0], faces.faces[0].face.person)
    qtbot.waitUntil(lambda: faces.faces[0].face.is_confirmed)


def test_that_without_the_search_for_faces_there_are_none(
    album_session, faces, library, qtbot
):
    look_at(faces, library, "both.jpg", qtbot)
    library.switch_faces_off()
    album_session.people_changed.emit()
    qtbot.waitUntil(lambda: not faces.is_on)
    assert () == faces.faces
