"""Who learns, who asks and what is searched in recipe `consistent_hash`.

Divided alike in every run: seeds of runs do not touch it.
"""

from pathlib import Path

import numpy as np

from trainer.data.cifar10 import CLASSES, SIDE, Cifar10, Labelled, load_cifar10
from trainer.data.labelled_squares import (
    LabelledSquares,
    SearchTask,
    load_squares,
    one_hot,
    split_off,
)
from trainer.data.listing import digest_of
from trainer.data.mosaics import make_mosaics
from trainer.data.multi_label import Layout, read_label_sets
from trainer.errors import DataError
from trainer.recipes.consistent_hash_settings import DataSet, DataSettings

P2_QUERIES, P2_LEARNED = 100, 500
"""Pictures of each class."""

_LEARNED_SEED, _QUERIES_SEED, _SEARCHED_SEED = 1, 2, 3


def load_task(settings: DataSettings, cache: Path) -> SearchTask:
    """Read a data set and divide it.

    Args:
        settings: Which.
        cache: Where arrays of pictures are kept.

    Raises:
        DataError: It is missing, damaged or too small.
    """
    if settings.set not in (DataSet.P2, DataSet.P3, DataSet.MOSAICS):
        return _photos(settings, cache)
    cifar = load_cifar10(settings.root, cache)
    if settings.set is DataSet.MOSAICS:
        return _mosaics(cifar, settings)
    return _p2(cifar) if settings.set is DataSet.P2 else _p3(cifar)


def input_px(settings: DataSettings) -> int:
    """Return the side of the pictures of a data set."""
    if settings.set in (DataSet.P2, DataSet.P3):
        return SIDE
    return 2 * SIDE if settings.set is DataSet.MOSAICS else settings.px


def _p2(cifar: Cifar10) -> SearchTask:
    pixels = np.concatenate([cifar.train.pixels, cifar.test.pixels])
    labels = np.concatenate([cifar.train.labels, cifar.test.labels])
    everything = Labelled(pixels, labels)
    generator = np.random.default_rng(0)
    asked, taught = [], []
    for label in range(len(CLASSES)):
        mine = generator.permutation(np.flatnonzero(labels == label))
        if len(mine) <= P2_QUERIES + P2_LEARNED:
            raise DataError(
                f"class {CLASSES[label]} has {len(mine)} pictures, "
                f"more than {P2_QUERIES + P2_LEARNED} are needed"
            )
        asked.append(mine[:P2_QUERIES])
        taught.append(mine[P2_QUERIES : P2_QUERIES + P2_LEARNED])
    queries, learned = np.concatenate(asked), np.concatenate(taught)
    rest = np.ones(len(labels), dtype=bool)
    rest[queries] = rest[learned] = False
    return SearchTask(
        _squares(everything.rows(learned)),
        _squares(everything.rows(queries)),
        _squares(everything.rows(np.flatnonzero(rest))),
        f"{cifar.layout.value} P2",
    )


def _p3(cifar: Cifar10) -> SearchTask:
    train = _squares(cifar.train)
    return SearchTask(train, _squares(cifar.test), train, f"{cifar.layout.value} P3")


def _mosaics(cifar: Cifar10, settings: DataSettings) -> SearchTask:
    """Make mosaics; those that ask are made of pictures that nobody learned from."""
    return SearchTask(
        make_mosaics(cifar.train, settings.learned, _LEARNED_SEED),
        make_mosaics(cifar.test, settings.queries, _QUERIES_SEED),
        make_mosaics(cifar.train, settings.searched, _SEARCHED_SEED),
        f"mosaics of {cifar.layout.value}",
    )


def _photos(settings: DataSettings, cache: Path) -> SearchTask:
    """Divide a data set of photos; what teaches is searched, too, as is the custom."""
    folder = settings.root / settings.folder
    sets = read_label_sets(folder, Layout(settings.set.value))
    if len(sets) <= settings.queries + settings.learned:
        raise DataError(
            f"{len(sets)} labelled photos in {folder} are no more than "
            f"data.queries={settings.queries} and data.learned={settings.learned}"
        )
    try:
        digest = digest_of(folder, sets.files, settings.px)
    except OSError as error:
        raise DataError(f"cannot read {error.filename}: {error.strerror}") from error
    kept = cache / f"{settings.set.value}_{digest}.npy"
    squares = load_squares(folder, sets, settings.px, kept)
    searched, asked = split_off(squares, settings.queries, _QUERIES_SEED)
    _, learned = split_off(searched, settings.learned, _LEARNED_SEED)
    return SearchTask(learned, asked, searched, settings.set.value)


def _squares(pictures: Labelled) -> LabelledSquares:
    return LabelledSquares(pictures.pixels, one_hot(pictures.labels, len(CLASSES)))
