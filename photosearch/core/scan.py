"""Walks a folder and tells what is not as it was; opens no file.

An unchanged folder costs its listing and one `stat` a file, nothing else: its signature
over names, sizes and times equals the known one. Inodes are left out of the signature,
because network and FAT drives number their files anew at every mount.

A root has no identity of its own. Volume ids are spelt differently on every system and
device numbers change at every plug, so a wrong or empty disk is told by its content:
the catalog keeps everything when most of a root's photos are gone at once.
"""

import fnmatch
import hashlib
import os
import re
import stat
import time
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from photosearch.core.errors import LibraryError
from photosearch.core.records import (
    FileState,
    FolderScan,
    FolderUnreadable,
    FoundFile,
    Root,
    RootOffline,
    RootScanned,
    Walked,
)

PHOTO_EXTENSIONS = frozenset(
    b".jpg .jpeg .jpe .jfif .png .webp .gif .bmp .dib .tif .tiff .heic .heif .hif"
    b" .avif".split()
)
# Only where rawpy is installed.
RAW_EXTENSIONS = frozenset(
    b".3fr .arw .cr2 .cr3 .crw .dcr .dng .erf .iiq .kdc .mef .mos .mrw .nef .nrw .orf"
    b" .pef .raf .raw .rw2 .rwl .sr2 .srf .srw .x3f".split()
)

ScanEvent = Walked | FolderScan | FolderUnreadable | RootOffline | RootScanned

_Listing = list[tuple[bytes, os.stat_result]]

# A set of letters as fnmatch reads it, and what it makes of an empty one.
_CLOSED = re.compile(r"\[!?+\]?+[^]]*\]")
_NOTHING = "(?!)"

_WALKED_EVERY_S = 0.25
_HIDDEN = ord(".")
_LARGEST_INTEGER = 2**63 - 1  # of the catalog; some systems number files beyond it

_MARKS_PLACEHOLDERS = hasattr(os.stat_result, "st_file_attributes") or hasattr(
    os.stat_result, "st_flags"
)
_WINDOWS_PLACEHOLDER = 0x1000 | 0x40000 | 0x400000  # offline, recall on open, on read
_MACOS_DATALESS = 0x40000000


def scan_root(
    root: Root,
    known: Mapping[bytes, bytes],
    extensions: frozenset[bytes] = PHOTO_EXTENSIONS,
    under: bytes = b"",
) -> Generator[ScanEvent, None, None]:
    """Walk a root and yield each folder that differs from what is known of it.

    Hidden files and folders are left out. A folder behind a symbolic link is walked
    once, by its real place if that lies in the root.

    Args:
        root: The folder to walk, with its ignore patterns.
        known: Signature of each known folder, by its path relative to the root.
        extensions: Which files are photos; lower case, with the dot.
        under: Walk only this folder of the root and those below it.

    Yields:
        `RootScanned` as the last event, or nothing but `RootOffline` where the root
        cannot be listed.
    """
    walk = _Walk(root, extensions)
    top = os.fsencode(root.path)
    try:
        with os.scandir(top):
            pass
    except OSError as error:
        yield RootOffline(root, _reason(error))
        return
    seen: set[bytes] = set()
    kept: list[bytes] = []
    files = 0
    told_at = time.monotonic()
    for folder in walk.folders(under):
        seen.add(folder.path)
        if isinstance(folder, _Unreadable):
            kept.append(folder.path)
            yield FolderUnreadable(_absolute(root, folder.path), folder.reason)
            continue
        files += len(folder.listing)
        signature = _signature(folder.listing)
        if known.get(folder.path) != signature and (
            folder.listing or folder.path in known
        ):
            found = _found_files(top, folder)
            yield FolderScan(folder.path, signature, found)
        if time.monotonic() - told_at > _WALKED_EVERY_S:
            told_at = time.monotonic()
            yield Walked(len(seen), files)
    yield Walked(len(seen), files)
    gone = (path for path in known if path not in seen and is_under(path, under))
    yield RootScanned(
        root,
        tuple(path for path in gone if not any(is_under(path, up) for up in kept)),
    )


def is_under(path: bytes, folder: bytes) -> bool:
    """Tell whether a relative path is a folder of the same root or lies below it."""
    return not folder or path == folder or path.startswith(folder + b"/")


def is_placeholder(info: os.stat_result) -> bool:
    """Tell whether the content is in a cloud and would be fetched by opening it."""
    return bool(
        getattr(info, "st_file_attributes", 0) & _WINDOWS_PLACEHOLDER
        or getattr(info, "st_flags", 0) & _MACOS_DATALESS
    )


def check_pattern(pattern: str) -> None:
    """Make sure that a pattern of what to leave out can mean something.

    Raises:
        LibraryError: A bracket in it is not closed, or nothing can match it.
    """
    for part in pattern.strip("/").split("/"):
        if "[" in _CLOSED.sub("", part):
            raise LibraryError(
                f"{pattern}: a bracket is not closed; '[[]' is the bracket itself"
            )
        if _NOTHING in fnmatch.translate(part):
            raise LibraryError(f"{pattern}: nothing can match it")


