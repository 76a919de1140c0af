import pytest
import torch

from trainer.nets.backbones import BackboneSettings, Family, build_backbone
from trainer.nets.deploy import DeployedNet
from trainer.nets.looks import LookingNet, Looks
from trainer.nets.photo import NetSettings, PhotoNet
from trainer.nets.precision import Precision, choose_precision

TINY = BackboneSettings(widths=(8, 16), depths=(1, 2), final_width=24)


def trained_net():
    """Return a network whose norms hold other than their first statistics."""
    torch.manual_seed(0)
    net = PhotoNet(NetSettings(TINY, embedding_width=12, code_bits=16))
    for parameter in net.parameters():
        parameter.data.add_(0.1 * torch.randn_like(parameter))
    for _ in range(3):
        net(torch.rand(8, 3, 32, 32) * 255)
    return net.eval()


@pytest.fixture
def pixels():
    return torch.randint(0, 256, (5, 32, 32, 3), dtype=torch.uint8)


@pytest.mark.parametrize("family", Family)
def test_that_a_backbone_halves_the_side_at_each_stage(family):
    settings = BackboneSettings(family, (8, 16, 24), (1, 0, 1), final_width=20)
    assert build_backbone(settings)(torch.zeros(2, 3, 64, 64)).shape == (2, 20, 4, 4)


def test_that_stages_without_a_depth_are_refused():
    with pytest.raises(ValueError, match="same stages"):
        BackboneSettings(widths=(8, 16), depths=(1,))


def test_that_a_code_that_cannot_be_packed_is_refused():
    with pytest.raises(ValueError, match="multiple of 8"):
        NetSettings(TINY, code_bits=12)


def test_that_embeddings_have_unit_length_and_bits_are_balanced():
    net = trained_net().train()
    embeddings, logits = net(torch.rand(16, 3, 32, 32) * 255)
    assert embeddings.norm(dim=1).tolist() == pytest.approx([1.0] * 16, abs=1e-5)
    assert logits.mean(dim=0).abs().max() < 1e-4


def test_that_a_picture_and_its_mirror_image_get_the_same_code():
    net = LookingNet(trained_net(), Looks(32, also_px=(24,), mirror=True))
    batch = torch.rand(4, 3, 32, 32) * 255
    embeddings, logits = net(batch)
    mirrored_embeddings, mirrored_logits = net(batch.flip(3))
    assert torch.allclose(embeddings, mirrored_embeddings, atol=1e-6)
    assert torch.allclose(logits, mirrored_logits, atol=1e-5)


def test_that_several_looks_are_the_mean_of_each():
    net = trained_net()
    batch = torch.rand(4, 3, 32, 32) * 255
    smaller = torch.nn.functional.interpolate(batch, (24, 24), mode="bilinear")
    each = [net(look) for look in (batch, smaller)]
    embeddings, logits = LookingNet(net, Looks(32, also_px=(24,)))(batch)
    assert torch.allclose(logits, (each[0][1] + each[1][1]) / 2, atol=1e-6)
    wanted = torch.nn.functional.normalize(each[0][0] + each[1][0], dim=1)
    assert torch.allclose(embeddings, wanted, atol=1e-6)


def test_that_the_deployed_network_says_what_the_trained_one_says(pixels):
    net = trained_net()
    embeddings, logits = net(pixels.permute(0, 3, 1, 2).float())
    deployed = DeployedNet(net)
    found_embeddings, found_logits = deployed.logits(pixels)
    # Half precision keeps about three digits of each weight.
    assert torch.allclose(found_embeddings, embeddings, atol=5e-3)
    assert torch.allclose(found_logits, logits, atol=5e-2)
    codes, _ = deployed(pixels)
    bits = (found_logits >= 0).int()
    weights = torch.tensor([128, 64, 32, 16, 8, 4, 2, 1])
    expected = (bits.view(5, 2, 8) * weights).sum(dim=2)
    assert codes.tolist() == expected.tolist()
    assert codes.dtype == torch.uint8


def test_that_deployed_weights_fit_half_precision():
    for parameter in DeployedNet(trained_net()).parameters():
        assert torch.equal(parameter, parameter.half().float())


def test_that_a_named_precision_is_kept_and_auto_is_resolved():
    device = torch.device("cpu")
    assert choose_precision(Precision.BFLOAT16, device) is Precision.BFLOAT16
    assert choose_precision(Precision.AUTO, device) is not Precision.AUTO


def test_that_the_mean_over_the_places_points_where_the_embedding_does():
    net = PhotoNet(NetSettings(TINY, embedding_width=12, code_bits=16)).eval()
    pixels = torch.rand(3, 3, 32, 32) * 255
    with torch.no_grad():
        embeddings, logits, maps = net.look(pixels)
        mean = torch.nn.functional.normalize(net.places(maps).mean(dim=1), dim=1)
        assert torch.allclose(mean, embeddings, atol=1e-5)
        assert all(
            torch.equal(a, b)
            for a, b in zip(net(pixels), (embeddings, logits), strict=True)
        )
