"""Settings that change while a library is open."""

from dataclasses import replace

from photosearch.core.settings import Settings
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
