"""What each command prints, for people and for programs."""

import shutil
from pathlib import Path

import pytest
from PIL import Image
from typer.core import TyperGroup
from typer.main import get_command

import photosearch as program
from photosearch.__main__ import COMMANDS
from photosearch.cli.app import app
from tests.cli.conftest import Command
from tests.homes import SMALL, Home
from tests.networks import network, parts_spec, photo_spec
from tests.pictures import draw_picture, save_jpeg

COMMANDS_TRIED = [
    "index",
    "search",
    "faces",
    "people",
    "duplicates",
    "folders",
    "status",
    "doctor",
    "demo",
    "models",
]


@pytest.fixture
def indexed(home: Home, photosearch: Command) -> Home:
    home.draw_many(8)
    shutil.copy(home.photos / "photo 002.jpg", home.photos / "copy.jpg")
    (home.photos / "broken.jpg").write_bytes(b"no picture")
    assert 0 == photosearch("index", home.photos).status
    return home


@pytest.mark.parametrize(
    "command",
    [(), *((name,) for name in COMMANDS_TRIED)]
    + [("models", name) for name in ("list", "add", "use", "remove")]
    + [("folders", name) for name in ("list", "add", "remove", "ignore", "watch")]
    + [("people", name) for name in ("list", "faces", "name", "merge", "split", "hide")]
    + [("people", name) for name in ("unhide", "history", "undo", "redo", "group")]
    + [("people", "not-a-face"), ("people", "export")],
    ids=" ".join,
)
def test_that_every_command_explains_itself(
    bare: Command, command: tuple[str, ...]
) -> None:
    answer = bare(*command, "--help")
    assert 0 == answer.status
    assert "Usage: photosearch" in answer.out
    assert "" == answer.err


def test_that_no_command_is_taken_for_a_folder() -> None:
    command = get_command(app)
    assert isinstance(command, TyperGroup)
    assert set(command.commands) == COMMANDS
    assert set(COMMANDS_TRIED) == COMMANDS


def test_that_the_version_is_told(bare: Command) -> None:
    assert f"photosearch {program.__version__}\n" == bare("--version").out


def test_that_indexing_ends_with_the_counts(home: Home, photosearch: Command) -> None:
    home.draw_many(3)
    (home.photos / "broken.jpg").write_bytes(b"no picture")
    answer = photosearch("index", home.photos)
    assert "4 found, 3 indexed, 0 skipped, 1 failed, 0 pending\n" == answer.out
    assert answer.err.startswith(f"failed: {home.photos / 'broken.jpg'}: ")
    assert 0 == answer.status


def test_that_indexing_tells_programs_every_step(
    home: Home, photosearch: Command
) -> None:
    home.draw_many(3)
    (home.photos / "broken.jpg").write_bytes(b"no picture")
    answer = photosearch("index", home.photos, "--json")
    counts = {"found", "indexed", "skipped", "failed", "pending"}
    steps = [each for each in answer.facts if each["event"] == "progress"]
    measured = {"event", "stage", "done", "total", "rate_per_s", "remaining_s"}
    assert steps
    for step in steps:
        assert counts | measured == set(step)
        parts = ("indexed", "skipped", "failed", "pending")
        assert step["found"] == sum(step[part] for part in parts)
    (failed,) = (each for each in answer.facts if each["event"] == "failed")
    assert {"event", "path", "reason"} == set(failed)
    assert str(home.photos / "broken.jpg") == failed["path"]
    assert {
        "event": "summary",
        "found": 4,
        "indexed": 3,
        "skipped": 0,
        "failed": 1,
        "pending": 0,
    } == answer.facts[-1]
    assert "" == answer.err


def test_that_indexing_without_folders_looks_through_the_known(
    indexed: Home, photosearch: Command
) -> None:
    indexed.draw("new.jpg", 90)
    assert "11 found, 10 indexed" in photosearch("index").out


def test_that_failed_files_are_retried_when_asked(
    indexed: Home, photosearch: Command
) -> None:
    assert "" == photosearch("index").err
    assert "broken.jpg" in photosearch("index", "--retry").err


def test_that_an_unplugged_folder_is_told(indexed: Home, photosearch: Command) -> None:
    indexed.photos.rename(indexed.top / "unplugged")
    answer = photosearch("index")
    assert (0, f"offline: {indexed.photos}: no such file or directory\n") == (
        answer.status,
        answer.err,
    )
    assert f"folder   {indexed.photos}  (offline)" in photosearch("status").lines
    events = [each["event"] for each in photosearch("index", "--json").facts]
    assert "offline" in events
    (folder,) = photosearch("status", "--json").facts[0]["folders"]
    assert {"path": str(indexed.photos), "online": False} == folder


