import pytest

from photosearch.core.face_records import PeopleFilter, PeopleRule
from photosearch.core.library import LikePhoto, Query
from photosearch.core.records import Filter
from photosearch.gui.models.face_search import FaceWish
from photosearch.gui.models.photos import PhotosModel
from photosearch.gui.widgets.face_wish_card import FaceWishCard
from photosearch.gui.widgets.photos_page import PhotosPage
from tests.gui.people import faces_named, name_album, photo_named


@pytest.fixture
def people(album_session):
    return name_album(album_session.library)


@pytest.fixture
def page(album_session, people, qtbot):
    page = PhotosPage(album_session)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    qtbot.waitUntil(lambda: page.model().rowCount() == 7)
    yield page
    album_session.close()


def names_shown(page, library):
    ids = page.model().ids.tolist()
    return sorted(photo.paths[0].name for photo in library.photos(ids))


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (
            lambda ada, grace: (PeopleFilter((ada, grace), PeopleRule.ALL),),
            ["both.jpg"],
        ),
        (
            lambda ada, grace: (PeopleFilter((grace,), PeopleRule.ONLY),),
            ["grace 1.jpg", "grace 2.jpg"],
        ),
        (
            lambda ada, grace: (
                PeopleFilter((ada,)),
                PeopleFilter((grace,), PeopleRule.NONE),
            ),
            ["ada 1.jpg", "ada 2.jpg", "ada 3.jpg"],
        ),
    ],
)
def test_that_photos_are_shown_by_who_is_on_them(
    album_session, page, people, qtbot, filters, names
):
    wanted = filters(*(each.id for each in people))
    page.search.set_filter(Filter(people=wanted))
    library = album_session.library
    qtbot.waitUntil(lambda: names_shown(page, library) == names)


def test_that_people_hold_for_photos_like_an_example_too(
    album_session, page, people, qtbot
):
    library = album_session.library
    example = LikePhoto(photo_named(library, "nobody.jpg"))
    wanted = Filter(people=(PeopleFilter((people[1].id,)),))
    page.search.set_query(Query((example,), wanted))
    expected = ["both.jpg", "grace 1.jpg", "grace 2.jpg"]
    with qtbot.waitSignal(page.found) as found:
        pass
    ids = found.args[0].ids.tolist()
    assert expected == sorted(each.paths[0].name for each in library.photos(ids))


def test_that_faces_like_one_come_with_the_face_outlined(album_session, page, qtbot):
    library = album_session.library
    (face,) = faces_named(library, "ada 1.jpg")
    wish = FaceWish(LikePhoto(face.photo, region=face.box), "Ada")
    with qtbot.waitSignal(page.found) as found:
        page.search.set_face(wish)
    close = found.args[0].ids[: found.args[0].close].tolist()
    names = {photo.paths[0].name for photo in library.photos(close)}
    assert {"ada 1.jpg", "ada 2.jpg", "ada 3.jpg", "both.jpg"} == names
    model = page.model()
    qtbot.waitUntil(lambda: model.index(0).data(PhotosModel.PHOTO_ROLE) is not None)
    assert model.index(0).data(PhotosModel.CELL_ROLE).region is not None
    assert model.reason_of(face.photo).face is not None
    assert page.findChild(FaceWishCard) is not None
    assert not page.slider.isVisible()
    assert not page.grid.can_mark


def test_that_a_face_is_looked_for_within_the_filter(
    album_session, page, people, qtbot
):
    library = album_session.library
    (face,) = faces_named(library, "ada 1.jpg")
    page.search.set_face(FaceWish(LikePhoto(face.photo, region=face.box), "Ada"))
    wanted = Filter(people=(PeopleFilter((people[1].id,)),))
    page.search.set_filter(wanted)
    assert page.search.face is not None
    qtbot.waitUntil(
        lambda: names_shown(page, library) == ["both.jpg", "grace 1.jpg", "grace 2.jpg"]
    )


def test_that_all_photos_come_back_after_a_face(album_session, page, qtbot):
    (face,) = faces_named(album_session.library, "ada 1.jpg")
    with qtbot.waitSignal(page.found):
        page.search.set_face(FaceWish(LikePhoto(face.photo, region=face.box), "Ada"))
    page.findChild(FaceWishCard).removed.emit()
    qtbot.waitUntil(lambda: page.model().rowCount() == 7)
    assert page.search.is_empty


def test_that_a_saved_search_keeps_its_people(album_session, page, people, qtbot):
    wanted = Filter(people=(PeopleFilter((people[0].id,), PeopleRule.ONLY),))
    page.search.set_filter(wanted)
    page.searches.save("Ada alone", page.search.query)
    qtbot.waitUntil(lambda: page.searches.rowCount() == 1)
    page.show_all()
    search = page.searches.index(0).data(page.searches.SEARCH_ROLE)
    page.searches.repeat(search.query_json)
    qtbot.waitUntil(lambda: page.search.query.filter == wanted)


def test_that_the_list_follows_what_people_decide(album_session, page, people, qtbot):
    library = album_session.library
    page.search.set_filter(Filter(people=(PeopleFilter((people[1].id,)),)))
    qtbot.waitUntil(lambda: page.model().rowCount() == 3)
    (face,) = faces_named(library, "grace 1.jpg")
    library.reject((face.id,), people[1].id)
    album_session.people_changed.emit()
    qtbot.waitUntil(lambda: page.model().rowCount() == 2, timeout=10_000)
