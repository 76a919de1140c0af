import copy

import numpy as np
import pytest
import torch

from trainer.nets.backbones import BackboneSettings
from trainer.nets.deploy import DeployedNet, PartsNet, fold_balance, fold_batch_norms
from trainer.nets.joined import JoinedDescriptor
from trainer.nets.photo import NetSettings, PhotoNet
from trainer.nets.regions import Pooling, RegionHead


@pytest.fixture(scope="module")
def net():
    torch.manual_seed(0)
    backbone = BackboneSettings(widths=(8, 16), depths=(1, 1), final_width=24)
    net = PhotoNet(NetSettings(backbone, 12, 16))
    for _ in range(5):
        net(torch.rand(8, 3, 32, 32) * 255)
    return net.eval()


@pytest.fixture
def pixels():
    return torch.rand(3, 3, 32, 32, generator=torch.Generator().manual_seed(1)) * 255


@torch.no_grad()
def test_that_folding_norms_changes_nothing_that_is_said(net, pixels):
    folded = copy.deepcopy(net)
    fold_batch_norms(folded)
    fold_balance(folded)
    norms = (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d)
    assert not any(isinstance(each, norms) for each in folded.modules())
    for before, after in zip(net(pixels), folded(pixels), strict=True):
        assert torch.allclose(before, after, atol=1e-4)


def parts_net(net, levels):
    torch.manual_seed(1)
    head = RegionHead(8, 16, 16, Pooling.MEAN)
    return PartsNet(net, head, JoinedDescriptor(12, 16, 12, 16, 0.6), levels).eval()


@torch.no_grad()
def test_that_a_net_that_knows_parts_joins_contents_and_details(net, pixels):
    knowing = parts_net(net, levels=3)
    embeddings, logits, regions = knowing(pixels)
    assert regions.shape == (3, 14, 16)
    details = torch.nn.functional.normalize(regions, dim=-1).sum(dim=1)
    details = torch.nn.functional.normalize(details, dim=1)
    expected = knowing.whole(net(pixels)[0], details)
    assert torch.allclose(embeddings, expected[0], atol=1e-6)
    assert torch.allclose(logits, expected[1], atol=1e-5)


@torch.no_grad()
def test_that_codes_of_parts_are_the_signs_of_their_logits(net):
    deployed = DeployedNet(parts_net(net, levels=2))
    pictures = torch.randint(0, 256, (2, 32, 32, 3), dtype=torch.uint8)
    _, _, parts = deployed(pictures)
    _, _, logits = deployed.logits(pictures)
    assert parts.shape == (2, 5, 2)
    assert (np.unpackbits(parts.numpy(), axis=-1) == (logits >= 0).numpy()).all()
