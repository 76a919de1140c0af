import numpy as np
import pytest

from photosearch.spec.codes import hamming
from trainer.evaluation import nearest
from trainer.evaluation.nearest import (
    packed_distances,
    region_sum_distances,
    vector_distances,
)

PLACES = np.array([2, 0])


@pytest.fixture(params=[16_384, 7], ids=["at once", "in chunks"])
def _chunks(request, monkeypatch):
    monkeypatch.setattr(nearest, "DESCRIPTORS_AT_ONCE", request.param)


@pytest.mark.usefixtures("_chunks")
def test_that_a_photo_is_as_near_as_its_nearest_region():
    generator = np.random.default_rng(0)
    queries = generator.standard_normal((3, 6)).astype(np.float32)
    regions = generator.standard_normal((11, 4, 6)).astype(np.float32)
    found = vector_distances(queries, regions)(PLACES)
    for row, query in zip(found, queries[PLACES], strict=True):
        for distance, photo in zip(row, regions, strict=True):
            slow = min(
                1 - query @ each / (np.linalg.norm(query) * np.linalg.norm(each))
                for each in photo
            )
            assert distance == pytest.approx(slow, abs=1e-6)


@pytest.mark.usefixtures("_chunks")
def test_that_codes_differ_by_the_bits_of_the_nearest_region():
    generator = np.random.default_rng(0)
    queries = generator.integers(0, 256, (3, 4), dtype=np.uint8)
    regions = generator.integers(0, 256, (11, 5, 4), dtype=np.uint8)
    found = packed_distances(queries, regions)(PLACES)
    slow = [
        [int(hamming(query, photo).min()) for photo in regions]
        for query in queries[PLACES]
    ]
    assert found.tolist() == slow


def test_that_photos_described_whole_have_one_region():
    generator = np.random.default_rng(0)
    vectors = generator.standard_normal((5, 6)).astype(np.float32)
    codes = generator.integers(0, 256, (5, 4), dtype=np.uint8)
    assert np.array_equal(
        vector_distances(vectors, vectors)(PLACES),
        vector_distances(vectors, vectors[:, None])(PLACES),
    )
    found = packed_distances(codes, codes)(PLACES)
    assert found.tolist() == [hamming(code, codes).tolist() for code in codes[PLACES]]


def test_that_every_region_of_a_query_counts_by_its_nearest():
    generator = np.random.default_rng(5)
    queries = generator.integers(0, 256, (3, 2, 4), dtype=np.uint8)
    database = generator.integers(0, 256, (5, 2, 4), dtype=np.uint8)
    found = region_sum_distances(queries, database)(np.arange(3))
    for q, asked in enumerate(queries):
        for n, searched in enumerate(database):
            nearest = [
                min(int(np.unpackbits(region ^ other).sum()) for other in searched)
                for region in asked
            ]
            assert found[q, n] == sum(nearest)
