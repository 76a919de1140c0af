from pathlib import Path

import numpy as np
import pytest

from tests.trainer.drawn_people import DrawnTeacher
from trainer.data.faces_jitter import FaceJitter
from trainer.data.faces_views import CHUNK, ViewMaker, ViewPlan, fill_views, open_views
from trainer.errors import DataError


class CountingTeacher(DrawnTeacher):
    """Counts the faces it is asked about."""

    def __init__(self) -> None:
        self.asked = 0

    def describe(self, faces: np.ndarray) -> np.ndarray:
        self.asked += len(faces)
        return super().describe(faces)


def plan_views(tmp_path: Path, seed: int = 1) -> ViewPlan:
    file = tmp_path / "faces.npy"
    generator = np.random.default_rng(0)
    np.save(file, generator.integers(0, 256, (50, 144, 144, 3), dtype=np.uint8))
    return ViewPlan(file, np.arange(10, 50), 2, 128, FaceJitter(), seed)


def test_that_every_view_has_the_answer_to_what_it_shows(tmp_path: Path) -> None:
    plan = plan_views(tmp_path)
    fill_views(tmp_path / "views", plan, DrawnTeacher)
    views = open_views(tmp_path / "views", plan)
    assert list(range(80)) == views.ready().tolist()
    wanted = DrawnTeacher().describe(np.array(views.pixels))
    np.testing.assert_allclose(wanted, views.answers, atol=1e-3)


def test_that_only_missing_views_are_made(tmp_path: Path) -> None:
    plan, teacher = plan_views(tmp_path), CountingTeacher()
    fill_views(tmp_path / "views", plan, lambda: teacher)
    views = open_views(tmp_path / "views", plan)
    first = np.array(views.pixels)
    views.done[CHUNK:] = 0
    views.pixels[CHUNK:] = 0
    views.flush()
    fill_views(tmp_path / "views", plan, lambda: teacher)
    assert 80 + 80 - CHUNK == teacher.asked
    again = open_views(tmp_path / "views", plan)
    np.testing.assert_array_equal(first, again.pixels)


def test_that_views_of_other_settings_are_refused(tmp_path: Path) -> None:
    open_views(tmp_path / "views", plan_views(tmp_path))
    with pytest.raises(DataError, match="out=DIR"):
        open_views(tmp_path / "views", plan_views(tmp_path, seed=2))


def test_that_another_process_makes_the_views(tmp_path: Path) -> None:
    plan = plan_views(tmp_path)
    views = open_views(tmp_path / "views", plan)
    with ViewMaker(tmp_path / "views", plan, DrawnTeacher) as maker:
        maker.wait()
        assert 80 == len(views.ready())


def break_down() -> DrawnTeacher:
    raise SystemExit(3)


def test_that_the_death_of_that_process_is_noticed(tmp_path: Path) -> None:
    plan = plan_views(tmp_path)
    with (
        ViewMaker(tmp_path / "views", plan, break_down) as maker,
        pytest.raises(DataError, match="has died"),
    ):
        maker.wait()
