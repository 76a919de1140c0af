"""`photosearch people` and `search --person`, on an album of drawn people."""

from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest

from tests.albums import ADA, Album
from tests.cli.conftest import Answer, Command
from tests.faces import DrawnFace, save_faces

REGIONS = "http://www.metadataworkinggroup.com/schemas/regions/"
OF_ADA = {"ada 1.jpg", "ada 2.jpg", "ada 3.jpg", "both.jpg"}
OF_GRACE = {"grace 1.jpg", "grace 2.jpg", "both.jpg"}


@pytest.fixture
def on_album(album: Album, bare: Command) -> Command:
    """Give a function that runs a command on the library of `album`."""
    return lambda *arguments: bare(*arguments, "--library", album.library)


@pytest.fixture
def named(on_album: Command) -> Command:
    """Give what `on_album` gives, with Ada and Grace named."""
    for person, name in (
        (number_of(on_album, 4), "Ada"),
        (number_of(on_album, 3), "Grace"),
    ):
        assert 0 == on_album("people", "name", person, name).status
    return on_album


def number_of(command: Command, faces: int) -> str:
    """Return the number of the person with so many faces."""
    (found,) = (each for each in people(command) if each["faces"] == faces)
    return str(found["id"])


def people(command: Command, *options: str) -> list[dict[str, Any]]:
    return command("people", "list", "--json", *options).facts


def names(answer: Answer) -> set[str]:
    return {Path(each["path"]).name for each in answer.facts}


def photos_of(command: Command, *persons: str, rule: str = "any") -> set[str]:
    options = [part for person in persons for part in ("--person", person)]
    return names(command("search", *options, "--person-rule", rule, "--json"))


def assert_one_line(answer: Answer, *words: str) -> None:
    assert (1, "") == (answer.status, answer.out)
    (line,) = answer.err.splitlines()
    assert line.startswith("photosearch: ")
    for word in words:
        assert word in line


def test_that_people_are_listed_by_how_often_they_were_found(
    on_album: Command,
) -> None:
    keys = {"id", "name", "faces", "photos", "hidden", "first", "last"}
    assert [keys, keys] == [set(each) for each in people(on_album)]
    assert [4, 3] == [each["faces"] for each in people(on_album)]
    first, second = on_album("people", "list").lines
    assert "?" in first
    assert first.endswith("4 faces in 4 photos")
    assert second.endswith("3 faces in 3 photos")


def test_that_the_faces_of_a_person_are_listed(on_album: Command) -> None:
    person = number_of(on_album, 4)
    found = on_album("people", "faces", person, "--json")
    assert OF_ADA == names(found)
    keys = {"face", "path", "box", "certainty", "confirmed", "quality"}
    assert keys == set(found.facts[0])
    doubtful = on_album("people", "faces", person, "--doubtful", "--json").facts
    certainties = [each["certainty"] for each in doubtful]
    assert sorted(certainties) == certainties
    assert 4 == len(on_album("people", "faces", person).lines)


def test_that_a_name_stays_when_faces_are_grouped_anew(named: Command) -> None:
    assert ["Ada", "Grace"] == sorted(each["name"] for each in people(named))
    assert "people: 2, named: 2\n" == named("people", "group").out
    assert OF_ADA == photos_of(named, "Ada")
    assert OF_GRACE == photos_of(named, "Grace")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("any", OF_ADA | OF_GRACE),
        ("all", {"both.jpg"}),
        ("none", {"nobody.jpg"}),
        ("only", {"both.jpg"}),
    ],
)
def test_that_several_people_may_be_asked_for(
    named: Command, rule: str, expected: set[str]
) -> None:
    assert expected == photos_of(named, "Ada", "Grace", rule=rule)


def test_that_somebody_alone_may_be_asked_for(named: Command) -> None:
    assert OF_ADA - {"both.jpg"} == photos_of(named, "Ada", rule="only")


def test_that_a_search_by_example_keeps_to_a_person(
    named: Command, album: Album
) -> None:
    like = album.photos / "grace 1.jpg"
    answer = named("search", "--like", like, "--person", "Ada", "--no-cut", "--json")
    assert OF_ADA == names(answer)
    assert {
        "path",
        "score",
        "distance",
        "similarity",
        "close",
        "region",
        "example",
    } == (set(answer.facts[0]))
    at_most = named("search", "--person", "Ada", "--count", "2").lines
    assert ["no date", "no date"] == [line[:7] for line in at_most]


