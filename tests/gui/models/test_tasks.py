import threading

import pytest

from photosearch.core.errors import LibraryLockedError
from photosearch.core.records import (
    Counts,
    Hindrance,
    Progress,
    Skipped,
    Stage,
    Waiting,
)
from photosearch.gui.background import Bridge
from photosearch.gui.models.tasks import TasksModel, TaskState


@pytest.fixture
def model(qapp, qtmodeltester):
    bridge = Bridge()
    model = TasksModel(bridge)
    yield model
    qtmodeltester.check(model)
    bridge.close()


class Work:
    """A generator of numbers that takes each step when the test lets it.

    What it did in a step, the catalog of a real one would have by then.
    """

    def __init__(self) -> None:
        self.did = []
        self.is_closed = threading.Event()
        self._steps = threading.Semaphore(0)

    def let(self, steps: int) -> None:
        for _ in range(steps):
            self._steps.release()

    def records(self):
        try:
            while True:
                assert self._steps.acquire(timeout=30)
                self.did.append(len(self.did))
                yield self.did[-1]
        finally:
            self.is_closed.set()


@pytest.fixture
def work():
    work = Work()
    yield work
    work.let(1000)


def start(model, records, told=None, ends=None):
    return model.start(
        "Working",
        records,
        (lambda record: None) if told is None else told.append,
        (lambda: None) if ends is None else (lambda: ends.append("over")),
    )


def states(model):
    return [task.state for task in model.tasks()]


def test_that_a_task_waits_runs_and_is_done(model, work, qtbot):
    told, ends = [], []

    def two():
        yield from (each for each, _ in zip(work.records(), range(2), strict=False))

    task = start(model, two, told, ends)
    assert TaskState.WAITING is task.state
    work.let(1)
    qtbot.waitUntil(lambda: task.state is TaskState.RUNNING)
    work.let(2)
    qtbot.waitUntil(lambda: ends == ["over"])
    assert (TaskState.DONE, [0, 1]) == (task.state, told)


def test_that_progress_is_kept_and_not_told(model, qtbot):
    told, ends = [], []
    last = Progress(Stage.INDEXING, 2, 2, Counts())

    def records():
        yield Progress(Stage.INDEXING, 1, 2, Counts())
        yield last

    task = start(model, records, told, ends)
    qtbot.waitUntil(lambda: ends == ["over"])
    assert (last, []) == (task.progress, told)


def test_that_a_hindrance_is_shown_until_it_goes_on(model, work, qtbot):
    def records():
        yield Waiting(Hindrance.BATTERY)
        yield from work.records()

    task = start(model, records)
    qtbot.waitUntil(lambda: task.hindrance is Hindrance.BATTERY)
    work.let(1)
    qtbot.waitUntil(lambda: task.hindrance is None)
    model.cancel(task)


def test_that_a_failure_ends_a_task_with_its_reason(model, qtbot):
    ends = []
    error = LibraryLockedError("another program is writing to the library")

    def records():
        yield 1
        raise error

    task = start(model, records, ends=ends)
    qtbot.waitUntil(lambda: ends == ["over"])
    assert (TaskState.FAILED, error) == (task.state, task.error)


def test_that_a_cancelled_task_tells_what_it_had_done_and_then_ends(model, work, qtbot):
    told, ends = [], []
    task = start(model, work.records, told, ends)
    work.let(1)
    qtbot.waitUntil(lambda: told == [0])
    model.cancel(task)
    assert (TaskState.CANCELLED, []) == (task.state, ends)
    work.let(1000)
    qtbot.waitUntil(lambda: ends == ["over"])
    assert work.is_closed.is_set()
    assert work.did == told
    assert TaskState.CANCELLED is task.state


def test_that_a_paused_task_is_cancelled(model, work, qtbot):
    told, ends = [], []
    task = start(model, work.records, told, ends)
    work.let(1)
    qtbot.waitUntil(lambda: told == [0])
    model.pause(task)
    work.let(2)
    qtbot.waitUntil(lambda: told == [0, 1])
    model.cancel(task)
    qtbot.waitUntil(lambda: ends == ["over"])
    assert [0, 1] == work.did == told


def test_that_a_task_cancelled_before_its_turn_never_begins(model, work, qtbot):
    ends, begun = [], []
    first = start(model, work.records)
    work.let(1)
    qtbot.waitUntil(lambda: first.state is TaskState.RUNNING)
    second = start(model, lambda: begun.append("begun") or iter(()), ends=ends)
    model.cancel(second)
    assert (TaskState.CANCELLED, ["over"]) == (second.state, ends)
    model.cancel(first)
    work.let(1)
    qtbot.waitUntil(lambda: model._bridge.is_idle)
    assert (["over"], []) == (ends, begun)


