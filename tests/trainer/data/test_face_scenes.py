import dataclasses

import numpy as np
import pytest

from trainer.data.face_pictures import FacePicture
from trainer.data.face_scenes import SceneMaker, SceneSettings

# Nothing of what a camera does, so that colours tell where a point went.
PLAIN = SceneSettings(
    without_faces=0,
    mosaics=0,
    whole=0,
    beyond=0,
    backdrop=0,
    grey=0,
    blur=0,
    jpeg=0,
)
COLOURS = np.array(
    [[255, 0, 0], [0, 0, 255], [255, 255, 0], [0, 255, 255], [255, 0, 255]]
)
POINTS = np.array([[80, 70], [120, 70], [100, 95], [84, 120], [116, 120]])


def labelled(score=0.9):
    """Make a picture with a face whose five points have a colour each."""
    pixels = np.full((200, 240, 3), 90, np.uint8)
    for (x, y), colour in zip(POINTS, COLOURS, strict=True):
        pixels[y - 6 : y + 7, x - 6 : x + 7] = colour
    labels = np.array([[60, 45, 80, 100, *(POINTS + 0.5).ravel(), score]], np.float32)
    return FacePicture("drawn", pixels, labels)


def empty():
    return FacePicture(
        "empty", np.full((90, 90, 3), 10, np.uint8), np.zeros((0, 15), np.float32)
    )


def make(settings, pictures, count=40, side=96):
    maker = SceneMaker(pictures, settings)
    rng = np.random.default_rng(1)
    return [maker.make(side, rng) for _ in range(count)]


@pytest.mark.parametrize("share", [{}, {"whole": 1.0}])
def test_that_points_go_where_their_pixels_go(share):
    """A mirrored face keeps its order: the eye on the left comes first."""
    checked = 0
    for scene in make(dataclasses.replace(PLAIN, **share), [labelled()]):
        label = scene.labels[0]
        points = label[4:14].reshape(5, 2)
        assert points[0, 0] < points[1, 0]
        assert points[3, 0] < points[4, 0]
        x, y = points[2].astype(int)
        if label[2] > 24 and 0 <= x < 96 and 0 <= y < 96:
            checked += 1
            red, green, blue = scene.pixels[y, x].astype(int)
            assert min(red, green) > blue  # the nose is yellow in any light
    assert checked > 5


def test_that_boxes_hold_their_points():
    for scene in make(PLAIN, [labelled()]):
        for label in scene.labels:
            points = label[4:14].reshape(5, 2)
            assert (points > label[:2]).all()
            assert (points < label[:2] + label[2:4]).all()


def test_that_faces_come_in_all_sizes_and_are_mostly_to_be_found():
    scenes = make(PLAIN, [labelled()], 200)
    sides = [np.sqrt(s.labels[0, 2:4].prod()) for s in scenes if s.is_wanted.any()]
    assert len(sides) > 190
    assert min(sides) < 20
    assert max(sides) > 70


def test_that_a_face_larger_than_the_scene_is_never_to_be_found_by_a_scrap():
    for scene in make(dataclasses.replace(PLAIN, beyond=1.0), [labelled()]):
        for label in scene.labels[scene.is_wanted]:
            lower, upper = label[:2].clip(0, 96), (label[:2] + label[2:4]).clip(0, 96)
            assert (upper - lower).prod() >= 0.5 * label[2:4].prod()


def test_that_doubtful_faces_are_shown_but_not_wanted():
    scenes = make(dataclasses.replace(PLAIN, without_faces=1.0), [labelled(0.5)])
    assert any(len(scene.labels) for scene in scenes)
    assert not any(scene.is_wanted.any() for scene in scenes)


def test_that_mosaics_show_many_faces_in_their_tiles():
    scenes = make(dataclasses.replace(PLAIN, mosaics=1.0), [labelled()])
    assert {4, 9, 16} == {len(scene.labels) for scene in scenes} & {4, 9, 16}


def test_that_the_same_number_makes_the_same_scene():
    settings = SceneSettings()
    first, second = (make(settings, [labelled(), empty()], 12) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one.pixels, other.pixels)
        np.testing.assert_array_equal(one.labels, other.labels)
        assert (96, 96, 3) == one.pixels.shape


def test_that_another_picture_fills_what_is_left_over():
    settings = dataclasses.replace(PLAIN, backdrop=1.0)
    filled = make(settings, [labelled(), empty()])
    plain = make(PLAIN, [labelled(), empty()])

    def darkest(scenes):
        return min(int(scene.pixels.max(axis=2).min()) for scene in scenes)

    assert darkest(filled) < darkest(plain)
