"""Groups of photos of which one may be enough, and what becomes of the others."""

from collections.abc import Collection, Generator, Iterable, Sequence
from pathlib import Path

from photosearch.core.catalog import Catalog
from photosearch.core.library.likenesses import find_groups
from photosearch.core.library.trashing import trash
from photosearch.core.library.viewing import Viewing
from photosearch.core.paths import Folders
from photosearch.core.records import (
    DuplicateGroup,
    Likeness,
    NotTrashed,
    PhotoId,
    Progress,
    Trashed,
)


class Tidying:
    """The part of a library that finds duplicates and lets people decide on them."""

    _catalog: Catalog
    _viewing: Viewing
    _folders: Folders

    def duplicate_groups(
        self, kinds: Collection[Likeness] = tuple(Likeness)
    ) -> Generator[Progress | DuplicateGroup, None, None]:
        """Find photos of which one may be enough.

        Pairs that `keep_both` was told of are never in one group again.

        Args:
            kinds: Which groups to look for. A photo that is a near copy of a better one
                is not shown again as one of a moment.

        Yields:
            Groups as they are found, exact copies first, and how far it has come.

        Raises:
            LibraryError: The catalog cannot be read.
        """
        yield from find_groups(
            self._catalog,
            self._viewing.thumbnail,
            self._folders.cache / "sketches",
            frozenset(kinds),
        )

    def keep_both(self, photos: Sequence[PhotoId]) -> None:
        """Remember for ever that photos are all to stay.

        It hangs on their contents: neither moving them nor indexing them again nor
        another model brings the group back.

        Args:
            photos: All photos of a group, or the single one of exact copies.

        Raises:
            LibraryError: Another program is writing.
        """
        self._catalog.keep_both(photos)

    def undo_keep_both(self, photos: Sequence[PhotoId]) -> None:
        """Forget what `keep_both` was told about the same photos.

        Raises:
            LibraryError: Another program is writing.
        """
        self._catalog.undo_keep_both(photos)

    def trash(
        self, paths: Iterable[Path], keeping: Path | None
    ) -> Generator[Trashed | NotTrashed, None, None]:
        """Move files to the system's trash as long as one that stays can be read.

        A file is left alone if it is `keeping` itself, is no photo of the library, or
        was changed since it was indexed; where both are copies of one photo, also if
        `keeping` is not that copy any more. What was trashed leaves the library at
        once.

        Args:
            paths: Files of the library.
            keeping: The file that stays; read before anything is moved. None where the
                user chose the files themselves, and nothing is to stay.

        Yields:
            What became of each path, in order.

        Raises:
            LibraryError: Another program is writing, or the disk refuses.
        """
        yield from trash(self._catalog, paths, keeping)

    def trashed(self, count: int) -> tuple[Trashed, ...]:
        """Return what was trashed last and where it lay, newest first."""
        return self._catalog.trashed(count)
