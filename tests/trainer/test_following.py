"""Whoever follows a training hears of it, and holds or stops it."""

import io
import logging
import os
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from photosearch.spec.retraining import (
    Estimated,
    Event,
    Failed,
    Finished,
    Stage,
    Stepped,
    from_line,
)
from trainer.following import Console, Pipe, StoppedByUser, in_words

WAIT_S = 60
STEP = Stepped(Stage.LEARNING, 3, 100, 0, None, {})


@dataclass
class Caller:
    """The program at the other end of a pipe."""

    pipe: Pipe
    heard: io.StringIO
    orders: int

    def say(self, word: str) -> None:
        os.write(self.orders, f"{word}\n".encode())


@pytest.fixture
def caller() -> Generator[Caller, None, None]:
    reading, writing = os.pipe()
    heard = io.StringIO()
    # Libraries that other tests import have threads that never end.
    before = set(threading.enumerate())
    yield Caller(Pipe(heard, reading), heard, writing)
    os.close(writing)
    for thread in set(threading.enumerate()) - before:
        thread.join(WAIT_S)
    os.close(reading)


def stopped(pipe: Pipe) -> threading.Event:
    """Wait on another thread; tell when the pipe lets go by asking to stop."""
    is_stopped = threading.Event()

    def wait() -> None:
        try:
            while True:
                pipe.wait()
        except StoppedByUser:
            is_stopped.set()

    threading.Thread(target=wait).start()
    return is_stopped


def test_that_events_arrive_as_lines(caller: Caller) -> None:
    for event in (STEP, Failed("no space left")):
        caller.pipe.tell(event)
    lines = caller.heard.getvalue().splitlines()
    assert [STEP, Failed("no space left")] == [from_line(line) for line in lines]


def test_that_a_training_goes_on_unless_it_is_told_otherwise(caller: Caller) -> None:
    is_through = threading.Event()

    def train() -> None:
        for _ in range(3):
            caller.pipe.wait()
        is_through.set()

    threading.Thread(target=train, daemon=True).start()
    assert is_through.wait(WAIT_S)
    assert not caller.pipe.is_held


def test_that_a_word_split_in_two_is_one_order(caller: Caller) -> None:
    is_stopped = stopped(caller.pipe)
    os.write(caller.orders, b"resume\nst")
    os.write(caller.orders, b"op\n")
    assert is_stopped.wait(WAIT_S)


def test_that_a_pause_holds_until_resume(caller: Caller) -> None:
    caller.say("pause")
    while not caller.pipe.is_held:
        time.sleep(0.01)
    goes_on = threading.Event()

    def wait() -> None:
        caller.pipe.wait()
        goes_on.set()

    thread = threading.Thread(target=wait)
    thread.start()
    assert not goes_on.wait(0.2)
    caller.say("resume")
    assert goes_on.wait(WAIT_S)
    thread.join()


def test_that_a_paused_training_can_be_stopped(caller: Caller) -> None:
    caller.say("pause")
    is_stopped = stopped(caller.pipe)
    caller.say("stop")
    assert is_stopped.wait(WAIT_S)


def test_that_the_end_of_the_input_stops() -> None:
    reading, writing = os.pipe()
    is_stopped = stopped(Pipe(io.StringIO(), reading))
    os.close(writing)
    assert is_stopped.wait(WAIT_S)
    os.close(reading)


def test_that_an_unknown_word_is_passed_over_with_a_line(
    caller: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    is_stopped = stopped(caller.pipe)
    caller.say("faster")
    caller.say("stop")
    assert is_stopped.wait(WAIT_S)
    expected = "order 'faster' is not known (known: pause, resume, stop)"
    assert [expected] == caplog.messages


def test_that_a_listener_that_left_stops() -> None:
    listening, telling = os.pipe()
    reading, writing = os.pipe()
    # Unbuffered below, so that closing it has nothing left to write.
    with os.fdopen(telling, "wb", buffering=0) as raw:
        pipe = Pipe(io.TextIOWrapper(raw, write_through=True), reading)
        pipe.tell(STEP)
        os.close(listening)
        with pytest.raises(StoppedByUser):
            pipe.tell(STEP)
    os.close(writing)


WORDS = [
    (
        Estimated(2000, 38.4, None, "no graphics card is in use"),
        "2000 photos: about 38 min on the processor; no graphics card is in use",
    ),
    (
        Estimated(300, 5.0, 0.5, "the graphics card"),
        "300 photos: about 5 min on the processor, 30 s on the graphics card; "
        "the graphics card",
    ),
    (
        Stepped(Stage.LEARNING, 3, 100, 2, 90.0, {"loss": 0.25}),
        "learning 3 of 100, 2 unreadable, loss 0.250, 2 min left",
    ),
    (Stepped(Stage.READING, 7, 0, 0, None, {}), "reading 7"),
    (Finished(Path("r.json"), Path("m.onnx")), "wrote r.json and m.onnx"),
    (Failed("no space left"), "no space left"),
]


@pytest.mark.parametrize(("event", "words"), WORDS)
def test_that_every_event_has_words(event: Event, words: str) -> None:
    assert words == in_words(event)


def test_that_the_console_tells_the_edges_of_a_stage_and_little_between(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    console = Console()
    for done in range(101):
        console.tell(Stepped(Stage.READING, done, 100, 0, None, {}))
        console.wait()
    console.tell(Stepped(Stage.LEARNING, 0, 100, 0, None, {}))
    expected = ["reading 0 of 100", "reading 100 of 100", "learning 0 of 100"]
    assert expected == caplog.messages
