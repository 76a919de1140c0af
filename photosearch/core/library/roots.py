"""The folders of a library: which there are, and what happens in them."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from photosearch.core.catalog import Catalog
from photosearch.core.errors import LibraryError
from photosearch.core.paths import plain_path
from photosearch.core.records import Changes, Root, RootCounts, RootId
from photosearch.core.scan import check_pattern
from photosearch.core.watch import Watch


class Roots:
    """The part of a library that keeps its folders and watches them."""

    _catalog: Catalog
    _watch: Watch | None
    _watching: ExitStack

    def roots(self) -> tuple[Root, ...]:
        """Return the folders that are indexed."""
        return self._catalog.roots()

    def root_counts(self) -> tuple[RootCounts, ...]:
        """Return the folders that are indexed, each with the counts of its files."""
        return self._catalog.root_counts()

    def add_folders(self, folders: Iterable[Path], ignore: Sequence[str] = ()) -> None:
        """Add folders to index; one that is there already gets the new patterns.

        Args:
            folders: Existing folders, none inside another.
            ignore: Patterns of what to leave out in them, as in `Root`.

        Raises:
            LibraryError: A folder does not exist, or holds or lies in another one, or
                a pattern makes no sense.
        """
        for pattern in ignore:
            check_pattern(pattern)
        self._stop_watching()
        known = {root.path: root for root in self._catalog.roots()}
        for folder in folders:
            place = plain_path(folder)
            root = known.get(folder.resolve()) or known.get(place)
            if root is None:
                self._catalog.add_root(place, ignore)
            elif ignore and tuple(ignore) != root.ignore:
                self._catalog.update_root(root.id, ignore=ignore)

    def remove_folder(self, root: RootId) -> Changes:
        """Forget a folder and the photos that lie nowhere else; no file is touched.

        What people decided about the photos stays, and holds when they come back.

        Raises:
            LibraryError: There is no such folder, or another program is writing.
        """
        self._stop_watching()
        return self._catalog.remove_root(root)

    def set_ignore(self, root: RootId, patterns: Sequence[str]) -> Root:
        """Choose what to leave out in a folder; the next refresh goes by it.

        Args:
            root: The folder.
            patterns: As in `Root`; they replace those before.

        Raises:
            LibraryError: There is no such folder, a pattern makes no sense, or another
                program is writing.
        """
        for pattern in patterns:
            check_pattern(pattern)
        return self._catalog.update_root(root, ignore=patterns)

    def set_watched(self, root: RootId, is_watched: bool) -> Root:
        """Choose whether changes in a folder are picked up while the program runs.

        Raises:
            LibraryError: There is no such folder, or another program is writing.
        """
        self._stop_watching()
        return self._catalog.update_root(root, is_watched=is_watched)

    def wait_for_changes(self, timeout_s: float) -> tuple[Root, ...]:
        """Wait until something changed in a watched folder; return those folders.

        Args:
            timeout_s: Wait at most about this long.

        Raises:
            LibraryError: The system does not watch so many folders.
        """
        roots = {root.path: root for root in self._catalog.roots() if root.is_online}
        if self._watch is None:
            watched = [path for path, root in roots.items() if root.is_watched]
            try:
                self._watch = self._watching.enter_context(Watch(watched))
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise LibraryError(f"folders cannot be watched ({reason})") from error
        changed = self._watch.changed(timeout_s)
        return tuple(roots[path] for path in changed if path in roots)

    def _stop_watching(self) -> None:
        self._watch = None
        self._watching.close()
