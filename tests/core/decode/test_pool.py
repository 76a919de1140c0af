"""Worker processes: order, look-ahead, and what misbehaving decoders cost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from photosearch.core.decode import (
    DecodeFailure,
    DecodeLimits,
    DecodeTask,
    InputShape,
    open_pool,
)
from photosearch.core.records import Decoded
from photosearch.spec.preprocess import ResizeRule
from tests.core.decode.decoders import decode_by_name, note_start
from tests.pictures import draw_picture, save_jpeg

LIMITS = DecodeLimits(timeout_s=1.0, memory_bytes=256 << 20)
SHAPES = (InputShape(32, ResizeRule.CROP),)


def named(*names: str) -> list[tuple[str, DecodeTask]]:
    return [(name, DecodeTask(Path(name), (), 64)) for name in names]


def outcomes(*names: str, limits: DecodeLimits = LIMITS) -> list[tuple[str, object]]:
    """Decode by name; a success is shown as its name."""
    with open_pool(2, limits, decode_by_name) as pool:
        return [
            (key, o.reason if isinstance(o, DecodeFailure) else o.content_hash.decode())
            for key, o in pool.map(named(*names))
        ]


def is_running(pid: int) -> bool:
    """Tell whether a process does anything still; a zombie does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def wait_until(condition: object, seconds: float) -> bool:
    """Poll, since other processes cannot tell us."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_that_photos_come_back_in_order_with_their_keys(tmp_path: Path) -> None:
    tasks = []
    for seed in range(6):
        path = save_jpeg(tmp_path / f"{seed}.jpg", draw_picture(seed))
        tasks.append((seed, DecodeTask(path, SHAPES, 64)))

    with open_pool(2, DecodeLimits()) as pool:
        results = list(pool.map(tasks))

    assert [key for key, _ in results] == list(range(6))
    assert [o.inputs[0].shape for _, o in results if isinstance(o, Decoded)] == [
        (32, 32, 3)
    ] * 6


def test_that_a_slow_photo_does_not_change_the_order() -> None:
    names = ["slow-1", "a", "b", "slow-2", "c"]
    assert outcomes(*names) == [(name, name) for name in names]


def test_that_a_hanging_a_dying_and_a_refusing_photo_cost_only_themselves() -> None:
    names = ["a", "hang", "b", "die-1", "c", "refuse", "stumble", "die-2", "d"]
    assert outcomes(*names) == [
        ("a", "a"),
        ("hang", "timed out after 1 s"),
        ("b", "b"),
        ("die-1", "the decoder crashed"),
        ("c", "c"),
        ("refuse", "as its name says"),
        ("stumble", "the decoder failed (IndexError: nobody foresaw this)"),
        ("die-2", "the decoder crashed"),
        ("d", "d"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="libc's sleep is POSIX")
def test_that_a_hang_in_native_code_is_ended_on_time() -> None:
    started = time.monotonic()
    assert outcomes("sleep_in_c", "a") == [
        ("sleep_in_c", "timed out after 1 s"),
        ("a", "a"),
    ]
    assert time.monotonic() - started < 6


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces RLIMIT_AS")
def test_that_a_photo_beyond_the_memory_limit_fails_alone() -> None:
    assert outcomes("grow", "a") == [
        ("grow", "too large for the memory limit"),
        ("a", "a"),
    ]


def test_that_tasks_are_pulled_only_a_little_ahead() -> None:
    pulled = 0

    def endless() -> Iterator[tuple[int, DecodeTask]]:
        nonlocal pulled
        while True:
            pulled += 1
            yield pulled, DecodeTask(Path("a"), (), 64)

    with open_pool(1, LIMITS, decode_by_name) as pool:
        results = pool.map(endless())
        assert [next(results)[0] for _ in range(10)] == list(range(1, 11))
        results.close()
    assert pulled <= 10 + 16


def test_that_closing_the_generator_ends_running_work_and_the_pool_goes_on() -> None:
    limits = DecodeLimits(timeout_s=60)
    with open_pool(2, limits, decode_by_name) as pool:
        results = pool.map(named("a", "hang-1", "hang-2", "hang-3"))
        next(results)
        started = time.monotonic()
        results.close()
        assert time.monotonic() - started < 2
        assert [key for key, _ in pool.map(named("b", "c"))] == ["b", "c"]


def test_that_leaving_the_pool_ends_its_processes() -> None:
    with open_pool(1, LIMITS, decode_by_name) as pool:
        [(_, outcome)] = pool.map(named("a"))
        assert isinstance(outcome, Decoded)
        worker = outcome.size_bytes  # `decode_by_name` tells its process there
        assert is_running(worker)
    assert wait_until(lambda: not is_running(worker), 2)


def test_that_a_worker_killed_between_two_photos_costs_no_photo() -> None:
    with open_pool(1, LIMITS, decode_by_name) as pool:
        [(_, outcome)] = pool.map(named("a"))
        assert isinstance(outcome, Decoded)
        os.kill(outcome.size_bytes, signal.SIGKILL)
        assert wait_until(lambda: not is_running(outcome.size_bytes), 2)
        [(_, again)] = pool.map(named("b"))
    assert isinstance(again, Decoded)
    assert again.content_hash == b"b"


def test_that_an_error_of_the_caller_passes_through_and_ends_the_work() -> None:
    def failing() -> Iterator[tuple[str, DecodeTask]]:
        yield from named("a")
        raise KeyError("of the caller")

    with (
        open_pool(1, LIMITS, decode_by_name) as pool,
        pytest.raises(KeyError, match="of the caller"),
    ):
        list(pool.map(failing()))


PARENT = """
import sys
from pathlib import Path
from photosearch.core.decode import DecodeLimits, DecodeTask, open_pool
from tests.core.decode.decoders import note_start

if __name__ == "__main__":
    with open_pool(1, DecodeLimits(timeout_s=600), note_start) as pool:
        list(pool.map([(0, DecodeTask(Path(sys.argv[1]), (), 64))]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_that_workers_die_with_the_program(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    note = tmp_path / "worker"
    root = str(Path(note_start.__code__.co_filename).parents[3])
    parent = subprocess.Popen(
        [sys.executable, str(script), str(note)], env={**os.environ, "PYTHONPATH": root}
    )
    assert wait_until(lambda: note.exists() and note.read_text(), 30)
    worker = int(note.read_text())
    assert is_running(worker)

    parent.kill()
    parent.wait()

    assert wait_until(lambda: not is_running(worker), 5)


def test_that_a_worker_imports_nothing_it_does_not_need() -> None:
    banned = ["onnxruntime", "sqlalchemy", "faiss", "typer", "rich", "alembic", "torch"]
    script = (
        "import sys, photosearch.core.decode.worker, photosearch.core.decode\n"
        f"print([name for name in {banned} if name in sys.modules])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == "[]"


def test_that_a_worker_is_silent_from_before_it_meets_its_pipes_and_locks() -> None:
    script = (
        "import pickle, sys\n"
        "from photosearch.core.decode.worker import WorkerStart\n"
        "content = pickle.dumps(WorkerStart(5))\n"
        "print('before', flush=True)\n"
        "arrived = pickle.loads(content)\n"
        "print('after', flush=True)\n"
        "sys.exit('failed' if arrived == WorkerStart(5) else 'changed')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (1, "before\n", "") == (done.returncode, done.stdout, done.stderr)
