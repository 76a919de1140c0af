"""A retraining is started, held, stopped and gone on with, whatever a trainer does."""

import time
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

import pytest

from photosearch.core.errors import RetrainError
from photosearch.core.retraining import Run, State, open_run, runs
from photosearch.spec.locking import RUN_LOCK
from photosearch.spec.retraining import Event, Failed, Finished, Stage, Stepped
from tests.core.retraining.trainers import FAKE_TRAINER
from tests.programs import ROOT, start

NewRun = Callable[[str], Run]

HOLDS_LOCK = """
import sys, time
from pathlib import Path
from photosearch.spec.locking import lock, open_lock
assert lock(open_lock(Path(sys.argv[1])))
print("locked", flush=True)
sys.stdin.read()
"""


def until(events: Generator[Event, None, None], done: int) -> Stepped:
    """Follow a run until so many steps are done."""
    for event in events:
        if isinstance(event, Stepped) and event.done == done and event.total:
            return event
    raise AssertionError("the run is over")


def heard(run: Run) -> list[str]:
    """Return the words that the trainers of a run heard."""
    lines = (run.folder / "log.txt").read_text().splitlines()
    return [line.removeprefix("heard ") for line in lines if line.startswith("heard ")]


def test_that_a_run_ends_with_its_report_and_model(new_run: NewRun) -> None:
    run = new_run("finish")
    assert State.NEW == run.state()
    told = list(run.events())
    step = Stepped(Stage.LEARNING, 100, 100, 0, None, {"loss": 1 / 101})
    expected = Finished(run.folder / "report.json", run.folder / "model.onnx")
    assert [step, expected] == told[-2:]
    assert State.FINISHED == run.state()


def test_that_a_run_whose_files_are_gone_says_so(new_run: NewRun) -> None:
    run = new_run("finish")
    list(run.events())
    with pytest.raises(RetrainError, match=r"^cannot read report .*report\.json: "):
        run.report()
    with pytest.raises(RetrainError, match=r"^the model .*model\.onnx is gone$"):
        run.model()


def test_that_a_library_may_be_moved(tmp_path: Path, new_run: NewRun) -> None:
    run = new_run("finish")
    list(run.events())
    (run.folder / "model.onnx").touch()
    (tmp_path / "runs").rename(tmp_path / "moved")
    (state,) = runs(tmp_path / "moved")
    assert tmp_path / "moved" / run.folder.name / "model.onnx" == state.run.model()


def test_that_the_last_word_among_many_is_found(new_run: NewRun) -> None:
    run = new_run("finish")
    list(run.events())
    lines = (run.folder / "events.jsonl").read_bytes().splitlines(keepends=True)
    (run.folder / "events.jsonl").write_bytes(lines[0] * 2000 + lines[1])
    assert 2001 == len(run.told())
    assert State.FINISHED == run.state()


def test_that_an_unfinished_run_has_no_report(new_run: NewRun) -> None:
    with pytest.raises(RetrainError, match=r"^this retraining is not finished$"):
        new_run("obey").report()


def test_that_closing_stops_the_trainer_and_the_run_goes_on_later(
    new_run: NewRun,
) -> None:
    run = new_run("obey")
    with closing(run.events()) as events:
        until(events, 0)
        assert State.RUNNING == run.state()
        run.resume()
        until(events, 1)
    assert State.INTERRUPTED == run.state()
    assert ["resume", "stop"] == heard(run)
    with closing(run.events()) as events:
        until(events, 1)
    assert [0, 1, 1] == [event.done for event in run.told()]


def test_that_a_silent_trainer_leaves_room_to_stop(new_run: NewRun) -> None:
    run = new_run("obey")
    with closing(run.events()) as events:
        first = until(events, 0)
        assert first == next(events) == next(events)
    assert [first] == list(run.told())


def test_that_a_pause_outlives_the_program(tmp_path: Path, new_run: NewRun) -> None:
    with closing((run := new_run("obey")).events()) as events:
        until(events, 0)
        run.pause()
        until(events, 1)
        assert State.PAUSED == run.state()
    (state,) = runs(tmp_path / "runs", FAKE_TRAINER)
    assert State.PAUSED == state.state
    with closing(state.run.events()) as events:
        until(events, 2)  # it starts and is paused at once
        state.run.resume()
        until(events, 3)
        assert State.RUNNING == state.run.state()
    assert ["pause", "stop", "pause", "resume", "stop"] == heard(run)


def test_that_what_the_trainer_refuses_is_told_and_can_be_tried_again(
    new_run: NewRun,
) -> None:
    run = new_run("few")
    refusal = Failed("only 3 usable photos: at least 200 are needed")
    for _ in range(2):
        assert refusal == list(run.events())[-1]
        assert State.FAILED == run.state()
    assert (refusal, refusal) == run.told()


