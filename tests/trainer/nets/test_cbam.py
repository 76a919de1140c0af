import pytest
import torch
from torch import nn

from trainer.nets.backbones import BackboneSettings, Family, build_backbone
from trainer.nets.cbam import Cbam, Gate, add_attention


def slow_attention(block, maps):
    """Follow the equations of the paper, picture by picture and place by place."""
    channels, places = block
    first, second = channels.mlp[0], channels.mlp[2]
    convolution, norm = places.look
    out = torch.zeros_like(maps)
    for number, picture in enumerate(maps):
        mean, most = picture.mean(dim=(1, 2)), picture.flatten(1).max(dim=1).values
        logits = sum(second(first(each).relu()) for each in (mean, most))
        gated = picture * torch.sigmoid(logits)[:, None, None]
        seen = torch.stack([gated.max(dim=0).values, gated.mean(dim=0)])
        padded = nn.functional.pad(seen, (3, 3, 3, 3))
        for row in range(picture.shape[1]):
            for column in range(picture.shape[2]):
                patch = padded[:, row : row + 7, column : column + 7]
                value = (patch * convolution.weight[0]).sum()
                scale = (norm.running_var + norm.eps).rsqrt()
                value = (value - norm.running_mean) * scale
                value = value * norm.weight + norm.bias
                out[number, :, row, column] = gated[:, row, column] * value.sigmoid()
    return out


@torch.no_grad()
def test_that_attention_follows_the_equations():
    torch.manual_seed(0)
    block = Cbam(16, Gate.HALF)
    block(torch.randn(4, 16, 5, 6))  # its norm sees something
    maps = torch.randn(2, 16, 5, 6)
    assert torch.allclose(slow_attention(block, maps), block.eval()(maps), atol=1e-5)


@pytest.mark.parametrize("family", list(Family))
def test_that_open_gates_leave_a_trained_network_as_it_was(family):
    torch.manual_seed(0)
    settings = BackboneSettings(family, (8, 16), (1, 2), 2, final_width=16)
    net = build_backbone(settings).eval()
    for layer in net.modules():
        if isinstance(layer, nn.BatchNorm2d):
            nn.init.uniform_(layer.weight, 0.5, 1.5)
    pixels = torch.randn(2, 3, 32, 32)
    before = net(pixels)
    assert add_attention(net, Gate.OPEN) == 3
    assert torch.equal(before, net.eval()(pixels))


def test_that_open_gates_learn():
    torch.manual_seed(0)
    block = Cbam(16, Gate.OPEN)
    block(torch.randn(2, 16, 5, 6)).square().sum().backward()
    for name in ("0.mlp.2.weight", "1.look.1.weight", "1.look.1.bias"):
        assert block.get_parameter(name).grad.abs().sum() > 0


def test_that_published_gates_halve_at_first():
    block = Cbam(16, Gate.HALF)
    for layer in (block[0].mlp[2], block[1].look[1]):
        nn.init.zeros_(layer.weight)
        nn.init.zeros_(layer.bias)
    maps = torch.randn(2, 16, 5, 6)
    assert torch.allclose(maps / 4, block(maps))
