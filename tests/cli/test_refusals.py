"""What cannot be done costs one clear line and the right exit status."""

import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Command
from tests.homes import Home, index
from tests.networks import Flaws, network, photo_spec


@pytest.fixture
def picture(home: Home) -> Path:
    return home.draw("picture.jpg", 1)


def assert_one_line(answer: Answer, *words: str) -> None:
    """The command failed, and said why in one line without a traceback."""
    assert (1, "") == (answer.status, answer.out)
    (line,) = answer.err.splitlines()
    assert line.startswith("photosearch: ")
    assert not line.endswith(".")
    for word in words:
        assert word in line


def test_that_a_folder_that_is_missing_is_named(
    home: Home, photosearch: Command
) -> None:
    answer = photosearch("index", home.top / "nowhere")
    assert_one_line(answer, f"there is no folder {home.top / 'nowhere'}")


def test_that_a_file_is_no_folder(photosearch: Command, picture: Path) -> None:
    assert_one_line(photosearch("index", picture), f"there is no folder {picture}")


def test_that_folders_cannot_lie_in_each_other(
    home: Home, photosearch: Command
) -> None:
    inner = home.photos / "inner"
    inner.mkdir()
    photosearch("index", home.photos)
    assert_one_line(photosearch("index", inner), f"{inner} lies in {home.photos}")
    assert_one_line(photosearch("index", home.top), f"{home.top} holds {home.photos}")


def test_that_a_missing_example_is_named(home: Home, photosearch: Command) -> None:
    missing = home.top / "missing.jpg"
    answer = photosearch("search", "--like", missing)
    assert_one_line(answer, f"{missing}: there is no such file")


def test_that_an_example_that_is_no_picture_is_named(
    home: Home, photosearch: Command
) -> None:
    text = home.top / "text.jpg"
    text.write_text("no picture")
    assert_one_line(photosearch("search", "--like", text), f"{text}: ")


def test_that_a_new_library_is_said_to_be_empty(
    bare: Command, tmp_path: Path, picture: Path
) -> None:
    nowhere = tmp_path / "no library"
    answer = bare("search", "--like", picture, "--library", nowhere)
    assert_one_line(answer, f"there is no library in {nowhere}", "photosearch index")
    assert not nowhere.exists()


def test_that_a_library_that_is_a_file_is_refused(bare: Command, picture: Path) -> None:
    assert_one_line(bare("status", "--library", picture), str(picture))


@pytest.mark.parametrize("command", ["use", "remove"])
def test_that_an_unknown_model_lists_the_known_ones(
    photosearch: Command, command: str
) -> None:
    answer = photosearch("models", command, "nonesuch")
    assert_one_line(answer, "no model is named nonesuch (installed: ", "tiny")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", ""),
        (b"no network", ""),
        (network(photo_spec("cut"))[:-500], ""),
        (network(photo_spec("bare"), flaws=Flaws(metadata={})), ""),
        (network(photo_spec("short"), flaws=Flaws(has_code=False)), ""),
        (network(photo_spec("outside"), flaws=Flaws(has_external_data=True)), ""),
    ],
    ids=["empty", "foreign", "cut", "undescribed", "without code", "external"],
)
def test_that_a_model_that_cannot_be_used_is_not_added(
    photosearch: Command, tmp_path: Path, content: bytes, reason: str
) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(content)
    before = photosearch("models", "list").out
    assert_one_line(photosearch("models", "add", file), reason)
    assert before == photosearch("models", "list").out


def test_that_a_model_file_that_is_missing_is_named(
    photosearch: Command, tmp_path: Path
) -> None:
    file = tmp_path / "model.onnx"
    assert_one_line(photosearch("models", "add", file), "model.onnx: cannot be read")


def test_that_the_name_of_another_model_is_not_taken(
    photosearch: Command, tmp_path: Path
) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(network(photo_spec("tiny"), seed=9))
    answer = photosearch("models", "add", file)
    assert_one_line(answer, "another model named tiny is installed")


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["search", "--like"],
        ["search", "--like", "a.jpg", "--count", "0"],
        ["search", "--like", "a.jpg", "--after", "yesterday"],
        ["search", "--like", "a.jpg", "--before", "2024-13-01"],
        ["nonsense"],
        ["status", "--nonsense"],
        ["models", "use"],
        ["demo", "--pictures", "0"],
    ],
    ids=" ".join,
)
def test_that_wrong_usage_is_told_apart_from_failure(
    photosearch: Command, arguments: list[str]
) -> None:
    answer = photosearch(*arguments)
    assert (2, "") == (answer.status, answer.out)
    assert "Usage: photosearch" in answer.err
    assert "Traceback" not in answer.err


def test_that_a_first_index_needs_a_folder(photosearch: Command) -> None:
    answer = photosearch("index")
    assert 2 == answer.status
    assert "give at least one FOLDER" in answer.err


@pytest.fixture
def indexed(home: Home, picture: Path) -> Generator[Home, None, None]:
    with home.open() as library:
        index(library, home.photos)
    return home


def test_that_a_second_writer_is_told_to_wait(
    indexed: Home, photosearch: Command, picture: Path
) -> None:
    with indexed.open() as library:
        stream = library.refresh()
        next(stream)
        for command in (
            ["index"],
            ["index", indexed.photos],
            ["models", "use", "tiny"],
            ["models", "remove", "tiny"],
        ):
            answer = photosearch(*command)
            assert_one_line(answer, "another photosearch is writing to the library")
        assert 0 == photosearch("search", "--like", picture).status
        assert 0 == photosearch("status").status
        stream.close()
    assert 0 == photosearch("index").status


def test_that_a_library_of_a_later_version_is_refused(
    indexed: Home, photosearch: Command
) -> None:
    catalog = indexed.library / "catalog.sqlite"
    with closing(sqlite3.connect(catalog)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'v9999'")
    for command in ("status", "index"):
        assert_one_line(photosearch(command), "later version of photosearch")


def test_that_a_damaged_catalog_is_refused(indexed: Home, photosearch: Command) -> None:
    (indexed.library / "catalog.sqlite").write_bytes(b"rubbish" * 1000)
    for command in ("status", "index"):
        assert_one_line(photosearch(command), "is damaged", "backups")


def test_that_a_model_that_became_damaged_is_told(
    indexed: Home, photosearch: Command, picture: Path
) -> None:
    (indexed.library / "models" / "tiny.onnx").write_bytes(b"rubbish")
    shutil.copy(picture, indexed.photos / "copy.jpg")
    for command in (["index"], ["search", "--like", picture]):
        assert_one_line(photosearch(*command), "the model tiny", "is missing")
    assert "the model tiny that described" in photosearch("status").out
    answer = photosearch("doctor", "--json")
    assert 1 == answer.status
    verdicts = {(each["part"], each["verdict"]) for each in answer.facts}
    assert {("model", "warn"), ("model", "fail")} <= verdicts


def test_that_a_demo_needs_a_place_to_draw(photosearch: Command, picture: Path) -> None:
    answer = photosearch("demo", picture, "--pictures", "1")
    assert (1, "") == (answer.status, answer.out)
    assert answer.err.endswith("cannot be written (not a directory)\n")
