import errno
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.records import Counts, FileState, FolderScan
from photosearch.core.scan import scan_root
from tests.core.catalog.libraries import MODEL, Library


def code_of(library: Library, path: Path) -> list[int]:
    ids, codes = library.catalog.codes(MODEL)
    return codes[ids.tolist().index(library.id_at(path))].tolist()


def test_that_a_new_photo_waits_and_is_then_indexed(library):
    library.write("a.jpg")
    library.scan()
    assert Counts(pending=1) == library.catalog.counts()
    library.index()
    assert Counts(indexed=1) == library.catalog.counts()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a.jpg", "b.jpg"),
        ("a.jpg", "A.jpg"),
        ("deep/a.jpg", "a.jpg"),
        ("a.jpg", "z/deep/a.jpg"),
    ],
    ids=["renamed", "case only", "moved up", "moved down"],
)
def test_that_a_moved_photo_keeps_its_code_and_is_not_read_again(library, old, new):
    path = library.write(old)
    library.update()
    code = code_of(library, path)
    target = library.folder / new
    target.parent.mkdir(parents=True, exist_ok=True)
    photo = library.id_at(path)
    path.rename(target)
    outcome = library.scan()
    assert (photo,) == outcome.changes.moved
    assert Counts(indexed=1) == library.catalog.counts()
    assert code == code_of(library, target)
    assert library.catalog.photo_at(path) is None


def test_that_a_renamed_folder_keeps_all_codes(library):
    for number in range(30):
        library.write(f"2019/{number}.jpg")
    library.update()
    before = library.catalog.codes(MODEL)
    (library.folder / "2019").rename(library.folder / "2019 Italy")
    outcome = library.scan()
    assert 30 == len(outcome.changes.moved)
    assert () == outcome.offline
    assert Counts(indexed=30) == library.catalog.counts()
    np.testing.assert_array_equal(before[1], library.catalog.codes(MODEL)[1])


def test_that_a_photo_moved_between_roots_keeps_its_id(library, tmp_path):
    path = library.write("a.jpg")
    library.write("b.jpg")
    other = tmp_path / "other"
    other.mkdir()
    library.catalog.add_root(other)
    library.update()
    photo = library.id_at(path)
    path.rename(other / "a.jpg")
    library.scan(*library.catalog.roots())
    assert photo == library.id_at(other / "a.jpg")
    assert Counts(indexed=2) == library.catalog.counts()


def test_that_a_photo_moved_to_another_disk_is_known_by_its_content(library):
    path = library.write("a.jpg")
    library.write("b.jpg")
    library.update()
    photo = library.id_at(path)
    # As between disks: another inode, another time.
    copy = library.write("moved/a.jpg", path.read_bytes())
    os.utime(copy, ns=(1, 1))
    path.unlink()
    outcome = library.scan()
    assert (photo,) == outcome.changes.removed
    assert photo not in library.catalog.codes(MODEL)[0]
    assert (photo,) == library.index().added
    assert photo == library.id_at(copy)
    assert photo in library.catalog.codes(MODEL)[0]


def test_that_a_copy_is_a_second_place_of_one_photo(library):
    path = library.write("a.jpg")
    library.update()
    copy = library.folder / "copy.jpg"
    shutil.copy(path, copy)
    library.update()
    (photo,) = library.catalog.duplicates()
    assert {path, copy} == set(photo.paths)
    assert Counts(indexed=2) == library.catalog.counts()


def test_that_a_hard_link_is_no_duplicate(library):
    path = library.write("a.jpg")
    (library.folder / "link.jpg").hardlink_to(path)
    library.update()
    assert 2 == len(library.catalog.photo_at(path).paths)
    assert () == library.catalog.duplicates()


def test_that_deleting_one_of_two_copies_keeps_the_photo(library):
    path = library.write("a.jpg", b"same")
    copy = library.write("b.jpg", b"same")
    library.update()
    path.unlink()
    outcome = library.scan()
    assert (library.id_at(copy),) == outcome.changes.moved
    assert (copy,) == library.catalog.photo_at(copy).paths


