"""Folders become files that wait: what is new, changed, moved or gone."""

from collections.abc import Generator, Sequence

from photosearch.core.catalog import Catalog
from photosearch.core.records import (
    Event,
    FolderScan,
    FolderUnreadable,
    Progress,
    Root,
    RootId,
    RootOffline,
    RootScanned,
    Stage,
    Walked,
)
from photosearch.core.scan import scan_root

_WRITE_FILES = 5000


def discover(
    catalog: Catalog,
    roots: Sequence[Root],
    extensions: frozenset[bytes],
    *,
    accept_losses: bool = False,
) -> Generator[Event, None, None]:
    """Walk folders and bring the catalog's list of files up to date.

    Closing the generator halfway loses nothing: the next scan finds the rest.

    Args:
        catalog: What is known; gets what is found.
        roots: The folders to walk.
        extensions: Which files are photos; lower case, with the dot.
        accept_losses: Forget what is gone even if it is most of a root.

    Raises:
        LibraryError: The catalog cannot be written to.
    """
    counts = catalog.counts()
    walked_before = 0
    ends: list[RootScanned] = []
    for root in roots:
        waiting: list[FolderScan] = []
        walked = Walked(0, 0)
        known = catalog.folder_signatures(root.id)
        for event in scan_root(root, known, extensions):
            match event:
                case FolderScan():
                    waiting.append(event)
                    if sum(len(each.files) for each in waiting) >= _WRITE_FILES:
                        yield from _taken_over(catalog, root.id, waiting)
                        waiting = []
                case Walked():
                    walked = event
                    yield Progress(
                        Stage.SCANNING, walked_before + event.files, 0, counts
                    )
                case FolderUnreadable():
                    yield event
                case RootOffline():
                    catalog.set_online(root.id, is_online=False)
                    yield event
                case RootScanned():
                    ends.append(event)
        walked_before += walked.files
        if waiting:
            yield from _taken_over(catalog, root.id, waiting)
    outcome = catalog.finish_scan(ends, accept_losses=accept_losses)
    yield from outcome.offline
    if outcome.changes:
        yield outcome.changes
    yield Progress(Stage.SCANNING, walked_before, walked_before, catalog.counts())


def _taken_over(
    catalog: Catalog, root: RootId, found: Sequence[FolderScan]
) -> Generator[Event, None, None]:
    """Take folders over, and tell what that left out and whom it cost a place."""
    applied = catalog.apply_folders(root, found)
    yield from applied.left_out
    if applied.changes:
        yield applied.changes
