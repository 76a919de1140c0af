from dataclasses import replace

import pytest

from photosearch.core.retraining import Effort, RetrainOptions, State, open_run
from photosearch.gui.models.retraining import Retraining
from photosearch.gui.models.retrainings import RetrainingsModel
from photosearch.gui.models.tasks import TaskState

PATIENCE_MS = 60_000


@pytest.fixture
def options(home, tmp_path):
    home.draw_many(12)
    return RetrainOptions(
        home.photos, 128, Effort.QUICK, tmp_path / "start.onnx", "my-photos-1"
    )


@pytest.fixture
def place(home):
    return home.library / "retraining"


@pytest.fixture
def retraining(session, place, trainer):
    return Retraining(session, place, trainer)


@pytest.fixture
def slow(session, place, slow_trainer):
    return Retraining(session, place, slow_trainer)


def start(retraining, options, qtbot):
    """Start one and wait until it has learned a little."""
    retraining.start(options)
    qtbot.waitUntil(lambda: learned(retraining) > 1, timeout=PATIENCE_MS)
    return retraining.run


def learned(retraining):
    return len(retraining.curves.points("loss"))


def stand(retraining):
    return [each.state for each in retraining.states()]


def test_that_an_estimate_is_given(retraining, options, qtbot):
    with qtbot.waitSignal(retraining.estimated, timeout=PATIENCE_MS) as answer:
        assert retraining.estimate(options)
    (estimated,) = answer.args
    assert (12, 5.0) == (estimated.photos, estimated.cpu_minutes)


def test_that_only_the_last_of_several_estimates_is_asked_for(
    retraining, options, qtbot
):
    answers = []
    retraining.estimated.connect(answers.append)
    for effort in (Effort.THOROUGH, Effort.NORMAL, Effort.QUICK):
        retraining.estimate(replace(options, effort=effort))
    qtbot.waitUntil(lambda: answers != [], timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: retraining._session.bridge.is_idle)
    assert [5.0] == [each.cpu_minutes for each in answers]


def test_that_the_same_is_not_estimated_twice(retraining, options, qtbot):
    with qtbot.waitSignal(retraining.estimated, timeout=PATIENCE_MS):
        retraining.estimate(options)
    assert not retraining.estimate(options)


def test_that_a_folder_with_too_few_photos_is_refused_with_the_reason(
    retraining, options, home, qtbot
):
    few = replace(options, folder=home.top / "empty")
    with qtbot.waitSignal(retraining.not_estimated, timeout=PATIENCE_MS) as refusal:
        retraining.estimate(few)
    assert "at least 200" in str(refusal.args[0])


def test_that_a_retraining_runs_to_its_end(retraining, options, qtbot):
    with qtbot.waitSignal(retraining.ended, timeout=PATIENCE_MS) as ended:
        retraining.start(options)
    (run,) = ended.args
    assert State.FINISHED is run.state()
    assert "my-photos-1" == run.report().name
    assert 31 == learned(retraining)
    assert retraining.run is None


def test_that_a_second_one_does_not_start_beside_the_first(slow, options, qtbot):
    run = start(slow, options, qtbot)
    slow.start(options)
    assert run is slow.run
    assert 1 == len(slow.states())


def test_that_a_paused_one_learns_nothing_until_it_goes_on(slow, options, qtbot):
    run = start(slow, options, qtbot)
    with qtbot.waitSignal(slow.runs_changed, timeout=PATIENCE_MS):
        slow.pause()
    assert slow.is_paused
    assert run.is_paused
    known = len(run.told())
    qtbot.wait(1500)
    # It may have been at a step.
    assert len(run.told()) <= known + 1
    slow.resume()
    qtbot.waitUntil(lambda: len(run.told()) > known + 3, timeout=PATIENCE_MS)
    assert not run.is_paused


def test_that_it_stands_as_was_wanted_last(slow, options, qtbot):
    run = start(slow, options, qtbot)
    for _ in range(20):
        slow.pause()
        slow.resume()
    known = len(run.told())
    qtbot.waitUntil(lambda: len(run.told()) > known + 3, timeout=PATIENCE_MS)
    assert not slow.is_paused
    assert not run.is_paused


def test_that_a_closed_window_only_interrupts(session, slow, options, place, qtbot):
    run = start(slow, options, qtbot)
    session.close()
    qtbot.waitUntil(lambda: run.state() is State.INTERRUPTED, timeout=PATIENCE_MS)
    assert 0 < int((run.folder / "state").read_text()) < 30


def test_that_an_interrupted_one_goes_on_where_it_was(
    session, options, place, slow_trainer, trainer, qtbot
):
    run = open_run(place, options, slow_trainer)
    events = run.events()
    while not run.told():
        next(events)
    next(events)
    events.close()
    done = max(event.done for event in run.told())
    again = Retraining(session, place, trainer)
    with qtbot.waitSignal(again.ended, timeout=PATIENCE_MS):
        again.go_on_with_unfinished()
    # The curve holds what was learned before, too.
    steps = [step for step, _ in again.curves.points("loss")]
    assert (0, 31) == (steps[0], len(steps))
    assert done < 30
    assert [State.FINISHED] == stand(again)


def test_that_a_paused_one_does_not_go_on_by_itself(
    session, slow, options, place, qtbot
):
    run = start(slow, options, qtbot)
    with qtbot.waitSignal(slow.runs_changed, timeout=PATIENCE_MS):
        slow.pause()
    session.tasks.cancel(slow.task)
    qtbot.waitUntil(lambda: slow.run is None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: run.state() is State.PAUSED, timeout=PATIENCE_MS)
    slow.go_on_with_unfinished()
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    assert slow.run is None


def test_that_one_thrown_away_leaves_nothing(slow, options, place, qtbot):
    start(slow, options, qtbot)
    slow.throw_away()
    qtbot.waitUntil(lambda: list(place.iterdir()) == [], timeout=PATIENCE_MS)


def test_that_a_failure_is_told_with_its_reason(
    session, retraining, options, home, qtbot
):
    few = replace(options, folder=home.top / "empty")
    with qtbot.waitSignal(session.failed, timeout=PATIENCE_MS) as failed:
        retraining.start(few)
    assert "at least 200" in str(failed.args[0])
    assert TaskState.FAILED is session.tasks.tasks()[0].state
    assert [State.FAILED] == stand(retraining)


def test_that_the_list_holds_a_line_for_a_new_one_and_one_for_each(
    session, retraining, options, place, trainer, qtbot, qtmodeltester
):
    older, newer = (open_run(place, options, trainer) for _ in range(2))
    model = RetrainingsModel(session, retraining)
    with qtbot.waitSignal(model.modelReset):
        model.read()
    assert 3 == model.rowCount()
    shown = [model.index(row).data(model.STATE_ROLE) for row in range(3)]
    assert shown[0] is None
    folders = [each.run.folder for each in shown[1:]]
    assert [newer.folder, older.folder] == folders
    assert 2 == model.row_of(older)
    assert "my-photos-1" in model.index(1).data()
    qtmodeltester.check(model)
