"""`photosearch faces`, and what other commands say once faces are on."""

from pathlib import Path

import pytest

from tests.albums import ADA, GRACE, Album
from tests.cli.conftest import Answer, Command
from tests.faces import DrawnFace, save_faces
from tests.homes import Home
from tests.pictures import draw_picture, save_jpeg


@pytest.fixture
def on_album(album: Album, bare: Command) -> Command:
    """Give a function that runs a command on the library of `album`."""
    return lambda *arguments: bare(*arguments, "--library", album.library)


@pytest.fixture
def ada(tmp_path: Path) -> Path:
    """Give a picture of Ada that is not in the library."""
    return save_faces(tmp_path / "new.jpg", DrawnFace(ADA, 60, 40, 120, 0.97), seed=90)


def names(answer: Answer) -> list[str]:
    return [Path(each["path"]).name for each in answer.facts]


def test_that_photos_of_the_same_person_are_found(on_album: Command, ada: Path) -> None:
    answer = on_album("faces", "--like", ada, "--json")
    assert (0, "") == (answer.status, answer.err)
    expected = {"ada 1.jpg", "ada 2.jpg", "ada 3.jpg", "both.jpg"}
    assert expected == set(names(answer))
    first = answer.facts[0]
    assert {
        "path",
        "box",
        "score",
        "distance",
        "similarity",
        "close",
        "face",
        "person",
    } == set(first)
    assert first["close"]
    assert 4 == len(first["box"])
    assert {"id", "name"} == set(first["person"])


def test_that_a_face_is_printed_with_its_place(on_album: Command, ada: Path) -> None:
    line, *others = on_album("faces", "--like", ada, "--count", "1").lines
    assert [] == others
    assert " bits " in line
    assert line.count(",") == 3
    assert line.split("/")[-1] in ("ada 1.jpg", "ada 2.jpg", "ada 3.jpg", "both.jpg")


def test_that_the_largest_of_several_faces_is_taken_and_said(
    album: Album, on_album: Command
) -> None:
    both = album.photos / "both.jpg"
    answer = on_album("faces", "--like", both, "--json")
    assert {"grace 1.jpg", "grace 2.jpg", "both.jpg"} == set(names(answer))
    assert answer.err.startswith("2 faces: taking the largest, ")
    other = answer.err.split()[-1]
    again = on_album("faces", "--like", both, "--box", other, "--json")
    assert "" == again.err
    expected = {"ada 1.jpg", "ada 2.jpg", "ada 3.jpg", "both.jpg"}
    assert expected == set(names(again))


def test_that_strangers_are_nobody_unless_asked_for(
    on_album: Command, tmp_path: Path
) -> None:
    stranger = save_faces(tmp_path / "x.jpg", DrawnFace(40, 60, 40, 120), seed=91)
    answer = on_album("faces", "--like", stranger)
    assert (0, "", "nobody close enough\n") == (answer.status, answer.out, answer.err)
    assert on_album("faces", "--like", stranger, "--no-cut").lines


def test_that_a_picture_without_a_face_is_refused(
    on_album: Command, tmp_path: Path
) -> None:
    empty = save_jpeg(tmp_path / "empty.jpg", draw_picture(1))
    answer = on_album("faces", "--like", empty)
    assert (1, "") == (answer.status, answer.out)
    assert f"photosearch: {empty}: no face was found in it\n" == answer.err


def test_that_the_status_tells_of_faces(on_album: Command) -> None:
    (facts,) = on_album("faces", "--status", "--json").facts
    expected = {"on": True, "faces": 7, "photos_looked_at": 7, "photos_waiting": 0}
    assert expected == {key: facts[key] for key in expected}
    assert facts["faces"] == on_album("status", "--json").facts[0]["faces"]["faces"]
    said = "7 found; photos looked at: 7; people: "
    assert on_album("faces", "--status").out.startswith(f"faces are on: {said}")
    assert f"faces    {said}" in on_album("status").out


