import errno
import os
import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from photosearch.core.errors import LibraryError
from photosearch.core.records import (
    FileState,
    FolderScan,
    FolderUnreadable,
    Root,
    RootId,
    RootOffline,
    RootScanned,
)
from photosearch.core.scan import (
    RAW_EXTENSIONS,
    IgnorePatterns,
    check_pattern,
    is_placeholder,
    scan_root,
)


def write(path: Path, content: bytes = b"content") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def root_at(path: Path, *ignore: str) -> Root:
    return Root(RootId(1), path, ignore=ignore)


def found(path: Path, *ignore: str, **options) -> dict[str, str]:
    """Return the state of each file found, by its path relative to the root."""
    return {
        os.fsdecode(event.path + b"/" + file.name).lstrip("/"): file.state.value
        for event in scan_root(root_at(path, *ignore), {}, **options)
        if isinstance(event, FolderScan)
        for file in event.files
    }


def signatures(path: Path) -> dict[bytes, bytes]:
    return {
        event.path: event.signature
        for event in scan_root(root_at(path), {})
        if isinstance(event, FolderScan)
    }


def changed(path: Path, known: dict[bytes, bytes], **options) -> list[bytes]:
    return [
        event.path
        for event in scan_root(root_at(path), known, **options)
        if isinstance(event, FolderScan)
    ]


def gone(path: Path, known: dict[bytes, bytes], **options) -> tuple[bytes, ...]:
    *_, end = scan_root(root_at(path), known, **options)
    assert isinstance(end, RootScanned)
    return end.gone_folders


@pytest.mark.parametrize(
    "name", ["a.jpg", "A.JPG", "b.jpeg", "c.HeIc", "d.avif", "e.tif", "f.webp"]
)
def test_that_photo_files_are_found_however_they_are_spelt(tmp_path, name):
    write(tmp_path / name)
    assert {name: "pending"} == found(tmp_path)


@pytest.mark.parametrize("name", ["a.txt", "jpg", "a.jpg.tmp", ".a.jpg", "a.", "a.cr2"])
def test_that_other_and_hidden_files_are_left_out(tmp_path, name):
    write(tmp_path / name)
    assert {} == found(tmp_path)


def test_that_raw_files_are_found_where_they_can_be_read(tmp_path):
    write(tmp_path / "a.CR2")
    assert {"a.CR2": "pending"} == found(tmp_path, extensions=RAW_EXTENSIONS)


def test_that_a_hidden_folder_is_left_out(tmp_path):
    write(tmp_path / ".thumbnails/a.jpg")
    assert {} == found(tmp_path)


def test_that_a_folder_named_like_a_photo_is_walked(tmp_path):
    write(tmp_path / "dir.jpg/a.jpg")
    assert {"dir.jpg/a.jpg": "pending"} == found(tmp_path)


def test_that_what_is_no_regular_file_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.fspath(tmp_path / "socket.jpg"))
        states = found(tmp_path)
    assert {"pipe.jpg": "skipped", "socket.jpg": "skipped"} == states


def test_that_an_empty_file_is_failed_with_its_reason(tmp_path):
    write(tmp_path / "a.jpg", b"")
    (folder, *_) = scan_root(root_at(tmp_path), {})
    (file,) = folder.files
    assert (FileState.FAILED, "the file is empty") == (file.state, file.reason)


def test_that_a_link_to_a_photo_is_found(tmp_path):
    write(tmp_path / "outside.jpg")
    (tmp_path / "root").mkdir()
    (tmp_path / "root/link.jpg").symlink_to(tmp_path / "outside.jpg")
    assert {"link.jpg": "pending"} == found(tmp_path / "root")


@pytest.mark.parametrize("target", ["nowhere.jpg", "link.jpg"], ids=["dead", "itself"])
def test_that_a_link_that_leads_nowhere_is_left_out(tmp_path, target):
    write(tmp_path / "a.jpg")
    (tmp_path / "link.jpg").symlink_to(target)
    assert {"a.jpg": "pending"} == found(tmp_path)


def test_that_a_loop_of_links_ends(tmp_path):
    write(tmp_path / "a/b/c.jpg")
    (tmp_path / "a/b/up").symlink_to(tmp_path)
    (tmp_path / "a/self").symlink_to(tmp_path / "a")
    assert {"a/b/c.jpg": "pending"} == found(tmp_path)


def test_that_a_folder_is_found_at_its_real_place_rather_than_behind_a_link(tmp_path):
    write(tmp_path / "z/a.jpg")
    (tmp_path / "a").symlink_to(tmp_path / "z")
    assert {"z/a.jpg": "pending"} == found(tmp_path)


def test_that_two_links_to_one_outside_folder_are_followed_once(tmp_path):
    write(tmp_path / "outside/a.jpg")
    root = tmp_path / "root"
    root.mkdir()
    (root / "one").symlink_to(tmp_path / "outside")
    (root / "two").symlink_to(tmp_path / "outside")
    assert 1 == len(found(root))


