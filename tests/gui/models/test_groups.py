from datetime import date

import numpy as np
import pytest

from photosearch.gui.models.groups import (
    Group,
    GroupKind,
    by_closeness,
    by_date,
    ungrouped,
)

MAY_3 = date(2019, 5, 3).toordinal()
MAY_9 = date(2019, 5, 9).toordinal()
JUNE_1 = date(2019, 6, 1).toordinal()


def days(*runs: tuple[int, int]):
    return np.repeat([day for day, _ in runs], [count for _, count in runs]).astype(
        np.int32
    )


def listed(groups):
    return [groups[number] for number in range(len(groups))]


def test_that_many_photos_a_day_are_grouped_by_day():
    groups = by_date(days((JUNE_1, 10), (MAY_3, 5)))
    assert [
        Group(GroupKind.DAY, 0, 10, JUNE_1),
        Group(GroupKind.DAY, 10, 5, MAY_3),
    ] == listed(groups)


def test_that_few_photos_a_day_are_grouped_by_month():
    groups = by_date(days((JUNE_1, 1), (MAY_9, 1), (MAY_3, 1)))
    assert [
        Group(GroupKind.MONTH, 0, 1, JUNE_1),
        Group(GroupKind.MONTH, 1, 2, MAY_9),
    ] == listed(groups)


def test_that_photos_of_an_unknown_day_have_a_group_of_their_own():
    groups = by_date(days((date(1970, 1, 2).toordinal(), 1), (0, 2)))
    assert [1, 2] == [group.count for group in listed(groups)]


def test_that_waiting_files_come_first():
    groups = by_date(days((MAY_3, 5)), waiting=3)
    assert [
        Group(GroupKind.WAITING, 0, 3),
        Group(GroupKind.DAY, 3, 5, MAY_3),
    ] == listed(groups)


def test_that_a_result_is_divided_at_the_cut():
    assert [
        Group(GroupKind.CLOSE, 0, 2),
        Group(GroupKind.BEYOND, 2, 3),
    ] == listed(by_closeness(2, 5))


def test_that_empty_groups_are_left_out():
    assert [Group(GroupKind.BEYOND, 0, 5)] == listed(by_closeness(0, 5))


@pytest.mark.parametrize(("row", "expected"), [(0, 0), (1, 0), (2, 1), (4, 1)])
def test_that_a_row_knows_its_group(row, expected):
    assert expected == by_closeness(2, 5).of_row(row)


def test_that_one_run_of_rows_has_no_header():
    assert not ungrouped(5).has_headers


def test_that_nothing_has_no_groups():
    assert [] == listed(by_date(days()))
