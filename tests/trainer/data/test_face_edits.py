import numpy as np
import pytest

from tests.trainer.coloured_people import draw_faces, points_of
from trainer.data.face_edits import (
    EDITS,
    ParametricEditor,
    in_grey,
    lit_from_a_side,
    with_colour_cast,
    with_glasses,
    with_mask,
)

SIDE = 40


def face():
    """Return a drawn face without black, so that changes can be told as factors."""
    return draw_faces(1, 1, SIDE)[0][0].astype(np.float32).clip(1)


def edited(edit, seed=0):
    return edit(face(), points_of(1, SIDE)[0], np.random.default_rng(seed))


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_that_every_edit_changes_the_face_and_keeps_its_shape(edit):
    found = edited(edit)
    assert found.shape == (SIDE, SIDE, 3)
    assert np.abs(found - face()).mean() > 0.5


def test_that_glasses_are_dark_around_the_eyes_and_nowhere_else():
    changed = (edited(with_glasses) != face()).any(axis=2)
    eyes = points_of(1, SIDE)[0][:2]
    rows = np.flatnonzero(changed.any(axis=1))
    assert abs(rows.mean() - eyes[:, 1].mean()) < 2
    assert not changed[:8].any()
    assert not changed[-12:].any()


def test_that_a_mask_leaves_the_eyes_free():
    changed = (edited(with_mask) != face()).any(axis=(1, 2))
    nose, mouth = points_of(1, SIDE)[0][[2, 3], 1]
    assert not changed[: int(nose)].any()
    assert changed[int(mouth) + 1 :].all()


def test_that_light_from_a_side_fades_across_the_face():
    factor = (edited(lit_from_a_side) / face())[..., 0]
    corners = factor[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert corners.max() / corners.min() > 1.5


def test_that_a_colour_cast_weighs_each_channel_alike_everywhere():
    factors = edited(with_colour_cast) / face()
    np.testing.assert_allclose(factors.std(axis=(0, 1)), 0, atol=1e-4)


def test_that_grey_faces_have_equal_channels():
    found = edited(in_grey)
    assert np.ptp(found, axis=2).max() == 0


def test_that_the_editor_follows_from_its_draw():
    faces, _ = draw_faces(3, 2, SIDE)
    points = points_of(len(faces), SIDE)
    one, same, other = (
        ParametricEditor().edited(faces, points, np.random.default_rng(seed))
        for seed in (1, 1, 2)
    )
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)
    assert one.dtype == np.uint8
