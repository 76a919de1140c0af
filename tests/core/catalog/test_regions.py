import numpy as np
import pytest

from photosearch.core.catalog import regions
from photosearch.core.errors import ModelError
from photosearch.core.records import Encodings, Filter
from tests.core.catalog.libraries import MODEL

OTHER = "b" * 64
PARTS, BYTES = 5, 4


@pytest.fixture
def filled(library):
    for number in range(10):
        library.write(f"{number}.jpg")
    library.update()
    library.catalog.register_model(OTHER, "other", "photo", "{}")
    return library


def encodings(count: int, seed: int = 0) -> Encodings:
    random = np.random.default_rng(seed)
    return Encodings(
        random.integers(0, 256, (count, BYTES), dtype=np.uint8),
        random.standard_normal((count, 6)).astype(np.float32),
        random.integers(0, 256, (count, PARTS, BYTES), dtype=np.uint8),
    )


def describe_all(library) -> np.ndarray:
    ids = library.catalog.photo_ids(Filter())
    described = encodings(len(ids))
    library.catalog.record_codes(OTHER, ids, described)
    return described.regions


@pytest.mark.parametrize("chunk", [1, 3, 10, 50])
def test_that_region_codes_come_back_as_they_were(filled, monkeypatch, chunk):
    monkeypatch.setattr(regions, "_CHUNK", chunk)
    stored = describe_all(filled)
    ids, loaded = filled.catalog.region_codes(OTHER)
    np.testing.assert_array_equal(filled.catalog.photo_ids(Filter()), ids)
    np.testing.assert_array_equal(stored, loaded)
    assert (np.int64, np.uint8) == (ids.dtype, loaded.dtype)


def test_that_a_model_without_region_codes_has_empty_arrays(filled):
    ids, codes = filled.catalog.region_codes(MODEL)
    assert ((0,), (0, 0, 0)) == (ids.shape, codes.shape)
    assert (10, (0,)) == (
        filled.catalog.code_count(MODEL),
        filled.catalog.region_codes(OTHER)[0].shape,
    )


def test_that_region_codes_need_a_model_that_is_known(filled):
    with pytest.raises(ModelError, match="does not know the model cccc"):
        filled.catalog.region_codes("c" * 64)


def test_that_region_codes_of_two_models_do_not_mix(filled):
    stored = describe_all(filled)
    filled.catalog.register_model("d" * 64, "third", "photo", "{}")
    ids = filled.catalog.photo_ids(Filter())
    filled.catalog.record_codes("d" * 64, ids, encodings(10, seed=1))
    np.testing.assert_array_equal(stored, filled.catalog.region_codes(OTHER)[1])


def test_that_those_added_since_a_version_complete_those_before(filled):
    ids = filled.catalog.photo_ids(Filter())
    described = encodings(10)
    first = Encodings(*(part[:7] for part in parts_of(described)))
    second = Encodings(*(part[7:][::-1] for part in parts_of(described)))
    filled.catalog.record_codes(OTHER, ids[:7], first)
    version = filled.catalog.codes_version(OTHER)
    filled.catalog.record_codes(OTHER, ids[7:][::-1], second)
    new_ids, new_codes = filled.catalog.region_codes(OTHER, version)
    assert ids[7:].tolist() == new_ids.tolist()
    np.testing.assert_array_equal(described.regions[7:], new_codes)
    now = filled.catalog.codes_version(OTHER)
    assert version.removed == now.removed
    assert (0,) == filled.catalog.region_codes(OTHER, now)[0].shape


def parts_of(encodings: Encodings) -> tuple[np.ndarray, ...]:
    return encodings.codes, encodings.embeddings, encodings.regions


def test_that_a_photo_that_is_described_again_keeps_its_region_codes(filled):
    stored = describe_all(filled)
    ids = filled.catalog.photo_ids(Filter())
    filled.catalog.record_codes(OTHER, ids, encodings(10, seed=1))
    np.testing.assert_array_equal(stored, filled.catalog.region_codes(OTHER)[1])


def test_that_photos_without_region_codes_are_left_out(filled):
    ids = filled.catalog.photo_ids(Filter())
    described = encodings(4)
    whole = Encodings(described.codes, described.embeddings)
    filled.catalog.record_codes(OTHER, ids[:4], whole)
    filled.catalog.record_codes(OTHER, ids[4:6], encodings(2))
    assert ids[4:6].tolist() == filled.catalog.region_codes(OTHER)[0].tolist()


def test_that_photos_without_region_codes_get_them_with_a_new_version(filled):
    ids = filled.catalog.photo_ids(Filter())
    described = encodings(10)
    whole = Encodings(described.codes[:4], described.embeddings[:4])
    filled.catalog.record_codes(OTHER, ids[:4], whole)
    filled.catalog.record_codes(OTHER, ids[4:], encodings(6))
    assert () == filled.catalog.uncoded_photos(OTHER, 100)
    lacking = filled.catalog.uncoded_photos(OTHER, 100, with_regions=True)
    assert ids[:4].tolist() == [photo.id for photo in lacking]
    version = filled.catalog.codes_version(OTHER)
    filled.catalog.record_codes(OTHER, ids, described)
    new_ids, new = filled.catalog.region_codes(OTHER, version)
    assert ids[:4].tolist() == new_ids.tolist()
    np.testing.assert_array_equal(described.regions[:4], new)
    assert (10, 10) == (
        filled.catalog.code_count(OTHER),
        len(filled.catalog.region_codes(OTHER)[0]),
    )
    assert () == filled.catalog.uncoded_photos(OTHER, 100, with_regions=True)


def test_that_a_photo_that_is_gone_has_no_region_codes(filled):
    stored = describe_all(filled)
    gone = filled.id_at(filled.folder / "1.jpg")
    row = filled.catalog.photo_ids(Filter()).tolist().index(gone)
    version = filled.catalog.codes_version(OTHER)
    (filled.folder / "1.jpg").unlink()
    filled.scan()
    ids, codes = filled.catalog.region_codes(OTHER)
    assert gone not in ids
    np.testing.assert_array_equal(np.delete(stored, row, axis=0), codes)
    assert version.removed != filled.catalog.codes_version(OTHER).removed


def test_that_a_photo_that_comes_back_counts_as_new(filled):
    """Moved to another disk: hidden while its content is not known, then shown."""
    stored = describe_all(filled)
    moved = filled.id_at(filled.folder / "1.jpg")
    row = filled.catalog.photo_ids(Filter()).tolist().index(moved)
    (filled.folder / "1.jpg").unlink()
    filled.write("x/1.jpg", b"1.jpg")
    filled.scan()
    assert moved not in filled.catalog.region_codes(OTHER)[0]
    version = filled.catalog.codes_version(OTHER)
    filled.index()
    ids, codes = filled.catalog.region_codes(OTHER, version)
    assert [moved] == ids.tolist()
    np.testing.assert_array_equal(stored[[row]], codes)


def test_that_region_codes_are_forgotten_with_their_model(filled):
    describe_all(filled)
    filled.catalog.forget_model_codes(OTHER)
    assert 0 == len(filled.catalog.region_codes(OTHER)[0])
    describe_all(filled)
    assert 10 == len(filled.catalog.region_codes(OTHER)[0])


def test_that_a_removed_folder_takes_its_region_codes_along(filled):
    describe_all(filled)
    filled.catalog.remove_root(filled.root.id)
    assert 0 == len(filled.catalog.region_codes(OTHER)[0])
