"""Data sets whose photos have several labels, as they are distributed.

MIRFlickr-25k (Huiskes and Lew 2008), NUS-WIDE (Chua et al. 2009), COCO (Lin et al.
2014), and COCO photos with boxes in YOLO's text files. Photos without any label are
left out.
"""

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from trainer.data.label_sets import LabelSets, label_sets
from trainer.data.sources import SUFFIXES
from trainer.errors import DataError

NUS_WIDE_CONCEPTS = 21
"""The most frequent concepts, as is the custom of hashing."""


class Layout(StrEnum):
    """How photos and labels lie on disk.

    Attributes:
        MIRFLICKR: `im<number>.jpg` and `<label>.txt` of numbers, in one folder or
            in `mirflickr/` and `mirflickr25k_annotations_v080/`; the potential labels
            and the relevant ones (`_r1`) make 38.
        NUS_WIDE: `ImageList/Imagelist.txt`, `Groundtruth/AllLabels/Labels_<label>.txt`
            and the photos in `Flickr/`.
        COCO: `annotations/instances_<part>.json` and the photos in `<part>/`.
        BOXES: `images/<name>.*` and `labels/<name>.txt` of lines that start with the
            number of a class.
    """

    MIRFLICKR = "mirflickr"
    NUS_WIDE = "nus_wide"
    COCO = "coco"
    BOXES = "boxes"


def read_label_sets(folder: Path, layout: Layout) -> LabelSets:
    """Read which labels the photos of a data set have.

    Args:
        folder: What the layout speaks of.
        layout: Which data set.

    Returns:
        Names of photos below `folder`, those with a label only.

    Raises:
        DataError: A file is missing or damaged.
    """
    try:
        found = _READERS[layout](folder)
    except OSError as error:
        raise DataError(f"cannot read labels in {folder}: {error}") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DataError(
            f"labels in {folder} are not those of {layout}: {error}"
        ) from error
    labelled = {name: labels for name, labels in found.items() if labels}
    if not labelled:
        raise DataError(f"no labelled photos in {folder}")
    return label_sets(labelled)


def _read_mirflickr(folder: Path) -> Mapping[str, list[str]]:
    photos = _sub_folder(folder, "mirflickr")
    words = _sub_folder(folder, "mirflickr25k_annotations_v080")
    found: dict[str, list[str]] = {
        file.relative_to(folder).as_posix(): [] for file in photos.glob("im*.jpg")
    }
    start = "" if photos == folder else f"{photos.name}/"
    for file in sorted(words.glob("*.txt")):
        if file.stem.lower() == "readme":
            continue
        for number in file.read_text(encoding="utf-8").split():
            found[f"{start}im{int(number)}.jpg"].append(file.stem)
    return found


def _read_nus_wide(folder: Path) -> Mapping[str, list[str]]:
    listed = (folder / "ImageList" / "Imagelist.txt").read_text(encoding="utf-8")
    photos = [
        "Flickr/" + line.strip().replace("\\", "/")
        for line in listed.splitlines()
        if line.strip()
    ]
    concepts: dict[str, list[int]] = {}
    for file in sorted((folder / "Groundtruth" / "AllLabels").glob("Labels_*.txt")):
        flags = file.read_text(encoding="utf-8").split()
        if len(flags) != len(photos):
            raise ValueError(f"{file.name} has {len(flags)} lines, not {len(photos)}")
        name = file.stem.removeprefix("Labels_")
        concepts[name] = [row for row, flag in enumerate(flags) if flag == "1"]
    frequent = sorted(concepts, key=lambda name: (-len(concepts[name]), name))
    found: dict[str, list[str]] = {photo: [] for photo in photos}
    for name in frequent[:NUS_WIDE_CONCEPTS]:
        for row in concepts[name]:
            found[photos[row]].append(name)
    return found


def _read_coco(folder: Path) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted((folder / "annotations").glob("instances_*.json")):
        part = file.stem.removeprefix("instances_")
        if not (folder / part).is_dir():
            continue  # annotations come for all parts at once
        content = json.loads(file.read_text(encoding="utf-8"))
        names = {each["id"]: each["name"] for each in content["categories"]}
        photos = {
            each["id"]: f"{part}/{each['file_name']}" for each in content["images"]
        }
        sets: dict[int, set[str]] = {photo: set() for photo in photos}
        for each in content["annotations"]:
            sets[each["image_id"]].add(names[each["category_id"]])
        found |= {photos[photo]: sorted(labels) for photo, labels in sets.items()}
    return found


def _read_boxes(folder: Path) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for photo in sorted((folder / "images").iterdir()):
        boxes = folder / "labels" / f"{photo.stem}.txt"
        if photo.suffix.lower() not in SUFFIXES or not boxes.is_file():
            continue
        lines = boxes.read_text(encoding="utf-8").splitlines()
        numbers = {int(line.split()[0]) for line in lines if line.strip()}
        name = photo.relative_to(folder).as_posix()
        found[name] = [f"class {number:02d}" for number in sorted(numbers)]
    return found


def _sub_folder(folder: Path, name: str) -> Path:
    inner = folder / name
    return inner if inner.is_dir() else folder


_READERS: dict[Layout, Callable[[Path], Mapping[str, list[str]]]] = {
    Layout.MIRFLICKR: _read_mirflickr,
    Layout.NUS_WIDE: _read_nus_wide,
    Layout.COCO: _read_coco,
    Layout.BOXES: _read_boxes,
}
