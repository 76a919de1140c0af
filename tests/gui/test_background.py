import threading
import time

import pytest

from photosearch.core.errors import LibraryError
from photosearch.gui.background import Bridge, Lane


@pytest.fixture
def bridge(qapp):
    bridge = Bridge()
    yield bridge
    bridge.close()


def ignore(_: object) -> None:
    pass


def fail(error):
    pytest.fail(str(error))


def test_that_a_result_arrives_on_the_gui_thread(bridge, qtbot):
    seen = []
    bridge.run(
        Lane.READ,
        threading.get_ident,
        lambda worker: seen.append((worker, threading.get_ident())),
        fail,
    )
    qtbot.waitUntil(lambda: seen != [])
    worker, receiver = seen[0]
    assert receiver == threading.get_ident() != worker


def test_that_records_arrive_in_order_and_the_end_last(bridge, qtbot):
    seen = []
    bridge.follow(
        Lane.WORK,
        lambda: (number for number in range(500)),
        seen.append,
        lambda: seen.append("end"),
        fail,
    )
    with qtbot.waitSignal(bridge.idle):
        pass
    assert [*range(500), "end"] == seen


def test_that_an_expected_failure_is_handed_over(bridge, qtbot):
    def work():
        raise LibraryError("the disk is full")

    seen = []
    bridge.run(Lane.READ, work, ignore, lambda error: seen.append(str(error)))
    qtbot.waitUntil(lambda: seen != [])
    assert ["the disk is full"] == seen


def test_that_a_bug_is_raised_on_the_gui_thread(bridge, qtbot):
    def work():
        return 1 // 0

    with qtbot.captureExceptions() as exceptions:
        bridge.run(Lane.READ, work, ignore, ignore)
        qtbot.waitUntil(lambda: exceptions != [])
    assert exceptions[0][0] is ZeroDivisionError


def test_that_a_cancelled_task_says_nothing_and_closes_its_generator(bridge, qtbot):
    seen, is_closed = [], threading.Event()

    def records():
        try:
            while True:
                time.sleep(0.001)
                yield 1
        finally:
            is_closed.set()

    task = bridge.follow(Lane.WORK, records, seen.append, lambda: None, fail)
    qtbot.waitUntil(lambda: seen != [])
    task.cancel()
    count = len(seen)
    with qtbot.waitSignal(bridge.idle):
        pass
    assert is_closed.is_set()
    assert count == len(seen)


def test_that_a_paused_task_goes_on_where_it_was(bridge, qtbot):
    seen = []

    def records():
        for number in range(50):
            time.sleep(0.001)
            yield number

    task = bridge.follow(Lane.WORK, records, seen.append, lambda: None, fail)
    qtbot.waitUntil(lambda: seen != [])
    task.pause()
    qtbot.wait(60)
    count = len(seen)
    qtbot.wait(60)
    assert count == len(seen) < 50
    with qtbot.waitSignal(bridge.idle):
        task.resume()
    assert list(range(50)) == seen


def test_that_long_tasks_wait_for_each_other(bridge, qtbot):
    running, most = [], []

    def records():
        running.append(1)
        most.append(len(running))
        yield 1
        time.sleep(0.01)
        running.pop()

    for _ in range(4):
        bridge.follow(Lane.WORK, records, ignore, lambda: None, fail)
    with qtbot.waitSignal(bridge.idle):
        pass
    assert [1, 1, 1, 1] == most


@pytest.mark.parametrize("round_number", range(20))
def test_that_closing_while_streams_flood_the_queue_is_safe(qapp, round_number):
    bridge = Bridge()

    def records():
        while True:
            yield round_number

    for lane in (Lane.WORK, Lane.READ, Lane.QUERY, Lane.PICTURES):
        bridge.follow(lane, records, ignore, lambda: None, fail)
    qapp.processEvents()
    bridge.close()
    qapp.processEvents()
    assert not [
        thread for thread in threading.enumerate() if thread.name.startswith("work_")
    ]
