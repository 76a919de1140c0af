import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from photosearch.spec.codes import unpack
from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from trainer.errors import ExportError
from trainer.export import export_photo_net, require_agreement, to_onnx
from trainer.nets.backbones import BackboneSettings
from trainer.nets.deploy import DeployedNet
from trainer.nets.looks import LookingNet, Looks
from trainer.nets.photo import NetSettings, PhotoNet

pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning"),  # inside torch's exporter
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

LOOKS = Looks(32, also_px=(24,), mirror=True)
SPEC = ModelSpec(
    name="tiny",
    kind=ModelKind.PHOTO,
    input_px=32,
    resize=ResizeRule.CROP,
    code_bits=16,
    embedding_width=12,
    thresholds={"0.01": 3.0},
)


@pytest.fixture(scope="module")
def net():
    torch.manual_seed(0)
    backbone = BackboneSettings(widths=(8, 16), depths=(1, 1), final_width=32)
    net = PhotoNet(NetSettings(backbone, 12, 16))
    for _ in range(5):
        net(torch.rand(8, 3, 32, 32) * 255)
    return LookingNet(net.eval(), LOOKS)


@pytest.fixture(scope="module")
def pictures():
    return np.random.default_rng(0).integers(0, 256, (6, 32, 32, 3), dtype=np.uint8)


@pytest.fixture(scope="module")
def file(net, pictures, tmp_path_factory):
    file = tmp_path_factory.mktemp("models") / "tiny.onnx"
    export_photo_net(net, SPEC, file, pictures)
    return file


def test_that_the_file_says_what_torch_says_for_any_batch(file, net, pictures):
    session = onnxruntime.InferenceSession(str(file))
    deployed = DeployedNet(net)
    for count in (1, 2, 5):
        codes, embeddings = session.run(None, {"pixels": pictures[:count]})
        wanted, logits = deployed.logits(torch.from_numpy(pictures[:count]))
        is_clear = logits.abs().detach().numpy() > 1e-4
        bits = unpack(codes).astype(bool)
        assert (bits == (logits >= 0).numpy())[is_clear].all()
        assert embeddings == pytest.approx(wanted.detach().numpy(), abs=1e-4)


def test_that_the_file_describes_itself(file):
    session = onnxruntime.InferenceSession(str(file))
    metadata = session.get_modelmeta().custom_metadata_map
    assert ModelSpec.from_metadata(metadata) == SPEC
    shapes = {each.name: (each.type, each.shape) for each in session.get_inputs()}
    assert shapes == {"pixels": ("tensor(uint8)", ["batch", 32, 32, 3])}
    outputs = {each.name: (each.type, each.shape) for each in session.get_outputs()}
    assert outputs == {
        "code": ("tensor(uint8)", ["batch", 2]),
        "embedding": ("tensor(float)", ["batch", 12]),
    }


def test_that_the_file_holds_half_precision_and_no_path_of_this_machine(file):
    content = file.read_bytes()
    model = onnx.load_from_string(content)
    kinds = {
        tensor.data_type
        for tensor in model.graph.initializer
        if np.prod(tensor.dims) >= 256
    }
    assert kinds == {onnx.TensorProto.FLOAT16}
    assert b"site-packages" not in content
    assert b".py" not in content


def test_that_a_file_of_another_network_is_refused(net, pictures):
    other = PhotoNet(net.net.settings).eval()
    content = to_onnx(DeployedNet(other), SPEC).SerializeToString()
    with pytest.raises(ExportError, match="onnxruntime and torch disagree"):
        require_agreement(DeployedNet(net), content, pictures)


def test_that_a_refused_export_leaves_the_earlier_file(net, tmp_path, pictures):
    file = tmp_path / "models" / "tiny.onnx"
    file.parent.mkdir()
    file.write_bytes(b"earlier")
    broken = LookingNet(PhotoNet(net.net.settings).eval(), LOOKS)
    broken.net.code.weight.data.fill_(float("nan"))
    broken.net.embedding.weight.data.fill_(float("nan"))
    with pytest.raises(ExportError, match="disagree"):
        export_photo_net(broken, SPEC, file, pictures)
    assert [each.read_bytes() for each in file.parent.iterdir()] == [b"earlier"]


def test_that_a_folder_that_cannot_be_written_is_one_line(net, tmp_path, pictures):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportError, match="cannot write"):
        export_photo_net(net, SPEC, tmp_path / "file" / "tiny.onnx", pictures)
