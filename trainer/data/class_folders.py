"""Photos with a class each, from folders named by class or from a set's own lists.

Read as they are distributed: CUB-200-2011, Stanford Online Products, In-Shop clothes
retrieval; everything else is one folder for each class (Cars196, Caltech-101, one's
own photos).
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from trainer.data.sources import SUFFIXES
from trainer.errors import DataError


class Use(StrEnum):
    """What a set's own lists want a photo used for.

    Attributes:
        LEARNING: To learn from.
        TEST: To measure with; it asks and is searched.
        QUERY: To measure with; it only asks.
        GALLERY: To measure with; it is only searched.
    """

    LEARNING = "learning"
    TEST = "test"
    QUERY = "query"
    GALLERY = "gallery"


@dataclass(frozen=True, slots=True)
class ClassPhoto:
    """One photo whose class is known.

    Attributes:
        file: Where it lies.
        label: Name of its class.
        use: What the set's lists want it used for; None where there are no lists.
    """

    file: Path
    label: str
    use: Use | None = None


def list_class_photos(folder: Path, exclude: Sequence[str] = ()) -> list[ClassPhoto]:
    """List the photos of a set, class after class.

    Args:
        folder: Of one of the layouts above.
        exclude: Classes to leave out.

    Raises:
        DataError: The folder is missing or holds no photos, a photo has no class, or a
            list names what is not there.
    """
    if not folder.is_dir():
        raise DataError(f"data folder {folder} is missing")
    try:
        photos = [p for p in _reader(folder)(folder) if p.label not in exclude]
    except OSError as error:
        raise DataError(f"cannot read {folder}: {error.strerror}") from error
    if not photos:
        raise DataError(f"no photos in {folder}")
    return sorted(photos, key=lambda photo: (photo.label, photo.file))


def _reader(folder: Path) -> Callable[[Path], list[ClassPhoto]]:
    if (folder / "Ebay_train.txt").is_file():
        return _online_products
    if _in_shop_list(folder).is_file():
        return _in_shop
    if (folder / "images.txt").is_file() and (folder / "images").is_dir():
        return _birds
    return _folders


def _folders(folder: Path) -> list[ClassPhoto]:
    """Read `<class>/...`; a class may have folders of its own."""
    stray = [each.name for each in _pictures(folder, deep=False)]
    if stray:
        raise DataError(
            f"{len(stray)} images in {folder} have no label: they lie in no folder of "
            f"a class (the first is {min(stray)})"
        )
    return [
        ClassPhoto(file, each.name)
        for each in folder.iterdir()
        if each.is_dir() and not each.name.startswith(".")
        for file in _pictures(each, deep=True)
    ]


def _birds(folder: Path) -> list[ClassPhoto]:
    """Read CUB-200-2011, lines of a number and `class/image`."""
    names = [name for _, name in _lines(folder / "images.txt", skipped=0, width=2)]
    photos = [
        ClassPhoto(folder / "images" / name, PurePosixPath(name).parts[0])
        for name in names
    ]
    return _require_files(photos, folder)


def _online_products(folder: Path) -> list[ClassPhoto]:
    """Read Stanford Online Products: `image_id class_id super_class_id path`."""
    photos = []
    for use, name in ((Use.LEARNING, "Ebay_train.txt"), (Use.TEST, "Ebay_test.txt")):
        for fields in _lines(folder / name, skipped=1, width=4):
            label = f"{int(fields[1]):05d}" if fields[1].isdigit() else fields[1]
            photos.append(ClassPhoto(folder / fields[3], label, use))
    return _require_files(photos, folder)


def _in_shop(folder: Path) -> list[ClassPhoto]:
    """Read In-Shop: a count, a heading, then `image item status`."""
    uses = {"train": Use.LEARNING, "query": Use.QUERY, "gallery": Use.GALLERY}
    listed = _in_shop_list(folder)
    top = folder / "Img" if (folder / "Img").is_dir() else folder
    photos = []
    for name, label, status in _lines(listed, skipped=2, width=3):
        if status not in uses:
            raise DataError(f"{listed} calls {name} {status!r}, which is no use of it")
        photos.append(ClassPhoto(top / name, label, uses[status]))
    return _require_files(photos, folder)


def _in_shop_list(folder: Path) -> Path:
    """Return where the list lies; later copies have a folder for it."""
    inner = folder / "Eval" / "list_eval_partition.txt"
    return inner if inner.is_file() else folder / inner.name


def _lines(file: Path, skipped: int, width: int) -> Iterator[list[str]]:
    """Read the fields of each line of a list."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise DataError(f"{file} is no list of photos") from error
    for number, line in enumerate(lines[skipped:], skipped + 1):
        fields = line.split()
        if len(fields) != width:
            raise DataError(f"{file}, line {number}: {width} fields are expected")
        yield fields


def _require_files(photos: list[ClassPhoto], folder: Path) -> list[ClassPhoto]:
    missing = [photo.file for photo in photos if not photo.file.is_file()]
    if missing:
        raise DataError(
            f"labels do not match the files in {folder}: {len(missing)} of "
            f"{len(photos)} listed images are missing (the first is {missing[0]})"
        )
    return photos


def _pictures(folder: Path, *, deep: bool) -> Iterable[Path]:
    for parent, folders, names in os.walk(folder):
        if not deep:
            folders.clear()
        for name in names:
            if PurePosixPath(name).suffix.lower() in SUFFIXES and name[0] != ".":
                yield Path(parent, name)
