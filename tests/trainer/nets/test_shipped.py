import numpy as np
import onnxruntime
import pytest
import torch

from photosearch.core.models import DEFAULT_MODEL, bundled_models
from tests.networks import network, parts_spec
from tests.trainer.parts_model import (
    draw_parts_net,
    draw_pictures,
    export_parts_model,
)
from trainer.errors import DataError
from trainer.nets.backbones import Family
from trainer.nets.deploy import DeployedNet
from trainer.nets.shipped import load_shipped

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::FutureWarning"),  # inside torch's exporter
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def said_by(file, pictures):
    return onnxruntime.InferenceSession(str(file)).run(None, {"pixels": pictures})


@torch.no_grad()
def require_same(file, net, pictures):
    codes, embeddings, regions = said_by(file, pictures)
    mine = DeployedNet(net)(torch.from_numpy(pictures))
    assert np.array_equal(codes, mine[0].numpy())
    assert np.allclose(embeddings, mine[1].numpy(), atol=1e-5)
    assert np.array_equal(regions, mine[2].numpy())


@pytest.mark.parametrize("bits", [128, 64], ids=["as wide as regions", "shorter"])
def test_that_a_model_read_back_says_what_the_file_says(tmp_path, bits):
    file = export_parts_model(tmp_path / "model.onnx", draw_parts_net(bits))
    shipped = load_shipped(file)
    assert (bits, "tiny-parts") == (shipped.spec.code_bits, shipped.spec.name)
    require_same(file, shipped.net, draw_pictures(9))


@pytest.mark.parametrize("hidden", [0, 64], ids=["without adapter", "with adapter"])
def test_that_the_shape_of_any_backbone_follows_from_the_file(tmp_path, hidden):
    net = draw_parts_net(16, Family.INVERTED, hidden)
    file = export_parts_model(tmp_path / "model.onnx", net)
    shipped = load_shipped(file)
    assert net.net.settings.backbone == shipped.net.net.settings.backbone
    require_same(file, shipped.net, draw_pictures())


def test_that_a_model_read_back_can_be_trained_and_exported_again(tmp_path):
    first = export_parts_model(tmp_path / "first.onnx")
    shipped = load_shipped(first)
    with torch.no_grad():
        shipped.net.whole.code.weight.mul_(-1)
    again = export_parts_model(tmp_path / "second.onnx", shipped.net)
    require_same(again, load_shipped(again).net, draw_pictures())
    # What was learned in between, here each bit turned over, is in the file.
    before, after = (said_by(file, draw_pictures())[0] for file in (first, again))
    assert np.array_equal(before, ~after)


def test_that_the_model_that_is_shipped_is_read_back():
    models = bundled_models()
    assert models is not None
    shipped = load_shipped(models / f"{DEFAULT_MODEL}.onnx")
    assert (256, 256) == shipped.net.whole.code.weight.shape


@pytest.mark.parametrize("spec", [None, parts_spec()], ids=["no parts", "foreign"])
def test_that_a_model_of_another_kind_is_one_clear_line(tmp_path, spec):
    file = tmp_path / "other.onnx"
    file.write_bytes(network(spec))
    with pytest.raises(DataError, match=r"cannot retrain model tiny.* as photo-2 is"):
        load_shipped(file)


def test_that_what_is_no_model_is_one_clear_line(tmp_path):
    file = tmp_path / "text.onnx"
    file.write_text("no model")
    with pytest.raises(DataError, match=r"cannot use model .*text\.onnx"):
        load_shipped(file)
    with pytest.raises(DataError, match="cannot read model"):
        load_shipped(tmp_path / "missing.onnx")
