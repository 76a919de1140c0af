import pytest

from trainer.errors import DataError
from trainer.evaluation.encoder import Encoder


def test_that_a_missing_model_is_one_line(tmp_path):
    with pytest.raises(DataError, match="cannot read model"):
        Encoder(tmp_path / "none.onnx")


def test_that_a_file_that_is_no_model_is_one_line(tmp_path):
    file = tmp_path / "broken.onnx"
    file.write_bytes(b"no model")
    with pytest.raises(DataError, match="cannot use model"):
        Encoder(file)