def test_that_a_person_needs_a_known_name(named: Command) -> None:
    answer = named("search", "--person", "Nobody")
    assert_one_line(answer, "nobody is called Nobody", "known: Ada, Grace")
    assert_one_line(named("people", "name", "999", "Mary"), "nobody is called 999")


def test_that_two_people_do_not_get_one_name_by_mistake(named: Command) -> None:
    answer = named("people", "name", "Grace", "Ada")
    assert_one_line(answer, "called Ada already", '\'people merge "Ada" "Grace"\'')
    assert ["Ada", "Grace"] == sorted(each["name"] for each in people(named))


def test_that_people_are_merged_and_taken_apart_again(named: Command) -> None:
    assert 0 == named("people", "merge", "Ada", "Grace").status
    assert ["Ada"] == [each["name"] for each in people(named)]
    assert OF_ADA | OF_GRACE == photos_of(named, "Ada")
    assert named("people", "undo").out.startswith("undone: ")
    assert OF_ADA == photos_of(named, "Ada")
    assert OF_GRACE == photos_of(named, "Grace")


def test_that_nobody_is_merged_with_themselves(named: Command) -> None:
    assert_one_line(named("people", "merge", "Ada", "Ada"), "with itself")


def test_that_a_face_is_split_off_by_its_photo(named: Command, album: Album) -> None:
    wrong = album.photos / "ada 2.jpg"
    answer = named("people", "split", "Ada", wrong)
    assert answer.out.startswith("1 face of Ada")
    assert OF_ADA - {"ada 2.jpg"} == photos_of(named, "Ada")
    named("people", "group")
    assert OF_ADA - {"ada 2.jpg"} == photos_of(named, "Ada")
    named("people", "undo")
    assert OF_ADA == photos_of(named, "Ada")


def test_that_a_face_is_split_off_by_its_number(named: Command) -> None:
    face = named("people", "faces", "Ada", "--json").facts[0]
    answer = named("people", "split", "Ada", "--face", str(face["face"]), "--json")
    assert 1 == answer.facts[0]["split_off"]
    assert OF_ADA - {Path(face["path"]).name} == photos_of(named, "Ada")


def test_that_only_faces_of_the_person_are_split_off(
    named: Command, album: Album
) -> None:
    wrong = album.photos / "grace 1.jpg"
    answer = named("people", "split", "Ada", wrong)
    assert_one_line(answer, f"{wrong}: no face of Ada is in it")
    answer = named("people", "split", "Ada", "--face", "999")
    assert_one_line(answer, "face 999 is none of Ada")


def test_that_what_is_no_face_does_not_come_back(named: Command) -> None:
    face = named("people", "faces", "Ada", "--json").facts[0]
    assert 0 == named("people", "not-a-face", str(face["face"])).status
    named("people", "group")
    assert OF_ADA - {Path(face["path"]).name} == photos_of(named, "Ada")
    assert 6 == named("faces", "--status", "--json").facts[0]["faces"]
    named("people", "undo")
    assert OF_ADA == photos_of(named, "Ada")


def test_that_every_action_is_listed_and_can_be_undone(named: Command) -> None:
    second, first = named("people", "history", "--json").facts
    assert {"id", "at", "kind", "text", "faces", "undone"} == set(first)
    assert "Ada" in first["text"]
    assert "Grace" in second["text"]
    # Not the last one: any of them.
    assert 0 == named("people", "undo", str(first["id"])).status
    assert [None, "Grace"] == sorted(
        (each["name"] for each in people(named)), key=lambda name: name or ""
    )
    assert "(undone)" in named("people", "history").lines[1]
    assert_one_line(named("people", "undo", str(first["id"])), "is undone already")
    assert 0 == named("people", "redo", str(first["id"])).status
    assert OF_ADA == photos_of(named, "Ada")
    assert_one_line(named("people", "redo", str(first["id"])), "is not undone")
    assert_one_line(named("people", "undo", "999"), "there is no action 999")


def test_that_there_may_be_nothing_to_undo(on_album: Command) -> None:
    assert_one_line(on_album("people", "undo"), "there is nothing to undo")
    assert "" == on_album("people", "history").out


