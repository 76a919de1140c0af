"""Reading a file once: what is refused, and that nothing is left behind."""

import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from photosearch.core.decode import files
from photosearch.core.decode.files import read_file
from photosearch.core.errors import DecodeError

LIMIT = 1 << 20


def refusal(path: Path, limit: int = LIMIT) -> str:
    with pytest.raises(DecodeError) as caught:
        read_file(path, limit)
    return str(caught.value)


def test_that_a_file_is_read_whole_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    content = bytes(range(256)) * 1000
    path.write_bytes(content)
    os.utime(path, ns=(1_000_000_000, 2_000_000_000))

    assert read_file(path, LIMIT) == content

    after = path.stat()
    assert path.read_bytes() == content
    assert after.st_mtime_ns == 2_000_000_000
    if sys.platform == "linux":
        assert after.st_atime_ns == 1_000_000_000


def test_that_a_write_protected_file_in_a_write_protected_folder_is_read(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "photo.jpg"
    path.write_bytes(b"content")
    path.chmod(stat.S_IREAD)
    folder.chmod(stat.S_IREAD | stat.S_IEXEC)
    try:
        assert read_file(path, LIMIT) == b"content"
    finally:
        folder.chmod(stat.S_IRWXU)


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_that_a_name_that_is_not_utf_8_is_opened(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    path.write_bytes(b"content")
    assert read_file(path, LIMIT) == b"content"


def test_that_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.jpg"
    path.touch()
    assert refusal(path) == "the file is empty"


def test_that_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "sparse.jpg"
    with path.open("wb") as file:
        file.truncate(3_000_000)
    assert refusal(path) == "too large: 3 megabytes"


def test_that_a_missing_file_is_called_gone(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.jpg") == "the file is gone"
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file" / "below.jpg") == "the file is gone"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows denies the opening")
def test_that_a_folder_named_like_a_photo_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "folder.jpg"
    path.mkdir()
    assert refusal(path) == "not a regular file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_that_a_fifo_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "fifo.jpg"
    os.mkfifo(path)
    assert refusal(path) == "not a regular file"


@pytest.mark.skipif(sys.platform == "win32", reason="no sockets in folders")
def test_that_a_socket_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.jpg")
        assert refusal(Path("socket.jpg")) == "not a regular file"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_that_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").symlink_to(tmp_path / "b.jpg")
    (tmp_path / "b.jpg").symlink_to(tmp_path / "a.jpg")
    assert refusal(tmp_path / "a.jpg") == "a loop of links"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_that_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"content")
    path.chmod(0)
    assert refusal(path) == "permission denied"


def test_that_a_refusal_of_the_system_becomes_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may read everything, so the system itself is made to refuse.
    def refuse(error: OSError) -> None:
        def open_file(*_: object) -> int:
            raise error

        monkeypatch.setattr(files.os, "open", open_file)

    refuse(PermissionError(13, "Permission denied"))
    assert refusal(tmp_path) == "permission denied"
    refuse(OSError(5, "Input/output error"))
    assert refusal(tmp_path) == "cannot be read: input/output error"


@pytest.mark.skipif(not hasattr(os, "O_NOATIME"), reason="Linux only")
def test_that_a_file_of_another_owner_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only the owner may leave the access time alone; root may, too, so it is played.
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"content")
    really_open = os.open

    def open_file(path: Path, flags: int) -> int:
        if flags & os.O_NOATIME:
            raise PermissionError(1, "Operation not permitted")
        return really_open(path, flags)

    monkeypatch.setattr(files.os, "open", open_file)
    assert read_file(path, LIMIT) == b"content"


@pytest.mark.parametrize("change", ["grows", "shrinks", "is rewritten"])
def test_that_a_file_that_changes_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"content")
    os.utime(path, ns=(1, 1))
    really_fstat = os.fstat

    def fstat_then_write(descriptor: int) -> os.stat_result:
        status = really_fstat(descriptor)
        monkeypatch.setattr(files.os, "fstat", really_fstat)
        new = {"grows": b"content, more", "shrinks": b"con", "is rewritten": b"CONTENT"}
        path.write_bytes(new[change])
        return status

    monkeypatch.setattr(files.os, "fstat", fstat_then_write)
    assert refusal(path) == "the file changed while it was read"
