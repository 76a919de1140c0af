import pytest

from photosearch.gui.models.trail import FixedRows, Trail


def test_that_one_goes_from_photo_to_photo_and_no_further():
    trail = Trail(FixedRows([4, 7, 9]), 7)
    assert (True, 9, False, 9) == (trail.go(1), trail.photo, trail.go(1), trail.photo)


def test_that_files_that_are_no_photos_yet_are_passed_over():
    trail = Trail(FixedRows([-3, 4, -5, 7]), 4)
    assert (7, None) == (trail.neighbour(1), trail.neighbour(-1))
    trail.go(1)
    assert 3 == trail.row


@pytest.mark.parametrize(("last", "end"), [(False, 4), (True, 9)])
def test_that_one_goes_to_an_end(last, end):
    trail = Trail(FixedRows([4, 7, 9]), 7)
    trail.go_to_end(last=last)
    assert end == trail.photo


def test_that_the_row_follows_a_photo_that_was_moved_by_new_ones():
    rows = FixedRows([4, 7])
    trail = Trail(rows, 7)
    rows.__init__([1, 2, 4, 7])
    assert (3, 4) == (trail.row, trail.neighbour(-1))


def test_that_a_photo_that_has_gone_is_left_for_the_one_in_its_place():
    rows = FixedRows([4, 7, 9])
    trail = Trail(rows, 7)
    rows.__init__([4, 9])
    assert (True, 9) == (trail.leave_gone(), trail.photo)


def test_that_nothing_is_left_of_an_empty_list():
    rows = FixedRows([4])
    trail = Trail(rows, 4)
    rows.__init__([])
    assert not trail.leave_gone()


def test_that_one_jumps_only_to_what_is_in_the_list():
    trail = Trail(FixedRows([4, 7, 9]), 4)
    assert (False, 4, True, 9) == (
        trail.jump(5),
        trail.photo,
        trail.jump(9),
        trail.photo,
    )
