import hashlib
from dataclasses import replace

import pytest
from onnx import TensorProto

from photosearch.core.encode import check_model, load_model, read_spec
from photosearch.core.encode import model_file as model_file_module
from photosearch.core.errors import ModelError
from photosearch.spec.model import ModelKind
from tests.networks import Flaws, network, parts_spec, photo_spec

SPEC = photo_spec()
PARTS = parts_spec()


@pytest.mark.parametrize("spec", [SPEC, PARTS], ids=["whole photos", "parts, too"])
def test_that_a_sound_model_is_read(tmp_path, spec):
    content = network(spec)
    (tmp_path / "tiny.onnx").write_bytes(content)
    model = load_model(tmp_path / "tiny.onnx")
    assert (model.content, model.spec) == (content, spec)
    assert model.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(
            b"\x89PNG and so on", "the file is no ONNX model, or is cut short", id="png"
        ),
        pytest.param(
            network()[:-40], "the file is no ONNX model, or is cut short", id="cut"
        ),
        pytest.param(
            network(flaws=Flaws(metadata={"author": "someone"})),
            "the file has no photosearch description: the trainer did not make it",
            id="no description",
        ),
        pytest.param(
            network(flaws=Flaws(metadata={"photosearch.model": "{"})),
            "the description is not JSON",
            id="malformed description",
        ),
        pytest.param(
            network(replace(SPEC, kind=ModelKind.FACE)),
            "a face network takes 112 px, not 32",
            id="kind",
        ),
        pytest.param(
            network(
                flaws=Flaws(metadata=replace(SPEC, embedding_width=0).to_metadata())
            ),
            "the model gives no code or no embedding",
            id="no embedding",
        ),
        pytest.param(
            network(flaws=Flaws(has_external_data=True)),
            "the model keeps data in other files: export it as one file",
            id="external data",
        ),
        pytest.param(
            network(flaws=Flaws(input_name="image")),
            "the network takes image, not pixels",
            id="input name",
        ),
        pytest.param(
            network(flaws=Flaws(input_type=TensorProto.FLOAT)),
            r"the network takes tensor\(float\), not tensor\(uint8\)",
            id="input type",
        ),
        pytest.param(
            network(flaws=Flaws(input_px=64)),
            r"the network takes the shape \['n', 64, 64, 3\], not "
            r"\['n', 32, 32, 3\]",
            id="input size",
        ),
        pytest.param(
            network(flaws=Flaws(batch=1)),
            r"the network takes the shape \[1, 32, 32, 3\]",
            id="fixed batch",
        ),
        pytest.param(
            network(flaws=Flaws(has_code=False)),
            "the network has no output code",
            id="no code",
        ),
        pytest.param(
            network(flaws=Flaws(code_type=TensorProto.INT64)),
            r"the output code is tensor\(int64\), not tensor\(uint8\)",
            id="code type",
        ),
        pytest.param(
            network(flaws=Flaws(bits=128)),
            r"the output code has shape \(3, 16\), not \(3, 8\)",
            id="code length",
        ),
        pytest.param(
            network(flaws=Flaws(width=48)),
            r"the output embedding has shape \(3, 48\), not \(3, 24\)",
            id="embedding width",
        ),
        pytest.param(
            network(PARTS, flaws=Flaws(has_regions=False)),
            "the network has no output region_codes",
            id="no region codes",
        ),
        pytest.param(
            network(PARTS, flaws=Flaws(region_type=TensorProto.FLOAT)),
            r"the output region_codes is tensor\(float\), not tensor\(uint8\)",
            id="type of region codes",
        ),
        pytest.param(
            network(PARTS, flaws=Flaws(region_levels=2)),
            r"the output region_codes has shape \(3, 5, 8\), not \(3, 14, 8\)",
            id="number of regions",
        ),
        pytest.param(
            network(PARTS, flaws=Flaws(random_regions=True)),
            "the network gives another result for the same picture",
            id="random region codes",
        ),
        pytest.param(
            network(flaws=Flaws(embedding_scale=float("nan"))),
            "the embedding of a test picture is not finite",
            id="not finite",
        ),
        pytest.param(
            network(flaws=Flaws(embedding_scale=2)),
            "the embedding of a test picture is not of unit length",
            id="not of unit length",
        ),
        pytest.param(
            network(flaws=Flaws(is_random=True)),
            "the network gives another result for the same picture",
            id="random",
        ),
        pytest.param(
            network(flaws=Flaws(mixes_batch=True)),
            "the result for a picture depends on the others in its batch",
            id="mixes batch",
        ),
    ],
)
def test_that_a_bad_model_is_refused_with_one_clear_line(
    tmp_path, capfd, content, message
):
    (tmp_path / "bad.onnx").write_bytes(content)
    with pytest.raises(ModelError, match=f"^bad.onnx: {message}") as raised:
        load_model(tmp_path / "bad.onnx")
    assert "\n" not in str(raised.value)
    assert capfd.readouterr() == ("", "")


def test_that_a_network_that_cannot_be_built_is_refused(capfd):
    content = network()
    broken = content.replace(b"GreaterOrEqual", b"GreaterOrEqvil")
    with pytest.raises(ModelError, match=r"^the network does not run"):
        check_model(broken)
    assert capfd.readouterr() == ("", "")


def test_that_external_data_is_refused_where_the_other_file_exists(
    tmp_path, monkeypatch
):
    (tmp_path / "weights.bin").write_bytes(bytes(100_000))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match="data in other files"):
        check_model(network(flaws=Flaws(has_external_data=True)))


def test_that_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(model_file_module, "MAX_MODEL_BYTES", 1000)
    (tmp_path / "tiny.onnx").write_bytes(network())
    with pytest.raises(ModelError, match=r"^tiny.onnx: 0 MB are more than the limit"):
        load_model(tmp_path / "tiny.onnx")
    with pytest.raises(ModelError, match="the file is larger than"):
        check_model(network())


def test_that_a_missing_file_is_named(tmp_path):
    with pytest.raises(
        ModelError, match=r"^none\.onnx: cannot be read \(no such file or directory\)$"
    ):
        load_model(tmp_path / "none.onnx")


def test_that_the_description_is_read_without_a_network():
    assert read_spec(network(SPEC)) == SPEC


def test_that_regions_that_are_not_described_do_not_matter():
    """A file may have more outputs than the program needs."""
    whole_only = replace(PARTS, region_levels=0)
    model = check_model(network(PARTS, flaws=Flaws(metadata=whole_only.to_metadata())))
    assert 0 == model.spec.region_count
