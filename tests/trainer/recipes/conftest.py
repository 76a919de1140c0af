"""Drawn pictures in the layout of CIFAR-10."""

import pickle

import numpy as np
import pytest


@pytest.fixture(scope="session")
def draw_cifar():
    """Return a function that writes batches of ten classes, told apart by colour."""

    def draw(folder, train=1200, test=100, seed=0):
        generator = np.random.default_rng(seed)
        colours = generator.integers(40, 216, (10, 3, 1))
        folder.mkdir(parents=True)
        names = [f"data_batch_{number}" for number in range(1, 6)]
        counts = {**dict.fromkeys(names, train // 5), "test_batch": test}
        for name, count in counts.items():
            labels = np.arange(count) % 10
            grain = generator.normal(0, 30, (count, 3, 1024))
            planes = (colours[labels] + grain).clip(0, 255).astype(np.uint8)
            batch = {"data": planes.reshape(count, -1), "labels": labels.tolist()}
            (folder / name).write_bytes(pickle.dumps(batch, 2))

    return draw
