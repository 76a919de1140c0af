import pytest
import torch
from torch.nn.utils.parametrizations import spectral_norm

from trainer.nets.attention import SelfAttention


def slow_attention(layer, maps):
    """Do the same place by place."""
    count, _, height, width = maps.shape
    out = maps.clone()
    key, query, value = layer.key(maps), layer.query(maps), layer.value(maps)
    for picture in range(count):
        for y in range(height):
            for x in range(width):
                asked = query[picture, :, y, x]
                scores = (key[picture].flatten(1).T @ asked).exp()
                seen = value[picture].flatten(1) @ (scores / scores.sum())
                turned = layer.out.weight[:, :, 0, 0] @ seen
                out[picture, :, y, x] += layer.gamma * turned
    return out


def test_that_attention_begins_as_if_there_were_none():
    maps = torch.randn(2, 16, 4, 4)
    assert torch.equal(SelfAttention(16)(maps), maps)


def test_that_every_place_takes_in_all_others_by_their_weight():
    torch.manual_seed(1)
    layer = SelfAttention(16).double()
    torch.nn.init.constant_(layer.gamma, 0.7)
    maps = torch.randn(2, 16, 3, 2, dtype=torch.float64)
    assert torch.allclose(layer(maps), slow_attention(layer, maps))


def test_that_spectral_norm_bounds_each_convolution():
    torch.manual_seed(2)
    layer = SelfAttention(16, spectral_norm)
    for _ in range(30):  # power iterations
        layer(torch.randn(1, 16, 2, 2))
    for convolution in (layer.key, layer.query, layer.value, layer.out):
        stretch = torch.linalg.matrix_norm(convolution.weight[:, :, 0, 0], 2)
        assert stretch.item() == pytest.approx(1, rel=0.02)
