"""What the frozen trunk says of the views of labelled photos, described once.

Kept on disk some photos at a time, so that a run that was stopped goes on. Letters in
shapes: n photos, v views (the first is the whole photo), e and d widths of contents
and details.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from photosearch.spec.preprocess import Pixels, network_input
from trainer.data.augment import plain
from trainer.data.edited import learning_view
from trainer.data.label_sets import LabelSets
from trainer.data.own_folder import UnreadableError, read_small
from trainer.data.sources import stable_share
from trainer.errors import DAMAGED, DataError
from trainer.nets.precision import Precision
from trainer.recipes.my_labels_settings import Settings
from trainer.recipes.own_photos_progress import Teller
from trainer.recipes.own_photos_views import Eye

VIEWS_FOLDER = "views"
PHOTOS_AT_ONCE = 16

Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class SeenPhotos:
    """The views of all photos.

    Attributes:
        contents: (n, v, e) float16, unit length.
        details: (n, v, d) float16, unit length.
    """

    contents: Halves
    details: Halves

    def views(
        self, photos: npt.NDArray[np.int64], views: npt.NDArray[np.int64] | int
    ) -> tuple[Tensor, Tensor]:
        """Return contents (m, e) and details (m, d) of a view of each of m photos."""
        contents = self.contents[photos, views].astype(np.float32)
        details = self.details[photos, views].astype(np.float32)
        return torch.from_numpy(contents), torch.from_numpy(details)


def see_photos(
    sets: LabelSets, eye: Eye, settings: Settings, teller: Teller
) -> SeenPhotos:
    """Describe the views of all photos, those first that were not yet.

    Raises:
        DataError: A photo cannot be read any more, or there is no space.
        StoppedByUser: The follower asked to stop; what was described is kept.
    """
    folder = settings.out / VIEWS_FOLDER
    contents, details = [], []
    with ThreadPoolExecutor(settings.data.workers) as pool:
        for start in range(0, len(sets), PHOTOS_AT_ONCE):
            names = sets.files[start : start + PHOTOS_AT_ONCE]
            file = folder / f"{start:07d}.npz"
            plan = repr((settings.seeing(), names))
            kept = _kept(file, plan)
            if kept is None:
                teller.wait()
                squares = list(pool.map(lambda n: _views(n, eye, settings), names))
                kept = _described(np.stack(squares), eye)
                _keep(file, plan, kept)
            contents.append(kept[0])
            details.append(kept[1])
            done = len(sets) + start + len(names)
            teller.reading(done, 0, 2 * len(sets))
    return SeenPhotos(np.concatenate(contents), np.concatenate(details))


def _views(name: str, eye: Eye, settings: Settings) -> Pixels:
    """Cut the views of a photo, (v, s, s, 3)."""
    file = settings.data.folder / name
    try:
        photo = read_small(file, settings.data.decode_px)
    except UnreadableError as error:
        raise DataError(f"cannot read {file}: {error}") from error
    seeds = (
        int(stable_share(f"{settings.seed}/{name}/{view}") * 2**53)
        for view in range(settings.learn.views)
    )
    random = [learning_view(photo, eye.px, seed, settings.views) for seed in seeds]
    return np.stack([network_input(photo, eye.px, eye.rule), *random])


def _described(squares: Pixels, eye: Eye) -> tuple[Halves, Halves]:
    """Describe views (n, v, s, s, 3): the whole photos as in use, others fast."""
    count, views = squares.shape[:2]
    whole = eye.see(plain(torch.from_numpy(squares[:, 0]), eye.px), Precision.FLOAT32)
    random = torch.from_numpy(squares[:, 1:].reshape(-1, *squares.shape[2:]))
    cut = eye.see(plain(random, eye.px), eye.precision)
    contents, details = (
        torch.cat([one[:, None], other.view(count, views - 1, -1)], dim=1)
        .half()
        .numpy()
        for one, other in zip(whole, cut, strict=True)
    )
    return contents, details


def _kept(file: Path, plan: str) -> tuple[Halves, Halves] | None:
    if not file.is_file():
        return None
    try:
        # Opened here: numpy leaves a damaged file open.
        with file.open("rb") as kept, np.load(kept) as content:
            if str(content["plan"]) != plan:
                raise DataError(
                    f"{file.parent} holds views of other photos; "
                    "delete it or choose another run folder with out=DIR"
                )
            return content["contents"], content["details"]
    except DAMAGED as error:
        raise DataError(f"{file} is damaged; delete it") from error


def _keep(file: Path, plan: str, said: tuple[Halves, Halves]) -> None:
    partial = file.with_suffix(".partial.npz")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(partial, plan=np.array(plan), contents=said[0], details=said[1])
        partial.replace(file)
    except OSError as error:
        raise DataError(f"cannot keep views in {file}: {error.strerror}") from error
