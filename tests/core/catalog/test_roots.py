import pytest

from photosearch.core.errors import LibraryError
from photosearch.core.records import Counts
from tests.core.catalog.libraries import MODEL


def test_that_a_root_keeps_what_was_said_of_it(catalog, folder):
    root = catalog.add_root(folder, ["*.tmp"], is_watched=False)
    assert (root,) == catalog.roots()
    told = (root.path, root.ignore, root.is_watched, root.is_online)
    assert (folder, ("*.tmp",), False, True) == told


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("", "is in the library already"),
        ("deep/in", "which is in the library"),
        ("..", "remove that first"),
        ("link", "is in the library already"),
    ],
    ids=["same", "inside", "around", "behind a link"],
)
def test_that_a_root_in_the_way_of_another_is_refused(catalog, folder, path, message):
    catalog.add_root(folder)
    (folder / "deep/in").mkdir(parents=True)
    (folder / "link").symlink_to(folder)
    with pytest.raises(LibraryError, match=message):
        catalog.add_root(folder / path)
    assert 1 == len(catalog.roots())


def test_that_a_folder_with_a_longer_name_is_no_nested_root(catalog, tmp_path):
    for name in ("photos", "photos 2"):
        (tmp_path / name).mkdir()
        catalog.add_root(tmp_path / name)
    assert 2 == len(catalog.roots())


def test_that_a_missing_folder_is_refused(catalog, tmp_path):
    with pytest.raises(LibraryError, match="there is no folder"):
        catalog.add_root(tmp_path / "missing")


def test_that_an_unknown_root_is_refused(catalog):
    with pytest.raises(LibraryError, match="no folder number 7"):
        catalog.remove_root(7)


def test_that_a_removed_root_takes_its_photos_along(library, tmp_path):
    library.write("a.jpg")
    library.write("b.jpg", b"same")
    other = tmp_path / "other"
    other.mkdir()
    (other / "copy.jpg").write_bytes(b"same")
    library.catalog.add_root(other)
    library.update()
    shared = library.id_at(other / "copy.jpg")
    changes = library.catalog.remove_root(library.root.id)
    assert 1 == len(changes.removed)
    assert (shared,) == changes.moved
    assert Counts(indexed=1) == library.catalog.counts()
    assert [shared] == library.catalog.codes(MODEL)[0].tolist()


def test_that_a_root_that_was_moved_keeps_its_photos(library):
    library.write("a.jpg")
    library.update()
    target = library.folder.with_name("elsewhere")
    library.folder.rename(target)
    root = library.catalog.update_root(library.root.id, path=target)
    assert not library.scan(root).changes
    assert library.id_at(target / "a.jpg") is not None
    assert Counts(indexed=1) == library.catalog.counts()


def test_that_watching_can_be_switched(library):
    root = library.catalog.update_root(library.root.id, is_watched=False)
    assert not root.is_watched
    assert root == library.catalog.update_root(library.root.id)
