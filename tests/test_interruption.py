"""Ctrl-C, closed pipes and full disks: what a terminal and a system do to us."""

import os
import re
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from photosearch.core.records import Counts
from tests.homes import Home
from tests.programs import assert_gone, descendants, environment, run, start

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]

PHOTOS = 300

# Ctrl-C as some module is loaded, and as a library is opened.
STOPPED = """
import builtins, sys
moment, sys.argv[1:] = sys.argv[1], sys.argv[2:]
load = builtins.__import__
def stop(name, *others):
    if name == moment:
        raise KeyboardInterrupt
    return load(name, *others)
builtins.__import__ = stop
from photosearch.__main__ import main
sys.exit(main())
"""
STOPPED_WITHIN = """
import os, sys
from photosearch.__main__ import main
sys.addaudithook(
    lambda event, given: event == "sqlite3.connect" and os.kill(os.getpid(), 2)
)
sys.exit(main())
"""

LIMITED = """
import resource, sys
from photosearch import cli
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.exit(cli.run(sys.argv[2:]))
"""


def arguments(home: Home, *more: str) -> list[str]:
    return ["index", str(home.photos), "--library", str(home.library), *more]


@pytest.mark.parametrize("delay_s", [0.0, 0.2])
def test_that_ctrl_c_prints_the_counts_and_leaves_nothing_behind(
    home: Home, delay_s: float
) -> None:
    home.draw_many(PHOTOS)
    # A terminal sends the signal to all processes of the group, workers included.
    with start("-m", "photosearch", *arguments(home), start_new_session=True) as child:
        end = time.monotonic() + 240
        while len(workers := descendants(child.pid)) < 2 and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(delay_s)
        os.killpg(child.pid, signal.SIGINT)
        out, err = child.communicate()
    assert 1 == child.returncode
    assert re.fullmatch(
        rf"{PHOTOS} found, \d+ indexed, 0 skipped, 0 failed, \d+ pending\n", out
    )
    assert "stopped; what is indexed is kept, run again to go on\n" == err
    assert_gone(workers)
    with home.open() as library:
        assert PHOTOS == library.counts().found


@pytest.mark.parametrize("moment", ["photosearch.cli.app", "photosearch.core.library"])
def test_that_ctrl_c_before_any_work_is_said(home: Home, moment: str) -> None:
    done = run("-c", STOPPED, moment, "status", "--library", home.library)
    assert (1, "") == (done.returncode, done.stdout)
    assert "photosearch: stopped\n" == done.stderr


def test_that_ctrl_c_within_a_short_command_is_said(home: Home) -> None:
    script = STOPPED_WITHIN, "status", "--library", home.library
    done = run("-c", *script)
    assert (1, "", "photosearch: stopped\n") == (
        done.returncode,
        done.stdout,
        done.stderr,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_that_an_answer_to_a_full_disk_is_one_line(home: Home) -> None:
    with home.open() as library:
        library.add_folders([home.photos])
    answer = "-m", "photosearch", "folders", "list", "--library", home.library
    with (
        Path("/dev/full").open("w") as full,
        start(*answer, stdout=full) as child,
    ):
        err = child.communicate()[1]
    assert (1, "photosearch: no space left on device\n") == (child.returncode, err)


def test_that_a_closed_pipe_is_no_error(home: Home) -> None:
    home.draw_many(2)
    with start("-m", "photosearch", *arguments(home, "--json")) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert "" == child.stderr.read()


def test_that_a_terminal_without_letters_is_no_error(home: Home) -> None:
    home.draw("caf\xe9.jpg", 1)
    (home.photos / "\u65e5\u672c.jpg").write_bytes(b"no picture")
    env = environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    done = run("-m", "photosearch", *arguments(home), env=env)
    assert 0 == done.returncode
    assert "\\u65e5\\u672c.jpg: " in done.stderr
    like = ["search", "--like", str(home.photos / "caf\xe9.jpg")]
    done = run("-m", "photosearch", *like, "--library", str(home.library), env=env)
    assert (0, "") == (done.returncode, done.stderr)
    assert "/caf" in done.stdout


@pytest.mark.parametrize("room", [-100_000, 20_000], ids=["none", "little"])
def test_that_a_disk_that_refuses_is_one_line_and_loses_nothing(
    home: Home, room: int
) -> None:
    home.draw_many(PHOTOS)
    with home.open() as library:
        library.add_folders([home.photos])
    limit = (home.library / "catalog.sqlite").stat().st_size + room
    done = run("-c", LIMITED, str(limit), "index", "--library", home.library)
    assert (1, "") == (done.returncode, done.stdout)
    assert_full(done.stderr)
    with home.open() as library:
        assert library.counts().found in (0, PHOTOS)
        list(library.refresh())
        assert Counts(indexed=PHOTOS) == library.counts()


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare")
def test_that_a_full_disk_is_one_line(home: Home, tmp_path: Path) -> None:
    home.draw_many(PHOTOS)
    # A small disk of its own in the place of the library.
    script = (
        'cp -r "$1" "$2" && mount -t tmpfs -o size=400k none "$1"'
        ' && cp -r "$2"/. "$1" && shift 2 && exec "$@"'
    )
    before = ["unshare", "-m", "sh", "-c", script, "sh", str(home.library)]
    if run("-c", "", before=[*before, str(tmp_path / "trial")]).returncode:
        pytest.skip("this user may not mount")
    kept = str(tmp_path / "kept")
    done = run("-m", "photosearch", *arguments(home), before=[*before, kept])
    assert (1, "") == (done.returncode, done.stdout)
    assert_full(done.stderr)


def assert_full(err: str) -> None:
    (line,) = err.splitlines()
    assert line.startswith("photosearch: cannot write to ")
