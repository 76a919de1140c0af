import numpy as np
import pytest

from photosearch.core.catalog import arrays
from photosearch.core.errors import ModelError
from photosearch.core.records import Encodings, Filter
from tests.core.catalog.libraries import MODEL

OTHER = "b" * 64


@pytest.fixture
def filled(library):
    for number in range(10):
        library.write(f"{number}.jpg")
    library.update()
    library.catalog.register_model(OTHER, "other", "photo", "{}")
    return library


def describe_all(library, rng) -> tuple[np.ndarray, np.ndarray]:
    ids = library.catalog.photo_ids(Filter())
    codes = rng.integers(0, 256, (len(ids), 4), dtype=np.uint8)
    embeddings = rng.standard_normal((len(ids), 6)).astype(np.float32)
    library.catalog.record_codes(OTHER, ids, Encodings(codes, embeddings))
    return codes, embeddings


def nothing_about(photos: int) -> Encodings:
    return Encodings(np.zeros((photos, 4), np.uint8), np.zeros((photos, 4), np.float32))


@pytest.mark.parametrize("chunk", [1, 3, 10, 50])
def test_that_codes_come_back_as_they_were(filled, monkeypatch, chunk):
    monkeypatch.setattr(arrays, "_CHUNK", chunk)
    codes, _ = describe_all(filled, np.random.default_rng(0))
    ids, loaded = filled.catalog.codes(OTHER)
    np.testing.assert_array_equal(filled.catalog.photo_ids(Filter()), ids)
    np.testing.assert_array_equal(codes, loaded)
    assert (np.int64, np.uint8) == (ids.dtype, loaded.dtype)


def test_that_a_model_without_codes_has_empty_arrays(filled):
    ids, codes = filled.catalog.codes(OTHER)
    assert ((0,), (0, 0)) == (ids.shape, codes.shape)
    assert (2, 0) == filled.catalog.embeddings(OTHER, np.array([1, 2])).shape


def test_that_embeddings_come_in_the_order_asked_as_half_floats(filled):
    _, embeddings = describe_all(filled, np.random.default_rng(0))
    ids = filled.catalog.photo_ids(Filter())
    loaded = filled.catalog.embeddings(OTHER, ids[::-1])
    np.testing.assert_array_equal(
        embeddings[::-1].astype(np.float16).astype(np.float32), loaded
    )
    assert np.float32 == loaded.dtype


def test_that_a_photo_without_embedding_has_zeros(filled):
    loaded = filled.catalog.embeddings(MODEL, np.array([1, 999]))
    assert loaded[0].any()
    assert not loaded[1].any()


def test_that_codes_of_two_models_do_not_mix(filled):
    before = filled.catalog.codes(MODEL)[1]
    describe_all(filled, np.random.default_rng(0))
    np.testing.assert_array_equal(before, filled.catalog.codes(MODEL)[1])
    assert (10, 10) == (
        filled.catalog.code_count(MODEL),
        filled.catalog.code_count(OTHER),
    )


def test_that_codes_added_since_a_version_complete_those_before(filled):
    version = filled.catalog.codes_version(MODEL)
    ids, codes = filled.catalog.codes(MODEL)
    filled.write("new.jpg")
    filled.update()
    new_ids, new_codes = filled.catalog.codes_added_since(MODEL, version)
    assert [filled.id_at(filled.folder / "new.jpg")] == new_ids.tolist()
    all_ids, all_codes = filled.catalog.codes(MODEL)
    np.testing.assert_array_equal(all_ids, np.concatenate([ids, new_ids]))
    np.testing.assert_array_equal(all_codes, np.concatenate([codes, new_codes]))
    now = filled.catalog.codes_version(MODEL)
    assert version.removed == now.removed
    assert (0,) == filled.catalog.codes_added_since(MODEL, now)[0].shape


def test_that_a_removed_photo_changes_the_version_of_the_codes(filled):
    version = filled.catalog.codes_version(MODEL)
    (filled.folder / "1.jpg").unlink()
    filled.scan()
    assert version.removed != filled.catalog.codes_version(MODEL).removed


def test_that_an_unchanged_library_keeps_the_version_of_its_codes(filled):
    version = filled.catalog.codes_version(MODEL)
    filled.update()
    (filled.folder / "1.jpg").rename(filled.folder / "one.jpg")
    filled.update()
    assert version == filled.catalog.codes_version(MODEL)


def test_that_photos_without_a_code_of_a_new_model_are_listed(filled):
    ids = filled.catalog.photo_ids(Filter())
    filled.catalog.record_codes(OTHER, ids[:3], nothing_about(3))
    listed = [photo.id for photo in filled.catalog.uncoded_photos(OTHER, 4)]
    assert ids[3:7].tolist() == listed
    rest = filled.catalog.uncoded_photos(OTHER, 100, after=listed[-1])
    assert ids[7:].tolist() == [photo.id for photo in rest]
    assert () == filled.catalog.uncoded_photos(MODEL, 100)


def test_that_codes_of_photos_that_went_meanwhile_are_left_out(filled):
    filled.catalog.record_codes(OTHER, np.array([999]), nothing_about(1))
    assert 0 == filled.catalog.code_count(OTHER)


def test_that_a_switch_of_models_can_be_taken_back(filled):
    catalog = filled.catalog
    assert catalog.previous_model("photo") is None
    catalog.use_model("photo", OTHER)
    chosen = (catalog.model_in_use("photo"), catalog.previous_model("photo"))
    assert [OTHER, MODEL] == [model.sha256 for model in chosen]
    catalog.use_model("photo", OTHER)
    assert MODEL == catalog.previous_model("photo").sha256
    catalog.use_model("photo", MODEL)
    assert OTHER == catalog.previous_model("photo").sha256


def test_that_no_model_is_in_use_of_a_kind_without_any(catalog):
    assert catalog.model_in_use("face") is None


def test_that_a_model_of_another_kind_or_unknown_is_refused(filled):
    with pytest.raises(ModelError, match="is not of the kind face"):
        filled.catalog.use_model("face", OTHER)
    with pytest.raises(ModelError, match="does not know the model cccc"):
        filled.catalog.use_model("photo", "c" * 64)


def test_that_a_model_is_registered_once(filled):
    filled.catalog.register_model(OTHER, "again", "photo", "{}")
    assert ["test", "other"] == [model.name for model in filled.catalog.models()]


def test_that_codes_of_an_unused_model_can_be_forgotten(filled):
    describe_all(filled, np.random.default_rng(0))
    filled.catalog.forget_model_codes(OTHER)
    assert 0 == filled.catalog.code_count(OTHER)
    assert 10 == filled.catalog.code_count(MODEL)
    assert 10 == len(filled.catalog.uncoded_photos(OTHER, 100))


def test_that_codes_of_the_model_in_use_are_not_forgotten(filled):
    with pytest.raises(ModelError, match="is in use; use another first"):
        filled.catalog.forget_model_codes(MODEL)
    assert 10 == filled.catalog.code_count(MODEL)


def test_that_a_forgotten_previous_model_is_no_way_back(filled):
    filled.catalog.use_model("photo", OTHER)
    filled.catalog.forget_model_codes(MODEL)
    assert filled.catalog.previous_model("photo") is None
