"""The library as both faces see it: folders in, photos found."""

import importlib.util
import threading
from collections.abc import Generator, Iterable, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from photosearch.core.catalog import Catalog, RegisteredModel, open_catalog
from photosearch.core.decode import embedded_preview
from photosearch.core.encode import load_model, read_spec
from photosearch.core.errors import LibraryError, ModelError
from photosearch.core.ingest import (
    describe_again,
    discover,
    index_pending,
    look_for_faces,
)
from photosearch.core.library.engine import KIND, Engine
from photosearch.core.library.examination import Finding, examine
from photosearch.core.library.examples import Describer
from photosearch.core.library.finding import Finder
from photosearch.core.library.known_faces import KnownFaces
from photosearch.core.library.memory import Memory
from photosearch.core.library.people import People
from photosearch.core.library.questions import AtWork, ModelState, Status
from photosearch.core.library.roots import Roots
from photosearch.core.library.searching import Searching
from photosearch.core.library.tidying import Tidying
from photosearch.core.library.viewing import Viewing
from photosearch.core.models import (
    DEFAULT_MODEL,
    InstalledModel,
    Models,
    bundled_models,
)
from photosearch.core.paths import Folders
from photosearch.core.quiet import Computer, considerately
from photosearch.core.records import (
    CameraCount,
    Counts,
    Event,
    FailedFile,
    Filter,
    FolderCount,
    Order,
    PendingFile,
    Photo,
    PhotoId,
    PhotoList,
    Progress,
    Root,
)
from photosearch.core.scan import PHOTO_EXTENSIONS, RAW_EXTENSIONS
from photosearch.core.settings import Settings
from photosearch.core.thumbnails import Thumbnails
from photosearch.core.watch import Watch
from photosearch.spec.model import ModelKind
from photosearch.spec.preprocess import Pixels

_ALL = Filter()
_MB = 1_000_000
# What faces may take of the cache, beside the thumbnails of photos.
_FACES_PART = 10


@contextmanager
def open_library(
    folders: Folders, settings: Settings, *, may_create: bool = True
) -> Generator["Library", None, None]:
    """Open a library for as long as the context lasts.

    Args:
        folders: Where it lies.
        settings: How it works.
        may_create: Whether it is made where it is missing.

    Raises:
        LibraryError: It cannot be opened; see `open_catalog`.
    """
    if not may_create and not folders.library.exists():
        raise LibraryError(
            f"there is no library in {folders.library}; 'photosearch index FOLDER' "
            "makes one"
        )
    try:
        folders.library.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "no reason").lower()
        raise LibraryError(
            f"the library folder {folders.library} cannot be made ({reason})"
        ) from error
    with ExitStack() as stack:
        catalog = stack.enter_context(open_catalog(folders.library))
        library = Library(folders, settings, catalog)
        stack.callback(library.close)
        yield library


