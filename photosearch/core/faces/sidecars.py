"""XMP files in a folder of their own that mirrors where the photos lie.

Nothing is ever written into a folder of the library, and no file is replaced that
another program wrote or added to.
"""

import os
from collections.abc import Generator, Sequence
from enum import StrEnum
from pathlib import Path

from photosearch.core.errors import LibraryError
from photosearch.core.faces.xmp import is_own_packet

_SUFFIX = ".xmp"
# Ours are a few kilobytes; this is a crowd of some thousand names.
_LONGEST_BYTES = 1 << 20


class Written(StrEnum):
    """What became of one sidecar."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    FOREIGN = "foreign"


class Sidecars:
    """The sidecar files of a library's photos.

    Made by `open_sidecars`.

    Args:
        folder: Where they are written, with links solved.
        roots: The library's folders, each with the name it has below `folder`.
    """

    def __init__(self, folder: Path, roots: Sequence[tuple[Path, str]]) -> None:
        self._folder = folder
        self._roots = roots

    def path_of(self, photo: Path) -> Path:
        """Return where the sidecar of a file goes: `IMG.jpg` has `IMG.jpg.xmp`.

        Raises:
            LibraryError: The file lies in none of the library's folders.
        """
        for root, name in self._roots:
            if photo.is_relative_to(root):
                inside = photo.relative_to(root)
                return self._folder / name / inside.with_name(inside.name + _SUFFIX)
        raise LibraryError(f"{photo} lies in no folder of the library")

    def write(self, photo: Path, packet: bytes) -> Written:
        """Write the sidecar of a file, whole or not at all.

        A sidecar that somebody else wrote or added to is left as it is.

        Raises:
            LibraryError: The file lies in none of the library's folders, or links lead
                its sidecar into one of them.
            OSError: The disk refuses.
        """
        target = self.path_of(photo)
        self._require_outside(target.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():
            return Written.FOREIGN
        if target.exists():
            before = _read(target)
            if before == packet:
                return Written.UNCHANGED
            if not is_own_packet(before):
                return Written.FOREIGN
        _replace(target, packet)
        return Written.WRITTEN

    def photos(self, root: Path) -> Generator[Path, None, None]:
        """Yield the files of a library's folder that have sidecars, there or not.

        Links are not followed: they may lead to where photos lie.
        """
        for each, name in self._roots:
            top = self._folder / name
            if each != root or top.is_symlink():
                continue
            for folder, _, files in os.walk(top):
                inside = each / Path(folder).relative_to(top)
                for file in files:
                    if file.endswith(_SUFFIX):
                        yield inside / file.removesuffix(_SUFFIX)

    def is_own(self, photo: Path) -> bool:
        """Tell whether a file has a sidecar that nobody else wrote or added to."""
        target = self.path_of(photo)
        try:
            return not target.is_symlink() and is_own_packet(_read(target))
        except OSError:
            return False

    def remove(self, photo: Path) -> None:
        """Remove the sidecar of a file.

        Raises:
            OSError: The disk refuses.
        """
        self.path_of(photo).unlink()

    def _require_outside(self, folder: Path) -> None:
        real = folder.resolve()
        for root, _ in self._roots:
            if real.is_relative_to(root.resolve()):
                raise LibraryError(f"{folder} leads into {root}, where photos lie")


def open_sidecars(folder: Path, roots: Sequence[Path]) -> Sidecars:
    """Prepare to write sidecars; nothing is created yet.

    Args:
        folder: A folder that need not exist, apart from the library's folders.
        roots: The library's folders.

    Raises:
        LibraryError: `folder` is no folder, lies in one of the library's folders or
            holds one of them.
    """
    if folder.exists() and not folder.is_dir():
        raise LibraryError(f"{folder} is not a folder")
    real = folder.resolve()
    for root in roots:
        if real.is_relative_to(root.resolve()):
            raise LibraryError(f"{folder} lies in {root}; choose one outside it")
        if root.resolve().is_relative_to(real):
            raise LibraryError(f"{folder} holds {root}; choose one apart from it")
    return Sidecars(real, _named(roots))


def _named(roots: Sequence[Path]) -> list[tuple[Path, str]]:
    """Name each folder as it is called; a number tells those of one name apart."""
    taken: set[str] = set()
    named = []
    for root in roots:
        wanted = name = root.name or "photos"
        number = 1
        # Some systems take `Photos` and `photos` for the same.
        while name.casefold() in taken:
            number += 1
            name = f"{wanted} {number}"
        taken.add(name.casefold())
        named.append((root, name))
    return named


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LONGEST_BYTES)


def _replace(target: Path, packet: bytes) -> None:
    # Not a file of `tempfile`: those are for their owner alone, this is as any other.
    unfinished = target.parent / f".sidecar-{os.getpid()}"
    unfinished.unlink(missing_ok=True)
    try:
        with unfinished.open("xb") as file:
            file.write(packet)
        unfinished.replace(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