def test_that_hidden_people_are_not_listed(named: Command) -> None:
    assert 0 == named("people", "hide", "Grace").status
    assert ["Ada"] == [each["name"] for each in people(named)]
    assert {"Ada": False, "Grace": True} == {
        each["name"]: each["hidden"] for each in people(named, "--all")
    }
    assert 0 == named("people", "unhide", "Grace").status
    assert 2 == len(people(named))


def test_that_names_are_exported_for_other_programs(
    named: Command, album: Album, tmp_path: Path
) -> None:
    folder = tmp_path / "names"
    assert (
        f"6 written, 0 unchanged in {folder}\n" == named("people", "export", folder).out
    )
    files = {each.name for each in folder.rglob("*.xmp")}
    assert {f"{name}.xmp" for name in OF_ADA | OF_GRACE} == files
    assert (folder / "photos" / "trip" / "grace 2.jpg.xmp").is_file()
    both = minidom.parse(str(folder / "photos" / "both.jpg.xmp"))
    found = both.getElementsByTagNameNS(REGIONS, "Name")
    assert ["Ada", "Grace"] == [each.firstChild.data for each in found]
    summary = named("people", "export", folder, "--json").facts[-1]
    assert {
        "event": "summary",
        "written": 0,
        "unchanged": 6,
        "removed": 0,
        "failed": 0,
    } == summary


def test_that_exported_names_follow_what_was_said(
    named: Command, album: Album, tmp_path: Path
) -> None:
    folder = tmp_path / "names"
    named("people", "export", folder)
    named("people", "split", "Ada", album.photos / "ada 1.jpg")
    answer = named("people", "export", folder)
    assert f"0 written, 5 unchanged, 1 removed in {folder}\n" == answer.out
    assert not (folder / "photos" / "ada 1.jpg.xmp").exists()


def test_that_an_export_without_the_photos_fails_and_says_so_once(
    named: Command, album: Album, tmp_path: Path
) -> None:
    folders = tmp_path / "names"
    unplugged = album.photos.with_name("unplugged")
    album.photos.rename(unplugged)
    try:
        answer = named("people", "export", folders)
    finally:
        unplugged.rename(album.photos)
    assert 1 == answer.status
    assert f"0 written, 0 unchanged, 6 not written in {folders}\n" == answer.out
    assert [f"offline: {album.photos}"] == [
        line.rpartition(": ")[0] for line in answer.err.splitlines()
    ]


def test_that_nothing_is_exported_among_the_photos(
    named: Command, album: Album
) -> None:
    before = sorted(album.photos.rglob("*"))
    answer = named("people", "export", album.photos / "names")
    assert_one_line(answer, "lies in", "choose one outside it")
    assert before == sorted(album.photos.rglob("*"))


def test_that_a_sidecar_of_another_program_is_left_alone(
    named: Command, tmp_path: Path
) -> None:
    foreign = tmp_path / "names" / "photos" / "ada 1.jpg.xmp"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("rated by hand")
    answer = named("people", "export", tmp_path / "names")
    assert (0, "not written: ") == (answer.status, answer.err[:13])
    assert "5 written" in answer.out
    answer = named("people", "export", tmp_path / "names", "--json")
    assert "not written" in {each["event"] for each in answer.facts}
    assert "rated by hand" == foreign.read_text()


def test_that_new_photos_join_the_people_that_are_known(
    named: Command, album: Album, tmp_path: Path
) -> None:
    new = save_faces(tmp_path / "more" / "new.jpg", DrawnFace(ADA, 9, 9, 99), seed=50)
    assert 0 == named("index", new.parent).status
    assert OF_ADA | {"new.jpg"} == photos_of(named, "Ada")


def test_that_a_name_that_is_a_number_never_means_somebody_else(
    on_album: Command,
) -> None:
    ada, grace = number_of(on_album, 4), number_of(on_album, 3)
    assert 0 == on_album("people", "name", ada, grace).status
    before = people(on_album)
    words = (f"{grace} is the name of one person", f"'#{ada}'", f"'#{grace}'")
    for command in (
        ("people", "name", grace, "Grace"),
        ("people", "hide", grace),
        ("people", "merge", f"#{ada}", grace),
        ("search", "--person", grace),
    ):
        assert_one_line(on_album(*command), *words)
    assert before == people(on_album)
    assert 0 == on_album("people", "name", f"#{grace}", "Grace").status
    assert {grace: 4, "Grace": 3} == {
        each["name"]: each["faces"] for each in people(on_album)
    }
    assert OF_GRACE == photos_of(on_album, f"#{grace}")


