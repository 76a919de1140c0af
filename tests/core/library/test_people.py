"""People as the command line and the window get them, from photos that were drawn."""

import shutil
from collections.abc import Generator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from photosearch.core.catalog.backup_files import newest_backup
from photosearch.core.errors import LibraryCorruptError, QueryError
from photosearch.core.face_records import ActionKind, PeopleFilter, PeopleRule
from photosearch.core.library import (
    Library,
    LikeFile,
    LikePhoto,
    Query,
    open_library,
)
from photosearch.core.library.wondering import suggest
from photosearch.core.paths import Folders
from photosearch.core.records import Filter, Progress, Stage
from photosearch.core.settings import Settings
from photosearch.spec.regions import Box
from tests.albums import ADA, Album
from tests.faces import DrawnFace, save_faces
from tests.homes import Home, index


def opened(album: Album) -> AbstractContextManager[Library]:
    folders = Folders(
        library=album.library,
        cache=album.library / "cache",
        settings=album.library / "settings",
        log=album.library / "log",
    )
    return open_library(folders, Settings(decode_workers=1, device="cpu"))


@pytest.fixture
def library(album: Album) -> Generator[Library, None, None]:
    with opened(album) as library:
        yield library


def photo_at(library: Library, album: Album, name: str):
    return library.photo_of_file(album.photos / name)


def person_in(library: Library, album: Album, name: str):
    (face,) = library.faces_in(photo_at(library, album, name).id)
    return face.person


def test_that_indexing_groups_faces(library, album) -> None:
    assert [4, 3] == [person.faces for person in library.people()]
    assert [] == list(library.group_new_faces())


def test_that_names_survive_a_damaged_catalog_by_the_advised_backup(album) -> None:
    with opened(album) as library:
        for number, person in enumerate(library.people()):
            library.name_person(person.id, f"Person {number}")
        photos = library.photo_count()
    catalog = album.library / "catalog.sqlite"
    with catalog.open("r+b") as file:
        file.truncate(40_000)
    with pytest.raises(LibraryCorruptError) as refused, opened(album):
        pass
    backup = newest_backup(album.library)
    assert backup is not None
    assert f"copy {backup} to its place" in str(refused.value)
    shutil.copyfile(backup, catalog)
    with opened(album) as library:
        assert photos == library.photo_count()
        assert ["Person 0", "Person 1"] == [each.name for each in library.people()]
        assert [4, 3] == [each.faces for each in library.people()]


def test_that_grouping_tells_how_far_it_has_come(library) -> None:
    events = list(library.group_faces())
    assert {Stage.GROUPING} == {event.stage for event in events}
    assert (100, 100) == (events[-1].done, events[-1].total)


def test_that_a_named_person_is_found_in_a_new_picture(
    library, album, tmp_path
) -> None:
    ada = person_in(library, album, "ada 1.jpg")
    library.name_person(ada, "Ada")
    picture = save_faces(tmp_path / "new.jpg", DrawnFace(ADA, 60, 60, 95), seed=50)
    (who,) = library.who_is(LikeFile(picture))
    first = who.candidates[0]
    assert ("Ada", True) == (first.person.name, first.is_close)
    assert all(not other.is_close for other in who.candidates[1:])


def test_that_faces_like_one_are_found_in_photos(library, album, tmp_path) -> None:
    picture = save_faces(tmp_path / "new.jpg", DrawnFace(ADA, 60, 60, 95), seed=50)
    matches = library.faces_like(LikeFile(picture), count=10)
    close = [match for match in matches if match.is_close]
    expected = {
        photo_at(library, album, name).id
        for name in ("ada 1.jpg", "ada 2.jpg", "ada 3.jpg", "both.jpg")
    }
    assert expected == {match.photo for match in close}
    assert close == list(matches[:4])
    assert sorted(matches, key=lambda match: -match.similarity) == list(matches)


def test_that_one_of_several_faces_in_a_picture_can_be_meant(library, album) -> None:
    both = photo_at(library, album, "both.jpg")
    right = library.faces_in(both.id)[1]
    matches = library.faces_like(LikePhoto(both.id), right.box)
    graces = [match for match in matches if match.person == right.person]
    assert right.id in {match.face for match in graces}
    assert graces == list(matches[:3])
    others = library.faces_like_face(right.id)
    assert right.id not in {match.face for match in others}


def test_that_a_picture_without_a_face_is_refused(library, album) -> None:
    with pytest.raises(QueryError, match="no face was found in the picture"):
        library.faces_like(LikeFile(album.photos / "nobody.jpg"))
    corner = Box(0.9, 0.9, 0.05, 0.05)
    with pytest.raises(QueryError, match="in that part"):
        library.faces_like(LikeFile(album.photos / "ada 1.jpg"), corner)