class IgnorePatterns:
    """Patterns of relative paths to leave out, as in `.gitignore` without negation.

    A pattern with a slash inside or in front holds from the root, any other holds for
    names at every depth; one that ends in a slash holds for folders only.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = [
            (
                pattern.endswith("/"),
                "/" in pattern.rstrip("/"),
                [
                    re.compile(fnmatch.translate(part)).match
                    for part in pattern.strip("/").split("/")
                ],
            )
            for pattern in patterns
            if pattern.strip("/")
        ]

    def __bool__(self) -> bool:
        """Tell whether there is any pattern at all."""
        return bool(self._patterns)

    def match(self, path: bytes, is_folder: bool) -> bool:
        """Tell whether to leave out `path`, relative to the root."""
        parts = os.fsdecode(path).split("/")
        for only_folders, is_anchored, matchers in self._patterns:
            if only_folders and not is_folder:
                continue
            names = parts if is_anchored else parts[-1:]
            if len(names) == len(matchers) and all(
                matches(name) for matches, name in zip(matchers, names, strict=True)
            ):
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Folder:
    """What one folder holds: its photo files, and all folders in it."""

    path: bytes
    listing: _Listing
    folders: list[bytes]
    linked_folders: list[bytes]


@dataclass(frozen=True, slots=True)
class _Unreadable:
    path: bytes
    reason: str


class _Walk:
    """One walk over a root; remembers where it was, so that loops of links end."""

    def __init__(self, root: Root, extensions: frozenset[bytes]) -> None:
        self._top = os.fsencode(root.path)
        self._extensions = extensions
        self._ignored = IgnorePatterns(root.ignore)
        self._visited: set[tuple[int, int]] = set()

    def folders(self, under: bytes) -> Generator[_Folder | _Unreadable, None, None]:
        """Yield each folder once, parents first, those behind links last."""
        waiting = [] if self._is_left_out(under) else [under]
        linked: list[bytes] = []
        while waiting or linked:
            path = waiting.pop() if waiting else linked.pop()
            try:
                folder = self._list(path)
            except FileNotFoundError:
                continue  # gone since its parent was listed
            except OSError as error:
                yield _Unreadable(path, _reason(error))
                continue
            if folder is not None:
                waiting += folder.folders
                linked += folder.linked_folders
                yield folder

    def _list(self, path: bytes) -> _Folder | None:
        """List one folder, or give None where the walk has been before.

        Raises:
            OSError: It cannot be listed.
        """
        place = _join(self._top, path)
        info = os.stat(place)  # noqa: PTH116 - Path cannot hold bytes
        if (info.st_dev, info.st_ino) in self._visited:
            return None
        listing: _Listing = []
        folders: list[bytes] = []
        linked: list[bytes] = []
        extensions = self._extensions
        with os.scandir(place) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == _HIDDEN:
                    continue
                try:
                    if entry.is_dir():
                        (linked if entry.is_symlink() else folders).append(name)
                    elif name[name.rfind(b".") :].lower() in extensions:
                        listing.append((name, entry.stat()))
                except FileNotFoundError:
                    continue  # gone just now, or a link that leads nowhere
                except OSError:
                    if not entry.is_symlink():  # a link that leads to itself
                        raise
        self._visited.add((info.st_dev, info.st_ino))
        listing.sort()
        return self._without_ignored(_Folder(path, listing, folders, linked))

    def _is_left_out(self, path: bytes) -> bool:
        parts = path.split(b"/") if path else []
        return any(part[:1] == b"." for part in parts) or any(
            self._ignored.match(b"/".join(parts[:depth]), is_folder=True)
            for depth in range(1, len(parts) + 1)
        )

    def _without_ignored(self, folder: _Folder) -> _Folder:
        path, ignored = folder.path, self._ignored
        return _Folder(
            path,
            [
                (name, info)
                for name, info in folder.listing
                if not ignored.match(_join(path, name), is_folder=False)
            ]
            if ignored
            else folder.listing,
            [
                below
                for name in folder.folders
                if not ignored.match(below := _join(path, name), is_folder=True)
            ],
            [
                below
                for name in folder.linked_folders
                if not ignored.match(below := _join(path, name), is_folder=True)
            ],
        )


def _signature(listing: _Listing) -> bytes:
    lines = [
        b"%b\0%d\0%d\n" % (name, info.st_size, info.st_mtime_ns)
        for name, info in listing
    ]
    if _MARKS_PLACEHOLDERS:
        lines += [b"%d" % is_placeholder(info) for _, info in listing]
    return hashlib.blake2b(b"".join(lines), digest_size=16).digest()


def _found_files(top: bytes, folder: _Folder) -> tuple[FoundFile, ...]:
    place = _join(top, folder.path)
    return tuple(
        _found_file(_join(place, name), name, info) for name, info in folder.listing
    )


def _found_file(place: bytes, name: bytes, info: os.stat_result) -> FoundFile:
    state, reason = _state(info)
    device, inode = info.st_dev, info.st_ino
    if not inode:  # Windows leaves it out of listings
        device, inode = _number(place)
    return FoundFile(
        name=name,
        size_bytes=info.st_size,
        mtime_ns=info.st_mtime_ns,
        device=device & _LARGEST_INTEGER,
        inode=inode & _LARGEST_INTEGER,
        state=state,
        reason=reason,
    )


def _state(info: os.stat_result) -> tuple[FileState, str]:
    if not stat.S_ISREG(info.st_mode):
        return FileState.SKIPPED, "not a regular file"
    if _MARKS_PLACEHOLDERS and is_placeholder(info):
        return FileState.SKIPPED, "cloud placeholder, not on this disk"
    if not info.st_size:
        return FileState.FAILED, "the file is empty"
    return FileState.PENDING, ""


def _number(place: bytes) -> tuple[int, int]:
    try:
        info = os.stat(place)  # noqa: PTH116 - Path cannot hold bytes
    except OSError:
        return 0, 0
    return info.st_dev, info.st_ino


def _join(folder: bytes, name: bytes) -> bytes:
    return folder.rstrip(b"/") + b"/" + name if folder and name else folder or name


def _absolute(root: Root, folder: bytes) -> Path:
    return root.path / os.fsdecode(folder)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