def test_that_a_number_may_be_a_name_and_the_number_of_one_person(
    on_album: Command,
) -> None:
    ada = number_of(on_album, 4)
    assert 0 == on_album("people", "name", ada, ada).status
    assert OF_ADA == photos_of(on_album, ada)
    assert_one_line(on_album("people", "name", ada, "#9"), "#9 is the number")


@pytest.mark.parametrize(
    "number", ["9" * 18, "9" * 19, "9" * 5000, "\u0663", "#", "#-1"]
)
def test_that_a_number_that_is_nobodys_is_told(named: Command, number: str) -> None:
    assert_one_line(named("people", "faces", number), f"nobody is called {number}")


def test_that_control_characters_never_reach_the_terminal(named: Command) -> None:
    assert 0 == named("people", "name", "Ada", "\x1b[31mAda\x07").status
    assert {"[31mAda", "Grace"} == {each["name"] for each in people(named)}
    answer = named("people", "faces", "\x1b]0;title\x07\n")
    assert_one_line(answer, "nobody is called \\x1b]0;title\\x07\\n")


def test_that_people_are_counted_as_they_are_listed(named: Command) -> None:
    faces = named("people", "faces", "Grace", "--json").facts
    numbers = [str(each["face"]) for each in faces]
    assert 0 == named("people", "not-a-face", *numbers).status
    listed = {each["name"]: each["faces"] for each in people(named)}
    assert {"Ada": 4, "Grace": 0} == listed
    (counts,) = named("faces", "--status", "--json").facts
    assert (2, 2) == (counts["people"], counts["named"])
    answer = named("people", "faces", "Grace")
    assert (0, "", "no faces at present\n") == (answer.status, answer.out, answer.err)


def test_that_hidden_people_are_listed_among_the_others(on_album: Command) -> None:
    assert 0 == on_album("people", "name", number_of(on_album, 3), "Grace").status
    assert 0 == on_album("people", "hide", "Grace").status
    assert ["Grace", None] == [each["name"] for each in people(on_album, "--all")]


def test_that_one_face_is_told_as_one(named: Command, album: Album) -> None:
    wrong = album.photos / "ada 2.jpg"
    (line,) = named("people", "split", "Ada", wrong).lines
    assert line.startswith("1 face of Ada is person ")
    assert line.endswith(" now")
    (line,) = (each for each in named("people", "list").lines if "  ? " in each)
    assert line.endswith(" 1 face in 1 photo")
    two = (album.photos / "ada 1.jpg", album.photos / "ada 3.jpg")
    (line,) = named("people", "split", "Ada", *two).lines
    assert line.startswith("2 faces of Ada are person ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "--person", ""],
        ["search", "--like", ""],
        ["search", "--like", "a.jpg", "--under", ""],
        ["search", "--like", "a.jpg", "--camera", "Leica \udcff"],
        ["people", "name", "Ada", "Ren\udce9"],
        ["people", "name", "Ren\udce9", "Ada"],
        ["people", "name", "Ada", " "],
        ["people", "not-a-face", "9" * 20],
        ["models", "use", ""],
        ["index", ""],
    ],
    ids=ascii,
)
def test_that_what_is_empty_or_no_text_is_quoted_and_refused(
    on_album: Command, arguments: list[str]
) -> None:
    answer = on_album(*arguments)
    assert (2, "") == (answer.status, answer.out)
    assert "Traceback" not in answer.err
    if not arguments[-1].isdecimal():
        assert repr(arguments[-1]) in answer.err or "Ren\\udce9" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["search", "--person", "Ada", "--unlike", "a.jpg"],
        ["search", "--person", "Ada", "--expand"],
        ["search", "--person", "Ada", "--person-rule", "some"],
        ["people", "split", "Ada"],
        ["people", "merge", "Ada"],
        ["people", "undo", "last"],
    ],
    ids=" ".join,
)
def test_that_wrong_usage_is_told(on_album: Command, arguments: list[str]) -> None:
    answer = on_album(*arguments)
    assert (2, "") == (answer.status, answer.out)
    assert "Usage: photosearch" in answer.err