@pytest.mark.skipif(sys.platform != "linux", reason="names are checked elsewhere")
def test_that_a_name_that_is_not_valid_text_survives(tmp_path):
    with open(os.fsencode(tmp_path) + b"/\xff\xfe.jpg", "wb") as file:  # noqa: PTH123
        file.write(b"content")
    (folder, *_) = scan_root(root_at(tmp_path), {})
    assert [b"\xff\xfe.jpg"] == [file.name for file in folder.files]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("*.tmp.jpg", {"a.jpg", "cache/b.jpg", "2019/raw/c.jpg", "2019/cache.jpg"}),
        ("cache/", {"a.jpg", "x.tmp.jpg", "2019/raw/c.jpg", "2019/cache.jpg"}),
        ("cache*", {"a.jpg", "x.tmp.jpg", "2019/raw/c.jpg"}),
        ("2019/raw/*", {"a.jpg", "x.tmp.jpg", "cache/b.jpg", "2019/cache.jpg"}),
        ("/a.jpg", {"x.tmp.jpg", "cache/b.jpg", "2019/raw/c.jpg", "2019/cache.jpg"}),
        ("raw", {"a.jpg", "x.tmp.jpg", "cache/b.jpg", "2019/cache.jpg"}),
    ],
)
def test_that_ignored_paths_are_left_out(tmp_path, pattern, left):
    names = ["a.jpg", "x.tmp.jpg", "cache/b.jpg", "2019/raw/c.jpg", "2019/cache.jpg"]
    for name in names:
        write(tmp_path / name)
    assert left == set(found(tmp_path, pattern))


@pytest.mark.parametrize(
    "pattern", ["*", "[ab]*", "[!a]", "[]]", "[[]", "[!]]x", "a]", "x/[a-z]/", "", "/"]
)
def test_that_a_pattern_may_name_letters(pattern):
    check_pattern(pattern)


@pytest.mark.parametrize("pattern", ["[", "a[", "[]", "[!]", "x/[a", "[a/b]", "[a][b"])
def test_that_a_bracket_in_a_pattern_is_closed(pattern):
    with pytest.raises(LibraryError, match="a bracket is not closed"):
        check_pattern(pattern)


def test_that_a_pattern_can_match_something():
    with pytest.raises(LibraryError, match="nothing can match"):
        check_pattern("[z-a].jpg")


def test_that_patterns_without_text_ignore_nothing():
    assert not IgnorePatterns(["", "/"])


def test_that_an_unchanged_folder_is_not_told_again(tmp_path):
    write(tmp_path / "a/b.jpg")
    write(tmp_path / "c.jpg")
    assert [] == changed(tmp_path, signatures(tmp_path))


def test_that_only_the_folder_with_a_change_is_told(tmp_path):
    write(tmp_path / "a/b.jpg")
    write(tmp_path / "c/d.jpg")
    known = signatures(tmp_path)
    write(tmp_path / "c/e.jpg")
    assert [b"c"] == changed(tmp_path, known)


@pytest.mark.parametrize("change", ["size", "time", "name", "removed"])
def test_that_every_change_of_a_file_is_noticed(tmp_path, change):
    path = write(tmp_path / "a.jpg")
    known = signatures(tmp_path)
    info = path.stat()
    match change:
        case "size":
            path.write_bytes(b"longer content")
            os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
        case "time":
            os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns + 1))
        case "name":
            path.rename(tmp_path / "A.jpg")
        case "removed":
            path.unlink()
    assert [b""] == changed(tmp_path, known)


def test_that_a_deleted_folder_is_told_with_all_below_it(tmp_path):
    write(tmp_path / "a/b/c.jpg")
    write(tmp_path / "a/d.jpg")
    write(tmp_path / "e.jpg")
    known = signatures(tmp_path)
    for name in ("a/b/c.jpg", "a/d.jpg"):
        (tmp_path / name).unlink()
    (tmp_path / "a/b").rmdir()
    (tmp_path / "a").rmdir()
    assert {b"a", b"a/b"} == set(gone(tmp_path, known))


def test_that_nothing_below_an_unreadable_folder_counts_as_gone(tmp_path, monkeypatch):
    write(tmp_path / "locked/deep/a.jpg")
    write(tmp_path / "locked too/a.jpg")
    known = signatures(tmp_path)
    scandir = os.scandir

    def refuse(place):
        if os.fsencode(place).endswith(b"/locked"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    events = list(scan_root(root_at(tmp_path), known))
    assert FolderUnreadable(tmp_path / "locked", "permission denied") in events
    assert () == events[-1].gone_folders


def test_that_a_missing_root_is_offline(tmp_path):
    root = root_at(tmp_path / "unplugged")
    expected = [RootOffline(root, "no such file or directory")]
    assert expected == list(scan_root(root, {b"": b"known"}))


def test_that_a_part_of_a_root_is_walked_alone(tmp_path):
    write(tmp_path / "a/b/c.jpg")
    write(tmp_path / "a2/d.jpg")
    assert [b"a/b"] == changed(tmp_path, {}, under=b"a")
    known = {b"a": b"", b"a/x": b"", b"a2": b"", b"a2/y": b""}
    assert (b"a/x",) == gone(tmp_path, known, under=b"a")


def test_that_a_part_that_is_gone_is_told(tmp_path):
    known = {b"a": b"", b"a/x": b"", b"b": b""}
    assert (b"a", b"a/x") == gone(tmp_path, known, under=b"a")


@pytest.mark.parametrize("under", [b".hidden/in", b"cache/in"])
def test_that_a_part_that_is_left_out_is_not_walked(tmp_path, under):
    write(tmp_path / os.fsdecode(under) / "a.jpg")
    assert {} == found(tmp_path, "cache/", under=under)


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        (SimpleNamespace(st_file_attributes=0x20), False),
        (SimpleNamespace(st_file_attributes=0x400020), True),
        (SimpleNamespace(st_file_attributes=0x1020), True),
        (SimpleNamespace(st_flags=0x40000000), True),
        (SimpleNamespace(st_flags=0x40), False),
        (SimpleNamespace(), False),
    ],
    ids=["Windows", "recalled", "offline", "dataless", "macOS", "Linux"],
)
def test_that_a_cloud_placeholder_is_known_by_its_marks(info, expected):
    assert expected is is_placeholder(info)
