"""Finds the packs of real photos; each is a folder NAME or a file NAME.tar.xz."""

import tarfile
from pathlib import Path

from tests.benchmarks.rows import Options


def find_pack(options: Options, name: str) -> Path | None:
    """Return the folder of a pack, unpacked where need be; None without data."""
    if options.data is None:
        return None
    if (options.data / name).is_dir():
        return options.data / name
    archive = options.data / f"{name}.tar.xz"
    if not archive.is_file():
        return None
    folder = options.work / "packs" / name
    if not folder.is_dir():
        unfinished = options.fresh_folder(name)
        with tarfile.open(archive) as packed:
            packed.extractall(unfinished, filter="data")
        folder.parent.mkdir(exist_ok=True)
        unfinished.rename(folder)
    return folder


def missing_pack(options: Options, name: str) -> str:
    """Say why there is no such pack."""
    if options.data is None:
        return "no photos: give --data DIR or set PHOTOSEARCH_DATA"
    return f"no pack {name} in {options.data}"
