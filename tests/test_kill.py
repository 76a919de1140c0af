"""Killing the program at any moment of indexing loses at most one batch."""

import os
import random
import sys
import time
from contextlib import ExitStack

import pytest

from photosearch.core.catalog import open_catalog
from photosearch.core.records import Counts, Filter
from tests.faces import DrawnFace
from tests.homes import Home
from tests.programs import assert_gone, descendants, start

PHOTOS = 300
KILLS = 50
PEOPLED, KILLS_LOOKING = 120, 6
# The longest time between two commits, with room for a slow machine.
BATCH_S = 2.0 + 2.0
LONGEST_S = 1.5

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]

# Waits for a line, so that starting Python does not count among the moments.
INDEXING = """
import sys
from pathlib import Path
from photosearch.core.records import Progress, Stage
from tests.homes import Home
home = Home(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
with home.open() as library:
    library.add_folders([home.photos])
    for event in library.refresh():
        if isinstance(event, Progress) and event.stage is Stage.INDEXING:
            print(event.counts.indexed, flush=True)
"""


LOOKING = """
import sys
from pathlib import Path
from photosearch.core.records import Progress, Stage
from tests.homes import Home
home = Home(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
with home.open() as library:
    for event in library.look_for_faces():
        if isinstance(event, Progress) and event.stage is Stage.FINDING_FACES:
            print(library.face_counts().photos_looked_at, flush=True)
"""


def lost_thumbnails(home: Home, since: float) -> list[float]:
    """Return when those photos were described that are not in the catalog."""
    with open_catalog(home.library) as catalog:
        photos = catalog.photos(catalog.photo_ids(Filter()).tolist())
    committed = {photo.content_hash.hex() for photo in photos}
    return [
        file.stat().st_mtime
        for file in (home.cache / "thumbnails").rglob("*.jpg")
        if file.stem not in committed and file.stat().st_mtime >= since
    ]


def test_that_killing_indexing_50_times_loses_no_committed_photo(home: Home) -> None:
    for n, path in enumerate(home.draw_many(PHOTOS)):
        os.utime(path, (n, n))
    moments = random.Random(7)
    before = 0
    with ExitStack() as children:
        following = children.enter_context(start("-c", INDEXING, home.top))
        for _ in range(KILLS):
            child = following
            assert "ready\n" == child.stdout.readline()
            # The next one starts while this one works.
            following = children.enter_context(start("-c", INDEXING, home.top))
            began = time.time()
            child.stdin.write("go\n")
            child.stdin.flush()
            time.sleep(moments.uniform(0, LONGEST_S))
            workers = descendants(child.pid)
            child.kill()
            told, _ = child.communicate()
            with home.open() as library:
                counts = library.counts()
            committed = [int(line) for line in told.split()]
            assert counts.found in (0, PHOTOS)
            assert 0 == counts.skipped + counts.failed
            assert max([before, *committed]) <= counts.indexed
            lost = lost_thumbnails(home, began)
            assert max(lost, default=0) - min(lost, default=0) <= BATCH_S
            before = counts.indexed
            assert_gone(workers)
        following.communicate("go\n")
        assert 0 == following.returncode
    with home.open() as library:
        assert Counts(indexed=PHOTOS) == library.counts()
        assert PHOTOS == library.status(0).photos
        (tiny,) = (each for each in library.models() if each.is_in_use)
        assert PHOTOS == tiny.photos


def test_that_killing_a_search_for_faces_loses_no_committed_face(
    faces_home: Home,
) -> None:
    for n in range(PEOPLED):
        faces_home.draw_faces(f"{n}.jpg", [DrawnFace(n, 30, 40, 80)], seed=n)
    with faces_home.open() as library:
        library.switch_faces_off()
        library.add_folders([faces_home.photos])
        list(library.refresh())
        library.switch_faces_on("tiny-detector", "tiny-face")
    moments, before = random.Random(7), 0
    for _ in range(KILLS_LOOKING):
        with start("-c", LOOKING, faces_home.top) as child:
            assert "ready\n" == child.stdout.readline()
            child.stdin.write("go\n")
            child.stdin.flush()
            time.sleep(moments.uniform(0, LONGEST_S))
            workers = descendants(child.pid)
            child.kill()
            told, _ = child.communicate()
        assert_gone(workers)
        with faces_home.open() as library:
            counts = library.face_counts()
        # A photo and its face come together, or not at all.
        assert counts.faces == counts.photos_looked_at
        assert PEOPLED == counts.photos_looked_at + counts.photos_waiting
        committed = [int(line) for line in told.split()]
        assert max([before, *committed]) <= counts.photos_looked_at
        before = counts.photos_looked_at
    with faces_home.open() as library:
        list(library.look_for_faces())
        assert PEOPLED == library.face_counts().faces
        photos = library.list_photos().ids.tolist()
        assert {1} == {len(library.faces_in(photo)) for photo in photos}


def test_that_the_command_killed_with_its_workers_at_work_can_be_repeated(
    home: Home,
) -> None:
    home.draw_many(PHOTOS)
    arguments = ["index", home.photos, "--library", home.library]
    for _ in range(2):
        with start("-m", "photosearch", *arguments) as child:
            workers: set[int] = set()
            # On a fast machine the second round may find nothing left to do.
            while len(workers) < 2 and child.poll() is None:
                time.sleep(0.01)
                workers = descendants(child.pid)
            time.sleep(0.2)
            child.kill()
            child.communicate()
        assert_gone(workers)
    with start("-m", "photosearch", *arguments) as child:
        out, err = child.communicate()
    assert "" == err
    assert f"{PHOTOS} found, {PHOTOS} indexed, 0 skipped, 0 failed" in out