class Library(Roots, Searching, Tidying, Memory, People):
    """A catalog, the models that describe photos, and all that is done with them.

    Reading methods may be called from any thread. Long work comes as generators, of
    which one at a time runs: stop iterating to pause, close to cancel.
    """

    def __init__(self, folders: Folders, settings: Settings, catalog: Catalog) -> None:
        self._folders = folders
        self._settings = settings
        self._catalog = catalog
        self._models = Models(folders.library / "models", read_spec, bundled_models())
        self._thumbnails = Thumbnails(folders.cache / "thumbnails")
        self._engine = Engine(catalog, self._models, folders.cache, settings)
        self._face_thumbnails = Thumbnails(folders.cache / "faces")
        self._viewing = Viewing(
            self._thumbnails, self._face_thumbnails, settings.thumbnail_px
        )
        self._describer = Describer(catalog, self._engine, self._thumbnails)
        self._known_faces = KnownFaces(catalog, folders.cache / "grouped-faces")
        self._finder: Finder | None = None
        self._choosing = threading.Lock()
        self._watch: Watch | None = None
        self._watching = ExitStack()

    def close(self) -> None:
        """End worker processes and watching; `open_library` does this."""
        self._stop_watching()
        self._viewing.close()
        self._engine.close()

    def use_settings(self, settings: Settings) -> None:
        """Go by other settings from the next task or search on."""
        self._settings = settings
        self._engine.use_settings(settings)

    # --- folders

    def refresh(
        self, roots: Sequence[Root] | None = None, *, accept_losses: bool = False
    ) -> Generator[Event, None, None]:
        """Find what is new, changed, moved or gone, and index what waits.

        With `Settings.work_when_idle` it holds while the computer runs on its battery
        or works for other programs.

        Args:
            roots: Only these folders; all of them if None.
            accept_losses: Forget what is gone even if it is most of a folder.

        Raises:
            LibraryError: Another program is writing, or the disk refuses.
            ModelError: The model in use is missing or does not run.
        """
        events = self._refresh(roots, accept_losses=accept_losses)
        if self._settings.work_when_idle:
            return considerately(events, Computer())
        return events

    def _refresh(
        self, roots: Sequence[Root] | None, *, accept_losses: bool
    ) -> Generator[Event, None, None]:
        with self._catalog.writing():
            self._catalog.back_up_if_due()
            finder = self._engine.faces.finder()
            stages = self._engine.stages(
                self._engine.encoder(), self._thumbnails, finder
            )
            chosen = self._catalog.roots() if roots is None else roots
            yield from discover(
                self._catalog, chosen, _extensions(), accept_losses=accept_losses
            )
            with stages as opened:
                yield from index_pending(opened)
                if not all(root.is_online for root in chosen):
                    # What was out of reach when the model was put to use may be back.
                    yield from describe_again(opened)
                if finder is not None:
                    # In photos that were known before faces were looked for.
                    yield from look_for_faces(opened, finder)
            yield from self.group_new_faces()
            if self._finder is not None:
                self._finder.save()
            self._catalog.back_up_if_due()
        self._thumbnails.keep_within(self._settings.cache_mb * _MB)
        self._face_thumbnails.keep_within(self._settings.cache_mb * _MB // _FACES_PART)

    def retry_failed(self) -> int:
        """Let every failed file wait again; return how many."""
        return self._catalog.retry_failed()

    # --- photos

    def list_photos(
        self,
        order: Order = Order.NEWEST,
        filter: Filter = _ALL,  # noqa: A002 - as in `Query`
    ) -> PhotoList:
        """List all photos that meet a filter, as arrays of ids and days."""
        return self._catalog.list_photos(order, filter)

    def camera_counts(self) -> tuple[CameraCount, ...]:
        """Count the photos of every camera; ordered by its name."""
        return self._catalog.camera_counts()

    def folder_counts(self) -> tuple[FolderCount, ...]:
        """Count the photo files in every folder and below it; ordered by path."""
        return self._catalog.folder_counts()

    def photo_by_hash(self, content_hash: bytes) -> Photo | None:
        """Return the photo of a content, if the library has it."""
        return self._catalog.photo_by_hash(content_hash)

    def photos(self, ids: Iterable[PhotoId]) -> tuple[Photo, ...]:
        """Return photos in the order asked for; those that are gone are left out."""
        return self._catalog.photos(ids)

    def photo(self, photo: PhotoId) -> Photo | None:
        """Return a photo, if it is still there."""
        return next(iter(self._catalog.photos([photo])), None)

    def waiting(self, count: int) -> tuple[PendingFile, ...]:
        """Return at most so many files that are not yet indexed, newest first."""
        return self._catalog.pending(count)

    def thumbnail(self, photo: Photo) -> bytes | None:
        """Return a JPEG, made again where it was lost; None if out of reach."""
        return self._viewing.thumbnail(photo)

    def thumbnails_of(self, content_hash: bytes) -> bytes | None:
        """Return the JPEG that is kept of a content, which is quick; None if lost."""
        return self._thumbnails.get(content_hash)

    def preview(self, path: Path) -> bytes | None:
        """Return the JPEG inside a photo's EXIF, with an EXIF that says how to turn it.

        None where there is none; nothing is decoded.
        """
        return embedded_preview(path)

    def view(self, path: Path, most_px: int) -> Pixels:
        """Decode a photo to look at: upright, sRGB, (h, w, 3) uint8.

        Args:
            path: The file; it need not be in the library.
            most_px: Longer side at most; a smaller photo is not enlarged.

        Raises:
            DecodeError: It cannot be read or decoded; the message has no path.
            QueryError: `most_px` is less than 1.
        """
        return self._viewing.view(path, most_px)

    # --- models

    def models(self) -> tuple[ModelState, ...]:
        """Return the installed models, those for photos first."""
        in_use = {each.sha256 for each in self._in_use()}
        if self._catalog.model_in_use(KIND) is None:
            in_use.add(self._models.find(DEFAULT_MODEL).sha256)
        before = {
            each.sha256 for each in map(self._catalog.previous_model, ModelKind) if each
        }
        return tuple(
            ModelState(
                model,
                is_in_use=model.sha256 in in_use,
                was_in_use=model.sha256 in before,
                photos=self._photos_of(model),
            )
            for model in sorted(self._models.list(), key=_is_for_faces)
        )

    def add_model(self, file: Path) -> InstalledModel:
        """Check a model file and keep a copy of it in the library.

        Raises:
            ModelError: It cannot be used, or its name is taken.
            LibraryError: The disk refuses.
        """
        return self._models.install(load_model(file).content)

    def use_model(self, name: str) -> Generator[Progress, None, None]:
        """Describe all photos, or faces, with another model, then switch to it.

        Searching goes on with the model in use until the end. What is described stays,
        so that closing the generator only postpones the rest.

        Raises:
            ModelError: There is no such model, it does not run, or it is for faces,
                and those are switched off.
            LibraryError: Another program is writing, or the disk refuses.
        """
        model = self._models.find(name)
        if model.spec.kind is not KIND:
            yield from self._use_for_faces(model)
            return
        with self._catalog.writing():
            self._engine.register(model)
            with (
                self._engine.open_encoder(model) as encoder,
                self._engine.stages(encoder, self._thumbnails) as stages,
            ):
                yield from describe_again(stages)
            self._catalog.use_model(KIND, model.sha256)

    def remove_model(self, name: str) -> None:
        """Delete a model that was added, and the codes that it gave.

        Raises:
            ModelError: It is not there, in use, or came with the program.
            LibraryError: Another program is writing.
        """
        model = self._models.find(name)
        with self._catalog.writing():
            in_use = [each.sha256 for each in self._in_use()]
            self._models.remove(name, in_use=in_use)
            if any(each.sha256 == model.sha256 for each in self._catalog.models()):
                self._catalog.forget_model_codes(model.sha256)

    def _in_use(self) -> tuple[RegisteredModel, ...]:
        return tuple(filter(None, map(self._catalog.model_in_use, ModelKind)))

    def _photos_of(self, model: InstalledModel) -> int:
        """Return how many photos a model has described or looked at."""
        registered = {each.sha256 for each in self._catalog.models()}
        if model.sha256 not in registered:
            return 0
        if model.spec.kind is KIND:
            return self._catalog.code_count(model.sha256)
        return self._catalog.looked_at_with(model.sha256)

    # --- how things stand

    def counts(self) -> Counts:
        """Count the files by what became of them."""
        return self._catalog.counts()

    def photo_count(self) -> int:
        """Count the photos."""
        return self._catalog.photo_count()

    def left_out(self, count: int) -> tuple[FailedFile, ...]:
        """Return at most so many files that failed or were skipped, the last first."""
        return self._catalog.failed_files(count)

    def at_work(self) -> AtWork:
        """Tell which model describes photos, and where it runs; no file is counted."""
        try:
            model = self._engine.model_in_use()
            return AtWork(model.name, self._engine.device_of(model))
        except ModelError as error:
            return AtWork(str(error), None)

    def status(self, failures: int) -> Status:
        """Tell how the library stands.

        Args:
            failures: List at most this many files that were left out.
        """
        at_work = self.at_work()
        return Status(
            counts=self._catalog.counts(),
            photos=self._catalog.photo_count(),
            roots=self._catalog.roots(),
            model=at_work.model,
            device=at_work.device,
            library=self._folders.library,
            library_bytes=self._catalog.size_bytes,
            cache_bytes=self._thumbnails.size_bytes()
            + self._face_thumbnails.size_bytes(),
            left_out=self._catalog.failed_files(failures),
        )

    def examine(self) -> tuple[Finding, ...]:
        """Check the installation, the device and the library, for the doctor."""
        return tuple(
            examine(
                self._catalog,
                self._models,
                self._engine.model_in_use,
                self._engine.faces.models_in_use,
                self._folders.cache,
                self._settings.device,
            )
        )


def _is_for_faces(model: InstalledModel) -> bool:
    return model.spec.kind is not KIND


def _extensions() -> frozenset[bytes]:
    has_raw = importlib.util.find_spec("rawpy") is not None
    return PHOTO_EXTENSIONS | RAW_EXTENSIONS if has_raw else PHOTO_EXTENSIONS