def test_that_a_deleted_photo_is_forgotten_with_its_code(library):
    path = library.write("a.jpg")
    library.write("b.jpg")
    library.update()
    photo = library.id_at(path)
    path.unlink()
    outcome = library.scan()
    assert (photo,) == outcome.changes.removed
    assert () == library.catalog.photos([photo])
    assert 1 == library.catalog.code_count(MODEL)


def test_that_changed_content_of_the_same_size_is_read_again(library):
    path = library.write("a.jpg", b"one")
    library.update()
    before = code_of(library, path)
    path.write_bytes(b"two")
    os.utime(path, ns=(10**18, 10**18))
    library.scan()
    assert Counts(pending=1) == library.catalog.counts()
    library.index()
    assert before != code_of(library, path)
    assert 1 == library.catalog.code_count(MODEL)


def test_that_a_new_time_alone_changes_nothing_that_is_known(library):
    path = library.write("a.jpg")
    library.update()
    photo = library.id_at(path)
    os.utime(path, ns=(10**18, 10**18))
    library.scan()
    assert [photo] == library.catalog.codes(MODEL)[0].tolist()
    assert not library.index()
    assert photo == library.id_at(path)


def test_that_a_photo_that_became_empty_is_failed_and_forgotten(library):
    path = library.write("a.jpg")
    library.write("b.jpg")
    library.update()
    path.write_bytes(b"")
    library.scan()
    assert Counts(indexed=1, failed=1) == library.catalog.counts()
    (failed,) = library.catalog.failed_files(10)
    assert (path, "the file is empty") == (failed.path, failed.reason)
    assert 1 == library.catalog.code_count(MODEL)


def test_that_an_unchanged_library_changes_nothing(library):
    library.write("a/b.jpg")
    library.update()
    known = library.catalog.folder_signatures(library.root.id)
    changed = [
        event
        for event in scan_root(library.root, known)
        if isinstance(event, FolderScan)
    ]
    assert [] == changed


def test_that_a_missing_root_is_offline_and_forgets_nothing(library):
    path = library.write("a.jpg")
    library.update()
    library.folder.rename(library.folder.with_name("unplugged"))
    library.scan()
    (root,) = library.catalog.roots()
    assert not root.is_online
    assert library.id_at(path) is not None
    assert 1 == library.catalog.code_count(MODEL)


def test_that_a_root_that_comes_back_is_as_it_was(library):
    library.write("a.jpg")
    library.update()
    away = library.folder.with_name("unplugged")
    library.folder.rename(away)
    library.scan()
    away.rename(library.folder)
    outcome = library.scan()
    assert not outcome.changes
    assert library.catalog.roots()[0].is_online
    assert Counts(indexed=1) == library.catalog.counts()


def test_that_a_root_suddenly_empty_keeps_everything_until_it_is_filled(library):
    path = library.write("deep/a.jpg")
    library.update()
    shutil.move(library.folder / "deep", library.folder.with_name("aside"))
    (offline,) = library.scan().offline
    assert library.root.path == offline.root.path
    assert "it is there, but all photos in it are gone" == offline.reason
    assert 1 == library.catalog.code_count(MODEL)
    shutil.move(library.folder.with_name("aside"), library.folder / "deep")
    assert () == library.scan().offline
    assert Counts(indexed=1) == library.catalog.counts()
    assert library.id_at(path) is not None


def test_that_losing_most_photos_at_once_is_taken_for_an_accident(library):
    for number in range(30):
        library.write(f"{number}.jpg")
    library.update()
    for number in range(25):
        (library.folder / f"{number}.jpg").unlink()
    (offline,) = library.scan().offline
    assert "25 of its 30 photos are gone at once" == offline.reason
    assert 30 == library.catalog.code_count(MODEL)
    (again,) = library.scan().offline
    assert offline.reason == again.reason


