"""Settings that change while a library is open."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from photosearch.core.encode import Device, ModelFile, choose_device
from photosearch.core.library import Library, LikeFile
from photosearch.core.settings import Settings
from tests.faces import DrawnFace
from tests.homes import Home, index

SMALL_CACHE = Settings(decode_workers=1, device="cpu", cache_mb=0)


def test_that_the_next_task_goes_by_the_new_settings(home: Home) -> None:
    with home.open() as library:
        index(library, home.draw("a.jpg", 1).parent)
        before = library.status(0).cache_bytes
        library.use_settings(replace(SMALL_CACHE, thumbnail_px=16))
        home.draw("b.jpg", 2)
        list(library.refresh())
        both = library.status(0).cache_bytes
    assert 0 < both - before < before / 2


def test_that_another_device_is_used_from_the_next_search_on(home: Home) -> None:
    with home.open() as library:
        index(library, home.draw("a.jpg", 1).parent)
        library.warm_up()
        library.use_settings(replace(SMALL_CACHE, device="auto"))
        library.warm_up()
        device = library.status(0).device
    assert device is not None
    assert "chosen in the settings" != device.reason


class SlowChoice:
    """Chooses the CPU as the program does, but not before the gate opens.

    It keeps what was wished for.
    """

    def __init__(self) -> None:
        self.wishes: list[str] = []
        self.is_choosing, self.gate = threading.Event(), threading.Event()

    def __call__(self, model: ModelFile, cache: Path, wish: str) -> Device:
        self.wishes.append(wish)
        self.is_choosing.set()
        assert self.gate.wait(30)
        return choose_device(model, cache, "cpu")


@pytest.fixture
def choice(monkeypatch: pytest.MonkeyPatch) -> SlowChoice:
    choice = SlowChoice()
    monkeypatch.setattr("photosearch.core.library.engine.choose_device", choice)
    return choice


@pytest.mark.parametrize("opens", ["photo model", "face models"])
def test_that_settings_wait_for_no_model_that_is_being_opened(
    faces_home: Home, choice: SlowChoice, opens: str
) -> None:
    path = faces_home.draw_faces("a.jpg", [DrawnFace(0, 30, 40, 90)])
    calls: dict[str, Callable[[Library], object]] = {
        "photo model": lambda library: library.warm_up(),
        "face models": lambda library: library.faces_of_example(LikeFile(path)),
    }
    with faces_home.open() as library:
        opening = threading.Thread(target=calls[opens], args=(library,))
        opening.start()
        assert choice.is_choosing.wait(30)
        settings = (replace(SMALL_CACHE, device="auto"),)
        changing = threading.Thread(target=library.use_settings, args=settings)
        changing.start()
        changing.join(5)
        waits = changing.is_alive()
        choice.gate.set()
        for each in (changing, opening):
            each.join()
        assert not waits
        # Nothing is kept that was opened as the old settings wished.
        choice.wishes.clear()
        calls[opens](library)
        assert {"auto"} == set(choice.wishes)
