"""What people say about faces holds: after grouping, looking and moving anew."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from photosearch.core.catalog import open_catalog
from photosearch.core.catalog.backup_files import backups
from photosearch.core.errors import LibraryError, NameTakenError
from photosearch.core.face_records import (
    ActionKind,
    FaceCounts,
    FaceOrder,
    PeopleFilter,
    PeopleRule,
)
from photosearch.core.records import Filter
from tests.core.catalog.crowds import BY, OTHER, Crowd, box_at, faces_of_people

ADA, GRACE, MARIE = 1, 2, 3


@pytest.fixture
def crowd(library) -> Crowd:
    """Give three photos of Ada, two of Grace, one of both, and one of Marie."""
    crowd = Crowd(library)
    crowd.switch_on()
    crowd.photograph([ADA], [ADA], [ADA], [GRACE], [GRACE], [ADA, GRACE], [MARIE, ADA])
    crowd.group()
    return crowd


ADAS = ((0, 0), (1, 0), (2, 0), (5, 0), (6, 1))


def names(crowd: Crowd) -> list[str | None]:
    return [crowd.name_of(*place) for place in ADAS]


def test_that_faces_of_one_person_are_grouped(crowd) -> None:
    people = crowd.catalog.people()
    assert [(5, 5), (3, 3)] == [(each.faces, each.photos) for each in people]
    assert len({crowd.person_of(*place) for place in ADAS}) == 1


def test_that_a_face_without_company_is_nobodys(crowd) -> None:
    assert crowd.person_of(6, 0) is None
    assert [crowd.face(6, 0)] == [face.id for face in crowd.catalog.faces_of_nobody(10)]


def test_that_a_name_is_everywhere_where_the_person_is(crowd) -> None:
    crowd.catalog.name_person(crowd.person_of(0), "  Ada   Lovelace ")
    assert ["Ada Lovelace"] * 5 == names(crowd)
    assert crowd.person_of(0) == crowd.catalog.find_person("ada lovelace").id


def test_that_two_people_cannot_have_one_name(crowd) -> None:
    ada, grace = crowd.person_of(0), crowd.person_of(3)
    crowd.catalog.name_person(ada, "Ada")
    with pytest.raises(NameTakenError) as caught:
        crowd.catalog.name_person(grace, "ADA")
    assert ada == caught.value.person
    crowd.catalog.name_person(ada, "ADA")


@pytest.mark.parametrize(
    ("first", "second"),
    [("Ren\u00e9", "Rene\u0301"), ("\u00c9mile", "e\u0301MILE"), ("Ada", "A\u200bda")],
)
def test_that_spellings_that_look_alike_are_one_name(crowd, first, second) -> None:
    ada, grace = crowd.person_of(0), crowd.person_of(3)
    crowd.catalog.name_person(ada, first)
    assert ada == crowd.catalog.find_person(second).id
    with pytest.raises(NameTakenError):
        crowd.catalog.name_person(grace, second)
    crowd.catalog.name_faces([crowd.face(3)], second)
    assert first == crowd.name_of(3)


def test_that_spellings_that_look_alike_are_told_apart_by_a_number(crowd) -> None:
    ada, grace = crowd.person_of(0), crowd.person_of(3)
    crowd.catalog.name_person(ada, "Ren\u00e9")
    renamed = crowd.catalog.name_person(ada, "Countess")
    crowd.catalog.name_person(grace, "Rene\u0301")
    crowd.catalog.undo(renamed.id)
    assert ["Ren\u00e9", "Ren\u00e9 2"] == [crowd.name_of(0), crowd.name_of(3)]


@pytest.mark.parametrize("name", ["", "  \t ", "\u200b", "\x1b"])
def test_that_a_name_cannot_be_empty(crowd, name) -> None:
    with pytest.raises(LibraryError, match="must not be empty"):
        crowd.catalog.name_person(crowd.person_of(0), name)


def test_that_a_name_can_be_taken_away(crowd) -> None:
    ada = crowd.person_of(0)
    crowd.catalog.name_person(ada, "Ada")
    crowd.catalog.name_person(ada, None)
    assert [None] * 5 == names(crowd)


def test_that_an_unknown_person_keeps_the_id_after_grouping_again(crowd) -> None:
    before = crowd.person_of(0), crowd.person_of(3)
    crowd.photograph([ADA], [MARIE])
    crowd.group()
    assert before == (crowd.person_of(0), crowd.person_of(3))
    assert before[0] == crowd.person_of(7)
    assert crowd.person_of(8) == crowd.person_of(6, 0) is not None


def test_that_a_new_photo_of_a_named_person_is_theirs(crowd) -> None:
    crowd.catalog.name_person(crowd.person_of(0), "Ada")
    crowd.photograph([GRACE, ADA])
    crowd.group()
    assert "Ada" == crowd.name_of(7, 1)
    assert crowd.name_of(7, 0) is None


def test_that_names_survive_boxes_that_moved_a_little(crowd) -> None:
    crowd.catalog.name_person(crowd.person_of(0), "Ada")
    face = crowd.face(0)
    crowd.catalog.forget_all_faces(keep_facts=True)
    crowd.switch_on()
    crowd.look(shift=0.03)
    crowd.group()
    assert face != crowd.face(0)
    assert ["Ada"] * 5 == names(crowd)


def test_that_names_survive_before_anything_is_grouped_again(crowd) -> None:
    crowd.catalog.name_person(crowd.person_of(0), "Ada")
    crowd.catalog.forget_all_faces(keep_facts=True)
    assert 0 == crowd.catalog.find_person("Ada").faces
    crowd.switch_on()
    crowd.look()
    crowd.catalog.apply_facts()
    assert ["Ada"] * 5 == names(crowd)


def test_that_names_go_where_the_facts_are_deleted_too(crowd) -> None:
    crowd.catalog.name_person(crowd.person_of(0), "Ada")
    crowd.catalog.forget_all_faces(keep_facts=False)
    crowd.switch_on()
    crowd.look()
    crowd.group()
    assert [None] * 5 == names(crowd)
    assert () == crowd.catalog.actions(10)


def test_that_faces_found_before_all_were_deleted_are_not_stored(crowd) -> None:
    crowd.catalog.forget_all_faces(keep_facts=False)
    crowd.look()
    assert FaceCounts() == crowd.catalog.face_counts(None)
    crowd.switch_on()
    crowd.look()
    assert 9 == crowd.catalog.face_counts(BY).faces
    crowd.catalog.stop_using("face")
    crowd.photograph([ADA])
    assert 9 == crowd.catalog.face_counts(None).faces


ASKS_FOR_ADA = '"people":[{"persons":[{"key":"k","name":"Ada"}],"rule":"any"}]'
EXAMPLE = '"examples":[{"file":"/rome.jpg","weight":1.0}]'


def searches_of(catalog) -> tuple[dict[str, str], tuple[str, ...]]:
    saved = {each.name: each.query_json for each in catalog.saved_searches()}
    return saved, catalog.recent_searches()


def test_that_searches_name_nobody_after_all_faces_are_deleted(crowd) -> None:
    catalog = crowd.catalog
    catalog.name_person(crowd.person_of(0), "Ada L.")
    both = f'{{{EXAMPLE},{ASKS_FOR_ADA},"version":3}}'
    filtered = f'{{"filter":{{"camera":"Leica"}},{ASKS_FOR_ADA},"version":3}}'
    for name, query in {
        "Rome": both,
        "ada in Rome": both,
        "Ada L. in Rome": both,
        "Canada": filtered,
        "somebody": f'{{"examples":[],"filter":{{}},{ASKS_FOR_ADA},"version":3}}',
        "sunsets": f"{{{EXAMPLE}}}",
    }.items():
        catalog.save_search(name, query)
        catalog.remember_search(query)
    before = searches_of(catalog)
    catalog.forget_all_faces(keep_facts=True)
    assert before == searches_of(catalog)
    catalog.forget_all_faces(keep_facts=False)
    after = {
        "Rome": f'{{{EXAMPLE},"version":3}}',
        "Canada": '{"filter":{"camera":"Leica"},"version":3}',
        "sunsets": f"{{{EXAMPLE}}}",
    }
    recent = (f"{{{EXAMPLE}}}",)
    assert (after, recent) == searches_of(catalog)
    kept = backups(catalog._store.library)
    assert 3 == len(kept)
    for backup in kept:
        assert b"Ada" not in backup.read_bytes()
        home = backup.with_suffix("")
        home.mkdir()
        shutil.copy(backup, home / "catalog.sqlite")
        with open_catalog(home) as restored:
            assert searches_of(restored)[0].items() <= after.items()


@pytest.fixture
def kept(crowd) -> list[Path]:
    """Give three backups with faces, the oldest first."""
    for name in "Ada", "Ada B.", "Ada K.":
        crowd.catalog.name_person(crowd.person_of(0), name)
    kept = backups(crowd.catalog._store.library)[::-1]
    assert [9] * 3 == [faces_in(each) for each in kept]
    return kept


def faces_in(backup: Path) -> int:
    with closing(sqlite3.connect(backup)) as connection:
        return connection.execute("SELECT count(*) FROM faces").fetchone()[0]


def test_that_a_backup_that_keeps_its_faces_is_deleted(crowd, kept) -> None:
    damaged, held, whole = kept
    content = damaged.read_bytes()
    damaged.write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))
    with closing(sqlite3.connect(held)) as other:
        other.execute("BEGIN IMMEDIATE")
        crowd.catalog.forget_all_faces(keep_facts=True)
    assert [whole] == backups(crowd.catalog._store.library)
    assert 0 == faces_in(whole)


def test_that_it_is_told_which_backup_keeps_its_faces(crowd, kept) -> None:
    refuses = kept[0]
    refuses.unlink()
    refuses.mkdir()
    with pytest.raises(LibraryError) as told:
        crowd.catalog.forget_all_faces(keep_facts=True)
    assert str(told.value).startswith(f"the backup {refuses} still has the faces")
    assert [0, 0] == [faces_in(each) for each in kept[1:]]
    assert 0 == crowd.catalog.face_counts(None).faces


def test_that_what_knows_no_faces_is_left_as_it_is(crowd, kept) -> None:
    foreign, old, _ = kept
    foreign.write_bytes(b"no database" * 1000)
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in "face_people", "face_groups", "face_codes", "face_looks", "faces":
            connection.execute(f"DROP TABLE {table}")
    crowd.catalog.forget_all_faces(keep_facts=True)
    assert sorted(kept) == sorted(backups(crowd.catalog._store.library))
    assert foreign.read_bytes() == b"no database" * 1000


def test_that_a_search_that_cannot_be_read_goes_with_the_names(crowd) -> None:
    crowd.catalog.save_search("damaged", "{")
    crowd.catalog.remember_search("[]")
    crowd.catalog.forget_all_faces(keep_facts=False)
    assert ({}, ()) == searches_of(crowd.catalog)


def test_that_names_survive_another_model(crowd) -> None:
    crowd.catalog.name_person(crowd.person_of(0), "Ada")
    crowd.switch_on(OTHER)
    crowd.look(OTHER)
    crowd.group(OTHER)
    assert ["Ada"] * 5 == names(crowd)


def test_that_names_survive_a_move_of_the_files(crowd) -> None:
    crowd.catalog.name_person(crowd.person_of(0), "Ada")
    place = crowd.library.folder / "photo 0.jpg"
    (place.parent / "away").mkdir()
    moved = place.rename(place.parent / "away" / place.name)
    crowd.library.update()
    (face,) = crowd.catalog.faces_in(crowd.library.id_at(moved))
    assert "Ada" == crowd.catalog.person(face.person).name


def test_that_names_survive_a_folder_that_was_removed_and_added_again(crowd) -> None:
    crowd.catalog.name_person(crowd.person_of(0), "Ada")
    crowd.catalog.remove_root(crowd.library.root.id)
    assert 0 == crowd.catalog.find_person("Ada").faces
    crowd.library.root = crowd.catalog.add_root(crowd.library.folder)
    crowd.library.update()
    crowd.look()
    crowd.group()
    assert ["Ada"] * 5 == names(crowd)


def test_that_a_confirmed_face_is_certain(crowd) -> None:
    ada = crowd.person_of(0)
    crowd.catalog.confirm([crowd.face(6, 0)], ada)
    (face,) = crowd.catalog.faces([crowd.face(6, 0)])
    assert (ada, 1.0, True) == (face.person, face.certainty, face.is_confirmed)


def test_that_a_face_moved_out_of_a_group_takes_nobody_along(crowd) -> None:
    grace = crowd.person_of(3)
    crowd.catalog.confirm([crowd.face(0)], grace)
    assert grace == crowd.person_of(0)
    assert grace not in {crowd.person_of(*place) for place in ADAS[1:]}
    crowd.group()
    assert grace == crowd.person_of(0)
    assert grace not in {crowd.person_of(*place) for place in ADAS[1:]}


def test_that_a_rejected_face_never_comes_back(crowd) -> None:
    ada = crowd.person_of(0)
    crowd.catalog.reject([crowd.face(0)], ada)
    assert crowd.person_of(0) is None
    crowd.photograph([ADA], [ADA])
    crowd.group()
    assert crowd.person_of(0) is None
    assert ada == crowd.person_of(8)
    assert ((crowd.face(0), ada),) == crowd.catalog.rejections()


def test_that_rejecting_an_unnamed_person_holds_after_looking_anew(crowd) -> None:
    crowd.catalog.reject([crowd.face(0)], crowd.person_of(0))
    crowd.catalog.forget_all_faces(keep_facts=True)
    crowd.switch_on()
    crowd.look()
    crowd.group()
    assert crowd.person_of(0) is None
    assert crowd.person_of(1) == crowd.person_of(2) is not None


def test_that_merged_people_are_one_until_that_is_undone(crowd) -> None:
    ada, grace = crowd.person_of(0), crowd.person_of(3)
    before = crowd.outcome()
    action = crowd.catalog.merge_people(ada, [grace])
    assert {ada} == {crowd.person_of(*place) for place in [*ADAS, (3, 0), (5, 1)]}
    assert ada == crowd.catalog.person(grace).id
    crowd.group()
    assert ada == crowd.person_of(3)
    crowd.catalog.undo(action.id)
    assert before == crowd.outcome()
    crowd.catalog.redo(action.id)
    assert ada == crowd.person_of(3)


def test_that_a_merged_person_keeps_the_only_name(crowd) -> None:
    ada, grace = crowd.person_of(0), crowd.person_of(3)
    crowd.catalog.name_person(grace, "Grace")
    crowd.catalog.merge_people(ada, [grace])
    assert "Grace" == crowd.name_of(0)


def test_that_a_merger_can_be_undone_after_the_person_was_named(crowd) -> None:
    ada, grace = crowd.person_of(0), crowd.person_of(3)
    action = crowd.catalog.merge_people(ada, [grace])
    crowd.catalog.name_person(ada, "Ada")
    crowd.catalog.undo(action.id)
    assert ["Ada"] * 5 == names(crowd)
    assert grace == crowd.person_of(3)
    assert crowd.name_of(3) is None


def test_that_faces_are_split_off_and_stay_apart(crowd) -> None:
    ada = crowd.person_of(0)
    crowd.catalog.name_person(ada, "Ada")
    other = crowd.catalog.split_off([crowd.face(0), crowd.face(1)])
    assert {crowd.face(0), crowd.face(1)} == crowd.faces_of(other)
    crowd.group()
    assert [None, None, "Ada", "Ada", "Ada"] == names(crowd)
    assert other == crowd.person_of(0)


def test_that_a_person_split_off_by_mistake_can_be_merged_again(crowd) -> None:
    ada = crowd.person_of(0)
    other = crowd.catalog.split_off([crowd.face(0)])
    crowd.catalog.merge_people(ada, [other])
    assert {ada} == {crowd.person_of(*place) for place in ADAS}


def test_that_what_is_no_face_is_not_shown_any_more(crowd) -> None:
    statue = crowd.face(0)
    action = crowd.catalog.not_a_face([statue])
    assert () == crowd.catalog.faces_in(
        crowd.library.id_at(crowd.library.folder / "photo 0.jpg")
    )
    crowd.group()
    assert 4 == crowd.catalog.people()[0].faces
    crowd.catalog.undo(action.id)
    assert statue == crowd.face(0)
    assert 5 == crowd.catalog.people()[0].faces


def test_that_hidden_people_are_listed_only_when_asked_for(crowd) -> None:
    ada, grace = crowd.person_of(0), crowd.person_of(3)
    crowd.catalog.hide_person(ada, is_hidden=True)
    crowd.group()
    assert [grace] == [each.id for each in crowd.catalog.people()]
    assert [ada] == [each.id for each in crowd.catalog.people(is_hidden=True)]
    crowd.catalog.hide_person(ada, is_hidden=False)
    assert () == crowd.catalog.people(is_hidden=True)


def test_that_faces_of_one_photo_are_one_person_only_if_somebody_says_so(
    library,
) -> None:
    crowd = Crowd(library)
    crowd.switch_on()
    crowd.photograph([ADA, ADA], [ADA])
    crowd.group()
    people = {crowd.person_of(0, 0), crowd.person_of(0, 1), crowd.person_of(1)}
    assert 2 == len(people)
    ada = crowd.person_of(1)
    crowd.catalog.confirm([crowd.face(0, 0), crowd.face(0, 1)], ada)
    crowd.group()
    assert ada == crowd.person_of(0, 0) == crowd.person_of(0, 1)


def test_that_a_drawn_face_is_there_until_it_is_undone(crowd) -> None:
    photo = crowd.library.id_at(crowd.library.folder / "photo 0.jpg")
    (found,) = faces_of_people([GRACE], 77, 0.0, turn=False)
    drawn = replace(found, box=box_at(3), is_drawn=True)
    face = crowd.catalog.draw_face(BY.face, photo, drawn)
    assert face == crowd.face(0, 1)
    assert face == crowd.catalog.draw_face(BY.face, photo, drawn)
    crowd.group()
    assert crowd.person_of(3) == crowd.person_of(0, 1)
    (action,) = crowd.catalog.actions(1)
    assert ActionKind.DRAW == action.kind
    crowd.catalog.undo(action.id)
    assert 1 == len(crowd.catalog.faces_in(photo))


def test_that_faces_can_be_named_at_once(crowd) -> None:
    faces = [crowd.face(6, 0), crowd.face(0)]
    crowd.catalog.name_faces(faces, "Marie")
    assert ["Marie", "Marie"] == [crowd.name_of(6, 0), crowd.name_of(0)]
    assert [None] * 4 == names(crowd)[1:]
    crowd.catalog.name_faces([crowd.face(1)], "marie")
    assert 3 == crowd.catalog.find_person("Marie").faces


def test_that_actions_tell_what_was_said(crowd) -> None:
    ada = crowd.person_of(0)
    crowd.catalog.name_person(ada, "Ada")
    crowd.catalog.reject([crowd.face(0)], ada)
    last, first = crowd.catalog.actions(10)
    assert (ActionKind.REJECT, "said of 1 face that it is not Ada", 1) == (
        last.kind,
        last.words,
        last.faces,
    )
    assert (ActionKind.NAME, f"named person {ada} Ada", 5) == (
        first.kind,
        first.words,
        first.faces,
    )
    assert crowd.catalog.undo(first.id).is_undone
    assert not crowd.catalog.redo(first.id).is_undone


def test_that_people_without_a_name_are_told_apart_in_what_was_said(crowd) -> None:
    ada, grace = crowd.person_of(0), crowd.person_of(3)
    merged = crowd.catalog.merge_people(ada, [grace])
    assert f"merged person {grace} into person {ada}" == merged.words
    crowd.catalog.split_off([crowd.face(0)])
    assert f"split 1 face off person {ada}" == crowd.catalog.actions(1)[0].words
    denied = crowd.catalog.not_a_face([crowd.face(1), crowd.face(2)])
    assert "said of 2 faces that they are none" == denied.words


def test_that_a_name_freed_and_taken_meanwhile_is_told_apart(crowd) -> None:
    ada, grace = crowd.person_of(0), crowd.person_of(3)
    crowd.catalog.name_person(ada, "Ada")
    renamed = crowd.catalog.name_person(ada, "Countess")
    crowd.catalog.name_person(grace, "Ada")
    crowd.catalog.undo(renamed.id)
    assert ["Ada", "Ada 2"] == [crowd.name_of(0), crowd.name_of(3)]


def test_that_what_is_gone_cannot_be_spoken_of(crowd) -> None:
    with pytest.raises(LibraryError, match="person is not in the library"):
        crowd.catalog.name_person(999, "Ada")
    with pytest.raises(LibraryError, match="face is not in the library"):
        crowd.catalog.not_a_face([999])
    with pytest.raises(LibraryError, match="two different"):
        crowd.catalog.merge_people(crowd.person_of(0), [crowd.person_of(0)])
    with pytest.raises(LibraryError, match="nothing was said"):
        crowd.catalog.undo(999)


def test_that_the_least_certain_faces_come_first_for_review(crowd) -> None:
    faces = crowd.catalog.faces_of(crowd.person_of(0), FaceOrder.LEAST_CERTAIN)
    certainties = [face.certainty for face in faces]
    assert sorted(certainties) == certainties
    assert 5 == len(faces)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (PeopleRule.ANY, {0, 1, 2, 3, 4, 5, 6}),
        (PeopleRule.ALL, {5}),
        (PeopleRule.NONE, set()),
        (PeopleRule.ONLY, {5}),
    ],
)
def test_that_photos_are_found_by_two_people(crowd, rule, expected) -> None:
    both = (crowd.person_of(0), crowd.person_of(3))
    assert expected == photos_with(crowd, PeopleFilter(both, rule))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (PeopleRule.ANY, {0, 1, 2, 5, 6}),
        (PeopleRule.ALL, {0, 1, 2, 5, 6}),
        (PeopleRule.NONE, {3, 4}),
        (PeopleRule.ONLY, {0, 1, 2}),
    ],
)
def test_that_photos_are_found_by_one_person(crowd, rule, expected) -> None:
    ada = PeopleFilter((crowd.person_of(0),), rule)
    assert expected == photos_with(crowd, ada)


def test_that_several_conditions_on_people_hold_together(crowd) -> None:
    ada = PeopleFilter((crowd.person_of(0),), PeopleRule.ALL)
    not_grace = PeopleFilter((crowd.person_of(3),), PeopleRule.NONE)
    assert {0, 1, 2, 6} == photos_with(crowd, ada, not_grace)


def photos_with(crowd: Crowd, *people: PeopleFilter) -> set[int]:
    found = set(crowd.catalog.photo_ids(Filter(people=people)).tolist())
    paths = {
        number: crowd.library.folder / f"photo {number}.jpg"
        for number in range(len(crowd.shown))
    }
    return {
        number for number, path in paths.items() if crowd.library.id_at(path) in found
    }
