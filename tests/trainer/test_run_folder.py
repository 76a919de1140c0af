"""One trainer at a time writes to a run folder."""

from pathlib import Path

import pytest

from photosearch.spec.locking import RUN_LOCK
from tests.programs import start
from trainer.errors import TrainingError
from trainer.following import Console
from trainer.run_folder import alone_in

HOLDS = """
import sys
from pathlib import Path
from trainer.following import Console
from trainer.run_folder import alone_in
with alone_in(Path(sys.argv[1]), Console()):
    print("holds", flush=True)
    sys.stdin.read()
"""


def test_that_a_run_folder_is_made_and_given_back(tmp_path: Path) -> None:
    folder = tmp_path / "runs" / "1"
    for _ in range(2):
        with alone_in(folder, Console()):
            assert (folder / RUN_LOCK).exists()


def test_that_a_second_trainer_waits_a_little_and_then_says_so(tmp_path: Path) -> None:
    with start("-c", HOLDS, tmp_path) as other:
        assert "holds\n" == other.stdout.readline()
        message = r"^another trainer works in .*: wait until it is done, or choose "
        with (
            pytest.raises(TrainingError, match=message),
            alone_in(tmp_path, Console(), wait_s=0.2),
        ):
            raise AssertionError("two trainers write to one folder")
        other.stdin.close()
        with alone_in(tmp_path, Console()):
            pass


def test_that_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(TrainingError, match=r"^cannot write to .*file.1: Not a dir"),
        alone_in(tmp_path / "file" / "1", Console()),
    ):
        raise AssertionError("there is no such folder")
