"""A photo model file, read back into the network that it was exported from.

The weights keep their names in the file. What the file does not name, the shape of the
backbone, follows from theirs; how regions are pooled and joined stands in the
description. The network read back is compared with the file before anyone uses it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from photosearch.spec.model import ModelKind, ModelSpec
from trainer.errors import DataError, ExportError
from trainer.evaluation.encoder import Encoder
from trainer.export import require_agreement
from trainer.nets.backbones import BackboneSettings, Family
from trainer.nets.deploy import DeployedNet, PartsNet, fold_batch_norms
from trainer.nets.joined import JoinedDescriptor
from trainer.nets.photo import NetSettings, PhotoNet
from trainer.nets.regions import Pooling, RegionHead

BUNDLED = "photo-2.onnx"
COMPARED = 4
"""Drawn pictures on which network and file are compared."""

_UNUSED_BITS = 8
_OTHER = (KeyError, IndexError, TypeError, ValueError, RuntimeError, ExportError)
"""What comes of reading a model of another kind."""

_LAYER = re.compile(r"net\.backbone\.(\d+)\.(0|branch\.\d+\.0)\.weight")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A model file that was read back.

    Attributes:
        net: Its network, norms folded, in evaluation mode.
        spec: What the file says about itself.
    """

    net: PartsNet
    spec: ModelSpec


def bundled_file() -> Path:
    """Return the model file that comes with the program.

    Raises:
        DataError: It is missing.
    """
    package = Path(str(resources.files("photosearch")))
    # In an installed program inside the package, in a source checkout beside it.
    for place in (package, package.parent):
        file = place / "resources" / "models" / BUNDLED
        if file.is_file():
            return file
    raise DataError(f"{BUNDLED} did not come with the program; give start=FILE")


def load_shipped(file: Path) -> Shipped:
    """Read a photo model that knows parts, such as `photo-2`.

    Raises:
        DataError: The file cannot be read, or is no model of that kind.
    """
    spec = Encoder(file).spec
    content = file.read_bytes()
    model = onnx.load_from_string(content)
    try:
        net = _net_of(_weights(model.graph), spec)
        require_agreement(DeployedNet(net), content, _drawn(spec.input_px))
    except _OTHER as error:
        raise DataError(
            f"cannot retrain model {spec.name} in {file}: it is no photo model with "
            "codes of parts as photo-2 is; start from that one or one made from it"
        ) from error
    return Shipped(net, spec)


def _weights(graph: onnx.GraphProto) -> dict[str, Tensor]:
    """Return the weights under the names that they had in torch."""
    tensors = {
        each.name.removesuffix(".half"): numpy_helper.to_array(each)
        for each in graph.initializer
    }
    weights = {
        name.removeprefix("net."): torch.from_numpy(np.array(value, np.float32))
        for name, value in tensors.items()
        if name.startswith("net.")
    }
    # A linear layer over three axes becomes a product with the transposed weight.
    products = [node for node in graph.node if node.op_type == "MatMul"]
    if not products:
        raise ValueError("no whitening of regions")
    transposed = np.array(tensors[products[0].input[1]].T, np.float32)
    weights["head.whitening.layer.weight"] = torch.from_numpy(transposed)
    return weights


def _net_of(weights: Mapping[str, Tensor], spec: ModelSpec) -> PartsNet:
    """Build the network that the weights fit into.

    Raises:
        KeyError: A weight or a fact is missing.
        RuntimeError: The weights fit into no such network.
        ValueError: The description contradicts itself.
    """
    if spec.kind is not ModelKind.PHOTO or not spec.region_levels:
        raise ValueError("not a photo model that knows parts")
    contents = len(weights["net.embedding.bias"])
    whitened = len(weights["head.whitening.layer.bias"])
    adapter = weights.get("head.adapter.0.bias")
    trunk = PhotoNet(NetSettings(_backbone_of(weights), contents, _UNUSED_BITS))
    head = RegionHead(
        trunk.settings.backbone.fine_width,
        0 if adapter is None else len(adapter),
        whitened,
        Pooling(_fact(spec.training, "regions", "pooling")),
    )
    whole = JoinedDescriptor(
        contents,
        whitened,
        spec.embedding_width,
        spec.code_bits,
        float(_fact(spec.training, "whole", "share")),
    )
    net = PartsNet(trunk, head, whole, spec.region_levels, spec.code_bits).eval()
    fold_batch_norms(net)
    missing, unknown = net.load_state_dict(dict(weights), strict=False)
    # The trunk's own code is not in the file: both descriptors together make it.
    lacking = [each for each in missing if not each.startswith(_UNEXPORTED)]
    if lacking or unknown:
        raise ValueError(f"weights {[*lacking, *unknown]} do not fit")
    return net


_UNEXPORTED = ("net.code.", "net.balance.")


def _backbone_of(weights: Mapping[str, Tensor]) -> BackboneSettings:
    """Infer the shape of a backbone from the shapes of its convolutions."""
    units: dict[int, Tensor] = {}
    blocks: dict[int, dict[str, Tensor]] = {}
    for name, weight in weights.items():
        if match := _LAYER.fullmatch(name):
            place, what = int(match[1]), match[2]
            if what == "0":
                units[place] = weight
            else:
                blocks.setdefault(place, {})[what] = weight
    *stages, last = sorted(units)
    ends = [*stages[1:], last]
    is_inverted = any("branch.2.0" in each for each in blocks.values())
    widening = next(iter(blocks.values()))["branch.1.0"] if is_inverted else None
    return BackboneSettings(
        family=Family.INVERTED if is_inverted else Family.PLAIN,
        widths=tuple(len(units[place]) for place in stages),
        depths=tuple(end - place - 1 for place, end in zip(stages, ends, strict=True)),
        expand=1 if widening is None else widening.shape[0] // widening.shape[1],
        patch=units[stages[0]].shape[-1],
        final_width=len(units[last]),
    )


def _fact(training: Mapping[str, Any], table: str, name: str) -> Any:
    return training[table][name]


def _drawn(px: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Draw pictures (n, px, px, 3) of large and small patches."""
    generator = np.random.default_rng(0)
    pictures = np.zeros((COMPARED, px, px, 3), np.uint8)
    for number in range(COMPARED):
        cells = generator.integers(0, 256, (4 << number, 4 << number, 3), np.uint8)
        rows = np.arange(px) * len(cells) // px
        pictures[number] = cells[rows][:, rows]
    return pictures
