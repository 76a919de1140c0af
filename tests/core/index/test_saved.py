import numpy as np
import pytest

from photosearch.core.errors import StorageFullError
from photosearch.core.index import CodeIndex, SavedIndex, load_index, save_index

MODEL = "ab" * 32
OTHER_MODEL = "cd" * 32


def save_rows(path, count=50):
    ids = np.arange(count, dtype=np.int64) * 3
    codes = np.random.default_rng(0).integers(0, 256, (count, 4), np.uint8)
    index = CodeIndex(4)
    index.add(ids, codes)
    save_index(SavedIndex(index, 7, 2), path, MODEL)
    return ids, codes


def test_that_a_saved_index_comes_back(tmp_path):
    ids, codes = save_rows(tmp_path / "new folder" / "index")
    saved = load_index(tmp_path / "new folder" / "index", MODEL)
    assert (saved.added, saved.removed) == (7, 2)
    assert saved.index.ids.tolist() == ids.tolist()
    assert saved.index.codes_of(ids)[1].tolist() == codes.tolist()


def test_that_a_loaded_index_can_grow(tmp_path):
    ids, codes = save_rows(tmp_path / "index")
    index = load_index(tmp_path / "index", MODEL).index
    index.add(np.array([1000]), codes[:1])
    assert index.ids.tolist() == [*ids.tolist(), 1000]


def test_that_an_empty_index_comes_back(tmp_path):
    save_index(SavedIndex(CodeIndex(4), 0, 0), tmp_path / "index", MODEL)
    assert len(load_index(tmp_path / "index", MODEL).index) == 0


def test_that_an_index_of_another_model_is_not_used(tmp_path):
    save_rows(tmp_path / "index")
    assert load_index(tmp_path / "index", OTHER_MODEL) is None


def test_that_a_missing_index_is_none(tmp_path):
    assert load_index(tmp_path / "index", MODEL) is None


@pytest.mark.parametrize("place", [0, 30, 100, -1])
def test_that_a_damaged_byte_is_noticed(tmp_path, place):
    path = tmp_path / "index"
    save_rows(path)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    assert load_index(path, MODEL) is None


@pytest.mark.parametrize("length", [0, 10, 60, 200])
def test_that_an_index_cut_short_is_not_used(tmp_path, length):
    path = tmp_path / "index"
    save_rows(path)
    path.write_bytes(path.read_bytes()[:length])
    assert load_index(path, MODEL) is None


def test_that_a_failed_save_leaves_the_old_index(tmp_path):
    cache = tmp_path / "cache"
    # A folder that is not empty cannot be replaced by a file.
    (cache / "index" / "old").mkdir(parents=True)
    with pytest.raises(StorageFullError, match="index cannot be written"):
        save_rows(cache / "index")
    assert [each.name for each in cache.iterdir()] == ["index"]
    assert (cache / "index" / "old").exists()
