import pytest
from PySide6.QtCore import Qt

from photosearch.core.face_records import FaceOrder
from photosearch.gui.models.person_faces import FacesModel
from tests.albums import ADA


@pytest.fixture
def session(album_session):
    return album_session


@pytest.fixture
def faces(session, persons, qtbot, qtmodeltester):
    faces = FacesModel(session)
    qtmodeltester.check(faces, force_py=True)
    with qtbot.waitSignal(faces.read):
        faces.show_person(persons[ADA])
    return faces


def test_that_all_faces_of_a_person_are_listed(faces, persons):
    assert 4 == faces.rowCount()
    assert {persons[ADA]} == {face.person for face in faces.items}


def test_that_the_least_certain_come_first_on_demand(session, faces, persons, qtbot):
    with qtbot.waitSignal(faces.read):
        faces.set_order(FaceOrder.LEAST_CERTAIN)
    certainties = [face.certainty for face in faces.items]
    assert sorted(certainties) == certainties


def test_that_a_face_that_is_taken_out_goes_to_nobody(session, faces, persons, qtbot):
    face = faces.items[0].id
    session.library.reject((face,), persons[ADA])
    with qtbot.waitSignal(faces.read):
        session.people_changed.emit()
    assert 3 == faces.rowCount()
    with qtbot.waitSignal(faces.read):
        faces.show_person(None)
    assert face in [each.id for each in faces.items]


def test_that_it_is_said_how_certain_a_face_is(session, faces, persons, qtbot):
    session.library.confirm((faces.items[1].id,), persons[ADA])
    with qtbot.waitSignal(faces.read):
        session.people_changed.emit()
    words = [
        faces.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)
    ]
    assert 1 == words.count("Confirmed")
    assert all(each.endswith("certain") for each in words if each != "Confirmed")


def test_that_nothing_is_shown_once_it_is_left(faces):
    faces.show_nothing()
    assert 0 == faces.rowCount()


def test_that_pictures_come(faces, qtbot):
    face = faces.items[0]
    assert faces.picture(face) is None
    qtbot.waitUntil(lambda: faces.picture(face) is not None)
