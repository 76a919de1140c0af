"""A tiny network of the kind that is shipped: a trunk, regions, both joined."""

import numpy as np
import torch

from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from trainer.export import export_photo_net
from trainer.nets.backbones import BackboneSettings, Family
from trainer.nets.deploy import PartsNet
from trainer.nets.joined import JoinedDescriptor
from trainer.nets.photo import NetSettings, PhotoNet
from trainer.nets.regions import Pooling, RegionHead

PX = 48


def draw_parts_net(bits=64, family=Family.PLAIN, hidden=128):
    torch.manual_seed(0)
    backbone = BackboneSettings(
        family, widths=(128, 32), depths=(1, 2), expand=2, final_width=40
    )
    trunk = PhotoNet(NetSettings(backbone, 32, 16))
    head = RegionHead(128, hidden, 128, Pooling.GEM)
    for module in (*trunk.modules(), *head.modules()):
        if isinstance(module, torch.nn.BatchNorm2d):  # as after training, none alike
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.normal_(module.bias, std=0.1)
    for _ in range(3):  # its norms see something
        pixels = torch.rand(8, 3, PX, PX) * 255
        trunk(pixels)
        head.adapter(trunk.fine_maps(pixels))
    width = head.whitening.layer.out_features
    whole = JoinedDescriptor(32, width, 128, bits, 0.6)
    torch.nn.init.normal_(whole.content_mean, std=0.02)
    return PartsNet(trunk, head, whole, levels=2, region_bits=bits).eval()


def parts_net_spec(bits=64, **facts):
    training = {
        "recipe": "drawn",
        "regions": {"pooling": "gem"},
        "whole": {"share": 0.6, "bits": bits},
    }
    content = {
        "name": "tiny-parts",
        "kind": ModelKind.PHOTO,
        "input_px": PX,
        "resize": ResizeRule.STRETCH,
        "code_bits": bits,
        "embedding_width": 128,
        "region_levels": 2,
        "training": training,
        "licence": "drawn for tests",
    }
    return ModelSpec(**content | facts)


def draw_pictures(count=6):
    generator = np.random.default_rng(0)
    return generator.integers(0, 256, (count, PX, PX, 3), dtype=np.uint8)


def export_parts_model(file, net=None, **facts):
    net = net or draw_parts_net()
    bits = net.whole.code.out_features
    export_photo_net(net, parts_net_spec(bits, **facts), file, draw_pictures())
    return file
