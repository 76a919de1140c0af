"""Single photos that a person waits for."""

import multiprocessing
import threading
import time
from pathlib import Path

import pytest

from photosearch.core.decode import DecodeDesk, DecodeLimits, DecodeTask
from photosearch.core.errors import DecodeError
from tests.pictures import draw_picture, quadrants, save_jpeg


def test_that_threads_take_turns(tmp_path: Path) -> None:
    paths = [
        save_jpeg(tmp_path / f"{n}.jpg", draw_picture(n, (40 + n, 30)))
        for n in range(6)
    ]
    widths: dict[int, int] = {}
    with DecodeDesk(DecodeLimits()) as desk:

        def decode(number: int) -> None:
            decoded = desk.decode(DecodeTask(paths[number], (), 0, picture_px=1000))
            assert decoded.picture is not None
            widths[number] = decoded.picture.shape[1]

        threads = [threading.Thread(target=decode, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert 1 == len(multiprocessing.active_children())
    assert {n: 40 + n for n in range(6)} == widths
    assert [] == multiprocessing.active_children()


def test_that_a_picture_without_a_file_is_decoded(tmp_path: Path) -> None:
    content = save_jpeg(tmp_path / "a.jpg", quadrants()).read_bytes()
    task = DecodeTask(Path("from the clipboard"), (), 0, picture_px=9, content=content)
    with DecodeDesk(DecodeLimits()) as desk:
        decoded = desk.decode(task)
    assert decoded.picture is not None
    assert (7, 9, 3) == decoded.picture.shape


def test_that_a_photo_that_fails_gives_its_reason(tmp_path: Path) -> None:
    with (
        DecodeDesk(DecodeLimits()) as desk,
        pytest.raises(DecodeError, match="the file is gone"),
    ):
        desk.decode(DecodeTask(tmp_path / "missing.jpg", (), 0))


def test_that_closing_does_not_wait_for_a_photo_under_way(tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    draw_picture(1, (6000, 4000)).save(large, compress_level=1)
    desk = DecodeDesk(DecodeLimits())
    reasons: list[str] = []

    def decode() -> None:
        for _ in range(1000):
            try:
                desk.decode(DecodeTask(large, (), 0, picture_px=6000))
            except DecodeError as error:
                reasons.append(str(error))
                return

    threads = [threading.Thread(target=decode) for _ in range(2)]
    for thread in threads:
        thread.start()
    while not multiprocessing.active_children():
        time.sleep(0.01)
    desk.close()
    for thread in threads:
        thread.join(30)
    assert ["the program is closing"] * 2 == reasons
    assert [] == multiprocessing.active_children()
    with pytest.raises(DecodeError, match="closing"):
        desk.decode(DecodeTask(large, (), 0))
