"""What people decided outlives photos, places and ids."""

import pytest

from photosearch.core.errors import LibraryError
from tests.core.catalog.libraries import Library


@pytest.fixture
def ids(library: Library) -> list[int]:
    paths = [library.write(name) for name in ("a.jpg", "b.jpg", "c.jpg")]
    library.update()
    return [library.id_at(path) for path in paths]


def both(*pairs: tuple[int, int]) -> set[tuple[int, int]]:
    return {pair for one, other in pairs for pair in ((one, other), (other, one))}


def test_that_each_pair_of_a_decision_is_remembered(library, ids) -> None:
    a, b, c = ids
    library.catalog.keep_both(ids)
    library.catalog.keep_both([b, a])
    assert both((a, b), (a, c), (b, c)) == library.catalog.pairs_kept()


def test_that_a_single_photo_may_keep_all_its_files(library, ids) -> None:
    library.catalog.keep_both(ids[:1])
    assert {(ids[0], ids[0])} == library.catalog.pairs_kept()


def test_that_a_decision_can_be_undone(library, ids) -> None:
    a, b, c = ids
    library.catalog.keep_both(ids)
    library.catalog.undo_keep_both([c, a])
    assert both((a, b), (b, c)) == library.catalog.pairs_kept()


def test_that_a_decision_holds_when_photos_come_back_with_other_ids(
    library, ids
) -> None:
    library.catalog.keep_both(ids[:2])
    library.catalog.remove_root(library.root.id)
    assert set() == library.catalog.pairs_kept()
    library.root = library.catalog.add_root(library.folder)
    library.update()
    a, b = (library.id_at(library.folder / name) for name in ("a.jpg", "b.jpg"))
    assert {a, b}.isdisjoint(ids)
    assert both((a, b)) == library.catalog.pairs_kept()


def test_that_searches_are_kept_by_name(catalog) -> None:
    red = catalog.save_search(" red cars ", "{1}")
    blue = catalog.save_search("Blue", "{2}")
    assert (blue, red) == catalog.saved_searches()
    assert ("red cars", "{1}") == (red.name, red.query_json)
    renamed = catalog.rename_search(red.id, "a car")
    assert (renamed, blue) == catalog.saved_searches()
    catalog.forget_search(blue.id)
    assert (renamed,) == catalog.saved_searches()


@pytest.mark.parametrize(
    ("name", "reason"),
    [("  ", "needs a name"), ("CARS", "is a saved search named cars already")],
)
def test_that_a_name_is_taken_once(catalog, name: str, reason: str) -> None:
    kept = catalog.save_search("cars", "{}")
    other = catalog.save_search("other", "{}")
    with pytest.raises(LibraryError, match=reason):
        catalog.save_search(name, "{}")
    with pytest.raises(LibraryError, match=reason):
        catalog.rename_search(other.id, name)
    assert "Cars" == catalog.rename_search(kept.id, "Cars").name


def test_that_an_unknown_search_cannot_be_renamed(catalog) -> None:
    with pytest.raises(LibraryError, match="no saved search number 5"):
        catalog.rename_search(5, "x")


def test_that_another_search_takes_a_name(catalog) -> None:
    kept = catalog.save_search("cars", "{1}")
    other = catalog.save_search("other", "{2}")
    changed = catalog.change_search(kept.id, "{3}")
    assert ("cars", "{3}", kept.id) == (changed.name, changed.query_json, changed.id)
    assert (changed, other) == catalog.saved_searches()


def test_that_an_unknown_search_cannot_be_changed(catalog) -> None:
    with pytest.raises(LibraryError, match="no saved search number 5"):
        catalog.change_search(5, "{}")


def test_that_the_last_twenty_different_searches_are_remembered(catalog) -> None:
    for number in [*range(25), 10]:
        catalog.remember_search(f"{number}")
    expected = [10, *(number for number in range(24, 4, -1) if number != 10)]
    assert tuple(map(str, expected)) == catalog.recent_searches()


def test_that_counts_are_told_by_root(library, ids, tmp_path) -> None:
    (tmp_path / "other").mkdir()
    library.catalog.add_root(tmp_path / "other")
    first, second = library.catalog.root_counts()
    assert (library.root, 3, 3) == (
        first.root,
        first.counts.indexed,
        first.counts.found,
    )
    assert 0 == second.counts.found


def test_that_a_scan_of_a_removed_root_changes_nothing(library) -> None:
    library.write("a.jpg")
    library.catalog.remove_root(library.root.id)
    assert not library.scan().changes
    assert 0 == library.catalog.counts().found
