"""Nothing leaves the machine, and photos are only ever read."""

import ast
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.faces import DrawnFace, save_faces
from tests.homes import Home
from tests.programs import environment, run

pytestmark = pytest.mark.timeout(300)

# Imported by every process of the program at its start, workers included.
HOOK = """
import os, sys
_file = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def _note(event, arguments):
    if event.startswith("socket.") or event == "open":
        facts = tuple(
            int(each) if isinstance(each, int) else each and os.fsdecode(each)
            if isinstance(each, (str, bytes, os.PathLike, type(None))) else str(each)
            for each in arguments
        )
        os.write(_file, (repr((os.getpid(), event, facts)) + chr(10)).encode())
sys.addaudithook(_note)
"""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

COMMANDS = [
    ["index", "PHOTOS"],
    ["index"],
    ["search", "--like", "PHOTO"],
    ["status"],
    ["duplicates"],
    ["faces", "--like", "FACE"],
    ["people", "name", "1", "Ada"],
    ["people", "export", "NAMES"],
]


@pytest.fixture
def filled(faces_home: Home) -> Home:
    """Give photos, with faces switched on."""
    faces_home.draw_many(8)
    faces_home.draw("folder/deep.jpg", 30)
    for number in range(3):
        face = DrawnFace(1, 20 * number, 30, 90)
        save_faces(faces_home.photos / f"face {number}.jpg", face, seed=number)
    (faces_home.photos / "broken.jpg").write_bytes(b"no picture")
    return faces_home


def commands(home: Home) -> list[list[str]]:
    known = {
        "PHOTOS": str(home.photos),
        "PHOTO": str(home.photos / "photo 003.jpg"),
        "FACE": str(home.photos / "face 1.jpg"),
        "NAMES": str(home.top / "names"),
    }
    return [
        [known.get(word, word) for word in command] + ["--library", str(home.library)]
        for command in COMMANDS
    ]


def state_of(folder: Path) -> dict[Path, tuple[object, ...]]:
    """Return all that a file system tells of the files in a folder."""
    found: dict[Path, tuple[object, ...]] = {}
    for path in sorted([folder, *folder.rglob("*")]):
        info = path.stat()
        content = path.read_bytes() if path.is_file() else b""
        # Listing a folder may be noted there; reading a file of one's own is not.
        accessed = info.st_atime_ns if path.is_file() else 0
        names = os.listxattr(path) if hasattr(os, "listxattr") else []
        attributes = [(name, os.getxattr(path, name)) for name in names]
        # Whoever looks at the content here must not be the one who is found out.
        os.utime(path, ns=(accessed or info.st_atime_ns, info.st_mtime_ns))
        found[path] = (content, info.st_mtime_ns, accessed, info.st_mode, attributes)
    return found


def test_that_no_connection_is_opened_and_photos_are_only_read(
    filled: Home, tmp_path: Path
) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    log = tmp_path / "audit.log"
    (hooks / "sitecustomize.py").write_text(HOOK.format(log=str(log)))
    env = environment()
    env["PYTHONPATH"] = os.pathsep.join([str(hooks), env["PYTHONPATH"]])
    before = state_of(filled.photos)
    for command in commands(filled):
        done = run("-m", "photosearch", *command, env=env)
        assert 0 == done.returncode, done.stderr
    events = [ast.literal_eval(line) for line in log.read_text().splitlines()]
    assert before == state_of(filled.photos)

    inside = str(filled.photos)
    opened = [
        (process, path, flags)
        for process, event, (path, _, flags) in (
            each for each in events if each[1] == "open"
        )
        if str(path).startswith(inside)
    ]
    # The workers were watched, too: they are the ones that read photos.
    assert len({process for process, _, _ in opened}) > 1
    assert [] == [each for each in opened if each[2] & WRITING]
    families = {
        (event, facts[1] if event == "socket.__new__" else facts)
        for _, event, facts in events
        if event.startswith("socket.")
    }
    local = {("socket.__new__", 1)}  # AF_UNIX, between the program's own processes
    assert families <= local


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_that_no_library_opens_a_connection_either(
    filled: Home, tmp_path: Path
) -> None:
    log = tmp_path / "calls.log"
    trace = ["strace", "-f", "-qq", "-e", "trace=socket,connect,bind", "-o", str(log)]
    if run("-c", "", before=trace).returncode:
        pytest.skip("strace may not trace here")
    for command in commands(filled)[:3:2]:
        assert 0 == run("-m", "photosearch", *command, before=trace).returncode
        calls = log.read_text()
        assert [] == [line for line in calls.splitlines() if "AF_INET" in line]


def test_that_photos_on_a_read_only_disk_are_indexed(filled: Home) -> None:
    before: list[str] = []
    if sys.platform == "linux" and os.geteuid() == 0 and shutil.which("unshare"):
        mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        before = ["unshare", "-m", "sh", "-c", mount, str(filled.photos)]
        if run("-c", "", before=before).returncode:
            pytest.skip("this user may not mount")
        attempt = f"open({str(filled.photos / 'x')!r}, 'w')"
        assert 0 != run("-c", attempt, before=before).returncode
    else:
        for path in [filled.photos, *filled.photos.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
    first, *others = commands(filled)
    done = run("-m", "photosearch", *first, before=before)
    indexed, faces = done.stdout.splitlines()
    assert "13 found, 12 indexed, 0 skipped, 1 failed, 0 pending" == indexed
    assert faces.startswith("faces: 4 found; photos looked at: 12; ")
    for command in others[1:2]:
        done = run("-m", "photosearch", *command, before=before)
        assert 0 == done.returncode, done.stderr
    for path in [filled.photos, *filled.photos.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