def test_that_another_disk_at_the_same_place_forgets_nothing(library):
    for number in range(30):
        library.write(f"{number}.jpg")
    library.update()
    for number in range(30):
        (library.folder / f"{number}.jpg").unlink()
        library.write(f"other/{number + 100}.jpg")
    assert 1 == len(library.scan().offline)
    assert 30 == library.catalog.code_count(MODEL)


def test_that_accepted_losses_are_forgotten(library):
    for number in range(30):
        library.write(f"{number}.jpg")
    library.update()
    for path in library.folder.iterdir():
        path.unlink()
    library.scan()
    outcome = library.scan(accept_losses=True)
    assert 30 == len(outcome.changes.removed)
    assert Counts() == library.catalog.counts()
    assert library.catalog.roots()[0].is_online


def test_that_new_ignore_patterns_are_no_accident(library):
    for number in range(30):
        library.write(f"cache/{number}.jpg")
    library.write("a.jpg")
    library.update()
    root = library.catalog.update_root(library.root.id, ignore=["cache/"])
    assert () == library.scan(root).offline
    assert Counts(indexed=1) == library.catalog.counts()


def test_that_a_deleted_folder_with_folders_in_it_is_forgotten(library):
    for name in ("a.jpg", "gone/b.jpg", "gone/deep/c.jpg", "gone/deep/er/d.jpg"):
        library.write(name)
    library.update()
    shutil.rmtree(library.folder / "gone")
    assert 3 == len(library.scan().changes.removed)
    assert {b""} == set(library.catalog.folder_signatures(library.root.id))


def test_that_a_killed_scan_is_completed_by_the_next(library):
    path = library.write("deep/a.jpg")
    library.write("deep/b.jpg")
    library.update()
    path.unlink()
    for event in scan_root(
        library.root, library.catalog.folder_signatures(library.root.id)
    ):
        if isinstance(event, FolderScan):
            library.catalog.apply_folders(library.root.id, [event])
    assert 2 == library.catalog.counts().found
    library.scan()
    assert Counts(indexed=1) == library.catalog.counts()


def test_that_an_unreadable_folder_keeps_its_photos(library, monkeypatch):
    path = library.write("locked/deep/a.jpg")
    library.write("b.jpg")
    library.update()
    # Taking the permission away would not stop root, as whom tests may run.
    scandir = os.scandir

    def refuse(place):
        if os.fsencode(place).endswith(b"locked"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    library.scan()
    assert library.id_at(path) is not None


@pytest.mark.skipif(sys.platform != "linux", reason="names are checked elsewhere")
def test_that_a_name_that_is_not_valid_text_is_kept(library):
    raw = os.fsencode(library.folder) + b"/\xff\xfe.jpg"
    Path(os.fsdecode(raw)).write_bytes(b"content")
    library.update()
    (photo,) = library.catalog.photos(library.catalog.codes(MODEL)[0])
    assert raw == os.fsencode(photo.paths[0])
    assert library.id_at(photo.paths[0]) == photo.id


def test_that_a_file_evicted_to_a_cloud_stays_indexed(library):
    library.write("a.jpg")
    library.update()
    known = library.catalog.folder_signatures(library.root.id)
    (scan,) = (
        event
        for event in scan_root(library.root, dict.fromkeys(known, b"other"))
        if isinstance(event, FolderScan)
    )
    evicted = [as_placeholder(file) for file in scan.files]
    library.catalog.apply_folders(
        library.root.id, [FolderScan(b"", b"evicted", tuple(evicted))]
    )
    assert Counts(indexed=1) == library.catalog.counts()


def test_that_a_placeholder_waits_once_it_is_on_the_disk(library):
    library.write("a.jpg")
    (scan,) = (
        event for event in scan_root(library.root, {}) if isinstance(event, FolderScan)
    )
    files = tuple(as_placeholder(file) for file in scan.files)
    library.catalog.apply_folders(library.root.id, [FolderScan(b"", b"cloud", files)])
    assert Counts(skipped=1) == library.catalog.counts()
    library.scan()
    assert Counts(pending=1) == library.catalog.counts()


def as_placeholder(file):
    return replace(file, state=FileState.SKIPPED, reason="cloud placeholder")
