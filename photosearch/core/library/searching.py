"""Searching a library: what is asked becomes what is found."""

import threading
import time
from pathlib import Path

import numpy as np

from photosearch.core.catalog import Catalog
from photosearch.core.errors import QueryError
from photosearch.core.library.engine import KIND, Engine
from photosearch.core.library.examples import Describer
from photosearch.core.library.finding import Finder, Wish, box_of, found
from photosearch.core.library.questions import Query
from photosearch.core.paths import Folders
from photosearch.core.records import Found, Match, Photo
from photosearch.core.search import Example, Marks
from photosearch.spec.regions import Box


class Searching:
    """The part of a library that finds photos."""

    _folders: Folders
    _catalog: Catalog
    _engine: Engine
    _describer: Describer
    _finder: Finder | None
    _choosing: threading.Lock

    def search(self, query: Query) -> tuple[Match, ...]:
        """Find photos, most alike first; `Match.is_close` marks those within the cut.

        Raises:
            QueryError: An example cannot be read, or there is nothing to look for.
            ModelError: The model in use is missing or does not run.
        """
        finder = self._current_finder()
        return finder.find(self._wish(query, finder))

    def find(self, query: Query, stop: threading.Event | None = None) -> Found:
        """Find photos as `search` does, but as arrays; threads may call it at once.

        Args:
            query: What to look for.
            stop: Set it to end the search early.

        Raises:
            QueryError: As by `search`, or the search was stopped.
            ModelError: The model in use is missing or does not run.
        """
        began = time.perf_counter()
        finder = self._current_finder()
        wish = self._wish(query, finder, stop)
        ranking = finder.rank(wish)
        return found(ranking, wish.marks.right, time.perf_counter() - began)

    def warm_up(self) -> None:
        """Load the model and the index and start a worker, for a quick first search.

        Any thread may call it, and repeating it costs little.

        Raises:
            ModelError: The model in use is missing or does not run.
        """
        self._engine.warm_up()
        if self._catalog.model_in_use(KIND) is not None:
            self._current_finder().warm_up()

    def can_search_parts(self) -> bool:
        """Tell whether the model in use describes parts of photos.

        Raises:
            ModelError: The model in use is missing.
        """
        return self._engine.model_in_use().spec.region_levels > 0

    def region_box(self, photo: Photo, region: int) -> Box | None:
        """Return where a region of a photo lies, as the model in use numbers them.

        None for -1, and where the model has no such region.
        """
        # What was found was found by the model that searched last.
        finder = self._finder
        spec = finder.spec if finder else self._engine.model_in_use().spec
        return box_of(spec, photo, region)

    def photo_of_file(self, path: Path) -> Photo:
        """Return the photo that a file is, by its content, or by its place if offline.

        Raises:
            QueryError: The file cannot be read, or the library does not have it.
        """
        return self._describer.photo_of_file(path)

    def picture_size(self, path: Path) -> tuple[int, int]:
        """Return the width and height in pixels of a picture file, upright.

        Raises:
            QueryError: The file cannot be read or decoded.
        """
        return self._describer.picture_size(path)

    def _wish(
        self, query: Query, finder: Finder, stop: threading.Event | None = None
    ) -> Wish:
        """Describe the examples of a query."""
        examples: list[Example] = []
        for like in query.examples:
            examples.append(self._describer.describe(like, finder))
            if stop is not None and stop.is_set():
                raise QueryError("the search was stopped")
        # Of several marks on one photo the last one counts.
        said = {mark.photo: mark.is_right for mark in query.marks}
        return Wish(
            examples=examples,
            filter=query.filter,
            count=query.count,
            marks=Marks(
                right=np.array([each for each in said if said[each]], np.int64),
                wrong=np.array([each for each in said if not said[each]], np.int64),
            ),
            expand=query.expand,
        )

    def _current_finder(self) -> Finder:
        model = self._engine.model_in_use()
        if self._catalog.model_in_use(KIND) is None:
            raise QueryError("the library is empty: index a folder first")
        with self._choosing:
            if self._finder is None or self._finder.sha256 != model.sha256:
                self._finder = Finder(
                    self._catalog, self._folders.cache, model.sha256, model.spec
                )
            return self._finder
