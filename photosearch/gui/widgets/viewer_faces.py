"""All about faces in the viewer: frames, names, and faces that were missed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photosearch.core.face_records import Person
from photosearch.core.ids import FaceId
from photosearch.core.library import LikePhoto
from photosearch.core.records import Photo
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.face_search import FaceWish
from photosearch.gui.models.face_words import certainty_in_words
from photosearch.gui.models.photo_faces import PhotoFaces, ShownFace
from photosearch.gui.models.session import Session
from photosearch.gui.widgets.face_boxes import FaceBoxes, FramedFace
from photosearch.gui.widgets.face_draw_bar import FaceDrawBar
from photosearch.gui.widgets.face_popup import FacePopup
from photosearch.gui.widgets.picture_view import PictureView


class ViewerFaces(QObject):
    """Frames the faces of the photo that is looked at.

    Args:
        session: The open library.
        view: The photo.
        parent: The window in which pop-ups open.

    Signals:
        changed: There are other faces, or they can be shown now, or no longer.
        person_asked: Show the photos of a person (`PersonId`).
        like_asked: Show the faces like one (`FaceWish`).
    """

    changed = Signal()
    person_asked = Signal(object)
    like_asked = Signal(object)

    def __init__(self, session: Session, view: PictureView, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._names = Task()
        self._are_wanted = False
        self._are_covered = False
        self._photo: Photo | None = None
        self.model = PhotoFaces(session, self)
        self.boxes = FaceBoxes(view)
        self.popup = FacePopup(session, parent)
        self.draw_bar = FaceDrawBar(view)
        self._connect()
        self._show()

    @property
    def are_shown(self) -> bool:
        """Whether frames are wanted, if there are faces."""
        return self._are_wanted

    @property
    def why_not(self) -> str:
        """Why there are no faces, in a sentence; empty where there may be some."""
        if self.model.is_on:
            return ""
        return self.tr("Faces are not looked for. The page People switches that on.")

    def show_photo(self, photo: Photo) -> None:
        """Show the faces of another photo."""
        if self._photo is None or photo.id != self._photo.id:
            self.end()
        self._photo = photo
        self.model.show_photo(photo.id)

    def show_frames(self, *, are_wanted: bool) -> None:
        """Show frames around faces, or none."""
        if are_wanted is not self._are_wanted:
            self._are_wanted = are_wanted
            self._show()
            self.changed.emit()

    def cover(self, *, are_covered: bool) -> None:
        """Take frames away while something else is drawn on the photo."""
        self._are_covered = are_covered
        self._show()

    def end(self) -> None:
        """Close what is open about the photo."""
        self.popup.close()
        self.draw_bar.end()

    def name_next(self) -> None:
        """Ask for the name of the face with the keyboard, or of the next unnamed."""
        faces = self.model.faces
        first = self.boxes.focused
        if first < 0:
            unnamed = (i for i, each in enumerate(faces) if not each.name)
            first = next(unnamed, 0)
        if first < len(faces):
            self.show_frames(are_wanted=True)
            self._open(first)

    def draw(self) -> None:
        """Let a face be drawn that was missed, or end that."""
        if self.model.is_on:
            self.draw_bar.toggle()

    # --- frames

    def _show(self) -> None:
        faces = [
            FramedFace(each.face.box, each.name, certainty_in_words(each.face))
            for each in self.model.faces
        ]
        self.boxes.show_faces(faces)
        self.boxes.show_all(are_shown=self._are_wanted and not self._are_covered)

    def _on_faces_changed(self) -> None:
        shown = self.popup.face
        if shown is not None and self.model.face(shown.face.id) is None:
            self.popup.close()
        self._show()
        self.changed.emit()

    # --- what people do

    def _open(self, number: int) -> None:
        """Open what can be done with a face, once the names of people are there."""
        face = self.model.faces[number]
        library = self._session.library
        self._names.cancel()
        self._names = self._session.ask(
            lambda: library.people(),
            lambda people: self._open_with(face.face.id, people),
            Lane.READ,
        )

    def _open_with(self, face: FaceId, people: tuple[Person, ...]) -> None:
        ids = [each.face.id for each in self.model.faces]
        if face in ids:
            number = ids.index(face)
            names = [each.name for each in people if each.name]
            self.popup.open_at(
                self.model.faces[number], self.boxes.boxes[number], names
            )

    def _on_drawn(self, face: FaceId) -> None:
        """Ask at once who it is."""
        ids = [each.face.id for each in self.model.faces]
        self.show_frames(are_wanted=True)
        self._open(ids.index(face))

    def _on_like_asked(self, face: ShownFace) -> None:
        if self._photo is not None:
            name = face.name or self._photo.paths[0].name
            example = LikePhoto(self._photo.id, region=face.face.box)
            self.like_asked.emit(FaceWish(example, name))

    def _connect(self) -> None:
        popup, model = self.popup, self.model
        model.changed.connect(self._on_faces_changed)
        model.drawn.connect(self._on_drawn)
        self.boxes.chosen.connect(self._open)
        self.draw_bar.drawn.connect(model.draw)
        self.draw_bar.toggled.connect(lambda on: self.cover(are_covered=on))
        popup.named.connect(model.name)
        popup.confirmed.connect(self._on_confirmed)
        popup.person_asked.connect(self.person_asked)
        popup.like_asked.connect(self._on_like_asked)
        popup.rejected.connect(model.reject)
        popup.dropped.connect(model.not_a_face)

    def _on_confirmed(self, face: ShownFace) -> None:
        if face.face.person is not None:
            self.model.confirm(face, face.face.person)