def test_that_photos_are_searched_among_those_with_a_person(library, album) -> None:
    grace = person_in(library, album, "grace 1.jpg")
    wanted = Filter(people=(PeopleFilter((grace,), PeopleRule.ONLY),))
    example = LikeFile(album.photos / "ada 1.jpg")
    found = library.search(Query(examples=(example,), filter=wanted, count=1))
    assert ["grace"] == [match.photo.paths[0].name.split()[0] for match in found]


def test_that_a_missed_face_can_be_drawn_and_comes_back(library, album) -> None:
    nobody = photo_at(library, album, "nobody.jpg")
    box = Box(0.25, 0.25, 0.25, 0.3)
    face = library.draw_face(nobody.id, box)
    library.name_faces([face], "Ghost")
    assert ActionKind.DRAW == library.actions(2)[1].kind
    library.delete_faces(keep_facts=True)
    library.switch_faces_on("tiny-detector", "tiny-face")
    list(library.look_for_faces())
    (drawn,) = library.faces_in(nobody.id)
    assert drawn.is_drawn
    assert "Ghost" == library.person(drawn.person).name
    assert box == drawn.box


def test_that_a_drawn_face_that_was_found_already_is_that_face(library, album) -> None:
    photo = photo_at(library, album, "ada 1.jpg")
    (known,) = library.faces_in(photo.id)
    assert known.id == library.draw_face(photo.id, known.box)
    assert () == library.actions(5)


def test_that_names_survive_deleting_faces_and_looking_again(library, album) -> None:
    library.name_person(person_in(library, album, "ada 1.jpg"), "Ada")
    library.delete_faces(keep_facts=True)
    assert () == library.suggestions()
    library.switch_faces_on("tiny-detector", "tiny-face")
    events = list(library.look_for_faces())
    assert any(isinstance(event, Progress) for event in events)
    assert 4 == library.find_person("Ada").faces


def test_that_who_was_parted_is_not_suggested_again(library, album) -> None:
    ada = person_in(library, album, "ada 1.jpg")
    library.name_person(ada, "Ada")
    (face,) = library.faces_in(photo_at(library, album, "ada 1.jpg").id)
    library.split_off([face.id])
    assert () == library.suggestions(ada)
    library.undo(library.actions(1)[0].id)
    assert ada == library.face(face.id).person
    library.reject([face.id], ada)
    assert () == library.suggestions(ada)


def test_that_a_person_of_whom_the_network_said_nothing_is_not_asked_about(
    library, album
) -> None:
    models = library.face_models()
    table = library._known_faces.load(models.face)
    (face,) = library.faces_in(photo_at(library, album, "ada 1.jpg").id)
    library.name_faces([face.id], "Ada's twin")  # who is not in the table yet
    twin = library.find_person("Ada's twin")
    evidence = library._evidence(models)
    found = suggest(library._catalog, table, evidence, None, 50)
    assert twin.id not in {each.person for each in found}
    assert () == suggest(library._catalog, table, evidence, twin.id, 50)


def test_that_a_merged_person_is_found_by_the_old_key(library, album) -> None:
    ada, grace = library.people()
    library.merge_people(ada.id, [grace.id])
    assert ada.id == library.person_by_key(grace.key).id


def test_that_nobody_is_known_while_faces_are_off(home) -> None:
    with home.open() as library:
        assert () == library.people()
        assert () == library.suggestions()
        with pytest.raises(QueryError, match="switched off"):
            list(library.group_faces())
        with pytest.raises(QueryError, match="switched off"):
            library.faces_like_face(1)


def test_that_names_are_exported_for_named_people(library, album, tmp_path) -> None:
    library.name_person(person_in(library, album, "ada 1.jpg"), "Ada")
    list(library.export_people(tmp_path / "names"))
    written = sorted(path.name for path in (tmp_path / "names").rglob("*.xmp"))
    expected = [f"{name}.jpg.xmp" for name in ("ada 1", "ada 2", "ada 3", "both")]
    assert expected == written


def test_that_photos_added_later_join_the_person(faces_home, album) -> None:
    for name in ("ada 1.jpg", "ada 2.jpg"):
        shutil.copy(album.photos / name, faces_home.photos / name)
    with faces_home.open() as library:
        index(library, faces_home.photos)
        (ada,) = library.people()
        library.name_person(ada.id, "Ada")
        shutil.copy(album.photos / "both.jpg", faces_home.photos / "both.jpg")
        list(library.refresh())
        assert 3 == library.find_person("Ada").faces


def test_that_a_moved_photo_keeps_its_people(faces_home: Home, album) -> None:
    for name in ("ada 1.jpg", "ada 2.jpg"):
        shutil.copy(album.photos / name, faces_home.photos / name)
    with faces_home.open() as library:
        index(library, faces_home.photos)
        library.name_person(library.people()[0].id, "Ada")
        moved: Path = (faces_home.photos / "ada 1.jpg").rename(
            faces_home.photos / "other name.jpg"
        )
        list(library.refresh())
        (face,) = library.faces_in(library.photo_of_file(moved).id)
        assert "Ada" == library.person(face.person).name
