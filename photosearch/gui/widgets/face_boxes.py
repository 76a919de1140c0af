"""The faces on a picture, each in its frame, wherever the picture is moved to."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from typing_extensions import override

from photosearch.gui.models.parts import place_of
from photosearch.gui.widgets.face_box import FaceBox
from photosearch.gui.widgets.picture_view import PictureView
from photosearch.spec.regions import Box

# A face that fills the picture must not keep it from being moved.
_LARGE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class FramedFace:
    """A face to be framed.

    Attributes:
        box: Where it lies, in shares of the photo.
        name: Whose it is; empty where nobody knows.
        words: What is added for screen readers, and as tool tip.
    """

    box: Box
    name: str = ""
    words: str = ""


class FaceBoxes(QObject):
    """Keeps a frame around each face of a picture.

    Args:
        view: The picture.

    Signals:
        chosen: The number of a face (int), from 0, that was clicked.
    """

    chosen = Signal(int)

    def __init__(self, view: PictureView) -> None:
        super().__init__(view)
        self._view = view
        self._faces: tuple[FramedFace, ...] = ()
        self._boxes: list[FaceBox] = []
        self._is_shown = True
        view.placed.connect(self._place)
        view.installEventFilter(self)

    @property
    def boxes(self) -> Sequence[FaceBox]:
        """The frames, in the order of the faces."""
        return self._boxes

    def show_faces(self, faces: Sequence[FramedFace]) -> None:
        """Frame these faces, and no others."""
        had_focus = self.focused
        self._faces = tuple(faces)
        while len(self._boxes) > len(faces):
            self._boxes.pop().deleteLater()
        while len(self._boxes) < len(faces):
            self._boxes.append(self._new_box(len(self._boxes)))
        self._say_who()
        self._place()
        if 0 <= had_focus < len(self._boxes):
            self._boxes[had_focus].setFocus()
        elif had_focus >= 0:
            self._view.setFocus()

    def show_all(self, *, are_shown: bool) -> None:
        """Show the frames, or hide them for a while."""
        self._is_shown = are_shown
        self._place()

    def mark(self, number: int) -> None:
        """Let one of the frames stand out."""
        for place, box in enumerate(self._boxes):
            box.stand_out(stands_out=place == number)

    def focus(self, number: int) -> None:
        """Give the keyboard to a frame."""
        if 0 <= number < len(self._boxes) and self._is_shown:
            self._boxes[number].setFocus()

    @property
    def focused(self) -> int:
        """The number of the frame that has the keyboard; -1 for none."""
        found = (i for i, box in enumerate(self._boxes) if box.hasFocus())
        return next(found, -1)

    def _new_box(self, number: int) -> FaceBox:
        box = FaceBox(self._view)
        box.clicked.connect(lambda: self.chosen.emit(number))
        return box

    def _place(self) -> None:
        view = self._view
        is_shown = self._is_shown and not view.is_empty
        for box, face in zip(self._boxes, self._faces, strict=True):
            place = place_of(face.box, view.photo_rect)
            is_large = place.width() > _LARGE_SHARE * view.width()
            box.place(place, is_only_tag=is_large and not view.is_fitted)
            box.setVisible(is_shown and place.intersects(view.rect().toRectF()))
        self._make_room()

    def _make_room(self) -> None:
        """Show the tags that do not overlap; those of large faces come first."""
        taken: list[QRect] = []
        for box in sorted(self._boxes, key=lambda box: -box.face_px):
            overlaps = any(box.tag.intersects(each) for each in taken)
            box.hide_tag(is_hidden=overlaps)
            if box.name and not overlaps:
                taken.append(box.tag)

    def _say_who(self) -> None:
        nobody = self.tr("Who is this?")
        for number, (box, face) in enumerate(
            zip(self._boxes, self._faces, strict=True), start=1
        ):
            who = face.name or self.tr("Face {0}, without a name").format(number)
            described = f"{who}. {face.words}" if face.words else who
            box.show_words(face.name, nobody, described)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LanguageChange:
            self._say_who()
            self._place()
        return super().eventFilter(watched, event)
