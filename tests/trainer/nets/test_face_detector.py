import numpy as np
import onnxruntime
import pytest
import torch

from photosearch.spec.face_boxes import cell_centres
from photosearch.spec.face_canvas import cell_count
from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from trainer.errors import ExportError
from trainer.export import export_face_detector
from trainer.nets.face_detector import DeployedDetector, FaceDetectorNet, NetSettings

TINY = NetSettings(stem=8, widths=(8, 8, 8, 8), depths=(0, 1, 0, 1), head=8)
SPEC = ModelSpec(
    name="tiny",
    kind=ModelKind.FACE_DETECTOR,
    input_px=96,
    resize=ResizeRule.CROP,
    code_bits=0,
    embedding_width=0,
    thresholds={"score": 0.5},
)


@pytest.fixture(scope="module")
def net():
    torch.manual_seed(0)
    net = FaceDetectorNet(TINY)
    for _ in range(5):
        net(torch.rand(4, 3, 64, 64) * 255)
    return net.eval()


def canvases(count, side):
    rng = np.random.default_rng(side)
    return rng.integers(0, 256, (count, side, side, 3), np.uint8)


@torch.no_grad()
def test_that_there_is_a_cell_for_every_place_of_every_stride(net):
    for side in (64, 96, 192):
        cells = net(torch.zeros(2, 3, side, side))
        assert (2, cell_count(side), 15) == cells.shape


@torch.no_grad()
def test_that_distances_to_edges_are_positive(net):
    cells = net(torch.from_numpy(canvases(3, 64)).permute(0, 3, 1, 2).float())
    assert (cells[..., 1:5] > 0).all()


def test_that_cells_are_in_the_order_in_which_they_are_read(net):
    """What changes in a corner of the picture changes the cells that lie there."""
    plain = torch.full((1, 3, 320, 320), 114.0)
    changed = plain.clone()
    changed[:, :, 300:, :20] = 250
    with torch.no_grad():
        moved = (net(plain) - net(changed))[0].abs().amax(dim=1)
    centres, strides = cell_centres(320)
    finest = np.flatnonzero(strides == 8)
    x, y = centres[finest[int(moved[finest].argmax())]]
    assert x < 60
    assert y > 260


def test_that_a_new_detector_sees_nearly_nothing(net):
    fresh = FaceDetectorNet(TINY).eval()
    with torch.no_grad():
        scores = torch.sigmoid(fresh(torch.zeros(1, 3, 64, 64))[..., 0])
    assert scores.max() < 0.05


def test_that_the_strides_need_a_width_and_a_depth_each():
    with pytest.raises(ValueError, match="strides 4, 8, 16, 32"):
        NetSettings(widths=(8, 8))


@pytest.mark.filterwarnings("ignore")  # inside torch's exporter
def test_that_the_file_says_what_torch_says_on_any_canvas(net, tmp_path):
    file = tmp_path / "tiny.onnx"
    export_face_detector(net, SPEC, file, [canvases(2, 64)])
    session = onnxruntime.InferenceSession(str(file))
    metadata = session.get_modelmeta().custom_metadata_map
    assert SPEC == ModelSpec.from_metadata(metadata)
    deployed = DeployedDetector(net)
    for count, side in ((1, 64), (3, 96), (1, 192)):
        shown = canvases(count, side)
        (found,) = session.run(["faces"], {"pixels": shown})
        wanted = deployed(torch.from_numpy(shown)).detach().numpy()
        np.testing.assert_allclose(wanted, found, atol=1e-4)


@pytest.mark.filterwarnings("ignore")  # inside torch's exporter
def test_that_a_file_that_differs_is_not_written(net, tmp_path):
    broken = FaceDetectorNet(TINY).eval()
    torch.nn.init.constant_(broken.score.bias, float("nan"))
    with pytest.raises(ExportError, match="cells differ"):
        export_face_detector(broken, SPEC, tmp_path / "no.onnx", [canvases(2, 64)])
    assert [] == list(tmp_path.iterdir())