def test_that_accepted_losses_are_forgotten(
    indexed: Home, photosearch: Command
) -> None:
    for path in indexed.photos.iterdir():
        path.unlink()
    answer = photosearch("index")
    assert "10 found" in answer.out
    offline, hint = answer.err.splitlines()
    assert offline.startswith(f"offline: {indexed.photos}: ")
    assert f"photos in {indexed.photos} are gone for good" in hint
    assert "'photosearch index --accept-losses' forgets them" in hint
    assert "0 found" in photosearch("index", "--accept-losses").out


def test_that_a_search_prints_the_nearest_first(
    indexed: Home, photosearch: Command
) -> None:
    like = indexed.photos / "photo 005.jpg"
    answer = photosearch("search", "--like", like, "--no-cut", "--count", "3")
    assert (0, "", 3) == (answer.status, answer.err, len(answer.lines))
    assert answer.lines[0].endswith(f"  0 bits  {like}")


def test_that_a_search_answers_programs(indexed: Home, photosearch: Command) -> None:
    like = indexed.photos / "photo 005.jpg"
    answer = photosearch("search", "--like", like, "--no-cut", "--json")
    keys = {"path", "score", "distance", "similarity", "close", "region", "example"}
    assert [keys] * 8 == [set(each) for each in answer.facts]
    first = answer.facts[0]
    assert (str(like), 0, True) == (first["path"], first["distance"], first["close"])
    assert 0 <= first["score"] <= 1


def test_that_a_search_leaves_out_what_is_not_close(
    indexed: Home, photosearch: Command
) -> None:
    like = indexed.photos / "photo 005.jpg"
    close = photosearch("search", "--like", like, "--json").facts
    everything = photosearch("search", "--like", like, "--json", "--no-cut").facts
    assert [each for each in everything if each["close"]] == close
    assert close


def test_that_nothing_close_enough_is_said_beside_the_answer(
    indexed: Home, photosearch: Command, tmp_path: Path
) -> None:
    odd = save_jpeg(tmp_path / "odd.jpg", draw_picture(203, SMALL))
    answer = photosearch("search", "--like", odd)
    assert (0, "") == (answer.status, answer.out)
    assert answer.err.startswith("nothing close enough; the nearest is ")
    answer = photosearch("search", "--like", odd, "--after", "2030-01-01")
    assert (0, "") == (answer.status, answer.out)
    assert "no photo passes these filters\n" == answer.err


def test_that_a_search_below_a_folder_follows_what_was_typed(
    indexed: Home, photosearch: Command
) -> None:
    like = indexed.photos / "photo 005.jpg"
    link = indexed.top / "link"
    link.symlink_to(indexed.photos)
    for under in (indexed.photos / "inner" / "..", indexed.top, link):
        answer = photosearch("search", "--like", like, "--no-cut", "--under", under)
        assert (0, 8) == (answer.status, len(answer.lines))
    empty = photosearch("search", "--like", like, "--under", indexed.photos / "none")
    assert "no photo passes these filters\n" == empty.err
    elsewhere = indexed.top / "elsewhere"
    answer = photosearch("search", "--like", like, "--under", elsewhere)
    assert (1, "") == (answer.status, answer.out)
    assert answer.err == (
        f"photosearch: --under {elsewhere}: no folder of the library is there\n"
    )


def test_that_days_the_wrong_way_round_are_refused(
    indexed: Home, photosearch: Command
) -> None:
    like = indexed.photos / "photo 005.jpg"
    days = ("--after", "2024-05-31", "--before", "2024-01-01")
    answer = photosearch("search", "--like", like, *days)
    assert (2, "") == (answer.status, answer.out)
    assert "--after 2024-05-31 is later than" in answer.err


def test_that_duplicates_are_listed_together(
    indexed: Home, photosearch: Command
) -> None:
    paths = {str(indexed.photos / name) for name in ("copy.jpg", "photo 002.jpg")}
    (group,) = photosearch("duplicates", "--json").facts
    (photo,) = group["photos"]
    assert "exact" == group["kind"]
    assert {"size_bytes", "width_px", "height_px", "paths"} == set(photo)
    assert paths == set(photo["paths"])
    assert (indexed.photos / "copy.jpg").stat().st_size == photo["size_bytes"]
    heading, *listed = photosearch("duplicates").lines
    assert "exact: 2 files" == heading
    assert paths == {line.strip().partition("  (")[0] for line in listed}


