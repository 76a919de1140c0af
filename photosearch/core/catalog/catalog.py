"""The catalog as the rest of the program sees it; each method is one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from photosearch.core.catalog import (
    census,
    codes,
    decisions,
    facts,
    files,
    filters,
    listing,
    photos,
    places,
    recording,
    roots,
    scans,
    trash,
)
from photosearch.core.catalog.codes_catalog import CodesCatalog
from photosearch.core.catalog.decisions import Pairs
from photosearch.core.catalog.faces_catalog import FacesCatalog
from photosearch.core.catalog.facts import PhotoFacts
from photosearch.core.catalog.people_catalog import PeopleCatalog
from photosearch.core.catalog.scans import Applied, ScanOutcome
from photosearch.core.catalog.searches_catalog import SearchesCatalog
from photosearch.core.catalog.store import Store, open_store
from photosearch.core.face_records import FaceModels
from photosearch.core.records import (
    CameraCount,
    Changes,
    Counts,
    FailedFile,
    Filter,
    FolderCount,
    FolderScan,
    Indexed,
    Order,
    PendingFile,
    Photo,
    PhotoId,
    PhotoIds,
    PhotoList,
    Root,
    RootCounts,
    RootId,
    RootScanned,
    Skipped,
    Trashed,
)


def open_catalog(library: Path) -> "Catalog":
    """Open the catalog of a library; it is made where it is missing.

    Raises:
        LibraryNewerError: A later version of the program wrote it.
        LibraryCorruptError: It is damaged; the message says what to do.
        LibraryLockedError: Another program is writing, and it has to be changed.
        LibraryError: It cannot be opened.
    """
    return Catalog(open_store(library))


class Catalog(CodesCatalog, SearchesCatalog, FacesCatalog, PeopleCatalog):
    """All that a library knows.

    Reading is always possible, from any thread, also while another program writes.
    Every writing method takes the library's lock for itself and raises
    `LibraryLockedError` where another program has it, and `StorageFullError`, with
    nothing half-written, where the disk refuses; `writing` holds the lock over many.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def close(self) -> None:
        """Close the file; nothing may be called after it."""
        self._store.close()

    def __enter__(self) -> "Catalog":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def writing(self) -> AbstractContextManager[None]:
        """Keep other programs from writing while a block runs.

        Raises:
            LibraryLockedError: Another program is writing.
        """
        return self._store.writing()

    def back_up_if_due(self) -> Path | None:
        """Back up the catalog once a day, and soon after something was said."""
        return self._store.back_up_if_due()

    def check(self) -> None:
        """Read the whole catalog.

        Raises:
            LibraryCorruptError: It is damaged; the message says what to do.
        """
        self._store.check()

    @property
    def size_bytes(self) -> int:
        """What the catalog takes on the disk."""
        return self._store.size_bytes()

    # --- roots

    def roots(self) -> tuple[Root, ...]:
        """Return all roots, in the order they were added."""
        with self._store.read() as connection:
            return roots.all_roots(connection)

    def add_root(
        self, path: Path, ignore: Sequence[str] = (), *, is_watched: bool = True
    ) -> Root:
        """Add a folder to index.

        Raises:
            LibraryError: There is no such folder, or it is, holds or lies in a root.
        """
        with self._store.write() as connection:
            return roots.add_root(connection, path, ignore, is_watched)

    def update_root(
        self,
        root_id: RootId,
        *,
        path: Path | None = None,
        ignore: Sequence[str] | None = None,
        is_watched: bool | None = None,
    ) -> Root:
        """Change what is given of a root; a new path is where it was moved to.

        Raises:
            LibraryError: There is no such root, or the path is in another's way.
        """
        with self._store.write() as connection:
            return roots.update_root(connection, root_id, path, ignore, is_watched)

    def set_online(self, root_id: RootId, is_online: bool) -> None:
        """Note whether a root was there when last looked at."""
        with self._store.write() as connection:
            roots.set_online(connection, root_id, is_online)

    def remove_root(self, root_id: RootId) -> Changes:
        """Forget a root and what lies nowhere else; no file is touched."""
        with self._store.write() as connection:
            return places.settle(connection, roots.remove_root(connection, root_id))

    # --- scans

    def folder_signatures(self, root_id: RootId) -> Mapping[bytes, bytes]:
        """Return what `scan_root` wants to know of a root."""
        with self._store.read() as connection:
            return scans.folder_signatures(connection, root_id)

    def apply_folders(self, root_id: RootId, found: Sequence[FolderScan]) -> Applied:
        """Take over folders that a scan found changed; missing files are only marked.

        Some thousand files a call keep the transactions short.
        """
        with self._store.write() as connection:
            return scans.apply_folders(connection, root_id, found)

    def finish_scan(
        self, ends: Sequence[RootScanned], *, accept_losses: bool = False
    ) -> ScanOutcome:
        """Decide, after all roots of a scan are walked, what moved and what is gone.

        A root that lost all its photos, or most of many, is set offline and keeps
        everything.

        Args:
            ends: The last event of each root's scan.
            accept_losses: Forget what is gone even if it is most of a root.
        """
        with self._store.write() as connection:
            return scans.finish_scan(connection, ends, accept_losses=accept_losses)

    # --- files

    def pending(
        self, limit: int, after: PendingFile | None = None
    ) -> tuple[PendingFile, ...]:
        """Return files that wait to be read, newest first; none of a root offline.

        Args:
            limit: At most this many.
            after: The last one of the page before.
        """
        with self._store.read() as connection:
            return files.pending(connection, limit, after)

    def hashes_of_sizes(
        self, sizes: Sequence[int], model_sha256: str
    ) -> Mapping[int, tuple[bytes, ...]]:
        """Return the contents of these lengths that have a code of a model."""
        with self._store.read() as connection:
            return codes.hashes_of_sizes(connection, model_sha256, sizes)

    def record(
        self,
        batch: Sequence[Indexed | Skipped],
        model_sha256: str,
        faces_by: FaceModels | None = None,
    ) -> Changes:
        """Note what became of files, all or none; the same batch may come twice.

        Args:
            batch: Each file once.
            model_sha256: The model that made the codes.
            faces_by: The networks that found the faces, where they were looked for;
                none are stored if that was switched off since.

        Raises:
            ModelError: A model was never registered.
        """
        with self._store.write() as connection:
            return recording.record(connection, batch, model_sha256, faces_by)

    def counts(self) -> Counts:
        """Count the files by what became of them."""
        with self._store.read() as connection:
            return files.counts(connection)

    def root_counts(self) -> tuple[RootCounts, ...]:
        """Count the files of each root, in the order the roots were added."""
        with self._store.read() as connection:
            counted = files.counts_by_root(connection)
            return tuple(
                RootCounts(root, counted.get(root.id, Counts()))
                for root in roots.all_roots(connection)
            )

    def failed_files(self, limit: int) -> tuple[FailedFile, ...]:
        """Return files that failed or were skipped, those changed last first."""
        with self._store.read() as connection:
            return files.failed_files(connection, limit)

    def retry_failed(self) -> int:
        """Let every failed file wait again; return how many."""
        with self._store.write() as connection:
            return files.retry_failed(connection)

    # --- photos

    def photos(self, ids: Iterable[PhotoId]) -> tuple[Photo, ...]:
        """Return photos in the order asked for; those that are gone are left out."""
        with self._store.read() as connection:
            return photos.photos_by_id(connection, ids)

    def photo_count(self) -> int:
        """Count the photos; several files with one content are one photo."""
        with self._store.read() as connection:
            return photos.photo_count(connection)

    def newest_photo(self) -> PhotoId:
        """Return the id of the photo that came last; 0 before the first.

        Photos that come later have larger ids.
        """
        with self._store.read() as connection:
            return photos.newest_photo(connection)

    def photo_at(self, path: Path) -> Photo | None:
        """Return the photo that lies at a path, if the library has it."""
        with self._store.read() as connection:
            return photos.photo_at(connection, path)

    def photo_by_hash(self, content_hash: bytes) -> Photo | None:
        """Return the photo of a content, if the library has it."""
        with self._store.read() as connection:
            return photos.photo_by_hash(connection, content_hash)

    def photo_ids(self, wanted: Filter) -> PhotoIds:
        """Return the ids (n,) int64 of all photos that meet a filter, ascending."""
        with self._store.read() as connection:
            return filters.photo_ids(connection, wanted)

    def list_photos(self, order: Order, wanted: Filter) -> PhotoList:
        """List all photos that meet a filter, as arrays."""
        with self._store.read() as connection:
            return listing.list_photos(connection, order, wanted)

    def camera_counts(self) -> tuple[CameraCount, ...]:
        """Count the photos of every camera; ordered by its name."""
        with self._store.read() as connection:
            return census.camera_counts(connection)

    def folder_counts(self) -> tuple[FolderCount, ...]:
        """Count the photo files in every folder and below it; ordered by path."""
        with self._store.read() as connection:
            return census.folder_counts(connection)

    def duplicates(self) -> tuple[Photo, ...]:
        """Return each photo that lies in several files; links do not count."""
        with self._store.read() as connection:
            return photos.duplicates(connection)

    def photo_facts(self) -> PhotoFacts:
        """Load what tells photos that are alike apart, of all photos, as arrays."""
        with self._store.read() as connection:
            return facts.photo_facts(connection)

    # --- what people decided

    def keep_both(self, ids: Sequence[PhotoId]) -> None:
        """Note that photos are all to stay; of one, that all its files are."""
        with self._store.say() as connection:
            decisions.keep_both(connection, ids)

    def undo_keep_both(self, ids: Sequence[PhotoId]) -> None:
        """Forget what `keep_both` noted about the same photos."""
        with self._store.say() as connection:
            decisions.undo_keep_both(connection, ids)

    def pairs_kept(self) -> Pairs:
        """Return each decided pair of photos that the library has, in both orders."""
        with self._store.read() as connection:
            return decisions.pairs_kept(connection)

    def record_trashed(self, path: Path, photo: Photo) -> Trashed:
        """Forget a file that was trashed, as a scan would, and log where it lay."""
        with self._store.write() as connection:
            return trash.record_trashed(connection, path, photo)

    def trashed(self, limit: int) -> tuple[Trashed, ...]:
        """Return what was trashed last, newest first."""
        with self._store.read() as connection:
            return trash.trashed(connection, limit)