def test_that_faces_are_off_until_they_are_switched_on(
    home: Home, photosearch: Command
) -> None:
    save_faces(home.photos / "a.jpg", DrawnFace(ADA, 20, 30, 90), seed=1)
    answer = photosearch("index", home.photos, "--json")
    assert "faces" not in answer.facts[-1]
    assert photosearch("faces", "--status").out.startswith("faces are off: 0 found; ")
    assert "faces    off\n" in photosearch("status").out
    assert photosearch("status", "--json").facts[0]["faces"] is None
    assert photosearch("people", "list").out.startswith("no people; faces are off")
    answer = photosearch("faces", "--like", home.photos / "a.jpg")
    assert (1, "") == (answer.status, answer.out)
    assert "faces --on" in answer.err


def test_that_indexing_finds_faces_once_they_are_on(
    faces_home: Home, bare: Command
) -> None:
    def run(*arguments: str | Path) -> Answer:
        return bare(*arguments, "--library", faces_home.library)

    two = DrawnFace(ADA, 20, 30, 80), DrawnFace(GRACE, 180, 60, 100)
    save_faces(faces_home.photos / "a.jpg", *two, seed=1)
    answer = run("index", faces_home.photos)
    assert answer.lines[-1].startswith("faces: 2 found; photos looked at: 1; ")
    assert 2 == run("index", "--json").facts[-1]["faces"]


def test_that_switching_on_looks_at_what_is_indexed_already(
    album: Album, on_album: Command
) -> None:
    assert on_album("faces", "--off").out.startswith("faces are off: ")
    assert 0 == on_album("faces", "--delete", "--yes").status
    (facts,) = on_album("faces", "--status", "--json").facts
    assert (False, 0, 0) == (facts["on"], facts["faces"], facts["people"])
    answer = on_album("faces", "--on", "--json")
    assert 0 == answer.status
    stages = {each.get("stage") for each in answer.facts}
    assert "finding faces" in stages
    last = answer.facts[-1]
    # The networks that came with the program take few drawn faces for faces.
    assert (True, 7, 0) == (
        last["on"],
        last["photos_looked_at"],
        last["photos_waiting"],
    )


def test_that_names_may_be_kept_when_faces_are_deleted(on_album: Command) -> None:
    person = on_album("people", "list", "--json").facts[0]["id"]
    on_album("people", "name", str(person), "Ada")
    on_album("faces", "--delete", "--yes", "--keep-names")
    assert 0 == on_album("faces", "--on").status
    assert "Ada" in on_album("people", "list").out
    on_album("faces", "--delete", "--yes")
    on_album("faces", "--on")
    assert "Ada" not in on_album("people", "list").out


def test_that_nothing_is_deleted_where_nobody_can_agree(on_album: Command) -> None:
    answer = on_album("faces", "--delete")
    assert (2, "") == (answer.status, answer.out)
    assert "--yes" in answer.err
    assert 7 == on_album("faces", "--status", "--json").facts[0]["faces"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["faces"],
        ["faces", "--on", "--off"],
        ["faces", "--status", "--box", "0,0,1,1"],
        ["faces", "--on", "--yes"],
        ["faces", "--like", "a.jpg", "--count", "0"],
        ["faces", "--like", "a.jpg", "--box", "1,2"],
    ],
    ids=" ".join,
)
def test_that_wrong_usage_is_told(photosearch: Command, arguments: list[str]) -> None:
    answer = photosearch(*arguments)
    assert (2, "") == (answer.status, answer.out)
    assert "Usage: photosearch" in answer.err


def test_that_a_missing_example_is_named(on_album: Command, tmp_path: Path) -> None:
    answer = on_album("faces", "--like", tmp_path / "missing.jpg")
    assert (1, "") == (answer.status, answer.out)
    assert "missing.jpg: there is no such file" in answer.err
    assert 1 == len(answer.err.splitlines())
