"""A lock holds for other programs, and ends with the one that has it."""

import os
from pathlib import Path

import pytest

from photosearch.spec.locking import lock, open_lock
from tests.programs import start

LOCKS = """
import sys
from pathlib import Path
from photosearch.spec.locking import lock, open_lock
print(lock(open_lock(Path(sys.argv[1]))), flush=True)
sys.stdin.read()
"""


def test_that_one_program_at_a_time_has_the_lock(tmp_path: Path) -> None:
    mine = open_lock(tmp_path / "lock")
    with start("-c", LOCKS, tmp_path / "lock") as other:
        assert "True\n" == other.stdout.readline()
        assert not lock(mine)
        other.kill()
        other.communicate()
    assert lock(mine)
    with start("-c", LOCKS, tmp_path / "lock") as other:
        assert "False\n" == other.stdout.readline()
        other.communicate()
    os.close(mine)


def test_that_a_lock_in_a_missing_folder_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_lock(tmp_path / "missing" / "lock")