def test_that_a_crash_is_told_in_one_line(new_run: NewRun) -> None:
    run = new_run("crash")
    failed = Failed("the trainer ended unexpectedly: MemoryError: nothing left")
    assert failed == list(run.events())[-1]
    assert State.FAILED == run.state()


def test_that_what_is_no_event_is_passed_over(new_run: NewRun) -> None:
    run = new_run("chatter")
    steps = [event for event in run.events() if event.total]  # type: ignore[union-attr]
    assert [] == steps
    assert () == run.told()
    finishing = Run(run.folder, new_run("finish").options, FAKE_TRAINER)
    list(finishing.events())
    assert 2 == len(run.told()), "the half line of before has not swallowed the first"


def test_that_a_trainer_that_is_not_there_is_one_line(
    tmp_path: Path, new_run: NewRun
) -> None:
    run = Run(new_run("obey").folder, new_run("obey").options, [str(tmp_path / "none")])
    with pytest.raises(
        RetrainError, match=r"^the trainer cannot be started \(.*none: "
    ):
        next(run.events())


def test_that_a_run_at_work_elsewhere_is_known(new_run: NewRun) -> None:
    run = new_run("obey")
    with start("-c", HOLDS_LOCK, run.folder / RUN_LOCK) as other:
        assert "locked\n" == other.stdout.readline()
        assert State.RUNNING == run.state()
        other.communicate()
    assert State.NEW == run.state()


def test_that_a_run_whose_lock_cannot_be_opened_is_told_apart(new_run: NewRun) -> None:
    run = new_run("finish")
    list(run.events())
    (run.folder / RUN_LOCK).unlink(missing_ok=True)
    (run.folder / RUN_LOCK).mkdir()
    assert State.FINISHED == run.state()


def test_that_a_discarded_run_is_gone(tmp_path: Path, new_run: NewRun) -> None:
    kept, run = new_run("obey"), new_run("finish")
    list(run.events())
    run.discard()
    assert not run.folder.exists()
    assert [kept.folder] == [each.run.folder for each in runs(tmp_path / "runs")]


def test_that_discarding_waits_for_a_trainer_that_finishes(new_run: NewRun) -> None:
    run = new_run("obey")
    with start("-c", HOLDS_LOCK, run.folder / RUN_LOCK) as other:
        assert "locked\n" == other.stdout.readline()
        with pytest.raises(RetrainError, match=r"^a trainer still works in "):
            run.discard(wait_s=0.2)
        other.stdin.close()
        run.discard(wait_s=60)
    assert not run.folder.exists()


PARENT = """
import sys
from pathlib import Path
from photosearch.core.retraining import runs
(state,) = runs(Path(sys.argv[1]), sys.argv[2:])
for event in state.run.events():
    if event.total:
        print("stepped", flush=True)
"""


def test_that_the_trainer_stops_when_the_program_is_killed(
    tmp_path: Path, new_run: NewRun
) -> None:
    run = new_run("obey")
    with start("-c", PARENT, tmp_path / "runs", *FAKE_TRAINER, cwd=ROOT) as parent:
        assert "stepped\n" == parent.stdout.readline()
        parent.kill()
        parent.communicate()
    end_s = time.monotonic() + 60
    while not (run.folder / "state").exists() and time.monotonic() < end_s:
        time.sleep(0.05)
    assert "0" == (run.folder / "state").read_text()
    assert State.INTERRUPTED == run.state()


def test_that_runs_of_a_day_are_told_apart_the_newest_first(
    tmp_path: Path, new_run: NewRun
) -> None:
    made = [new_run(f"model-{n}") for n in range(11)]
    states = runs(tmp_path / "runs", FAKE_TRAINER)
    assert [run.folder for run in reversed(made)] == [
        each.run.folder for each in states
    ]
    assert [run.options for run in reversed(made)] == [
        each.run.options for each in states
    ]
    assert {(State.NEW, None)} == {(each.state, each.last) for each in states}


def test_that_a_damaged_run_is_passed_over(tmp_path: Path, new_run: NewRun) -> None:
    run = new_run("obey")
    (run.folder / "run.json").write_text('{"folder": 3}')
    assert () == runs(tmp_path / "runs")
    assert () == runs(tmp_path / "nothing here")


def test_that_a_run_that_cannot_be_written_is_one_line(
    tmp_path: Path, new_run: NewRun
) -> None:
    options = new_run("obey").options
    (tmp_path / "file").touch()
    with pytest.raises(RetrainError, match=r"^cannot write to .*file \("):
        open_run(tmp_path / "file", options)
