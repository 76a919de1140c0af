"""One photo in the whole window, with what there is to say about it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from photosearch.core.library import Example, LikeFile, LikePhoto, LikePicture
from photosearch.core.records import Changes, Photo, PhotoId
from photosearch.gui.background import Task
from photosearch.gui.models.images import image_in, image_of
from photosearch.gui.models.pictures import Pictures
from photosearch.gui.models.session import Session
from photosearch.gui.models.trail import FixedRows, PhotoRows, Trail
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.info_panel import InfoPanel
from photosearch.gui.widgets.photo_pane import PhotoPane
from photosearch.gui.widgets.similar_strip import SimilarStrip
from photosearch.gui.widgets.viewer_bar import ViewerBar

_PAN_PX = 80


class Viewer(QWidget):
    """Looks at the photos of a list, one after the other.

    Signals:
        left: The user goes back to the list; the `PhotoId` looked at last.
        search_asked: Look for photos like these, a tuple of `PhotoId`.
        trash_asked: Move these to the trash, a tuple of `PhotoId`.
    """

    left = Signal(object)
    search_asked = Signal(object)
    trash_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pictures = Pictures(session)
        self._trail: Trail | None = None
        self._photo: Photo | None = None
        self._neighbours: tuple[Photo, ...] = ()
        self._example: Example | None = None
        self._asked = Task()
        self._bar = ViewerBar()
        self._pane = PhotoPane(session, self._pictures)
        self._example_pane = PhotoPane(session, self._pictures)
        self._info = InfoPanel(session)
        self._strip = SimilarStrip(session)
        self._arrange()
        self._connect()
        self._add_shortcuts()
        self._retranslate()

    # --- what is looked at

    def show_photo(
        self, photo: PhotoId, rows: PhotoRows, example: Example | None = None
    ) -> None:
        """Look at a photo of a list.

        Args:
            photo: The photo.
            rows: The list, such as `PhotosModel`; it may change meanwhile.
            example: What the list was found by; shown beside the photo on demand.
        """
        self._trail = Trail(rows, photo)
        self._example = example
        self._bar.compare.setEnabled(example is not None)
        if example is None:
            self._bar.compare.setChecked(False)
        self._show_example()
        self._show_current()
        self._pane.view.setFocus()

    @property
    def photo(self) -> Photo | None:
        """The photo that is shown; None until it has come."""
        return self._photo

    def go(self, steps: int) -> None:
        """Look at the next photo, or at an earlier one."""
        if self._trail is not None and self._trail.go(steps):
            self._show_current()

    def leave(self) -> None:
        """Go back to the list."""
        if self._trail is not None:
            self._asked.cancel()
            self._strip.clear()
            self._pictures.forget()
            self.left.emit(self._trail.photo)

    # --- the photo

    def _show_current(self) -> None:
        trail = self._trail
        if trail is None:
            return
        self._bar.show_place(trail.row + 1, trail.count)
        self._bar.earlier.setEnabled(trail.neighbour(-1) is not None)
        self._bar.later.setEnabled(trail.neighbour(1) is not None)
        around = [trail.photo, trail.neighbour(1), trail.neighbour(-1)]
        ids = [each for each in around if each is not None]
        self._asked.cancel()
        self._asked = self._session.ask(
            lambda: self._session.library.photos(ids), self._on_photos
        )

    def _on_photos(self, photos: tuple[Photo, ...]) -> None:
        if self._trail is None or not photos or photos[0].id != self._trail.photo:
            self._on_gone()
            return
        self._neighbours = photos[1:]
        self._show(photos[0])

    def _show(self, photo: Photo) -> None:
        self._photo = photo
        self._bar.show_name(photo.paths[0].name)
        self._pane.show_photo(photo)
        self._show_panels()
        self._want()

    def _show_panels(self) -> None:
        """Bring what is shown beside the photo up to date; hidden panels rest."""
        photo = self._photo
        self._info.setVisible(self._bar.info.isChecked())
        self._strip.setVisible(self._bar.similar.isChecked())
        if photo is None:
            return
        if self._bar.info.isChecked():
            self._info.show_photo(photo)
        if self._bar.similar.isChecked():
            self._strip.look_for(photo.id)

    def _want(self) -> None:
        """Have the pictures loaded that are shown now, then those beside them."""
        wishes = [*self._pane.wishes, *self._example_pane.wishes]
        wishes.extend(self._pane.wish_for(each) for each in self._neighbours)
        self._pictures.want(wishes)

    def _on_gone(self) -> None:
        if self._trail is not None and self._trail.leave_gone():
            self._show_current()
        else:
            self.leave()

    def _on_library_changed(self, changes: Changes) -> None:
        if self._photo is None or self.isHidden() or self._trail is None:
            return
        if self._photo.id in changes.removed:
            self._on_gone()
        elif self._photo.id in changes.moved:
            self._show_current()

    def _on_similar_activated(self, photo: PhotoId) -> None:
        """Look at a photo of the strip; outside the list, leaf through the strip."""
        if self._trail is None:
            return
        similar = self._strip.model().ids
        if not self._trail.jump(photo):
            self._trail = Trail(FixedRows((self._trail.photo, *similar)), photo)
        self._show_current()

    # --- the example

    def _show_example(self) -> None:
        shown = self._bar.compare.isChecked()
        self._example_pane.setVisible(shown)
        self._pane.set_caption(self.tr("This photo") if shown else "")
        self._example_pane.set_caption(self.tr("Example"))
        self._example_pane.clear()
        example, library = self._example, self._session.library
        if not shown:
            return
        if isinstance(example, LikePhoto):
            self._session.ask(lambda: library.photo(example.photo), self._on_example)
        elif isinstance(example, LikeFile):
            most_px = self._screen_px()
            self._session.ask(
                lambda: image_of(library.view(example.path, most_px)),
                self._example_pane.show_image,
            )
        elif isinstance(example, LikePicture):
            self._example_pane.show_image(image_in(example.content))

    def _on_example(self, photo: Photo | None) -> None:
        if photo is not None:
            self._example_pane.show_photo(photo)
            self._want()

    def _screen_px(self) -> int:
        screen = self.screen().size() * self.devicePixelRatioF()
        return max(screen.width(), screen.height())

    # --- looks

    def _arrange(self) -> None:
        self._side_by_side = QSplitter(Qt.Orientation.Horizontal)
        self._side_by_side.setChildrenCollapsible(False)
        self._side_by_side.addWidget(self._example_pane)
        self._side_by_side.addWidget(self._pane)
        self._side_by_side.setSizes([1000, 1000])
        middle = controls.row(spacing_px=0)
        middle.addWidget(self._side_by_side, 1)
        middle.addWidget(self._info)
        column = controls.column(self, spacing_px=0)
        for each in (self._bar, controls.line()):
            column.addWidget(each)
        column.addLayout(middle, 1)
        column.addWidget(self._strip)
        self._show_panels()

    def _connect(self) -> None:
        bar, view = self._bar, self._pane.view
        bar.left.connect(self.leave)
        bar.search_asked.connect(self._on_search_asked)
        bar.earlier.clicked.connect(lambda: self.go(-1))
        bar.later.clicked.connect(lambda: self.go(1))
        bar.zoom_in.clicked.connect(view.zoom_in)
        bar.zoom_out.clicked.connect(view.zoom_out)
        bar.fit.clicked.connect(view.fit)
        bar.compare.toggled.connect(self._show_example)
        bar.similar.toggled.connect(self._show_panels)
        bar.info.toggled.connect(self._show_panels)
        view.zoomed.connect(bar.show_zoom)
        self._pane.wishes_changed.connect(self._want)
        self._example_pane.wishes_changed.connect(self._want)
        self._strip.photo_activated.connect(self._on_similar_activated)
        self._session.changed.connect(self._on_library_changed)

    def _add_shortcuts(self) -> None:
        view, bar = self._pane.view, self._bar
        for keys, slot in (
            (("Escape", "Backspace"), self.leave),
            (("Left", "PgUp"), lambda: self.go(-1)),
            (("Right", "PgDown"), lambda: self.go(1)),
            (("Home",), lambda: self._go_to_end(last=False)),
            (("End",), lambda: self._go_to_end(last=True)),
            (("+", "="), view.zoom_in),
            (("-",), view.zoom_out),
            (("0",), view.fit),
            (("1",), lambda: view.zoom_to(1.0)),
            (("I",), bar.info.toggle),
            (("S",), bar.similar.toggle),
            (("C",), bar.compare.click),
            (("Ctrl+F",), self._on_search_asked),
            (("Delete",), self._on_trash_asked),
            (("Shift+Left",), lambda: view.move_by(-_PAN_PX, 0)),
            (("Shift+Right",), lambda: view.move_by(_PAN_PX, 0)),
            (("Shift+Up",), lambda: view.move_by(0, -_PAN_PX)),
            (("Shift+Down",), lambda: view.move_by(0, _PAN_PX)),
        ):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(slot)

    def _go_to_end(self, *, last: bool) -> None:
        if self._trail is not None and self._trail.go_to_end(last=last):
            self._show_current()

    def _on_search_asked(self) -> None:
        if self._photo is not None:
            self.search_asked.emit((self._photo.id,))

    def _on_trash_asked(self) -> None:
        if self._photo is not None:
            self.trash_asked.emit((self._photo.id,))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Photo viewer"))
        self._show_example()
