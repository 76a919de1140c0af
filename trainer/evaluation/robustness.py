"""What small changes of a query do to what it finds: attacks, noise, JPEG, blur.

An attack knows the network and the gallery and moves the query away from its nearest
partner, towards its nearest stranger (FGSM in one step, Goodfellow et al. 2015; PGD in
several, Madry et al. 2018). The gallery stays as it is.
Shapes: q queries, n photos of the gallery, s side in pixels, d of an embedding.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image, ImageFilter
from torch import Generator, Tensor

from photosearch.spec.preprocess import Pixels
from trainer.data.tensors import as_tensor
from trainer.evaluation.metrics import Floats
from trainer.evaluation.recall import Gallery, Places, retrieval_figures

Describe = Callable[[Tensor], Tensor]
"""From pictures (q, 3, s, s), 0 to 255, to embeddings (q, d) of unit length."""

QUERIES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class RobustnessSettings:
    """Table `[robustness]` of a recipe file.

    Attributes:
        queries: Most test photos that ask; 0 takes all.
        strengths: Largest change of a value by an attack, of 255.
        steps: Of PGD.
        noise: Standard deviations of noise, of 255.
        jpeg: Qualities of JPEG.
        blur: Radii of a Gaussian blur in pixels.
    """

    queries: int = 600
    strengths: tuple[int, ...] = (2, 4, 8)
    steps: int = 10
    noise: tuple[int, ...] = (8, 16)
    jpeg: tuple[int, ...] = (50, 20)
    blur: tuple[float, ...] = (0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Queries:
    """Photos that ask.

    Attributes:
        pixels: (q, s, s, 3) uint8.
        labels: (q,) class of each.
        own: (q,) place of each in the gallery, or `recall.NOWHERE`.
    """

    pixels: Pixels
    labels: Places
    own: Places


def robustness_figures(
    describe: Describe,
    queries: Queries,
    gallery: Gallery,
    settings: RobustnessSettings,
    seed: int,
) -> dict[str, Floats]:
    """Measure what changed queries find, and how far their embeddings move.

    Args:
        describe: The network in evaluation mode.
        queries: At least one, each with a partner in the gallery.
        gallery: Embeddings of unchanged photos.
        settings: Which changes.
        seed: Of noise and of the places where attacks begin.

    Returns:
        `recall@1_<change>` and `shift_<change>` (distance that the embedding moves)
        to (q,) values; `recall@1_unchanged` is of the same queries.
    """
    clean = _described(describe, as_tensor(queries.pixels))
    figures = {"recall@1_unchanged": _first(clean, queries, gallery)}
    for name, pictures in _changed(describe, queries, gallery, settings, seed):
        said = _described(describe, pictures)
        figures[f"recall@1_{name}"] = _first(said, queries, gallery)
        figures[f"shift_{name}"] = (said - clean).norm(dim=1).double().numpy()
    return figures


def attack(
    describe: Describe,
    queries: Queries,
    gallery: Gallery,
    strength: float,
    steps: int,
    draw: Generator,
) -> Tensor:
    """Change queries for the worse.

    Args:
        describe: The network in evaluation mode.
        queries: What is changed.
        gallery: Where they look.
        strength: Largest change of a value.
        steps: 1 is FGSM; with more each goes a quarter of the way that all could go,
            from a random start (PGD).
        draw: Decides the start.

    Returns:
        (q, 3, s, s), 0 to 255.
    """
    margins = _Margins(queries, gallery)
    start = as_tensor(queries.pixels)
    low, high = (start - strength).clamp(min=0), (start + strength).clamp(max=255)
    pictures, stride = start, strength
    if steps > 1:
        noise = torch.rand(start.shape, generator=draw) * 2 - 1
        pictures = torch.clamp(start + strength * noise, low, high)
        stride = 2.5 * strength / steps
    for _ in range(steps):
        parts = []
        for begin in range(0, len(pictures), QUERIES_AT_ONCE):
            part = slice(begin, begin + QUERIES_AT_ONCE)
            seen = pictures[part].requires_grad_()
            (gradient,) = torch.autograd.grad(margins(describe(seen), part).sum(), seen)
            parts.append(seen.detach() + stride * gradient.sign())
        pictures = torch.clamp(torch.cat(parts), low, high)
    return pictures


class _Margins:
    """By how much the nearest stranger is nearer than the nearest partner."""

    def __init__(self, queries: Queries, gallery: Gallery) -> None:
        self._embeddings = torch.from_numpy(gallery.embeddings)
        own = queries.own[:, None] == np.arange(len(gallery.labels))
        same = queries.labels[:, None] == gallery.labels
        self._strange = torch.from_numpy(~same)  # (q, n)
        self._partner = torch.from_numpy(same & ~own)  # (q, n)

    def __call__(self, embeddings: Tensor, part: slice) -> Tensor:
        """Return (p,) of the embeddings (p, d) of a part of the queries."""
        cosines = embeddings @ self._embeddings.T
        stranger = cosines.masked_fill(~self._strange[part], -2).amax(dim=1)
        partner = cosines.masked_fill(~self._partner[part], -2).amax(dim=1)
        return stranger - partner


def _changed(
    describe: Describe,
    queries: Queries,
    gallery: Gallery,
    settings: RobustnessSettings,
    seed: int,
) -> Iterator[tuple[str, Tensor]]:
    """Yield the name of each change and the changed pictures (q, 3, s, s)."""
    draw = Generator().manual_seed(seed)
    for name, steps in (("fgsm", 1), ("pgd", settings.steps)):
        for strength in settings.strengths:
            made = attack(describe, queries, gallery, strength, steps, draw)
            yield f"{name}_{strength}", made
    for deviation in settings.noise:
        clean = as_tensor(queries.pixels)
        noise = torch.randn(clean.shape, generator=draw)
        yield f"noise_{deviation}", (clean + deviation * noise).clamp(0, 255)
    for quality in settings.jpeg:
        yield f"jpeg_{quality}", _edited(queries.pixels, _as_jpeg(quality))
    for radius in settings.blur:
        yield f"blur_{radius:g}", _edited(queries.pixels, _as_blurred(radius))


Edit = Callable[[Image.Image], Image.Image]


def _edited(pixels: Pixels, edit: Edit) -> Tensor:
    edited = [np.asarray(edit(Image.fromarray(each))) for each in pixels]
    return as_tensor(np.stack(edited))


def _as_jpeg(quality: int) -> Edit:
    def edit(image: Image.Image) -> Image.Image:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality)
        return Image.open(file).convert("RGB")

    return edit


def _as_blurred(radius: float) -> Edit:
    return lambda image: image.filter(ImageFilter.GaussianBlur(radius))


@torch.no_grad()
def _described(describe: Describe, pictures: Tensor) -> Tensor:
    parts = torch.split(pictures, QUERIES_AT_ONCE)
    return torch.cat([describe(part) for part in parts])


def _first(said: Tensor, queries: Queries, gallery: Gallery) -> Floats:
    figures = retrieval_figures(
        said.numpy(), queries.labels, queries.own, gallery, (1,)
    )
    return figures["recall@1"]
