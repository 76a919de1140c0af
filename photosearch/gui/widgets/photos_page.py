"""The page of photos: what is looked for on top, what was found below."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.core.library import LikePhoto
from photosearch.core.records import (
    Filter,
    Found,
    Order,
    PendingFile,
    PhotoId,
    PhotoList,
)
from photosearch.gui import messages
from photosearch.gui.models.arrivals import may_be_picture
from photosearch.gui.models.distances import Distances, distances_of
from photosearch.gui.models.marks import Marks
from photosearch.gui.models.photos import PhotosModel
from photosearch.gui.models.query import Restored
from photosearch.gui.models.search import Search
from photosearch.gui.models.searches import SearchesModel
from photosearch.gui.models.session import Session
from photosearch.gui.models.throttle import Throttle
from photosearch.gui.widgets.controls import button
from photosearch.gui.widgets.distance_slider import DistanceSlider
from photosearch.gui.widgets.empty_state import EmptyState
from photosearch.gui.widgets.photo_grid import PhotoGrid
from photosearch.gui.widgets.query_tray import QueryTray
from photosearch.gui.widgets.result_bar import ResultBar
from photosearch.gui.widgets.searches_popup import SearchesPopup

WAITING_AT_MOST = 200

_REMEMBERED_MS = 3000
_WAITING_MS = 1000
_SLIDING_MS = 40


class _Answer(Enum):
    """What the next answer is to be taken for.

    Attributes:
        ANOTHER: That to another search: it starts at the top.
        REFINED: That to the same one, after marks: who reads from the top, goes on.
        SAME: That to the same one, as the library is now: each photo stays in place.
    """

    ANOTHER = "another"
    REFINED = "refined"
    SAME = "same"


class PhotosPage(QWidget):
    """The query tray over the grid; it owns which photos are shown.

    Args:
        session: The open library.

    Signals:
        photo_activated: A `PhotoId` to look at.
        trash_asked: Move these to the trash; a tuple of `PhotoId`.
        properties_asked: A `PhotoId` to tell all about.
        found: A `Found` that is shown now.
        who_asked: Somebody wants to know who is on a picture.
    """

    photo_activated = Signal(object)
    trash_asked = Signal(object)
    properties_asked = Signal(object)
    found = Signal(object)
    who_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.search = Search(session, self)
        self.marks = Marks(session, self.search, self)
        self.searches = SearchesModel(session, self)
        self.grid = PhotoGrid(session)
        self.tray = QueryTray(session, self.search)
        self.slider = DistanceSlider()
        self.bar = ResultBar(session, self.grid, self.marks)
        self._searches_popup = SearchesPopup(self.searches, self)
        self._blank, self._far = EmptyState("photos"), EmptyState("search")
        self._clear_filters, self._show_anyway = button(), button("", "primary")
        self._views = QStackedWidget()
        self._distances = Distances()
        self._result_order: Order | None = None
        self._chosen: int | None = None
        self._shows_far = False
        self._next_answer = _Answer.ANOTHER
        self._sliding = Throttle(self._show_chosen, _SLIDING_MS, self)
        self._awaiting = Throttle(self._ask_for_waiting, _WAITING_MS, self)
        self._remembering = QTimer(self, singleShot=True, interval=_REMEMBERED_MS)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._retranslate()
        self.bar.show_order(self.search.order, is_ranked=False)
        self.search.refresh()
        self.searches.load()
        self.searches.news.look()

    # --- what is shown

    def model(self) -> PhotosModel:
        """Return the photos that are shown."""
        return self.grid.photos

    def show_photo(self, photo: PhotoId) -> bool:
        """Make a photo the current one; return whether it is shown."""
        return self.grid.show_photo(photo)

    def show_all(self) -> None:
        """Look for nothing any more: show all photos."""
        self.search.clear()
        self.grid.setFocus()

    def search_like(self, photos: Sequence[PhotoId]) -> None:
        """Find photos like some of the library."""
        self.search.set_examples([LikePhoto(photo) for photo in photos])

    def search_files(self, paths: Sequence[Path]) -> None:
        """Find photos like some files, or like those in folders."""
        self.tray.take_files(list(paths), adds=False)

    def open_files(self) -> None:
        """Let somebody choose files to find photos like them."""
        self.tray.open_files(adds=False)

    def paste(self) -> None:
        """Find photos like what the clipboard holds."""
        self.tray.paste(adds=False)

    # --- answers

    def _on_listed(self, photos: PhotoList) -> None:
        self.slider.hide()
        self.bar.show_order(self.search.order, is_ranked=False)
        self.grid.photos.set_list(photos, self.search.order)
        self.bar.summary.setText(messages.photos(len(photos.ids)))
        self._awaiting.ask()
        self._show_right_view()

    def _on_found(self, found: Found) -> None:
        self._distances = distances_of(found)
        self.slider.set_distances(self._distances, self._within())
        of_faces = self.search.face is not None
        self.slider.setVisible(not of_faces)
        self.bar.show_order(self._result_order, is_ranked=True, of_faces=of_faces)
        self._show_found(found)
        self._summarise(found)
        self._show_right_view()
        if not of_faces:
            self._remembering.start()
            self.searches.follow(self.search.query, self.search.newest)
        self.found.emit(found)

    def _show_found(self, found: Found) -> None:
        answer, self._next_answer = self._next_answer, _Answer.SAME
        bar = self.grid.verticalScrollBar()
        offset = bar.value()
        self.grid.photos.set_found(
            found,
            self._within(),
            self._result_order,
            is_same=answer is not _Answer.ANOTHER,
            faces=self.search.faces,
        )
        if answer is _Answer.REFINED and self._result_order is None:
            # Photos may have gone far up or down: nobody is to be taken along.
            bar.setValue(offset)
            self.grid.stay_in_view()

    def _on_failed(self, _: PhotoSearchError) -> None:
        self.bar.summary.setText("")

    def _on_search_changed(self) -> None:
        self._chosen, self._shows_far = None, False
        self._next_answer = _Answer.ANOTHER
        self._remembering.stop()
        self.bar.wider.setChecked(self.search.query.expand)
        self.searches.follow(self.search.query)
        self.bar.chips.set_filter(self.search.query.filter)
        if not self.search.has_wish:
            self._result_order = None

    def _on_marks_changed(self) -> None:
        self.grid.photos.show_marks(self.marks.of_photos)
        self.searches.follow(self.search.query)
        if self.marks.of_photos:
            # Whoever marks photos wants to see them.
            self._shows_far = True
        if self._next_answer is _Answer.SAME:
            self._next_answer = _Answer.REFINED

    def _within(self) -> int:
        """Return up to which distance photos are shown.

        Beyond the cut, photos come after those that are close. In any other order than
        that of likeness they would come between them.
        """
        if self._chosen is not None:
            return self._chosen
        distances = self._distances
        is_cut = self._result_order is not None and distances.cut >= 0
        return distances.cut if is_cut else distances.shown

    def _summarise(self, found: Found) -> None:
        is_shown = found.close or self._shows_far
        shown = int((found.distances <= self._within()).sum()) if is_shown else 0
        self.bar.summary.setText(
            self.tr("{0} close, {1} shown, {2} ms").format(
                messages.number(found.close),
                messages.number(shown),
                messages.number(max(round(found.elapsed_ms), 1)),
            )
        )

    def _show_right_view(self) -> None:
        found = self.grid.photos.found
        if self.grid.photos.rowCount() == 0 and (found is None or not len(found.ids)):
            self._views.setCurrentWidget(self._blank)
            self._say_why_blank()
        elif found is not None and not found.close and not self._shows_far:
            self._say_why_far()
            self._views.setCurrentWidget(self._far)
        else:
            self._views.setCurrentWidget(self.grid)

    def _say_why_blank(self) -> None:
        is_filtered = self.search.query.filter != Filter()
        self._clear_filters.setVisible(is_filtered)
        if is_filtered:
            self._blank.set_texts(
                self.tr("No photo meets the filters"),
                self.tr("Choose wider ones, or remove them."),
            )
        else:
            self._blank.set_texts(
                self.tr("No photos yet"),
                self.tr("Photos appear here as soon as they are indexed."),
            )

    def _say_why_far(self) -> None:
        self._far.set_texts(
            self.tr("Nothing close enough"),
            self.tr(
                "No face of this library is more like this one than faces of strangers "
                "are."
            )
            if self.search.face is not None
            else self.tr(
                "No photo of this library is more like your example than photos are "
                "by chance."
            ),
        )

    # --- photos that wait to be indexed

    def _ask_for_waiting(self) -> None:
        if self.search.is_empty:
            self._session.ask(
                lambda: self._session.library.waiting(WAITING_AT_MOST),
                self._on_waiting,
            )
        else:
            self.grid.photos.set_waiting(())

    def _on_waiting(self, files: tuple[PendingFile, ...]) -> None:
        if self.search.is_empty:
            self.grid.photos.set_waiting(files)
            self._show_right_view()

    # --- what people do

    def _on_distance_chosen(self, distance: int) -> None:
        self._chosen = distance
        if distance > self._distances.shown:
            self.search.widen()
        self._sliding.ask()

    def _show_chosen(self) -> None:
        found = self.grid.photos.found
        if found is not None:
            self._shows_far = True
            self.grid.photos.show_closest(self._within())
            self._summarise(found)
            self._show_right_view()

    def _on_order_chosen(self, order: Order | None) -> None:
        if not self.search.has_wish:
            self.search.set_order(order or Order.NEWEST)
            return
        self._result_order = order
        self.slider.set_distances(self._distances, self._within())
        self.grid.photos.sort_by(order)
        self._show_chosen()

    def _on_filters_cleared(self) -> None:
        self.search.set_filter(Filter())

    def _show_less_alike(self) -> None:
        self._shows_far = True
        if self.grid.photos.found is not None:
            self._summarise(self.grid.photos.found)
        self._show_right_view()
        self.grid.setFocus()

    def _on_example_asked(self, photo: PhotoId, weight: float) -> None:
        self.search.add_examples([LikePhoto(photo, weight)])

    def _on_restored(self, restored: Restored) -> None:
        self.search.set_query(restored.query)
        if restored.lost:
            words = self.tr("Not in the library any more: {0}")
            self.tray.show_problem(words.format(", ".join(restored.lost)))

    def _show_news(self) -> None:
        self.bar.show_news(self.searches.new_photos())

    def _open_searches(self) -> None:
        may_save = not self.search.is_empty and self.search.face is None
        self._searches_popup.offer(may_save=may_save)
        self._searches_popup.open_below(self.bar.searches)

    # --- keys and dropping

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.search.is_empty:
            self.show_all()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.marks.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.marks.redo()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Photos that are dragged within the grid are on their way out.
        if event.source() is not self.grid and may_be_picture(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.tray.show_target(is_target=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.tray.show_target(is_target=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.tray.show_target(is_target=False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.tray.take(event.mimeData(), event.source(), adds=False)

    # --- how it is built

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.tray, 1)
        top.addWidget(self.slider)
        self.slider.hide()
        head = QFrame()
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.bar)
        line = QFrame()
        line.setProperty("role", "line")
        self._blank.add_button(self._clear_filters)
        self._far.add_button(self._show_anyway)
        for view in (self.grid, self._blank, self._far):
            self._views.addWidget(view)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(head)
        page.addWidget(line)
        page.addWidget(self._views, 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        search, grid = self.search, self.grid
        search.changed.connect(self._on_search_changed)
        self.marks.changed.connect(self._on_marks_changed)
        search.asked.connect(self.searches.news.hold)
        search.listed.connect(self._on_listed)
        search.found.connect(self._on_found)
        search.failed.connect(self._on_failed)
        self.searches.restored.connect(self._on_restored)
        self.searches.failed.connect(self.tray.show_error)
        for signal in (self.searches.dataChanged, self.searches.modelReset):
            signal.connect(self._show_news)
        self.tray.cleared.connect(self.show_all)
        self.tray.who_asked.connect(self.who_asked)
        self.bar.chips.filter_chosen.connect(search.set_filter)
        self.bar.order_chosen.connect(self._on_order_chosen)
        self.bar.wider_chosen.connect(lambda on: search.set_expand(expand=on))
        self.slider.distance_chosen.connect(self._on_distance_chosen)
        self.bar.searches.clicked.connect(self._open_searches)
        self._searches_popup.save_asked.connect(
            lambda name: self.searches.save(name, search.query)
        )
        self._remembering.timeout.connect(lambda: self.searches.remember(search.query))
        self._clear_filters.clicked.connect(self._on_filters_cleared)
        self._show_anyway.clicked.connect(self._show_less_alike)
        self._session.tasks.dataChanged.connect(self._awaiting.ask)
        grid.photo_activated.connect(self.photo_activated)
        grid.search_asked.connect(self.search_like)
        grid.example_asked.connect(self._on_example_asked)
        grid.mark_asked.connect(self.marks.mark)
        grid.trash_asked.connect(self.trash_asked)
        grid.properties_asked.connect(self.properties_asked)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._clear_filters.setText(self.tr("Remove the filters"))
        self._show_anyway.setText(self.tr("Show the nearest anyway"))
        self._say_why_far()
        self._say_why_blank()
        found = self.grid.photos.found
        if found is not None:
            self._summarise(found)
