"""The photos of recipe `own_photos`: looked at once, then divided.

What the first look told is written down photo by photo, so that a run that was stopped
goes on where it was; once all are divided, they stay so.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from trainer.data.moments import divide_moments, find_moments
from trainer.data.own_folder import (
    Glance,
    UnreadableError,
    glance,
    photo_files,
    require_there,
)
from trainer.data.sources import stable_share
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.recipes.own_photos_progress import Teller
from trainer.recipes.own_photos_settings import Settings

LEAST_MOMENTS = 8
"""Photos of fewer moments than this teach nothing: all are told apart from the others
of a batch, and one of each is in it."""

GLANCES_FILE = "glances.jsonl"
PHOTOS_FILE = "photos.json"
NEIGHBOURS = 16
"""Photos next to each other by name that are drawn together, lest bursts be torn."""


@dataclass(frozen=True, slots=True)
class OwnPhotos:
    """The usable photos of a folder, n of them.

    Attributes:
        identity: What they were divided by.
        names: With `/`, relative to the folder, sorted.
        parts: What each is used for.
        bursts: Number of the burst of each.
        groups: Number of what must not be separated: bursts and copies.
        failed: Names of files that cannot be used, and why.
    """

    identity: str
    names: tuple[str, ...]
    parts: tuple[Part, ...]
    bursts: tuple[int, ...]
    groups: tuple[int, ...]
    failed: tuple[tuple[str, str], ...]

    def rows(self, part: Part) -> npt.NDArray[np.int64]:
        """Return the places of the photos of a part, ascending."""
        return np.flatnonzero([each is part for each in self.parts])


def own_photos(settings: Settings, teller: Teller) -> OwnPhotos:
    """Look at the photos of the folder and divide them, or read what was found.

    Raises:
        DataError: The folder cannot be read, or holds too few photos.
        StoppedByUser: The follower asked to stop.
    """
    file = settings.out / PHOTOS_FILE
    if file.is_file():
        return _known(file, settings)
    names = drawn_names(photo_files(settings.data.folder), settings)
    seen, failed = _glances(names, settings, teller)
    if len(seen) < settings.data.least_photos:
        raise DataError(
            f"{len(seen)} usable photos in {settings.data.folder}, "
            f"at least {settings.data.least_photos} are needed: choose another folder"
        )
    photos = _divided(seen, failed, settings)
    _write_whole(file, json.dumps(asdict(photos)))
    return photos


def drawn_names(names: Sequence[str], settings: Settings) -> list[str]:
    """Draw as many photos as the effort looks at, neighbours together."""
    most = settings.chosen.photos
    if len(names) <= most:
        return list(names)
    runs = [names[i : i + NEIGHBOURS] for i in range(0, len(names), NEIGHBOURS)]
    runs.sort(key=lambda run: stable_share(f"{settings.seed}/{run[0]}"))
    return sorted([name for run in runs for name in run][:most])


def _known(file: Path, settings: Settings) -> OwnPhotos:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        photos = OwnPhotos(
            content["identity"],
            tuple(content["names"]),
            tuple(Part(each) for each in content["parts"]),
            tuple(content["bursts"]),
            tuple(content["groups"]),
            tuple((name, reason) for name, reason in content["failed"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{file} is damaged; delete {file.parent}") from error
    if photos.identity != settings.division():
        raise DataError(
            f"{file.parent} holds a run with other settings; "
            "delete it or choose another run folder with out=DIR"
        )
    return photos


def _glances(
    names: Sequence[str], settings: Settings, teller: Teller
) -> tuple[dict[str, Glance], dict[str, str]]:
    """Look at each photo once; return what was seen, and why others cannot be used."""
    file = settings.out / GLANCES_FILE
    seen, failed = _earlier(file, set(names))
    teller.reading(len(seen) + len(failed), len(failed), 2 * len(names))
    try:
        with file.open("a", encoding="utf-8") as log:
            for name in names:
                if name in seen or name in failed:
                    continue
                teller.wait()
                try:
                    seen[name] = glance(settings.data.folder / name)
                    log.write(_line(name, seen[name]))
                except UnreadableError as error:
                    require_there(settings.data.folder)
                    failed[name] = str(error)
                    log.write(json.dumps({"name": name, "failed": str(error)}) + "\n")
                teller.reading(len(seen) + len(failed), len(failed), 2 * len(names))
    except OSError as error:
        raise DataError(f"cannot write {file}: {error.strerror}") from error
    return seen, failed


def _line(name: str, seen: Glance) -> str:
    thumbs = base64.b64encode(seen.thumbs.tobytes()).decode()
    content = {"name": name, "captured_s": seen.captured_s, "thumbs": thumbs}
    return json.dumps(content) + "\n"


def _earlier(file: Path, wanted: set[str]) -> tuple[dict[str, Glance], dict[str, str]]:
    """Read what an earlier run wrote; a last line that was cut off is no loss."""
    seen: dict[str, Glance] = {}
    failed: dict[str, str] = {}
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    for line in lines:
        try:
            content = json.loads(line)
            name = content["name"]
            if name not in wanted:
                continue
            if "failed" in content:
                failed[name] = content["failed"]
                continue
            thumbs = np.frombuffer(base64.b64decode(content["thumbs"]), np.uint8)
            seen[name] = Glance(content["captured_s"], thumbs.reshape(2, -1))
        except (ValueError, KeyError):
            continue
    return seen, failed


def _divided(
    seen: dict[str, Glance], failed: dict[str, str], settings: Settings
) -> OwnPhotos:
    names = sorted(seen)
    data = settings.data
    moments = find_moments(
        names,
        [seen[name].captured_s for name in names],
        np.stack([seen[name].thumbs for name in names]),
        data.burst_s,
        data.copy_similarity,
    )
    most = data.most_measured / len(names)
    parts = divide_moments(
        names,
        moments.groups,
        settings.seed,
        min(data.held_out, most),
        min(data.choose, most),
    )
    learned = {
        group
        for group, part in zip(moments.groups.tolist(), parts, strict=True)
        if part is Part.TRAINING
    }
    if len(learned) < LEAST_MOMENTS or len(set(parts)) < len(Part):
        raise DataError(
            f"nearly all photos in {data.folder} were taken at one moment or are "
            "copies: choose a folder with more different photos"
        )
    return OwnPhotos(
        settings.division(),
        tuple(names),
        tuple(parts),
        tuple(moments.bursts.tolist()),
        tuple(moments.groups.tolist()),
        tuple(sorted(failed.items())),
    )


def _write_whole(file: Path, text: str) -> None:
    partial = file.with_suffix(".partial")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(file)
    except OSError as error:
        raise DataError(f"cannot write {file}: {error.strerror}") from error
