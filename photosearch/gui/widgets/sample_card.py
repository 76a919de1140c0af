"""One query of a retraining's report: what the old and the new model find for it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.models import retraining_words as words
from photosearch.gui.models.pictures import Pictures, Refusal, Wish
from photosearch.gui.theme import SPACE_PX, Role
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.small_picture import SmallPicture
from photosearch.spec.retraining_report import Sample

QUERY_PX = 112
FOUND_PX = (40, 88)
"""Least and largest side of a picture that was found, by how wide the window is."""

PICTURE_PX = 224
"""Pictures are decoded to this, enough for a screen of double density."""

_IN_LINE = 6
_GAP_PX = SPACE_PX // 2
_MARGINS_PX = 6 * SPACE_PX


class FoundPicture(SmallPicture):
    """A photo that was found; the one that was looked for has a frame and a tick.

    Args:
        side_px: Width and height.
        is_sought: Whether it is the one that was looked for.
    """

    def __init__(self, side_px: int, *, is_sought: bool) -> None:
        super().__init__(side_px)
        self.is_sought = is_sought

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_sought:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
        painter.setPen(QPen(theme.colour(Role.GOOD), 3))
        painter.drawPath(frame)
        disc = QRectF(self.width() - 20, self.height() - 20, 17, 17)
        painter.setPen(QPen(theme.colour(Role.ON_PHOTO), 1.5))
        painter.setBrush(theme.colour(Role.GOOD))
        painter.drawEllipse(disc)
        tick = theme.pixmap("check", 12, Role.ON_PHOTO, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(disc.left() + 2.5, disc.top() + 2.5), tick)


class SampleCard(QFrame):
    """The photo that was edited at the left, what was found at its right.

    Args:
        sample: The query.
        query: Picture of the edited photo; where it is missing, the photo is shown.
        folder: That paths are relative to.
        pictures: Those that are loaded.
    """

    def __init__(
        self, sample: Sample, query: Path, folder: Path, pictures: Pictures
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._sample, self._pictures = sample, pictures
        self.query = SmallPicture(QUERY_PX)
        self.before = self._line(sample.before)
        self.after = self._line(sample.after)
        self._edit = controls.label("muted", wraps=True)
        self._ranks = controls.label(), controls.label()
        self._photo = Wish(folder / sample.photo, PICTURE_PX)
        self._edited = Wish(query, PICTURE_PX)
        self._lost: set[Wish] = set()
        self._shown: dict[SmallPicture, Wish] = {self.query: self._edited}
        for line, paths in ((self.before, sample.before), (self.after, sample.after)):
            for picture, path in zip(line, paths, strict=True):
                self._shown[picture] = Wish(folder / path, PICTURE_PX)
        pictures.loaded.connect(self._on_loaded)
        pictures.refused.connect(self._on_refused)
        for each in self._shown:
            self._show_what_is_known(each)
        self._arrange()
        self._retranslate()

    @property
    def wishes(self) -> list[Wish]:
        """The pictures that it shows."""
        return [self._edited, self._photo, *self._shown.values()]

    def _line(self, paths: Sequence[str]) -> list[FoundPicture]:
        made = []
        for path in paths:
            is_sought = path == self._sample.photo
            picture = FoundPicture(FOUND_PX[0], is_sought=is_sought)
            picture.setToolTip(path)
            picture.setAccessibleName(path)
            made.append(picture)
        return made

    # --- pictures

    def _on_loaded(self, wish: Wish) -> None:
        self._show(wish, self._pictures.get(wish))

    def _on_refused(self, refusal: Refusal) -> None:
        self._lost.add(refusal.wish)
        self._show(refusal.wish, None)
        if refusal.wish == self._edited:
            self._shown[self.query] = self._photo
            self._show_what_is_known(self.query)

    def _show_what_is_known(self, picture: SmallPicture) -> None:
        wish = self._shown[picture]
        image = self._pictures.get(wish)
        if image is not None or wish in self._lost:
            picture.show_image(image)

    def _show(self, wish: Wish, image: QImage | None) -> None:
        for picture, shown in self._shown.items():
            if shown == wish:
                picture.show_image(image)

    # --- looks

    def _arrange(self) -> None:
        row = controls.row(self, spacing_px=2 * SPACE_PX, margin_px=3 * SPACE_PX // 2)
        left = controls.column(spacing_px=SPACE_PX // 2)
        left.addWidget(self.query)
        self._edit.setFixedWidth(QUERY_PX)
        left.addWidget(self._edit)
        left.addStretch()
        row.addLayout(left)
        right = controls.column(spacing_px=SPACE_PX // 2)
        for rank, line in zip(self._ranks, (self.before, self.after), strict=True):
            self._add_line(right, rank, line)
        right.addStretch()
        row.addLayout(right, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _add_line(
        self, column: QVBoxLayout, rank: QWidget, line: Sequence[QWidget]
    ) -> None:
        column.addWidget(rank)
        pictures = controls.row(spacing_px=_GAP_PX)
        for picture in line:
            pictures.addWidget(picture)
        pictures.addStretch()
        column.addLayout(pictures)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - QUERY_PX - _MARGINS_PX
        side = room // _IN_LINE - _GAP_PX
        side = min(max(side, FOUND_PX[0]), FOUND_PX[1])
        for picture in (*self.before, *self.after):
            picture.setFixedSize(side, side)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        sample = self._sample
        edit = words.edit(sample.edit)
        self._edit.setText(self.tr("Looked for by an edited view: {0}").format(edit))
        self.query.setToolTip(sample.photo)
        before, after = self._ranks
        before.setText(self._rank_words(self.tr("Before"), sample.rank_before))
        after.setText(self._rank_words(self.tr("After"), sample.rank_after))
        self.setAccessibleName(f"{sample.photo}, {edit}")
        self.setAccessibleDescription(f"{before.text()}. {after.text()}.")

    def _rank_words(self, when: str, rank: int) -> str:
        if rank == 1:
            return self.tr("{0}: found first").format(when)
        return self.tr("{0}: found as number {1}").format(when, rank)
