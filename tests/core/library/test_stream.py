"""The stream of indexing: its counts, its order, and stopping it at any time."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from photosearch.core.errors import LibraryError, LibraryLockedError
from photosearch.core.records import Changes, Counts, Progress, Skipped, Stage
from tests.homes import Home, index, paths_like

MANY = 120


def progress(events: list[Any], stage: Stage) -> list[Progress]:
    return [
        event
        for event in events
        if isinstance(event, Progress) and event.stage is stage
    ]


def advance(stream: Any, is_wanted: Callable[[Any], bool]) -> Any:
    return next(event for event in stream if is_wanted(event))


def is_indexing(event: Any) -> bool:
    return isinstance(event, Progress) and event.stage is Stage.INDEXING


def test_that_the_counts_add_up_at_every_step(home: Home) -> None:
    home.draw_many(MANY)
    for n in range(0, MANY, 10):
        (home.photos / f"photo {n:03}.jpg").write_bytes(b"broken %d" % n)
    (home.photos / "empty.jpg").touch()
    os.mkfifo(home.photos / "pipe.jpg")
    with home.open() as library:
        events = index(library, home.photos)
        steps = progress(events, Stage.INDEXING)
        assert {MANY + 2} == {step.counts.found for step in steps}
        left_out = [event for event in events if isinstance(event, Skipped)]
        assert 13 + 1 == len(left_out) == len({event.file for event in left_out})
        assert Counts(indexed=MANY - 12, failed=13, skipped=1) == steps[-1].counts
        assert library.counts() == steps[-1].counts
        assert (MANY, MANY) == (steps[-1].done, steps[-1].total)
        done = [step.done for step in steps]
        assert sorted(done) == done
        for step in steps:
            assert step.counts.pending == MANY - step.done


def test_that_what_progress_tells_is_in_the_catalog(home: Home) -> None:
    home.draw_many(MANY)
    with home.open() as library, home.open() as other:
        library.add_folders([home.photos])
        for event in library.refresh():
            if is_indexing(event):
                assert event.counts == other.counts()


def test_that_the_newest_photos_come_first(home: Home) -> None:
    paths = home.draw_many(MANY)
    for n, path in enumerate(paths):
        os.utime(path, (n, n))
    with home.open() as library:
        library.add_folders([home.photos])
        stream = library.refresh()
        advance(stream, is_indexing)
        stream.close()
        indexed = library.counts().indexed
        assert 0 < indexed
        found = set(paths_like(library, paths[-1]))
        assert set(paths[-indexed:]) == found


def test_that_a_photo_whose_file_became_empty_is_told_to_be_gone(home: Home) -> None:
    first, second = home.draw_many(2)
    with home.open() as library:
        index(library, home.photos)
        (gone,) = (
            photo.id
            for photo in library.photos(library.list_photos().ids.tolist())
            if photo.paths == (first,)
        )
        first.write_bytes(b"")
        told = [each for each in index(library) if isinstance(each, Changes)]
        assert [(gone,)] == [each.removed for each in told]
        assert [second] == [
            path
            for photo in library.photos(library.list_photos().ids.tolist())
            for path in photo.paths
        ]


def test_that_a_pause_does_not_count_as_slowness(home: Home) -> None:
    home.draw_many(MANY)
    with home.open() as library:
        library.add_folders([home.photos])
        stream = library.refresh()
        began = time.monotonic()
        first = advance(stream, is_indexing)
        time.sleep(3)
        steps = [first, *progress(list(stream), Stage.INDEXING)]
        took = time.monotonic() - began
    assert Counts(indexed=MANY) == steps[-1].counts
    assert steps[-1].rate_per_s > MANY / took


def test_that_closing_the_stream_ends_the_workers_and_loses_nothing(
    home: Home,
) -> None:
    home.draw_many(MANY)
    with home.open() as library:
        library.add_folders([home.photos])
        stream = library.refresh()
        first = advance(stream, is_indexing)
        stream.close()
        assert [] == multiprocessing.active_children()
        assert first.counts == library.counts()
        index(library)
        assert Counts(indexed=MANY) == library.counts()
    assert [] == multiprocessing.active_children()


def test_that_workers_that_are_killed_cost_their_photo_at_most(home: Home) -> None:
    home.draw_many(MANY)
    killed: list[int] = []
    is_over = threading.Event()

    def kill_workers() -> None:
        while len(killed) < 2 and not is_over.wait(0.01):
            for worker in multiprocessing.active_children():
                if worker.pid not in killed and worker.is_alive():
                    time.sleep(0.1)  # until it is at work
                    with suppress(ProcessLookupError):
                        os.kill(worker.pid, signal.SIGKILL)
                        killed.append(worker.pid)

    killer = threading.Thread(target=kill_workers)
    with home.open() as library:
        killer.start()
        index(library, home.photos)
        is_over.set()
        killer.join()
        counts = library.counts()
        reasons = {each.reason for each in library.status(10).left_out}
    assert killed
    assert MANY == counts.indexed + counts.failed
    assert counts.failed <= len(killed)
    assert reasons <= {"the decoder crashed"}


def test_that_only_one_program_indexes_while_others_search(home: Home) -> None:
    paths = home.draw_many(MANY)
    with home.open() as library:
        library.add_folders([home.photos])
        stream = library.refresh()
        advance(stream, is_indexing)
        with home.open() as other:
            with pytest.raises(LibraryLockedError, match="is writing to the library"):
                next(other.refresh())
            with pytest.raises(LibraryLockedError, match="is writing to the library"):
                other.add_folders([home.top])
            before = len(paths_like(other, paths[0]))
            assert 0 < before
            list(stream)
            assert before <= len(paths_like(other, paths[0])) == MANY


def test_that_a_photo_that_vanishes_while_indexing_costs_only_itself(
    home: Home,
) -> None:
    home.draw_many(5)
    with home.open() as library:
        library.add_folders([home.photos])
        stream = library.refresh()
        advance(stream, lambda event: isinstance(event, Progress) and event.total > 0)
        (home.photos / "photo 003.jpg").unlink()
        (skipped,) = (event for event in stream if isinstance(event, Skipped))
        assert "the file is gone" == skipped.reason
        assert Counts(indexed=4, failed=1) == library.counts()
        index(library)
        assert Counts(indexed=4) == library.counts()


def test_that_closing_ends_a_stream_that_another_thread_iterates(home: Home) -> None:
    home.draw_many(40)
    seen: list[object] = []
    with home.open() as library:
        library.add_folders([home.photos])

        def iterate() -> None:
            try:
                for event in library.refresh():
                    seen.append(event)
                    has_begun.set()
            except LibraryError as error:
                seen.append(str(error))

        has_begun = threading.Event()
        thread = threading.Thread(target=iterate)
        thread.start()
        assert has_begun.wait(30)
        began = time.monotonic()
        library.close()
        thread.join()
        assert time.monotonic() - began < 1.5
    assert "the library was closed meanwhile" == seen[-1]
    with home.open() as library:
        list(library.refresh())
        assert 40 == library.counts().indexed == library.counts().found
