"""One photo in the whole window, with what there is to say about it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from photosearch.core.library import Example, LikePhoto
from photosearch.core.records import Changes, Photo, PhotoId
from photosearch.gui.background import Task
from photosearch.gui.models.pictures import Pictures
from photosearch.gui.models.reasons import Reason
from photosearch.gui.models.session import Session
from photosearch.gui.models.trail import FixedRows, PhotoRows, Trail
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.example_pane import ExamplePane
from photosearch.gui.widgets.info_panel import InfoPanel
from photosearch.gui.widgets.part_bar import PartBar
from photosearch.gui.widgets.photo_pane import PhotoPane
from photosearch.gui.widgets.similar_strip import SimilarStrip
from photosearch.gui.widgets.viewer_bar import ViewerBar
from photosearch.gui.widgets.viewer_faces import ViewerFaces
from photosearch.spec.regions import Box

_PAN_PX = 80


class Viewer(QWidget):
    """Looks at the photos of a list, one after the other.

    Signals:
        left: The user goes back to the list; the `PhotoId` looked at last.
        search_asked: Look for photos like these, a tuple of `PhotoId`.
        part_asked: Look for photos like a part of one, a `LikePhoto`.
        person_asked: Show the photos of a person (`PersonId`).
        faces_asked: Show the faces like one (`FaceWish`).
        trash_asked: Move these to the trash, a tuple of `PhotoId`.
    """

    left = Signal(object)
    search_asked = Signal(object)
    part_asked = Signal(object)
    person_asked = Signal(object)
    faces_asked = Signal(object)
    trash_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pictures = Pictures(session)
        self._trail: Trail | None = None
        self._photo: Photo | None = None
        self._neighbours: tuple[Photo, ...] = ()
        self._examples: tuple[Example, ...] = ()
        self._asked = Task()
        self._bar = ViewerBar()
        self._pane = PhotoPane(session, self._pictures)
        self._example_pane = ExamplePane(session, self._pictures)
        self._part_bar = PartBar(session, self._pane.view)
        self.faces = ViewerFaces(session, self._pane.view, self)
        self._info = InfoPanel(session)
        self._strip = SimilarStrip(session)
        self._arrange()
        self._connect()
        self._add_shortcuts()
        self._retranslate()

    # --- what is looked at

    def show_photo(
        self, photo: PhotoId, rows: PhotoRows, examples: Sequence[Example] = ()
    ) -> None:
        """Look at a photo of a list.

        Args:
            photo: The photo.
            rows: The list, such as `PhotosModel`; it may change meanwhile.
            examples: What the list was found by; the one that a photo is most like is
                shown beside it on demand.
        """
        self._trail = Trail(rows, photo)
        self._examples = tuple(examples)
        self._bar.compare.setEnabled(self._example is not None)
        if self._example is None:
            self._bar.compare.setChecked(False)
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
            self._part_bar.end()
            self.faces.end()
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
        if self._photo is None or photo.id != self._photo.id:
            self._part_bar.end()
        self._photo = photo
        self._bar.show_name(photo.paths[0].name)
        self._pane.show_photo(photo)
        self.faces.show_photo(photo)
        self._show_example()
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
            self._show_why(photo)
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

    # --- what was looked for

    @property
    def _reason(self) -> Reason | None:
        return self._trail.reason if self._trail else None

    @property
    def _example(self) -> Example | None:
        """The example that the photo is most like, or else the first one."""
        reason = self._reason
        if reason is not None and reason.example < len(self._examples):
            return self._examples[reason.example]
        return next((each for each in self._examples if each.weight > 0), None)

    def _show_example(self) -> None:
        shown = self._bar.compare.isChecked()
        self._example_pane.setVisible(shown)
        self._pane.set_caption(self.tr("This photo") if shown else "")
        self._example_pane.set_caption(self.tr("Example"))
        self._example_pane.show_example(self._example if shown else None)
        self._show_outline()

    def _matched(self) -> Box | None:
        """Return where the region lies that was matched; None for the whole photo."""
        reason, photo = self._reason, self._photo
        if reason is not None and reason.face is not None:
            return reason.face
        if photo is None or reason is None or reason.region < 1:
            return None
        return self._session.library.region_box(photo, reason.region)

    def _show_outline(self) -> None:
        matched = self._matched()
        is_drawn_on = self._part_bar.is_choosing or self.faces.draw_bar.is_drawing
        is_shown = self._bar.outline.isChecked() and not is_drawn_on
        self._bar.outline.setEnabled(matched is not None)
        self._pane.view.outline(matched if is_shown else None)

    def _show_why(self, photo: Photo) -> None:
        reason = self._reason
        if reason is None:
            self._info.why.clear()
        else:
            self._info.why.show_reason(photo, reason, self._example, self._matched())

    def _ask_why(self) -> None:
        """Show why the photo was found, or no longer."""
        self._bar.info.toggle()
        self._info.go_to_top()

    # --- a part of the photo

    def _on_choosing_toggled(self, is_choosing: bool) -> None:
        self._bar.part.setChecked(is_choosing)
        self.faces.cover(are_covered=is_choosing)
        if is_choosing:
            self.faces.end()
        self._show_outline()

    def _on_part_chosen(self, part: Box) -> None:
        self._part_bar.end()
        if self._photo is not None:
            self.part_asked.emit(LikePhoto(self._photo.id, region=part))

    def _step_back(self) -> None:
        if not self._part_bar.isHidden():
            self._part_bar.end()
        elif self.faces.draw_bar.is_drawing:
            self.faces.draw_bar.end()
        else:
            self.leave()

    # --- faces

    def _on_faces_changed(self) -> None:
        self._bar.allow_faces(self.faces.why_not)
        self._bar.faces.setChecked(self.faces.are_shown)
        self._info.people.show_faces(self.faces.model.faces)

    def _on_face_drawing_toggled(self, is_drawing: bool) -> None:
        if is_drawing:
            self._part_bar.end()
        self._bar.draw_face.setChecked(is_drawing)
        self._show_outline()

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
        column.addWidget(self._part_bar)
        column.addWidget(self.faces.draw_bar)
        column.addWidget(self._strip)
        self._show_panels()

    def _connect(self) -> None:
        bar, part_bar, view = self._bar, self._part_bar, self._pane.view
        bar.left.connect(self.leave)
        bar.search_asked.connect(self._on_search_asked)
        bar.earlier.clicked.connect(lambda: self.go(-1))
        bar.later.clicked.connect(lambda: self.go(1))
        bar.zoom_in.clicked.connect(view.zoom_in)
        bar.zoom_out.clicked.connect(view.zoom_out)
        bar.fit.clicked.connect(view.fit)
        bar.part.clicked.connect(part_bar.toggle)
        bar.outline.toggled.connect(self._show_outline)
        bar.compare.toggled.connect(self._show_example)
        bar.similar.toggled.connect(self._show_panels)
        bar.info.toggled.connect(self._show_panels)
        view.zoomed.connect(bar.show_zoom)
        self._pane.wishes_changed.connect(self._want)
        self._example_pane.wishes_changed.connect(self._want)
        part_bar.toggled.connect(self._on_choosing_toggled)
        part_bar.part_chosen.connect(self._on_part_chosen)
        part_bar.allowed.connect(self._allow_parts)
        self._connect_faces()
        self._strip.photo_activated.connect(self._on_similar_activated)
        self._session.changed.connect(self._on_library_changed)

    def _connect_faces(self) -> None:
        faces, bar = self.faces, self._bar
        bar.faces.toggled.connect(lambda on: faces.show_frames(are_wanted=on))
        bar.draw_face.clicked.connect(faces.draw)
        faces.changed.connect(self._on_faces_changed)
        faces.draw_bar.toggled.connect(self._on_face_drawing_toggled)
        faces.person_asked.connect(self.person_asked)
        faces.like_asked.connect(self.faces_asked)
        self._info.people.person_asked.connect(self.person_asked)

    def _add_shortcuts(self) -> None:
        view, bar = self._pane.view, self._bar
        for keys, slot in (
            (("Escape", "Backspace"), self._step_back),
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
            (("B",), self._part_bar.toggle),
            (("F",), bar.faces.click),
            (("D",), bar.draw_face.click),
            (("N",), self.faces.name_next),
            (("Ctrl+Z",), self.faces.model.undo),
            (("O",), bar.outline.click),
            (("W",), self._ask_why),
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
        self._allow_parts()
        self._on_faces_changed()
        self._show_example()

    def _allow_parts(self) -> None:
        self._bar.allow_parts(self._part_bar.why_not)
