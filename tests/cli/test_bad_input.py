"""Whatever lies in the folders costs one line, never the run."""

import os
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.homes import SMALL, Home
from tests.pictures import draw_picture, save_jpeg

BOMB_PX = (20_000, 10_000)


def _png_bomb() -> bytes:
    """Return a PNG of a few bytes that says it has 200 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", *BOMB_PX, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels)


def _truncated(folder: Path) -> None:
    whole = save_jpeg(folder / "bad.jpg", draw_picture(1, SMALL)).read_bytes()
    (folder / "bad.jpg").write_bytes(whole[: len(whole) // 2])


# What is made in a folder, and what the line about it says.
BAD: dict[str, tuple[Any, str]] = {
    "truncated": (_truncated, "failed"),
    "text": (lambda folder: (folder / "bad.jpg").write_text("hello"), "failed"),
    "empty": (lambda folder: (folder / "bad.jpg").touch(), "failed"),
    "bomb": (lambda folder: (folder / "bad.png").write_bytes(_png_bomb()), "failed"),
    "fifo": (lambda folder: os.mkfifo(folder / "bad.jpg"), "skipped"),
}


@pytest.fixture
def _as_common_user(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.touch()
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("this user may read every file")


def counts_of(photosearch: Command) -> dict[str, int]:
    (facts,) = photosearch("status", "--json").facts
    parts = ("indexed", "skipped", "failed", "pending")
    assert facts["found"] == sum(facts[part] for part in parts)
    return {part: facts[part] for part in parts if facts[part]}


@pytest.mark.parametrize("kind", BAD)
def test_that_a_bad_file_costs_one_line(
    home: Home, photosearch: Command, kind: str
) -> None:
    make, state = BAD[kind]
    make(home.photos)
    good = home.draw("good.jpg", 2)
    answer = photosearch("index", home.photos)
    assert 0 == answer.status
    assert "Traceback" not in answer.err
    assert {"indexed": 1, state: 1} == counts_of(photosearch)
    (left_out,) = photosearch("status", "--json").facts[0]["left_out"]
    assert Path(left_out["path"]).stem == "bad"
    assert left_out["reason"]
    line = f"{state}: {left_out['path']}: {left_out['reason']}"
    assert [line] == answer.err.splitlines()
    (found,) = photosearch("search", "--like", good, "--no-cut", "--json").facts
    assert str(good) == found["path"]
    home.draw("another.jpg", 3)
    assert "" == photosearch("index").err


@pytest.mark.usefixtures("_as_common_user")
def test_that_an_unreadable_file_and_folder_cost_one_line_each(
    home: Home, photosearch: Command
) -> None:
    home.draw("good.jpg", 2)
    home.draw("bad.jpg", 3).chmod(0)
    closed = home.draw("closed/photo.jpg", 4).parent
    closed.chmod(0)
    try:
        answer = photosearch("index", home.photos)
    finally:
        closed.chmod(0o755)
    assert 0 == answer.status
    lines = set(answer.err.splitlines())
    assert f"failed: {home.photos / 'bad.jpg'}: permission denied" in lines
    assert f"unreadable: {closed}: permission denied" in lines
    assert {"indexed": 1, "failed": 1} == counts_of(photosearch)


def test_that_a_wrong_extension_does_not_matter(
    home: Home, photosearch: Command
) -> None:
    draw_picture(1, SMALL).save(home.photos / "really a png.jpg", "PNG")
    photosearch("index", home.photos)
    assert {"indexed": 1} == counts_of(photosearch)


def test_that_a_folder_may_be_called_like_a_photo(
    home: Home, photosearch: Command
) -> None:
    home.draw("folder.jpg/photo.jpg", 1)
    photosearch("index", home.photos)
    assert {"indexed": 1} == counts_of(photosearch)


def test_that_loops_of_links_end(home: Home, photosearch: Command) -> None:
    home.draw("inner/photo.jpg", 1)
    (home.photos / "inner" / "up").symlink_to(home.photos)
    (home.photos / "self.jpg").symlink_to("self.jpg")
    (home.photos / "lost.jpg").symlink_to("nowhere.jpg")
    answer = photosearch("index", home.photos)
    assert (0, "") == (answer.status, answer.err)
    assert {"indexed": 1} == counts_of(photosearch)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_that_a_name_need_not_be_valid_text(home: Home, photosearch: Command) -> None:
    odd = Path(os.fsdecode(os.fsencode(home.photos) + b"/caf\xe9 \xff.jpg"))
    home.draw("plain.jpg", 1).rename(odd)
    broken = Path(os.fsdecode(os.fsencode(home.photos) + b"/broken \xe9.jpg"))
    broken.write_bytes(b"no picture")
    answer = photosearch("index", home.photos)
    assert 0 == answer.status
    assert "broken \\xe9.jpg: " in answer.err
    assert {"indexed": 1, "failed": 1} == counts_of(photosearch)
    shown = photosearch("search", "--like", odd)
    assert shown.out.endswith("caf\\xe9 \\xff.jpg\n")
    (found,) = photosearch("search", "--like", odd, "--json").facts
    # A program gets the very bytes back.
    assert os.fsencode(odd) == os.fsencode(found["path"])
    assert "broken \\xe9.jpg: " in photosearch("status").out
    missing = Path(os.fsdecode(b"/nowhere \xff.jpg"))
    refused = photosearch("search", "--like", missing)
    assert "photosearch: /nowhere \\xff.jpg: there is no such file\n" == refused.err


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_that_a_file_name_cannot_steer_the_terminal(
    home: Home, photosearch: Command
) -> None:
    odd = home.photos / "one\x1b[2J\ntwo\x9b.jpg"
    home.draw("plain.jpg", 1).rename(odd)
    spelled = "one\\x1b[2J\\ntwo\\x9b.jpg"
    photosearch("index", home.photos)
    answer = photosearch("search", "--like", odd)
    (line,) = answer.lines
    assert line.endswith(spelled)
    (found,) = photosearch("search", "--like", odd, "--json").facts
    assert str(odd) == found["path"]
    odd.write_bytes(b"no picture")
    (line,) = photosearch("index").err.splitlines()
    assert f"{spelled}: " in line