def test_that_the_lack_of_duplicates_is_said(home: Home, photosearch: Command) -> None:
    assert "no exact duplicates\n" == photosearch("duplicates").out
    assert "" == photosearch("duplicates", "--json").out


def test_that_the_status_adds_up(indexed: Home, photosearch: Command) -> None:
    (facts,) = photosearch("status", "--json").facts
    counts = {"found": 10, "indexed": 9, "skipped": 0, "failed": 1, "pending": 0}
    assert counts == {key: facts[key] for key in counts}
    assert (8, "tiny", "cpu") == (facts["photos"], facts["model"], facts["device"])
    assert str(indexed.library) == facts["library"]
    assert facts["library_bytes"] > 0
    assert facts["cache_bytes"] > 0
    assert facts["device_reason"]
    assert [{"path": str(indexed.photos), "online": True}] == facts["folders"]
    (left_out,) = facts["left_out"]
    assert (str(indexed.photos / "broken.jpg"), "failed") == (
        left_out["path"],
        left_out["state"],
    )
    text = photosearch("status").out
    assert "files    10 found, 9 indexed, 0 skipped, 1 failed, 0 pending\n" in text
    assert f"failed   {indexed.photos / 'broken.jpg'}: {left_out['reason']}\n" in text


def test_that_the_doctor_finds_nothing_wrong(
    indexed: Home, photosearch: Command
) -> None:
    answer = photosearch("doctor", "--json")
    assert 0 == answer.status
    keys = {"part", "verdict", "text", "repair"}
    assert {frozenset(keys)} == {frozenset(each) for each in answer.facts}
    assert {"ok", "warn"} >= {each["verdict"] for each in answer.facts}
    assert "the catalog is whole: 8 photos" in photosearch("doctor").out


def test_that_models_come_and_go(
    indexed: Home, photosearch: Command, tmp_path: Path
) -> None:
    file = tmp_path / "any name.onnx"
    file.write_bytes(network(photo_spec("other", bits=128), seed=2))

    def listed() -> dict[str, tuple[bool, int]]:
        facts = photosearch("models", "list", "--json").facts
        return {
            each["name"]: (each["in_use"], each["photos"])
            for each in facts
            if each["name"] in ("tiny", "other")
        }

    assert 0 == photosearch("models", "add", file).status
    assert {"tiny": (True, 8), "other": (False, 0)} == listed()
    assert "other is in use\n" == photosearch("models", "use", "other").out
    assert {"tiny": (False, 8), "other": (True, 8)} == listed()
    assert 1 == photosearch("models", "remove", "other").status
    assert 0 == photosearch("models", "use", "tiny").status
    assert "removed other\n" == photosearch("models", "remove", "other").out
    assert {"tiny": (True, 8)} == listed()
    assert "* tiny " in photosearch("models", "list").out


def test_that_models_that_describe_parts_are_told_from_others(
    indexed: Home, photosearch: Command, tmp_path: Path
) -> None:
    file = tmp_path / "any name.onnx"
    file.write_bytes(network(parts_spec("other"), seed=2))
    assert 0 == photosearch("models", "add", file).status
    facts = photosearch("models", "list", "--json").facts
    regions = {each["name"]: each["regions"] for each in facts}
    assert (0, 14) == (regions["tiny"], regions["other"])
    tiny, other = (
        next(line for line in photosearch("models", "list").lines if name in line)
        for name in ("tiny", "other")
    )
    assert ["photo", "whole", "64", "bits"] == tiny.split()[2:6]
    assert ["photo", "parts", "64", "bits"] == other.split()[1:5]
    listed = next(line for line in photosearch("doctor").lines if "installed" in line)
    assert "other (parts)" in listed
    assert "tiny (parts)" not in listed


def test_that_the_demo_draws_indexes_and_searches(
    home: Home, photosearch: Command, tmp_path: Path
) -> None:
    answer = photosearch("demo", tmp_path / "demo", "--pictures", "1")
    assert 0 == answer.status
    sheet = tmp_path / "demo" / "results.png"
    assert f"three searches and what they found: {sheet}" == answer.lines[-1]
    with Image.open(sheet) as picture:
        assert 3 * 150 <= picture.height
    (facts,) = photosearch("status", "--json").facts
    assert facts["found"] == facts["indexed"] > 0
