import dataclasses

import pytest
import torch
from torch import Generator, nn

from trainer.nets.hashing import HashNet
from trainer.nets.infogan import GanSettings, HashNetSettings, InfoGan
from trainer.nets.trunks import TrunkKind, build_trunk, trunk_width

NET = HashNetSettings(width=8, hidden=16, projection=8, bits=(8, 16))
GAN = GanSettings(width=8, latent_bits=32, noise=4)


@pytest.mark.parametrize("kind", list(TrunkKind))
@pytest.mark.parametrize("attention", [False, True])
def test_that_a_trunk_has_the_width_it_says(kind, attention):
    trunk = build_trunk(kind, 8, attention=attention)
    maps = trunk(torch.zeros(2, 3, 32, 32))
    assert maps.shape[:2] == (2, trunk_width(8))


def test_that_the_spectral_trunk_has_no_batch_norm():
    modules = build_trunk(TrunkKind.SPECTRAL, 8, attention=True).modules()
    assert not any(isinstance(module, nn.BatchNorm2d) for module in modules)


def test_that_the_generator_makes_pictures_in_range():
    net = InfoGan(NET, GAN)
    draw = Generator().manual_seed(1)
    pictures = net.generator(net.latent(net.draw_codes(3, draw), draw))
    assert pictures.shape == (3, 3, 32, 32)
    assert pictures.abs().max() <= 1


def test_that_an_adjustment_vector_keeps_the_input_of_one_length():
    lengths = {
        InfoGan(dataclasses.replace(NET, bits=(bits,)), GAN).generator.start.in_features
        for bits in (8, 16, 32)
    }
    assert lengths == {GAN.noise + GAN.latent_bits}


def test_that_without_it_the_input_grows_with_the_code():
    plain = dataclasses.replace(GAN, adjustment=False)
    lengths = [
        InfoGan(
            dataclasses.replace(NET, bits=(bits,)), plain
        ).generator.start.in_features
        for bits in (8, 40)
    ]
    assert lengths == [GAN.noise + 8, GAN.noise + 40]


def test_that_a_latent_vector_begins_with_its_code():
    net = InfoGan(NET, GAN)
    draw = Generator().manual_seed(2)
    codes = net.draw_codes(5, draw)
    latent = net.latent(codes, draw)
    assert set(codes.unique().tolist()) == {-1.0, 1.0}
    assert torch.equal(latent[:, :24], codes)
    assert set(latent[:, -net.adjustment_bits :].unique().tolist()) == {-1.0, 1.0}


def test_that_codes_longer_than_all_latent_bits_are_refused():
    with pytest.raises(ValueError, match="exceed gan"):
        InfoGan(dataclasses.replace(NET, bits=(40,)), GAN)


def test_that_codes_that_cannot_be_packed_are_refused():
    with pytest.raises(ValueError, match="multiples of 8"):
        HashNetSettings(bits=(12,))


def test_that_the_average_moves_towards_the_generator_and_restarts_it():
    net = InfoGan(NET, GAN)
    old = net.average.start.weight.clone()
    with torch.no_grad():
        net.generator.start.weight.add_(1.0)
    net.follow(0.75)
    assert torch.allclose(net.average.start.weight, old + 0.25)
    net.restart()
    assert torch.equal(net.generator.start.weight, net.average.start.weight)


def test_that_a_shared_trunk_is_kept_once():
    net = InfoGan(NET, dataclasses.replace(GAN, share_trunk=True))
    assert not any(name.startswith("judge_trunk") for name in net.state_dict())
    pictures = torch.randn(2, 3, 32, 32)
    net.eval()
    wanted = net.features(pictures)
    side = net.trunk(pictures).shape[-1]
    assert torch.allclose(net.judged_features(pictures), wanted * side**2, atol=1e-5)


def test_that_the_model_says_what_the_network_says():
    net = InfoGan(NET, GAN).eval()
    pixels = torch.randint(0, 256, (3, 3, 32, 32)).float()
    features = net.features(pixels / 127.5 - 1)
    embeddings, logits = HashNet(net, 16).eval()(pixels)
    assert torch.allclose(embeddings.norm(dim=1), torch.ones(3))
    assert torch.equal(logits, net.heads(features)[:, 8:])


@pytest.mark.parametrize("kind", TrunkKind)
def test_that_a_network_for_64_px_makes_and_reads_pictures_of_64_px(kind):
    settings = HashNetSettings(kind, 8, bits=(16,), side_px=64)
    net = InfoGan(settings, GanSettings(width=8, latent_bits=32))
    codes = net.draw_codes(2, torch.Generator().manual_seed(0))
    pictures = net.generator(net.latent(codes, torch.Generator().manual_seed(0)))
    assert pictures.shape == (2, 3, 64, 64)
    assert net.heads(net.features(pictures)).shape == (2, 16)
    assert net.judge(net.judged_features(pictures)).shape == (2, 1)


def test_that_pictures_of_other_sides_are_refused():
    with pytest.raises(ValueError, match="48 px"):
        InfoGan(HashNetSettings(side_px=48), GanSettings())
