import collections
import os
import pickle

import numpy as np
import pytest

from trainer.data.plain_pickle import load_plain

PLAIN = {
    "names": ["a", ("b", 2.5)],
    "places": np.arange(5),
    "floats": np.eye(2, dtype=np.float32),
    "empty": np.array([], np.int64),
    "number": np.int64(7),
    "none": None,
}


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_that_plain_data_come_back_whatever_the_protocol(tmp_path, protocol):
    file = tmp_path / "plain.pkl"
    file.write_bytes(pickle.dumps(PLAIN, protocol))
    found = load_plain(file)
    assert found.keys() == PLAIN.keys()
    assert found["names"] == PLAIN["names"]
    assert found["places"].tolist() == [0, 1, 2, 3, 4]
    assert found["floats"].tolist() == [[1, 0], [0, 1]]
    assert found["empty"].shape == (0,)
    assert found["number"] == 7


@pytest.mark.parametrize("package", [b"numpy.core", b"numpy._core"])
def test_that_arrays_of_old_and_new_numpy_are_read(tmp_path, package):
    written = pickle.dumps(np.arange(3), 2)
    assert b"numpy._core" in written or b"numpy.core" in written
    file = tmp_path / "array.pkl"
    plain = written.replace(b"numpy._core", b"numpy.core")
    file.write_bytes(plain.replace(b"numpy.core", package))
    assert load_plain(file).tolist() == [0, 1, 2]


class Harmful:
    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return os.mkdir, (str(self.mark),)


def test_that_nothing_in_a_pickle_is_run(tmp_path):
    file = tmp_path / "harmful.pkl"
    file.write_bytes(pickle.dumps([Harmful(tmp_path / "mark")]))
    with pytest.raises(ValueError, match="mkdir is not plain data"):
        load_plain(file)
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no pickle",
        pickle.dumps(PLAIN)[:40],
        pickle.dumps(collections.Counter("ab")),
        b"c_codecs\nencode\n(Vabc\nVzip\ntR.",
        b"cnumpy\ndtype\n(Vno such type\ntR.",
        b"c__builtin__\nbytes\n(I99\ntR.",
        b"cbuiltins\neval\n(V1\ntR.",
        b"\x80\x02.",
    ],
    ids=[
        "empty",
        "text",
        "cut",
        "counter",
        "codec",
        "dtype",
        "bytes",
        "eval",
        "nothing",
    ],
)
def test_that_anything_else_is_one_line(tmp_path, content):
    file = tmp_path / "odd.pkl"
    file.write_bytes(content)
    with pytest.raises(ValueError, match="plain data"):
        load_plain(file)
