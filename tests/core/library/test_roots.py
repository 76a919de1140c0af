"""The folders of a library are managed without touching a file."""

from photosearch.core.library import Library
from photosearch.core.records import Counts
from tests.homes import Home, index


def test_that_a_removed_folder_takes_its_photos_along(home: Home) -> None:
    home.draw_many(3)
    (home.top / "other").mkdir()
    shared = home.top / "other/shared.jpg"
    shared.write_bytes((home.photos / "photo 001.jpg").read_bytes())
    with home.open() as library:
        index(library, home.photos, home.top / "other")
        assert [3, 1] == [each.counts.indexed for each in library.root_counts()]
        first, _ = library.roots()
        changes = library.remove_folder(first.id)
        assert (2, 1) == (len(changes.removed), len(changes.moved))
        assert [home.top / "other"] == [root.path for root in library.roots()]
        assert Counts(indexed=1) == library.counts()
    assert 3 == len(list(home.photos.iterdir()))


def test_that_patterns_hold_from_the_next_refresh_on(home: Home) -> None:
    home.draw_many(3)
    home.draw("raw/deep.jpg", 9)
    with home.open() as library:
        index(library, home.photos)
        (root,) = library.roots()
        assert ("raw/",) == library.set_ignore(root.id, ["raw/"]).ignore
        assert Counts(indexed=3) == index(library)[-1].counts
        assert () == library.set_ignore(root.id, ()).ignore
        assert Counts(indexed=4) == index(library)[-1].counts


def test_that_a_folder_is_watched_as_chosen(home: Home) -> None:
    home.draw_many(1)
    with home.open() as library:
        index(library, home.photos)
        assert [True] == watched(library)
        library.set_watched(library.roots()[0].id, False)
        assert [False] == watched(library)
        home.draw("new.jpg", 30)
        assert () == library.wait_for_changes(0.5)
        library.set_watched(library.roots()[0].id, True)
        library.wait_for_changes(0)
        home.draw("newer.jpg", 31)
        assert library.roots() == library.wait_for_changes(30)


def watched(library: Library) -> list[bool]:
    return [root.is_watched for root in library.roots()]


def test_that_searches_are_remembered_with_the_library(home: Home) -> None:
    with home.open() as library:
        kept = library.save_search("boats", '{"like": 1}')
        library.save_search("cars", "{}")
        library.remember_search("a")
        library.remember_search("b")
    with home.open() as library:
        assert kept == library.saved_searches()[0]
        library.forget_search(kept.id)
        (cars,) = library.saved_searches()
        assert "lorries" == library.rename_search(cars.id, "lorries").name
        assert ("b", "a") == library.recent_searches()


def test_that_a_folder_is_kept_without_its_detours(home):
    home.draw_many(2)
    (home.photos / "below").mkdir()
    with home.open() as library:
        library.add_folders([home.photos / "below" / ".."])
        library.add_folders([home.photos])
        assert [home.photos] == [root.path for root in library.roots()]