def test_that_the_end_is_told_once_however_often_a_task_is_cancelled(
    model, work, qtbot
):
    ends = []
    task = start(model, work.records, ends=ends)
    work.let(1)
    qtbot.waitUntil(lambda: task.state is TaskState.RUNNING)
    model.cancel(task)
    model.cancel(task)
    work.let(1)
    qtbot.waitUntil(lambda: model._bridge.is_idle)
    assert ["over"] == ends
    model.cancel(task)
    assert ["over"] == ends


def test_that_a_task_that_fails_while_it_is_cancelled_stays_cancelled(
    model, work, qtbot
):
    ends = []

    def records():
        try:
            yield from work.records()
        finally:
            raise LibraryLockedError("another program is writing to the library")

    task = start(model, records, ends=ends)
    work.let(1)
    qtbot.waitUntil(lambda: task.state is TaskState.RUNNING)
    model.cancel(task)
    work.let(1)
    qtbot.waitUntil(lambda: ends == ["over"])
    assert (TaskState.CANCELLED, None) == (task.state, task.error)


def test_that_a_cancelled_task_that_was_cleared_still_tells(model, work, qtbot):
    told, ends = [], []
    task = start(model, work.records, told, ends)
    work.let(1)
    qtbot.waitUntil(lambda: told == [0])
    model.cancel(task)
    model.clear_ended()
    work.let(1)
    qtbot.waitUntil(lambda: ends == ["over"])
    assert ([0, 1], []) == (told, model.tasks())


def test_that_a_running_task_is_held_and_goes_on(model, work, qtbot):
    told = []
    task = start(model, work.records, told)
    work.let(1)
    qtbot.waitUntil(lambda: told == [0])
    model.pause(task)
    assert TaskState.PAUSED is task.state
    model.resume(task)
    assert TaskState.RUNNING is task.state
    work.let(1)
    qtbot.waitUntil(lambda: told == [0, 1])
    model.cancel(task)


def test_that_a_waiting_task_that_was_held_waits_again(model, work, qtbot):
    first, second = start(model, work.records), start(model, work.records)
    model.pause(second)
    model.resume(second)
    assert TaskState.WAITING is second.state
    for task in (second, first):
        model.cancel(task)


def test_that_a_task_whose_turn_came_while_it_was_held_runs_afterwards(
    model, work, qtbot
):
    told = []
    task = start(model, work.records, told)
    model.pause(task)
    work.let(1)
    qtbot.waitUntil(lambda: told == [0])
    assert TaskState.PAUSED is task.state
    model.resume(task)
    assert TaskState.RUNNING is task.state
    model.cancel(task)


def test_that_what_is_over_is_neither_held_nor_cancelled(model, qtbot):
    ends = []
    task = start(model, lambda: iter_of(1), ends=ends)
    qtbot.waitUntil(lambda: ends == ["over"])
    for change in (model.pause, model.resume, model.cancel):
        change(task)
    assert (TaskState.DONE, ["over"]) == (task.state, ends)


def test_that_the_newest_task_is_the_first_row(model, work):
    tasks = [model.start(title, work.records, print, int) for title in ("One", "Two")]
    assert ["Two", "One"] == [model.index(row).data() for row in range(2)]
    assert tasks[1] is model.index(0).data(TasksModel.TASK_ROLE)
    assert tasks[::-1] == model.active()
    for task in tasks:
        model.cancel(task)
    assert [] == model.active()


def test_that_only_so_many_tasks_are_kept(model, qtbot):
    for _ in range(TasksModel._KEPT + 3):
        start(model, lambda: iter_of(1))
    qtbot.waitUntil(lambda: not model.active())
    assert TasksModel._KEPT == model.rowCount()


def test_that_clearing_leaves_what_goes_on(model, work, qtbot):
    going = start(model, work.records)
    over = start(model, lambda: iter_of(1))
    model.cancel(over)
    model.clear_ended()
    assert [going] == model.tasks()
    model.cancel(going)


def test_that_each_record_changes_the_row(model, qtbot):
    with qtbot.waitSignal(model.dataChanged) as changed:
        start(model, lambda: iter_of(Skipped(None, "too large")))
    assert 0 == changed.args[0].row()


def iter_of(*records):
    yield from records
