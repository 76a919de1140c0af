"""The bar above a photo: where one is, and what one can do."""

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QToolButton
from typing_extensions import override

from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls


class ViewerBar(QFrame):
    """Name and place of the photo, zoom, and what is shown beside it.

    Signals:
        left: Back to the grid.
        search_asked: Look for photos like this one.
    """

    left = Signal()
    search_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = controls.tool("arrow-left")
        self.earlier = controls.tool("chevron-left")
        self.later = controls.tool("chevron-right")
        self.zoom_out = controls.tool("zoom-out")
        self.zoom_in = controls.tool("zoom-in")
        self.fit = controls.tool("fit")
        self.search = controls.tool("search")
        self.part = controls.tool("part", checkable=True)
        self.faces = controls.tool("faces", checkable=True)
        self.draw_face = controls.tool("face-add", checkable=True)
        self.outline = controls.tool("outline", checkable=True)
        self.outline.setChecked(True)
        self.compare = controls.tool("compare", checkable=True)
        self.similar = controls.tool("similar", checkable=True)
        self.info = controls.tool("info", checkable=True)
        self._why_not, self._why_no_faces = "", ""
        self._name = controls.ElidedLabel("heading")
        self._place = controls.label("muted")
        self._zoom = controls.label("muted")
        self.back.clicked.connect(self.left)
        self.search.clicked.connect(self.search_asked)
        self._arrange()
        self._retranslate()

    def show_name(self, name: str) -> None:
        """Show what the photo's file is called."""
        self._name.setText(name)

    def show_place(self, number: int, count: int) -> None:
        """Show that it is one of how many, counted from 1."""
        locale = QLocale()
        self._place.setText(
            self.tr("{0} of {1}").format(
                locale.toString(number), locale.toString(count)
            )
        )

    def show_zoom(self, zoom: float) -> None:
        """Show the zoom, 1.0 being each pixel by one of the screen."""
        self._zoom.setText(self.tr("{0} %").format(round(100 * zoom)))

    def allow_parts(self, why_not: str) -> None:
        """Let a part be chosen, or say why that is impossible.

        Args:
            why_not: A sentence; empty where it is possible.
        """
        self._why_not = why_not
        self.part.setEnabled(not why_not)
        self._retranslate()

    def allow_faces(self, why_not: str) -> None:
        """Let faces be framed, or say why that is impossible.

        Args:
            why_not: A sentence; empty where it is possible.
        """
        self._why_no_faces = why_not
        self.faces.setEnabled(not why_not)
        self.draw_face.setEnabled(not why_not)
        self._retranslate()

    def _arrange(self) -> None:
        row = controls.row(self, spacing_px=SPACE_PX // 2, margin_px=SPACE_PX)
        row.addWidget(self.back)
        row.addWidget(self._name)
        row.addSpacing(SPACE_PX)
        row.addWidget(self._place)
        row.addStretch(1)
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("1600 %"))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        groups: tuple[tuple[QToolButton | QLabel, ...], ...] = (
            (self.earlier, self.later),
            (self.zoom_out, self._zoom, self.zoom_in, self.fit),
            (self.search, self.part),
            (self.faces, self.draw_face),
            (self.compare, self.outline, self.similar, self.info),
        )
        for group in groups:
            row.addSpacing(2 * SPACE_PX)
            for each in group:
                row.addWidget(each)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for target, text, keys in (
            (self.back, self.tr("Back to all photos"), "Esc"),
            (self.earlier, self.tr("Previous photo"), "Left"),
            (self.later, self.tr("Next photo"), "Right"),
            (self.zoom_out, self.tr("Zoom out"), "-"),
            (self.zoom_in, self.tr("Zoom in"), "+"),
            (self.fit, self.tr("Fit into the window"), "0"),
            (self.search, self.tr("Search for photos like this one"), "Ctrl+F"),
            (self.part, self.tr("Search by a part of this photo"), "B"),
            (self.faces, self.tr("Show faces"), "F"),
            (self.draw_face, self.tr("Draw a face that was missed"), "D"),
            (self.outline, self.tr("Outline what was matched"), "O"),
            (self.compare, self.tr("Side by side with the example"), "C"),
            (self.similar, self.tr("Similar photos"), "S"),
            (self.info, self.tr("About this photo"), "I"),
        ):
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            controls.name_tool(target, text, native)
        if self._why_not:
            self.part.setToolTip(self._why_not)
        if self._why_no_faces:
            self.faces.setToolTip(self._why_no_faces)
            self.draw_face.setToolTip(self._why_no_faces)
