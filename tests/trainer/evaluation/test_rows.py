import numpy as np
import pytest

from trainer.evaluation.rows import Measured, interval_rows, ratio_rows

ABOUT = Measured("R-MAC", 256, 3, "made instances", 1.234)
VALUES = np.array([1.0, 0, 0, 1, 1, 0, 1, 1])


def test_that_a_figure_becomes_its_mean_and_the_ends_of_its_interval():
    rows = interval_rows(ABOUT, {"first": VALUES, "map@all": VALUES / 2})
    values = {row.metric: row.value for row in rows}
    assert list(values) == [
        f"{name}{end}" for name in ("first", "map@all") for end in ("", "_low", "_high")
    ]
    assert values["first"] == 0.625
    assert 0 <= values["first_low"] < 0.625 < values["first_high"] <= 1
    assert values["map@all"] == 0.3125
    assert {(row.row, row.bits, row.seed, row.data, row.seconds) for row in rows} == {
        ("R-MAC", 256, 3, "made instances", 1.23)
    }


def test_that_a_ratio_is_that_of_the_means():
    better, whole = np.tile(VALUES, 9), np.tile([1.0, 0, 0, 1, 0, 0, 0, 1], 9)
    rows = ratio_rows(ABOUT, "first_over_whole", better, whole)
    values = {row.metric: row.value for row in rows}
    assert values["first_over_whole"] == pytest.approx(5 / 3)
    assert values["first_over_whole_low"] <= 5 / 3 <= values["first_over_whole_high"]
