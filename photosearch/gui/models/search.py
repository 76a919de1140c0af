"""What is looked for, and what was found: a query that people change bit by bit."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.core.errors import PhotoSearchError
from photosearch.core.library import Example, Mark, Query
from photosearch.core.records import Filter, Found, Order, PhotoId, PhotoList
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.face_search import FacesFound, FaceWish, find_faces
from photosearch.gui.models.session import Session
from photosearch.gui.models.throttle import Throttle
from photosearch.spec.regions import Box

EXAMPLES_AT_MOST = 12
"""More are a burden to whoever looks at them, and blur what is looked for."""

FEW = 300
"""So many photos are shown of a result at first."""

MANY = 2000
"""So many are shown to whoever asks for less alike ones."""

_PAUSE_MS = 80
# People mark several photos in a row: the list is to stay until they look up.
_MARKED_MS = 250
_REFRESH_MS = 3000


class Search(QObject):
    """The query that stands; every change asks again and drops the older question.

    Without an example that is to be looked like, the photos that meet the filter are
    listed instead. Faces like one are looked for in place of all examples.

    Args:
        session: The open library.

    Signals:
        changed: The query is not as it was.
        asked: A question is under way.
        listed: A `PhotoList`: the photos that meet the filter.
        found: A `Found`: those that look like the examples.
        failed: A `PhotoSearchError`: there is no answer.
    """

    changed = Signal()
    asked = Signal()
    listed = Signal(object)
    found = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query = Query((), count=FEW)
        self._face: FaceWish | None = None
        self._faces: Mapping[PhotoId, Box] = {}
        self._order = Order.NEWEST
        self._newest = PhotoId(0)
        self._task: Task | None = None
        self._stop = threading.Event()
        self._asking = Throttle(self._ask, _PAUSE_MS, self)
        self._refining = QTimer(self, singleShot=True, interval=_MARKED_MS)
        self._refining.timeout.connect(self.refresh)
        self._refreshing = Throttle(self.refresh, _REFRESH_MS, self)
        session.changed.connect(self._refreshing.ask)
        session.models_changed.connect(self._refreshing.ask)
        session.people_changed.connect(self._on_people_changed)

    # --- the query

    @property
    def query(self) -> Query:
        """What is looked for."""
        return self._query

    @property
    def face(self) -> FaceWish | None:
        """The face that others shall be like; None where photos are looked for."""
        return self._face

    @property
    def faces(self) -> Mapping[PhotoId, Box]:
        """Where the face lies that was matched in each photo of the last answer."""
        return self._faces

    @property
    def examples(self) -> tuple[Example, ...]:
        """What is looked for, be it photos or a face."""
        return (self._face.example,) if self._face else self._query.examples

    @property
    def order(self) -> Order:
        """In which order photos are listed while nothing is looked for."""
        return self._order

    @property
    def newest(self) -> PhotoId:
        """The photo that had come last when the last answer was made."""
        return self._newest

    @property
    def has_wish(self) -> bool:
        """Whether there is something to look like."""
        return any(each.weight > 0 for each in self.examples)

    @property
    def is_empty(self) -> bool:
        """Whether all photos are shown."""
        return not self.examples and self._query.filter == Filter()

    def set_query(self, query: Query) -> None:
        """Look for something else altogether."""
        self._change(replace(query, count=FEW))

    def set_face(self, wish: FaceWish) -> None:
        """Look for faces like one, within the filter that stands."""
        self._change(Query((), self._query.filter, FEW), wish)

    def set_examples(self, examples: Iterable[Example]) -> None:
        """Look for photos like these, within the filter that stands.

        Marks stay as long as one of the examples does: they are about its answers.
        """
        new = _few(examples)
        before = set(map(_picture, self._query.examples))
        kept = not before.isdisjoint(map(_picture, new))
        marks = self._query.marks if kept else ()
        self._change(replace(self._query, examples=new, count=FEW, marks=marks))

    def add_examples(self, examples: Iterable[Example]) -> None:
        """Look for photos like these, too; one that is there gets the new weight."""
        new = tuple(examples)
        sources = [_source(each) for each in new]
        kept = [each for each in self._query.examples if _source(each) not in sources]
        self.set_examples((*kept, *new))

    def remove_example(self, place: int) -> None:
        """Drop one example."""
        examples = self._query.examples
        self.set_examples(examples[:place] + examples[place + 1 :])

    def set_weight(self, place: int, weight: float) -> None:
        """Say how much an example counts; below zero for what shall not be found."""
        examples = list(self._query.examples)
        examples[place] = replace(examples[place], weight=weight)
        self.set_examples(examples)

    def set_region(self, place: int, region: Box | None) -> None:
        """Say which part of an example counts; None for the whole of it."""
        examples = list(self._query.examples)
        examples[place] = replace(examples[place], region=region)
        self.set_examples(examples)

    def set_filter(self, wanted: Filter) -> None:
        """Show only photos that meet a filter."""
        self._change(replace(self._query, filter=wanted), self._face)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Say what was right and wrong in the answer, which is refined by that soon."""
        self._drop_question()
        self._query = replace(self._query, marks=tuple(marks))
        self._refining.start()

    def set_expand(self, *, expand: bool) -> None:
        """Look for photos like the closest ones, too, or no longer."""
        self._change(replace(self._query, expand=expand))

    def set_order(self, order: Order) -> None:
        """List photos in another order while nothing is looked for."""
        if order is not self._order:
            self._order = order
            if not self.has_wish:
                self.refresh()

    def widen(self) -> None:
        """Find more photos, those that are less alike."""
        if self._query.count < MANY:
            self._query = replace(self._query, count=MANY)
            self.refresh()

    def clear(self) -> None:
        """Show all photos."""
        self._change(Query((), count=FEW))

    def refresh(self) -> None:
        """Ask again, at once or soon; what was asked before is answered no more."""
        self._drop_question()
        self._asking.ask()

    # --- asking

    def _change(self, query: Query, face: FaceWish | None = None) -> None:
        if (query, face) != (self._query, self._face):
            self._query, self._face = query, face
            self.changed.emit()
            self.refresh()

    def _ask(self) -> None:
        self._refining.stop()
        query, order, stop = self._query, self._order, threading.Event()
        library = self._session.library
        self._stop = stop
        self.asked.emit()
        face = self._face
        if face is not None:
            self._task = self._session.bridge.run(
                Lane.QUERY,
                lambda: find_faces(library, face, query.filter, query.count),
                self._on_faces_found,
                self._on_failure,
            )
        elif self.has_wish:
            self._task = self._session.bridge.run(
                Lane.QUERY,
                lambda: (library.newest_photo(), library.find(query, stop)),
                lambda answer: self._on_found(*answer),
                self._on_failure,
            )
        else:
            self._task = self._session.bridge.run(
                Lane.QUERY,
                lambda: library.list_photos(order, query.filter),
                self._on_listed,
                self._on_failure,
            )

    def _drop_question(self) -> None:
        self._stop.set()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_found(self, newest: PhotoId, found: Found) -> None:
        self._task = None
        self._newest, self._faces = newest, {}
        self.found.emit(found)

    def _on_faces_found(self, answer: FacesFound) -> None:
        self._task = None
        self._faces = answer.boxes
        self.found.emit(answer.found)

    def _on_people_changed(self) -> None:
        if self._face is not None or self._query.filter.people:
            self._refreshing.ask()

    def _on_listed(self, photos: PhotoList) -> None:
        self._task = None
        self.listed.emit(photos)

    def _on_failure(self, error: PhotoSearchError) -> None:
        self._task = None
        self.failed.emit(error)


def _few(examples: Iterable[Example]) -> tuple[Example, ...]:
    """Keep each example once, and the last ones where there are too many."""
    of_source = {_source(each): each for each in examples}
    return tuple(of_source.values())[-EXAMPLES_AT_MOST:]


def _source(example: Example) -> Example:
    return replace(example, weight=1.0)


def _picture(example: Example) -> Example:
    """Return the whole of an example, whichever part of it counts."""
    return replace(example, weight=1.0, region=None)
