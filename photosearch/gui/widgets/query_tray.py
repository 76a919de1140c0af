"""The tray above the photos: what is looked for, and how to change it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.core.library import Example, LikePhoto
from photosearch.gui import messages, theme
from photosearch.gui.models.arrivals import (
    Arrival,
    Arrived,
    arrival,
    may_be_picture,
    read_arrival,
)
from photosearch.gui.models.face_search import FaceWish
from photosearch.gui.models.part_search import PartSearch
from photosearch.gui.models.search import EXAMPLES_AT_MOST, Search
from photosearch.gui.models.session import Session
from photosearch.gui.widgets.controls import ElidedLabel, button, name_tool, tool
from photosearch.gui.widgets.example_card import ExampleCard
from photosearch.gui.widgets.face_wish_card import FaceWishCard
from photosearch.gui.widgets.part_chooser import PartChooser
from photosearch.gui.widgets.photo_grid import PhotoGrid
from photosearch.spec.regions import Box

_CARD_PX = 66
_SCROLL_PX = 12
_NATIVE = QKeySequence.SequenceFormat.NativeText


class QueryTray(QFrame):
    """Examples as cards; what is dropped on it becomes one more.

    Args:
        session: The open library.
        search: The query that it shows and changes.

    Signals:
        cleared: Somebody wants to see all photos again.
        who_asked: Somebody wants to know who is on a picture.
    """

    cleared = Signal()
    who_asked = Signal()

    def __init__(
        self, session: Session, search: Search, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "tray")
        self.setAcceptDrops(True)
        self._session = session
        self._search = search
        self._part_search = PartSearch(session, self)
        self._shown: tuple[Example, ...] = ()
        self._shown_face: FaceWish | None = None
        self._cards: list[ExampleCard | FaceWishCard] = []
        self._hint, self._cards_row = QWidget(), QWidget()
        self._problem = _Problem()
        self._words = QLabel()
        self._open, self._paste = button("open"), button("paste")
        self.who = button("person-question")
        self.who.hide()
        self._add, self._clear = tool("plus"), button("photos")
        self._lay_out()
        self._open.clicked.connect(lambda: self.open_files(adds=False))
        self._paste.clicked.connect(lambda: self.paste(adds=False))
        self.who.clicked.connect(self.who_asked)
        self._add.clicked.connect(lambda: self.open_files(adds=True))
        self._clear.clicked.connect(self.cleared)
        search.changed.connect(self._on_search_changed)
        search.failed.connect(self.show_error)
        self._part_search.changed.connect(self._allow_parts)
        session.people_changed.connect(self._ask_for_faces)
        self._ask_for_faces()
        self._retranslate()

    # --- what comes in

    def take(self, mime: QMimeData, source: QObject | None, *, adds: bool) -> None:
        """Look for what was dropped or pasted.

        Args:
            mime: It.
            source: The widget it was dragged from, if that is ours.
            adds: Whether to look for it beside what is looked for already.
        """
        if isinstance(source, PhotoGrid):
            photos = source.selected()[-EXAMPLES_AT_MOST:]
            self._look_for([LikePhoto(photo) for photo in photos], adds=adds)
            return
        self._read(arrival(mime), adds=adds)

    def paste(self, *, adds: bool) -> None:
        """Look for what the clipboard holds: a bitmap or copied files."""
        self.take(QGuiApplication.clipboard().mimeData(), None, adds=adds)

    def open_files(self, *, adds: bool) -> None:
        """Let somebody choose files to look for."""
        dialog = QFileDialog(self, self.tr("Find photos like…"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(
            lambda names: self.take_files([Path(name) for name in names], adds=adds)
        )
        dialog.open()

    def take_files(self, paths: list[Path], *, adds: bool) -> None:
        """Look for files, and for the photos directly in folders."""
        self._read(Arrival(paths=tuple(paths)), adds=adds)

    def _read(self, arrived: Arrival, *, adds: bool) -> None:
        if not arrived.is_useful:
            self.show_problem(self._why_useless(arrived))
            return
        name = self.tr("pasted picture")
        self._session.ask(
            lambda: read_arrival(arrived, name),
            lambda read: self._on_read(read, adds=adds),
        )

    def _on_read(self, arrived: Arrived, *, adds: bool) -> None:
        if not arrived.examples:
            self.show_problem(self.tr("There is no picture in it."))
            return
        self._look_for(arrived.examples, adds=adds)
        if arrived.left_out:
            words = self.tr(
                "%n picture(s) more than fit were left out.", "", arrived.left_out
            )
            self.show_problem(words)

    def _look_for(self, examples: Sequence[Example], *, adds: bool) -> None:
        if adds:
            self._search.add_examples(examples)
        else:
            self._search.set_examples(examples)

    def _why_useless(self, arrived: Arrival) -> str:
        if arrived.is_link:
            return self.tr(
                "That is a link, and this program never goes online. Copy the picture "
                "itself and paste it here."
            )
        return self.tr("There is no picture in the clipboard.")

    # --- what is said

    def show_error(self, error: PhotoSearchError) -> None:
        """Say why there is no answer, in one line."""
        self.show_problem(messages.about(error).line)

    def show_problem(self, words: str) -> None:
        """Say something in one line, until something else is looked for."""
        self._problem.show_words(words)

    # --- dropping

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if may_be_picture(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.show_target(is_target=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.show_target(is_target=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.show_target(is_target=False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(event.mimeData(), event.source(), adds=True)

    def show_target(self, *, is_target: bool) -> None:
        """Show that something would be taken if it were dropped now."""
        self.setProperty("is_target", is_target)
        self.style().unpolish(self)
        self.style().polish(self)

    # --- looks

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        sign = QLabel()
        theme.show_icon(sign, "drop", 20)
        hint = QHBoxLayout(self._hint)
        hint.setContentsMargins(4, 0, 0, 0)
        hint.setSpacing(8)
        self._words.setProperty("role", "muted")
        hint.addWidget(sign)
        hint.addWidget(self._words)
        hint.addStretch()
        hint.addWidget(self._open)
        hint.addWidget(self._paste)
        hint.addWidget(self.who)
        cards = QHBoxLayout(self._cards_row)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(8)
        cards.addWidget(self._make_area(), 1)
        cards.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in (self._hint, self._cards_row, self._problem):
            column.addWidget(row)
        self._cards_row.hide()

    def _make_area(self) -> QScrollArea:
        inner = QWidget()
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._add)
        self._row.addStretch()
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(_CARD_PX)
        # The bar comes below the cards, not over them.
        area.horizontalScrollBar().rangeChanged.connect(
            lambda _, last: area.setFixedHeight(_CARD_PX + (_SCROLL_PX if last else 0))
        )
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return area

    def _on_search_changed(self) -> None:
        self._problem.hide()
        examples, face = self._search.query.examples, self._search.face
        if (examples, face) != (self._shown, self._shown_face):
            self._shown, self._shown_face = examples, face
            self._show_cards(examples)
        self._hint.setVisible(not (examples or face))
        self._cards_row.setVisible(bool(examples or face))
        if examples and not self._search.has_wish:
            self.show_problem(
                self.tr("Choose at least one example that photos shall be like.")
            )

    def _show_cards(self, examples: tuple[Example, ...]) -> None:
        for card in self._cards:
            card.forget()
            self._row.removeWidget(card)
            card.deleteLater()
        self._cards = []
        if self._shown_face is not None:
            self._show_face(self._shown_face)
            return
        cards = [ExampleCard(self._session, each) for each in examples]
        self._cards.extend(cards)
        for place, card in enumerate(cards):
            card.weight_chosen.connect(
                lambda weight, place=place: self._search.set_weight(place, weight)
            )
            card.removed.connect(lambda place=place: self._search.remove_example(place))
            card.part_asked.connect(lambda place=place: self._choose_part(place))
            card.part_removed.connect(
                lambda place=place: self._search.set_region(place, None)
            )
            self._row.insertWidget(place, card)
        self._allow_parts()

    def _show_face(self, wish: FaceWish) -> None:
        card = FaceWishCard(self._session, wish)
        card.removed.connect(lambda: self._search.set_examples(()))
        self._cards.append(card)
        self._row.insertWidget(0, card)

    def _ask_for_faces(self) -> None:
        """Offer to tell who is on a picture, where faces are looked for."""
        self._session.ask(self._session.library.faces_are_on, self.who.setVisible)

    def _allow_parts(self) -> None:
        for card in self._cards:
            if isinstance(card, ExampleCard):
                card.allow_parts(self._part_search.why_not)

    def _choose_part(self, place: int) -> None:
        """Let somebody mark the part of an example that counts."""
        example = self._shown[place]

        def on_part_chosen(part: Box | None) -> None:
            # The examples may be others by now.
            if self._shown[place : place + 1] == (example,):
                self._search.set_region(place, part)

        chooser = PartChooser(self._session, example, self)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.part_chosen.connect(on_part_chosen)
        chooser.open()

    def _retranslate(self) -> None:
        self._words.setText(
            self.tr("Drop or paste a photo here to find others like it")
        )
        self._open.setText(self.tr("Open…"))
        self._open.setToolTip(self.tr("Choose a file to find photos like it"))
        self._paste.setText(self.tr("Paste"))
        self._paste.setToolTip(self.tr("Find photos like the picture in the clipboard"))
        self.who.setText(self.tr("Who is this?"))
        self.who.setToolTip(self.tr("Find out who is on a picture"))
        name_tool(self._add, self.tr("Add an example"))
        self._clear.setText(self.tr("All photos"))
        keys = QKeySequence(Qt.Key.Key_Escape).toString(_NATIVE)
        self._clear.setToolTip(self.tr("Show all photos again ({0})").format(keys))


class _Problem(QWidget):
    """One line that says what went wrong, and a button that takes it away."""

    def __init__(self) -> None:
        super().__init__()
        sign = QLabel()
        theme.show_icon(sign, "warning", 16)
        self._words = ElidedLabel("warning")
        self._close = tool("close")
        theme.show_icon(self._close, "close", 14)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show what went wrong."""
        self._words.setText(words)
        self._words.setToolTip(words)
        self._words.setAccessibleName(words)
        name_tool(self._close, self.tr("Close"))
        self.show()
