"""What recipe `own_photos` measures: whether edited photos find themselves again.

Letters in shapes: q queries, n photos, w width of an embedding, b bits.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from photosearch.spec.retraining_report import Compared
from trainer.data.split import Part
from trainer.evaluation.protocols import bootstrap
from trainer.nets.joined import JoinedDescriptor
from trainer.recipes.own_photos_data import OwnPhotos
from trainer.recipes.own_photos_views import LIGHT, STRONG, Described

Floats = npt.NDArray[np.float64]
Floats32 = npt.NDArray[np.float32]
Ranks = npt.NDArray[np.int64]

NEIGHBOURS = 10
"""Photos whose loss or gain `agreement` counts."""


@dataclass(frozen=True, slots=True)
class Collection:
    """All usable photos as one head describes them.

    Attributes:
        rows: (n,) places in `OwnPhotos`.
        groups: (n,) what belongs together.
        embeddings: (n, w) float32, unit length.
        signs: (n, b) float32 of -1 and +1.
    """

    rows: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]
    embeddings: Floats32
    signs: Floats32

    def closeness(self, signs: Floats32, own: npt.NDArray[np.int64]) -> Floats32:
        """Return how near each photo is to queries, (q, n), more is nearer.

        Copies of the photo that a query was made from, and others of its burst, are
        right as well: they are left out.

        Args:
            signs: (q, b) of the queries.
            own: (q,) places here of the photos that they were made from.
        """
        near: Floats32 = signs @ self.signs.T
        related = self.groups[own][:, None] == self.groups[None]
        related[np.arange(len(own)), own] = False
        near[related] = -np.inf
        return near


def collect(
    head: JoinedDescriptor, photos: OwnPhotos, parts: Mapping[Part, Described]
) -> Collection:
    """Describe all usable photos."""
    rows, embeddings, signs = [], [], []
    for described in parts.values():
        usable = described.usable
        rows.append(described.rows[usable])
        said = _describe(head, described, usable, 0)
        embeddings.append(said[0])
        signs.append(said[1])
    places = np.concatenate(rows)
    return Collection(
        places,
        np.array(photos.groups)[places],
        np.concatenate(embeddings),
        np.concatenate(signs),
    )


def edit_ranks(
    head: JoinedDescriptor,
    collection: Collection,
    described: Described,
    views: tuple[int, ...],
) -> Ranks:
    """Rank the photo that each edited view was made from, by code.

    Args:
        head: Describes the queries.
        collection: All photos, as the head describes them.
        described: The part of the queries.
        views: Which views of each photo.

    Returns:
        (photos, views) ranks from 1; ties count against the photo.
    """
    usable = described.usable
    order = np.argsort(collection.rows)
    asked = described.rows[usable]
    own = order[np.searchsorted(collection.rows, asked, sorter=order)]
    ranks = []
    for view in views:
        _, signs = _describe(head, described, usable, view)
        near = collection.closeness(signs, own)
        mine = near[np.arange(len(own)), own]
        ranks.append((near >= mine[:, None]).sum(axis=1))
    return np.stack(ranks, axis=1)


STRONG_VIEWS = tuple(range(1, 1 + len(STRONG)))
LIGHT_VIEWS = (0, *range(1 + len(STRONG), 1 + len(STRONG) + len(LIGHT)))
"""The exact copy, and near ones."""


def nearest_by_code(
    head: JoinedDescriptor,
    collection: Collection,
    described: Described,
    photo: int,
    view: int,
    count: int,
) -> npt.NDArray[np.int64]:
    """Return what one view finds: places in `OwnPhotos`, nearest first.

    Args:
        head: Describes the query.
        collection: All photos, as the head describes them.
        described: The part of the query.
        photo: Place of its photo there.
        view: Which view of it.
        count: At most this many; ties stand before the photo itself.
    """
    asked = np.array([photo])
    own = np.flatnonzero(collection.rows == described.rows[photo])
    _, signs = _describe(head, described, asked, view)
    near = collection.closeness(signs, own)[0]
    is_own = np.arange(len(near)) == own[0]
    order = np.lexsort((is_own, -near))
    found: npt.NDArray[np.int64] = collection.rows[order[np.isfinite(near[order])]]
    return found[:count]


def views_first(
    head: JoinedDescriptor,
    photos: OwnPhotos,
    parts: Mapping[Part, Described],
    part: Part = Part.VALIDATION,
) -> float:
    """Return the share of edited views of a part that find their photo first."""
    collection = collect(head, photos, parts)
    ranks = edit_ranks(head, collection, parts[part], STRONG_VIEWS)
    return float((ranks == 1).mean())


def neighbours_kept(
    old: Collection, new: Collection, asked: npt.NDArray[np.int64]
) -> Floats:
    """Return the share of each photo's nearest ones that a new head keeps.

    Args:
        old: The photos by the old head.
        new: The same photos by the new one.
        asked: (q,) places of the photos that look.

    Returns:
        (q,) shares of the ten nearest by embedding.
    """
    count = min(NEIGHBOURS, len(old.rows) - 1)
    before = _nearest(old.embeddings, asked, count)
    after = _nearest(new.embeddings, asked, count)
    kept: Floats = (before[:, :, None] == after[:, None, :]).any(axis=2).mean(axis=1)
    return kept


def mates_found(
    collection: Collection,
    bursts: npt.NDArray[np.int64],
    asked: npt.NDArray[np.int64],
    near: int,
) -> Floats:
    """Return 1 for each photo that finds another one of its burst, by code, else 0.

    Args:
        collection: All photos.
        bursts: (n,) number of the burst of each of them.
        asked: (q,) places of photos that have others in their burst.
        near: Places that are looked at; ties count against the others.
    """
    closeness = collection.signs[asked] @ collection.signs.T
    mates = bursts[asked][:, None] == bursts[None]
    mates[np.arange(len(asked)), asked] = False
    closeness[np.arange(len(asked)), asked] = -np.inf
    best = np.where(mates, closeness, -np.inf).max(axis=1)
    before = ((closeness >= best[:, None]) & ~mates).sum(axis=1)
    found: Floats = (before < near).astype(np.float64)
    return found


def compare(
    old: JoinedDescriptor,
    new: JoinedDescriptor,
    photos: OwnPhotos,
    parts: Mapping[Part, Described],
    near: int,
    seed: int,
) -> tuple[Compared, ...]:
    """Measure both heads on the photos that were kept back."""
    asked = parts[Part.HELD_OUT]
    before, after = (collect(head, photos, parts) for head in (old, new))
    strong = edit_ranks(old, before, asked, STRONG_VIEWS)
    strong_after = edit_ranks(new, after, asked, STRONG_VIEWS)
    light = edit_ranks(old, before, asked, LIGHT_VIEWS)
    light_after = edit_ranks(new, after, asked, LIGHT_VIEWS)
    held_out = np.flatnonzero(np.isin(before.rows, asked.rows[asked.usable]))
    bursts = np.array(photos.bursts)[before.rows]
    sizes = np.bincount(bursts, minlength=1)
    in_bursts = held_out[sizes[bursts[held_out]] > 1]
    measures = [
        _compared("views_first", strong == 1, strong_after == 1, seed),
        _compared("views_map", 1 / strong, 1 / strong_after, seed),
        _compared("copies_first", light == 1, light_after == 1, seed),
    ]
    if len(in_bursts):
        found = [mates_found(each, bursts, in_bursts, near) for each in (before, after)]
        measures.insert(2, _compared("bursts", found[0], found[1], seed))
    kept = neighbours_kept(before, after, held_out)
    measures.append(_compared("agreement", np.ones(len(kept)), kept, seed))
    return tuple(measures)


def _compared(
    measure: str,
    before: npt.NDArray[np.generic],
    after: npt.NDArray[np.generic],
    seed: int,
) -> Compared:
    """Compare values (photos,) or (photos, views); the interval is over photos."""
    first, second = (
        np.asarray(each, np.float64).reshape(len(each), -1) for each in (before, after)
    )
    low, high = bootstrap((second - first).mean(axis=1), seed)
    return Compared(
        measure, first.size, float(first.mean()), float(second.mean()), low, high
    )


def _nearest(
    embeddings: Floats32, asked: npt.NDArray[np.int64], count: int
) -> npt.NDArray[np.int64]:
    """Return the places of the photos nearest to some, (q, count)."""
    near = embeddings[asked] @ embeddings.T
    near[np.arange(len(asked)), asked] = -np.inf
    nearest: npt.NDArray[np.int64] = np.argsort(-near, axis=1, kind="stable")[:, :count]
    return nearest


@torch.no_grad()
def _describe(
    head: JoinedDescriptor,
    described: Described,
    photos: npt.NDArray[np.int64],
    view: int,
) -> tuple[Floats32, Floats32]:
    """Return embeddings (q, w) and signs (q, b) of a view of each photo."""
    device = head.project.weight.device
    contents, details = described.views(photos, view)
    embeddings, logits = head(contents.to(device), details.to(device))
    signs = torch.where(logits >= 0, 1.0, -1.0)
    return embeddings.cpu().numpy(), signs.cpu().numpy()
