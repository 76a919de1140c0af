"""The trainer learns from drawn photos, is held, stopped and killed, and goes on."""

import ast
import importlib.util
import os
import re
import time
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

import pytest

from photosearch.core.errors import RetrainError
from photosearch.core.models import DEFAULT_MODEL, bundled_models
from photosearch.core.retraining import (
    Effort,
    RetrainOptions,
    Run,
    State,
    estimate,
    open_run,
)
from photosearch.spec.retraining import Event, Failed, Finished, Stage, Stepped
from tests.core.retraining.trainers import SMALL_TRAINER
from tests.homes import Home
from tests.programs import ROOT, environment, start
from tests.test_privacy import HOOK, WRITING

PHOTOS = 48
WAIT_S = 300

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        importlib.util.find_spec("torch") is None, reason="needs photosearch[train]"
    ),
]

PARENT = """
import sys
from pathlib import Path
from photosearch.core.retraining import runs
(state,) = runs(Path(sys.argv[1]), sys.argv[2:])
for event in state.run.events():
    if event.total and event.stage == "learning":
        print("learns", flush=True)
"""


@pytest.fixture
def run(home: Home) -> Run:
    """Give a run on drawn photos, one of them broken."""
    home.draw_many(PHOTOS)
    (home.photos / "broken.jpg").write_bytes(b"no picture")
    models = bundled_models()
    assert models is not None
    model = models / f"{DEFAULT_MODEL}.onnx"
    options = RetrainOptions(home.photos, 64, Effort.QUICK, model, "mine-1")
    return open_run(home.top / "runs", options, SMALL_TRAINER)


def audit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have every program that is started from here note what it opens."""
    log = folder / "audit.log"
    (folder / "hooks").mkdir()
    (folder / "hooks" / "sitecustomize.py").write_text(HOOK.format(log=str(log)))
    path = os.pathsep.join([str(folder / "hooks"), environment()["PYTHONPATH"]])
    monkeypatch.setenv("PYTHONPATH", path)
    return log


def contents(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Return the bytes of all files in a folder, and when each was changed."""
    return {
        path: (path.read_bytes() if path.is_file() else b"", path.stat().st_mtime_ns)
        for path in [folder, *folder.rglob("*")]
    }


def until(events: Generator[Event, None, None], stage: Stage) -> None:
    """Follow a run until a stage is under way."""
    for event in events:
        if isinstance(event, Stepped) and event.stage is stage and event.total:
            return
    raise AssertionError(f"the run ended with {event}")


def wait_for(is_so: Callable[[], bool]) -> None:
    end_s = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < end_s
        time.sleep(0.1)


def test_that_a_model_is_learned_from_the_folder_and_nothing_else(
    home: Home, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = audit(tmp_path, monkeypatch)
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("photo 001.jpg", "photo 002.jpg"):
        (outside / name).write_bytes((home.photos / name).read_bytes())
    (home.photos / "linked").symlink_to(outside)
    (home.photos / "linked.jpg").symlink_to(outside / "photo 001.jpg")
    before = contents(home.photos)

    assert 0 < estimate(run.options, SMALL_TRAINER).cpu_minutes < 60
    told = list(run.events())
    assert isinstance(told[-1], Finished), told[-1]
    assert set(Stage) == {event.stage for event in told if isinstance(event, Stepped)}

    assert before == contents(home.photos)
    events = [ast.literal_eval(line) for line in log.read_text().splitlines()]
    opened = [facts for _, event, facts in events if event == "open"]
    assert [] == [each for each in opened if str(each[0]).startswith(str(outside))]
    inside = [each for each in opened if str(each[0]).startswith(str(home.photos))]
    assert len(inside) >= PHOTOS
    assert [] == [flags for _, _, flags in inside if flags & WRITING]
    assert [] == [each for each in events if each[1] == "socket.connect"]

    report = run.report()
    assert PHOTOS == report.photos
    assert ["broken.jpg"] == [name for name, _ in report.failed]
    found = (report.name, report.started_from, report.bits)
    assert ("mine-1", DEFAULT_MODEL, 64) == found
    assert "views_first" in {each.measure for each in report.measures}
    with home.open() as library:
        assert "mine-1" == library.add_model(run.model()).name


def test_that_a_run_that_was_paused_stopped_and_killed_ends_as_any_other(
    home: Home, run: Run
) -> None:
    with closing(run.events()) as events:
        until(events, Stage.READING)
        run.pause()
        wait_for(lambda: stands_still(run, events))
    wait_for(lambda: run.state() is State.PAUSED)

    run.resume()
    with start("-c", PARENT, home.top / "runs", *SMALL_TRAINER, cwd=ROOT) as parent:
        assert "learns\n" == parent.stdout.readline()
        parent.kill()
        parent.communicate()
    wait_for(lambda: run.state() is not State.RUNNING)
    assert State.INTERRUPTED == run.state()

    with closing(run.events()) as events:
        until(events, Stage.LEARNING)
        assert run.trainer is not None
        run.trainer.kill()
        killed = "it was killed, perhaps because the memory ran out"
        expected = Failed(f"the trainer ended unexpectedly: {killed}")
        assert expected == list(events)[-1]
    assert State.FAILED == run.state()

    assert isinstance(list(run.events())[-1], Finished)
    assert PHOTOS == run.report().photos


def stands_still(run: Run, events: Generator[Event, None, None]) -> bool:
    """Tell whether nothing new is said for two seconds."""
    before = len(run.told())
    for _ in range(4):
        next(events)
    return before == len(run.told())


def test_that_too_few_photos_are_one_line(home: Home, run: Run) -> None:
    for file in home.photos.glob("photo 0[1-4]*"):
        file.unlink()
    failed = list(run.events())[-1]
    folder = re.escape(str(home.photos))
    need = rf" in {folder}, at least 20 are needed: choose another folder$"
    assert isinstance(failed, Failed)
    assert re.match(f"^10 usable photos{need}", failed.reason)
    # An estimate does not look into every file.
    with pytest.raises(RetrainError, match=f"^11 pictures{need}"):
        estimate(run.options, SMALL_TRAINER)


def test_that_a_run_inside_the_photos_is_refused_and_writes_nothing(
    home: Home, run: Run, tmp_path: Path
) -> None:
    inside = open_run(tmp_path / "runs", run.options, SMALL_TRAINER)
    inside.folder.rename(home.photos / "run")
    before = {*home.photos.rglob("*")}
    failed = list(Run(home.photos / "run", run.options, SMALL_TRAINER).events())[-1]
    assert isinstance(failed, Failed)
    assert failed.reason.startswith("the run would be written into the photos (")
    after = {file.name for file in {*home.photos.rglob("*")} - before}
    assert {"events.jsonl", "log.txt"} == after
