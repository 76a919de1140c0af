import itertools
import time

import pytest

from photosearch.core.quiet import (
    Computer,
    Load,
    considerately,
    load_of_computer,
)
from photosearch.core.records import Hindrance, Progress, Waiting
from photosearch.core.settings import Settings


class Script:
    """Gives prepared answers, then none."""

    def __init__(self, *answers):
        self._answers = iter(answers)

    def hindrance(self):
        return next(self._answers, None)


def test_that_work_is_held_while_something_hinders_it():
    slept = []
    events = considerately(
        (number for number in range(3)),
        Script(None, Hindrance.BUSY, Hindrance.BATTERY, None),
        slept.append,
    )
    busy, battery = Waiting(Hindrance.BUSY), Waiting(Hindrance.BATTERY)
    assert [0, 1, busy, battery, 2] == list(events)
    assert [1, 1] == slept


def test_that_closing_while_it_waits_closes_the_work():
    closed = []

    def work():
        try:
            yield 1
        finally:
            closed.append(True)

    always = Script(*itertools.repeat(Hindrance.BATTERY, 9))
    events = considerately(work(), always, lambda _: None)
    assert [1, Waiting(Hindrance.BATTERY)] == list(itertools.islice(events, 2))
    events.close()
    assert [True] == closed


def computer(*loads):
    return Computer(iter(loads).__next__, processors=2)


IDLE = Load(at_s=0.0, busy_s=100.0, own_s=50.0, is_on_battery=False)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (Load(10.0, 104.0, 50.0, False), None),
        (Load(10.0, 106.0, 50.0, False), Hindrance.BUSY),
        (Load(10.0, 118.0, 66.0, False), None),
        (Load(10.0, 118.0, 10.0, False), Hindrance.BUSY),
        (Load(10.0, 100.0, 50.0, True), Hindrance.BATTERY),
        (Load(1.0, 102.0, 50.0, True), None),
    ],
    ids=["quiet", "others", "own", "worker ended", "battery", "too soon"],
)
def test_that_others_and_the_battery_hinder(now, expected):
    assert expected == computer(IDLE, now).hindrance()


def test_that_a_hindrance_ends_with_its_cause():
    busy, quiet = Load(5.0, 110.0, 50.0, False), Load(10.0, 110.5, 50.0, False)
    watched = computer(IDLE, busy, quiet)
    assert [Hindrance.BUSY, None] == [watched.hindrance(), watched.hindrance()]


def test_that_the_load_of_this_computer_grows_by_its_own_work():
    before = load_of_computer()
    until = time.process_time() + 0.2
    while time.process_time() < until:
        pass
    now = load_of_computer()
    # Both readings are rounded to the ticks of the system's clock.
    assert now.own_s - before.own_s >= 0.1
    assert now.busy_s - before.busy_s >= 0.05
    assert now.at_s > before.at_s


def test_that_a_library_that_is_to_disturb_nobody_says_how_far_it_is(home):
    home.draw_many(3)
    with home.open(Settings(decode_workers=1, work_when_idle=True)) as library:
        library.add_folders([home.photos])
        events = library.refresh()
        assert isinstance(next(events), Progress | Waiting)
        events.close()
        # Nothing is left locked behind it.
        assert isinstance(next(library.refresh()), Progress | Waiting)
