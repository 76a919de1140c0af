import dataclasses

import numpy as np
import pytest

from trainer.data.instances import InstanceSet, open_instances
from trainer.errors import DataError


@pytest.fixture
def instances(draw_photos, tmp_path):
    photos = draw_photos(tmp_path / "photos", 14)
    return InstanceSet(photos[:10], photos[10:], views=3, size_px=24, seed=5)


def test_that_a_view_is_the_same_whenever_it_is_made(instances):
    views = [instances.view(row) for row in range(6)]
    again = [instances.view(row) for row in reversed(range(6))][::-1]
    assert [v.pixels.tolist() for v in views] == [v.pixels.tolist() for v in again]
    assert [v.instance for v in views] == [0, 0, 0, 1, 1, 1]
    assert len({v.pixels.tobytes() for v in views}) == 6


def test_that_another_seed_makes_other_objects(instances):
    other = dataclasses.replace(instances, seed=6)
    outlines = [each.object(0).outline.tolist() for each in (instances, other)]
    shapes = [each.object(0).pixels.shape for each in (instances, other)]
    assert (outlines[0], shapes[0]) != (outlines[1], shapes[1])


@pytest.mark.parametrize("workers", [0, 2])
def test_that_what_was_written_is_what_is_made(instances, tmp_path, workers):
    store = instances.write(tmp_path / "store", workers)
    assert store.pixels.shape == (len(instances), 24, 24, 3)
    assert store.instances.tolist() == [n for n in range(10) for _ in range(3)]
    for row in (0, 13, 29):
        view = instances.view(row)
        assert np.array_equal(store.pixels[row], view.pixels)
        assert np.array_equal(store.boxes[row], view.box)


def test_that_writing_goes_on_where_it_stopped(instances, tmp_path):
    folder = tmp_path / "store"
    whole = np.array(instances.write(folder).pixels)
    made = np.load(folder / "made.npy", "r+")
    made[4] = 0
    pixels = np.load(folder / "pixels.npy", "r+")
    pixels[[0, 12]] = 0
    with pytest.raises(DataError, match="not finished"):
        open_instances(folder)
    again = instances.write(folder).pixels
    assert not again[0].any()
    assert np.array_equal(again[1:], whole[1:])


def test_that_a_store_of_another_set_is_refused(instances, tmp_path):
    instances.write(tmp_path / "store")
    other = dataclasses.replace(instances, seed=6)
    with pytest.raises(DataError, match="holds other instances"):
        other.write(tmp_path / "store")


def test_that_a_missing_store_is_one_line(tmp_path):
    with pytest.raises(DataError, match="cannot keep instances"):
        open_instances(tmp_path / "none")


def test_that_a_broken_photo_is_named(instances, tmp_path):
    instances.object_photos[0].write_bytes(b"no photo")
    with pytest.raises(DataError, match="cannot read photo"):
        instances.write(tmp_path / "store")


def test_that_a_photo_cannot_be_object_and_background(instances):
    with pytest.raises(DataError, match="both object and background"):
        dataclasses.replace(instances, background_photos=instances.object_photos[:1])


def test_that_a_set_without_photos_is_refused():
    with pytest.raises(DataError, match="need photos"):
        InstanceSet([], [], views=1, size_px=8, seed=0)
