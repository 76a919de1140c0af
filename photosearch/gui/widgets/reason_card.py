"""Why the photo that is looked at was found."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QVBoxLayout
from typing_extensions import override

from photosearch.core.errors import DecodeError
from photosearch.core.library import Example, Library
from photosearch.core.records import Photo
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.example_pictures import ExamplePicture, small_example
from photosearch.gui.models.images import cut_out, image_in
from photosearch.gui.models.reasons import (
    Reason,
    closeness_in_words,
    distance_in_words,
    region_in_words,
    score_in_words,
)
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.controls import ElidedLabel
from photosearch.gui.widgets.small_picture import SmallPicture
from photosearch.spec.regions import Box

_PICTURE_PX = 112
_FACTS = 3


class ReasonCard(QFrame):
    """The example beside what matched it, and what was measured; hidden without."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._session = session
        self._reason: Reason | None = None
        self._box: Box | None = None
        self._shown_example: Example | None = None
        self._matching, self._loading = Task(), Task()
        self._heading = controls.label("heading")
        self.example = SmallPicture(_PICTURE_PX)
        self.match = SmallPicture(_PICTURE_PX)
        self._example_name, self._match_name = (
            ElidedLabel("muted"),
            ElidedLabel("muted"),
        )
        self._verdict = controls.label(wraps=True)
        self._facts = tuple(controls.label("muted", wraps=True) for _ in range(_FACTS))
        self._arrange()
        self.hide()
        self._retranslate()

    def show_reason(
        self, photo: Photo, reason: Reason, example: Example | None, box: Box | None
    ) -> None:
        """Show why a photo was found.

        Args:
            photo: The photo.
            reason: What was measured.
            example: What it is most like.
            box: The region of the photo that was matched, if one was.
        """
        self._reason, self._box = reason, box
        self._load_match(photo, box)
        if example != self._shown_example:
            self._load_example(example)
        self._retranslate()
        self.show()

    def clear(self) -> None:
        """Show nothing: the photo was not looked for."""
        self._matching.cancel()
        self._reason = self._box = None
        self._load_example(None)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, a fact a line."""
        shown = (self._verdict, *self._facts)
        return "\n".join(label.text() for label in shown if label.text())

    def _load_match(self, photo: Photo, box: Box | None) -> None:
        library = self._session.library
        self._matching.cancel()
        self.match.show_image(QImage())
        self._matching = self._session.bridge.run(
            Lane.PICTURES,
            lambda: _matched(library, photo, box),
            lambda image: self.match.show_image(image, is_part=box is not None),
            lambda _: self.match.show_image(None),
        )

    def _load_example(self, example: Example | None) -> None:
        self._loading.cancel()
        self._shown_example = example
        self._example_name.setText("")
        self.example.show_image(QImage())
        if example is None:
            return
        library = self._session.library
        side_px = round(_PICTURE_PX * self.devicePixelRatioF())
        self._loading = self._session.bridge.run(
            Lane.PICTURES,
            lambda: small_example(library, example, side_px),
            self._on_example,
            lambda _: self.example.show_image(None),
        )

    def _on_example(self, picture: ExamplePicture) -> None:
        example = self._shown_example
        is_part = example is not None and example.region is not None
        self._example_name.setText(picture.name)
        self.example.show_image(picture.image, is_part=is_part)

    def _arrange(self) -> None:
        column = controls.column(self, margin_px=SPACE_PX * 3 // 2)
        column.addWidget(self._heading)
        pictures = controls.row(spacing_px=SPACE_PX)
        for picture, name in (
            (self.example, self._example_name),
            (self.match, self._match_name),
        ):
            name.setFixedWidth(_PICTURE_PX)
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            pictures.addLayout(_above(picture, name))
        pictures.addStretch()
        column.addLayout(pictures)
        for label in (self._verdict, *self._facts):
            column.addWidget(label)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Why this result"))
        self._heading.setText(self.tr("Why this result"))
        self._match_name.setText(self.tr("this photo"))
        if self._reason is None:
            return
        self._verdict.setText(closeness_in_words(self._reason))
        is_face = self._reason.face is not None
        facts = (
            "" if is_face else distance_in_words(self._reason),
            score_in_words(self._reason),
            region_in_words(self._reason, self._box),
        )
        for label, words in zip(self._facts, facts, strict=True):
            label.setText(words)
            label.setVisible(bool(words))


def _above(picture: SmallPicture, name: ElidedLabel) -> QVBoxLayout:
    made = controls.column(spacing_px=SPACE_PX // 2)
    made.addWidget(picture)
    made.addWidget(name)
    return made


def _matched(library: Library, photo: Photo, box: Box | None) -> QImage:
    """Return what was matched of a photo, as its thumbnail shows it.

    Raises:
        DecodeError: There is no thumbnail.
    """
    jpeg = library.thumbnail(photo)
    if jpeg is None:
        raise DecodeError("the photo is out of reach")
    image = image_in(jpeg)
    return image if box is None else cut_out(image, box)
