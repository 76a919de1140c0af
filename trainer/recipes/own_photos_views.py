"""What the frozen trunk says of the views of somebody's photos.

Described once and kept on disk. Letters in shapes: n photos, v views of each (the
first is the whole photo), e and d widths of contents and details, s side in pixels.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from photosearch.spec.preprocess import Pixels, ResizeRule, network_input
from trainer.data.augment import plain
from trainer.data.edited import learning_view
from trainer.data.own_folder import UnreadableError, read_small, require_there
from trainer.data.sources import stable_share
from trainer.data.split import Part
from trainer.data.store import State, require_space
from trainer.errors import DataError
from trainer.evaluation.edited_views import STRONG_EDITS
from trainer.evaluation.edits import EDITS
from trainer.nets.deploy import PartsNet
from trainer.nets.precision import Precision, autocast, choose_precision
from trainer.nets.regions import joined
from trainer.recipes.own_photos_data import OwnPhotos
from trainer.recipes.own_photos_progress import Teller
from trainer.recipes.own_photos_settings import Settings

VIEWS_FOLDER = "views"
PHOTOS_AT_ONCE = 8
CHUNKS_AHEAD = 3

LIGHT_EDITS = {name: edit for name, edit in EDITS.items() if name != "rotated_90"}
"""What makes near copies; a photo on its side is no copy to this network."""

STRONG, LIGHT = tuple(STRONG_EDITS), tuple(LIGHT_EDITS)


@dataclass(frozen=True, slots=True)
class Described:
    """The views of the photos of one part, memory mapped.

    Attributes:
        rows: (n,) places of the photos in `OwnPhotos`.
        contents: (n, v, e) float16, unit length.
        details: (n, v, d) float16, unit length.
        state: (n,) uint8 of `State`.
    """

    rows: npt.NDArray[np.int64]
    contents: npt.NDArray[np.float16]
    details: npt.NDArray[np.float16]
    state: npt.NDArray[np.uint8]

    @property
    def usable(self) -> npt.NDArray[np.int64]:
        """Places in these arrays of photos that could be read, ascending."""
        return np.flatnonzero(self.state == State.DONE)

    def views(
        self, photos: npt.NDArray[np.int64], views: npt.NDArray[np.int64] | int
    ) -> tuple[Tensor, Tensor]:
        """Return contents (m, e) and details (m, d) of a view of each of m photos."""
        contents = np.asarray(self.contents[photos, views], np.float32)
        details = np.asarray(self.details[photos, views], np.float32)
        return torch.from_numpy(contents), torch.from_numpy(details)

    def flush(self) -> None:
        """Put everything on disk, the states last."""
        for each in (self.contents, self.details, self.state):
            if isinstance(each, np.memmap):
                each.flush()


@dataclass(frozen=True, slots=True)
class Eye:
    """The network to start from, and how photos are put before it.

    Attributes:
        net: In evaluation mode, on the device, channels last.
        px: Side of its input.
        rule: How a photo becomes a square.
        precision: Number format for learning views; others are seen as in use.
        device: Where it runs.
    """

    net: PartsNet
    px: int
    rule: ResizeRule
    precision: Precision
    device: torch.device

    @torch.no_grad()
    def see(self, pixels: Tensor, precision: Precision) -> tuple[Tensor, Tensor]:
        """Return contents (n, e) and details (n, d) of pictures (n, 3, s, s)."""
        shown = pixels.to(self.device, memory_format=torch.channels_last)
        with autocast(precision, self.device):
            contents, regions = self.net.seen(shown)
        details = joined(functional.normalize(regions.float(), dim=-1))
        return functional.normalize(contents.float(), dim=1).cpu(), details.cpu()


@dataclass(frozen=True, slots=True)
class Views:
    """The views of one photo, (s, s, 3) uint8 each.

    Attributes:
        plain: The whole photo and its edits, described as in use.
        random: Learning views, described as fast as can be.
    """

    plain: Sequence[Pixels]
    random: Sequence[Pixels]


def open_eye(
    net: PartsNet,
    px: int,
    rule: ResizeRule,
    settings: Settings,
    device: torch.device | None = None,
) -> Eye:
    """Put a network on a device, by default on the fastest."""
    if device is None:
        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = net.to(device, memory_format=torch.channels_last).eval()  # type: ignore[call-overload]
    return Eye(net, px, rule, choose_precision(settings.precision, device), device)


def describe_photos(
    photos: OwnPhotos, eye: Eye, settings: Settings, teller: Teller
) -> Mapping[Part, Described]:
    """Describe the views of all photos, those first that were not yet.

    Raises:
        DataError: There is no space, the run's folder holds views of other photos, or
            the photos are gone.
        StoppedByUser: The follower asked to stop; what was described is kept.
    """
    parts = {part: _open(photos, part, eye, settings) for part in Part}
    count = len(photos.names)
    done = count + sum(int((each.state > 0).sum()) for each in parts.values())
    failed = len(photos.failed)
    failed += sum(_unreadable(each) for each in parts.values())
    teller.reading(done, failed, 2 * count)
    for part, described in parts.items():
        try:
            for chunk in _describe_part(photos, part, described, eye, settings):
                failed += int((described.state[chunk] == State.UNREADABLE).sum())
                done += len(chunk)
                teller.reading(done, failed, 2 * count)
                teller.wait()
        finally:
            described.flush()
    if not all(len(each.usable) for each in parts.values()):
        raise DataError(
            f"too few of the photos in {settings.data.folder} can be read any more; "
            f"delete {settings.out} and begin again"
        )
    return parts


def views_of(
    photo: Pixels, name: str, part: Part, eye: Eye, settings: Settings
) -> Views:
    """Make the views of a photo (h, w, 3) that its part asks for."""

    def seen(pixels: Pixels) -> Pixels:
        return network_input(pixels, eye.px, eye.rule)

    if part is Part.TRAINING:
        seeds = (_seed(settings, name, i) for i in range(settings.chosen.views))
        random = [learning_view(photo, eye.px, each, settings.views) for each in seeds]
        return Views([seen(photo)], random)
    edited = [seen(photo)]
    edited += [seen(edit) for edit in strong_edits(photo, name, settings)]
    if part is Part.HELD_OUT:
        edited += [seen(edit(photo)) for edit in LIGHT_EDITS.values()]
    return Views(edited, [])


def strong_edits(photo: Pixels, name: str, settings: Settings) -> tuple[Pixels, ...]:
    """Edit a photo (h, w, 3) in all ways of `STRONG`, alike in every run."""
    chance = np.random.default_rng(_seed(settings, name, -1))
    return tuple(edit(photo, chance) for edit in STRONG_EDITS.values())


def see_views(views: Sequence[Views], eye: Eye) -> tuple[Tensor, Tensor]:
    """Describe the views of photos: contents (n, v, e) and details (n, v, d)."""
    as_they_are = np.stack([each for photo in views for each in photo.plain])
    seen = [_grouped(eye.see(_input(as_they_are, eye.px), Precision.FLOAT32), views)]
    if views[0].random:
        random = np.stack([each for photo in views for each in photo.random])
        seen.append(_grouped(eye.see(_input(random, eye.px), eye.precision), views))
    contents, details = zip(*seen, strict=True)
    return torch.cat(contents, dim=1), torch.cat(details, dim=1)


def _input(squares: Pixels, px: int) -> Tensor:
    return plain(torch.from_numpy(squares), px)


def _grouped(
    said: tuple[Tensor, Tensor], views: Sequence[Views]
) -> tuple[Tensor, Tensor]:
    contents, details = said
    count = len(views)
    return (
        contents.reshape(count, -1, contents.shape[1]),
        details.reshape(count, -1, details.shape[1]),
    )


def _describe_part(
    photos: OwnPhotos, part: Part, described: Described, eye: Eye, settings: Settings
) -> Iterator[npt.NDArray[np.int64]]:
    """Describe what is pending and yield which places are done, chunk by chunk."""
    pending = np.flatnonzero(described.state == State.PENDING)
    chunks = [
        pending[i : i + PHOTOS_AT_ONCE] for i in range(0, len(pending), PHOTOS_AT_ONCE)
    ]

    def cut(place: int) -> Views | None:
        name = photos.names[described.rows[place]]
        try:
            photo = read_small(settings.data.folder / name, settings.data.decode_px)
        except UnreadableError:
            return None
        return views_of(photo, name, part, eye, settings)

    with ThreadPoolExecutor(max(1, settings.data.workers)) as pool:
        for chunk, views in _ahead(chunks, cut, pool):
            usable = [each for each in views if each is not None]
            if len(usable) < len(views):
                require_there(settings.data.folder)
            places = chunk[[each is not None for each in views]]
            if usable:
                contents, details = see_views(usable, eye)
                described.contents[places] = contents.half().numpy()
                described.details[places] = details.half().numpy()
            described.state[chunk] = State.UNREADABLE
            described.state[places] = State.DONE
            yield chunk


def _ahead(
    chunks: Sequence[npt.NDArray[np.int64]],
    cut: Callable[[int], Views | None],
    pool: ThreadPoolExecutor,
) -> Iterator[tuple[npt.NDArray[np.int64], list[Views | None]]]:
    """Cut views a few chunks ahead of whoever describes them."""
    waiting: list[tuple[npt.NDArray[np.int64], list[Future[Views | None]]]] = []
    for chunk in [*chunks, *[None] * CHUNKS_AHEAD]:
        if chunk is not None:
            waiting.append((chunk, [pool.submit(cut, p) for p in chunk.tolist()]))
        if waiting and (chunk is None or len(waiting) > CHUNKS_AHEAD):
            first, running = waiting.pop(0)
            yield first, [each.result() for each in running]


def _seed(settings: Settings, name: str, index: int) -> int:
    return int(stable_share(f"{settings.seed}/{name}/{index}") * 2**53)


def _unreadable(described: Described) -> int:
    return int((described.state == State.UNREADABLE).sum())


def _open(photos: OwnPhotos, part: Part, eye: Eye, settings: Settings) -> Described:
    """Open what is described of a part, creating it on first use."""
    rows = photos.rows(part)
    views = 1 + len(STRONG) + len(LIGHT) * (part is Part.HELD_OUT)
    if part is Part.TRAINING:
        views = 1 + settings.chosen.views
    folder = settings.out / VIEWS_FOLDER / part.value
    whole = eye.net.whole
    contents, details = len(whole.content_mean), len(whole.detail_mean)
    shapes: dict[str, tuple[tuple[int, ...], type]] = {
        "contents": ((len(rows), views, contents), np.float16),
        "details": ((len(rows), views, details), np.float16),
        "state": ((len(rows),), np.uint8),
    }
    plan = json.dumps([settings.seeing(), rows.tolist()])
    return Described(rows, **_maps(folder, shapes, plan))


def _maps(
    folder: Path, shapes: Mapping[str, tuple[tuple[int, ...], type]], plan: str
) -> dict[str, np.memmap]:
    plan_file = folder / "plan.json"
    try:
        known = plan_file.read_text(encoding="utf-8") if plan_file.is_file() else None
        if known is None:
            folder.mkdir(parents=True, exist_ok=True)
            require_space(folder, shapes)
            for name, (shape, kind) in shapes.items():
                np.lib.format.open_memmap(folder / f"{name}.npy", "w+", kind, shape)
            plan_file.write_text(plan, encoding="utf-8")
        elif known != plan:
            raise DataError(
                f"{folder} holds other views; "
                "delete it or choose another run folder with out=DIR"
            )
        return {
            name: np.lib.format.open_memmap(folder / f"{name}.npy", "r+")
            for name in shapes
        }
    except (OSError, ValueError) as error:
        with suppress(OSError):
            plan_file.unlink()
        raise DataError(f"cannot keep views in {folder}: {error}") from error
