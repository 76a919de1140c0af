import pickle

import numpy as np
import pytest
from PIL import Image

from trainer.data.cifar10 import (
    CLASSES,
    Labelled,
    Layout,
    load_cifar10,
    split_validation,
)
from trainer.errors import DataError


def noise(count, seed=0):
    generator = np.random.default_rng(seed)
    return generator.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8)


def write_folders(folder, per_class=2, side=32):
    for part in ("train", "test"):
        for label, name in enumerate(CLASSES):
            home = folder / part / name
            home.mkdir(parents=True)
            for number in range(per_class):
                colour = (10 * label, 100, 200)
                picture = Image.new("RGB", (side, side), colour)
                picture.save(home / f"{number:04d}.jpg", quality=95)


def write_batches(folder, pixels, labels):
    """Write pictures as the official batches, the last fifth of them as the test."""
    folder.mkdir(parents=True)
    names = [f"data_batch_{number}" for number in range(1, 6)] + ["test_batch"]
    parts = np.array_split(np.arange(len(pixels)), 6)
    for name, rows in zip(names, parts, strict=True):
        planes = pixels[rows].transpose(0, 3, 1, 2).reshape(len(rows), -1)
        batch = {"data": planes, "labels": labels[rows].tolist(), "batch_label": name}
        (folder / name).write_bytes(pickle.dumps(batch, 2))


def test_that_folders_of_pictures_give_pixels_and_labels(tmp_path):
    write_folders(tmp_path / "cifar10")
    found = load_cifar10(tmp_path, tmp_path / "cache")
    assert found.layout is Layout.JPEG
    assert found.train.pixels.shape == (20, 32, 32, 3)
    assert found.train.labels.tolist() == sorted([*range(10), *range(10)])
    means = found.test.pixels[:, :, :, 0].mean(axis=(1, 2))
    assert np.abs(means - 10 * found.test.labels).max() < 3


def test_that_batches_give_the_same_pixels_as_were_written(tmp_path):
    pixels, labels = noise(24), np.arange(24) % 10
    write_batches(tmp_path / "cifar-10-batches-py", pixels, labels)
    found = load_cifar10(tmp_path, tmp_path / "cache")
    assert found.layout is Layout.BATCHES
    assert np.array_equal(found.train.pixels, pixels[:20])
    assert np.array_equal(found.test.pixels, pixels[20:])
    assert found.train.labels.tolist() == labels[:20].tolist()


def test_that_the_kept_arrays_serve_when_the_pictures_are_gone(tmp_path):
    write_folders(tmp_path / "cifar10")
    before = load_cifar10(tmp_path, tmp_path / "cache")
    for file in (tmp_path / "cifar10").rglob("*.jpg"):
        file.unlink()
    after = load_cifar10(tmp_path, tmp_path / "cache")
    assert np.array_equal(before.train.pixels, after.train.pixels)
    assert np.array_equal(before.test.labels, after.test.labels)


def test_that_a_missing_data_set_is_one_clear_line(tmp_path):
    with pytest.raises(DataError, match=r"data folder .*cifar10 is missing"):
        load_cifar10(tmp_path, tmp_path / "cache")


def test_that_a_damaged_picture_is_named(tmp_path):
    write_folders(tmp_path)
    (tmp_path / "train" / "cat" / "0001.jpg").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"cannot decode .*cat/0001\.jpg"):
        load_cifar10(tmp_path, tmp_path / "cache")


def test_that_pictures_of_another_size_are_refused(tmp_path):
    write_folders(tmp_path, side=48)
    with pytest.raises(DataError, match="48x48 pixels, not 32x32"):
        load_cifar10(tmp_path, tmp_path / "cache")


@pytest.mark.parametrize(
    "content",
    [pytest.param(b"\x80\x02}q", id="cut short"), pytest.param(b"N.", id="nothing")],
)
def test_that_a_damaged_batch_is_one_clear_line(tmp_path, content):
    folder = tmp_path / "cifar10"
    write_batches(folder, noise(24), np.arange(24) % 10)
    (folder / "data_batch_3").write_bytes(content)
    with pytest.raises(DataError, match="cifar10"):
        load_cifar10(tmp_path, tmp_path / "cache")


def test_that_validation_takes_as_many_of_each_class_and_leaves_the_rest():
    train = Labelled(noise(200), np.repeat(np.arange(10), 20))
    rest, validation = split_validation(train, 50, seed=1)
    assert np.bincount(validation.labels).tolist() == [5] * 10
    together = np.concatenate([rest.pixels, validation.pixels]).reshape(200, -1)
    assert len(np.unique(together, axis=0)) == 200


def test_that_the_seed_decides_what_validates():
    train = Labelled(noise(200), np.repeat(np.arange(10), 20))
    chosen = [split_validation(train, 50, seed)[1].pixels for seed in (1, 1, 2)]
    assert np.array_equal(chosen[0], chosen[1])
    assert not np.array_equal(chosen[0], chosen[2])


def test_that_more_validation_than_there_is_is_refused():
    train = Labelled(noise(20), np.repeat(np.arange(10), 2))
    with pytest.raises(DataError, match="class airplane has 2"):
        split_validation(train, 20, seed=0)
