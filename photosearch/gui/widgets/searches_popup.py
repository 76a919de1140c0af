"""Recent and saved searches: to repeat, name, rename and remove."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError, QueryError
from photosearch.core.records import Filter
from photosearch.gui import messages
from photosearch.gui.models.face_words import people_in_words
from photosearch.gui.models.query import StoredQuery, read_query
from photosearch.gui.models.searches import Index, SearchesModel
from photosearch.gui.widgets.controls import button, label, name_tool, tool
from photosearch.gui.widgets.filter_popups import Popup
from photosearch.gui.widgets.news_badges import news_pill

_WIDTH_PX = 340
_ROW_PX = 30
_SAVED_ROWS = 6
_RECENT_ROWS = 5


class SearchesPopup(Popup):
    """A line to name the search that stands, saved searches, and recent ones.

    Args:
        model: The saved searches.
        parent: What it belongs to.

    Signals:
        save_asked: Keep the search that stands under this name (str).
    """

    save_asked = Signal(str)

    def __init__(self, model: SearchesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH_PX)
        self._model = model
        self._name, self._save = QLineEdit(), button("save")
        self._saved_words, self._recent_words = label("muted"), label("muted")
        self._problem = label("danger", wraps=True)
        self._saved, self._recent = _list(), _list()
        self._rename, self._remove = tool("edit"), tool("trash")
        self._recent_model = QStringListModel(self)
        self._lay_out()
        self._connect()
        self._retranslate()

    def offer(self, *, may_save: bool) -> None:
        """Show the searches of the library as they are now.

        Args:
            may_save: Whether there is a search that could be kept.
        """
        self._problem.hide()
        self._name.clear()
        self._name.setEnabled(may_save)
        self._model.load()
        self.setFocusProxy(self._name if may_save else self._saved)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._saved.hasFocus():
            self._forget_current()
        else:
            super().keyPressEvent(event)

    # --- what people do

    def _on_save_asked(self) -> None:
        name = self._name.text().strip()
        if name:
            self._problem.hide()
            self._name.clear()
            self.save_asked.emit(name)

    def _repeat(self, index: QModelIndex) -> None:
        self.close()
        self._model.open(index.data(SearchesModel.SEARCH_ROLE))

    def _repeat_recent(self, index: QModelIndex) -> None:
        self.close()
        self._model.repeat(self._model.recent[index.row()])

    def _forget_current(self) -> None:
        index = self._saved.currentIndex()
        if index.isValid():
            self._model.forget(index.data(SearchesModel.SEARCH_ROLE))

    def _rename_current(self) -> None:
        index = self._saved.currentIndex()
        if index.isValid():
            self._saved.setFocus()
            self._saved.edit(index)

    def _on_failed(self, error: PhotoSearchError) -> None:
        self._problem.setText(messages.about(error).detail)
        self._problem.show()
        self.adjustSize()

    def _show_saved(self) -> None:
        has_some = self._model.rowCount() > 0
        for widget in (self._saved, self._rename, self._remove):
            widget.setVisible(has_some)
        self._saved_words.setText(
            self.tr("Saved searches") if has_some else self.tr("No saved searches yet")
        )
        self._on_name_changed()
        _fit(self._saved, _SAVED_ROWS)
        self.adjustSize()

    def _show_recent(self) -> None:
        texts = [self._in_words(text) for text in self._model.recent]
        self._recent_model.setStringList(texts)
        for widget in (self._recent, self._recent_words):
            widget.setVisible(bool(texts))
        _fit(self._recent, _RECENT_ROWS)
        self.adjustSize()

    def _on_name_changed(self) -> None:
        self._save.setEnabled(bool(self._name.text().strip()))

    def _on_current_changed(self) -> None:
        has_one = self._saved.currentIndex().isValid()
        self._rename.setEnabled(has_one)
        self._remove.setEnabled(has_one)

    # --- looks

    def _lay_out(self) -> None:
        top = _row(self._name, self._save)
        top.setStretch(0, 1)
        head = _row(self._saved_words, self._rename, self._remove)
        head.setStretch(0, 1)
        self.column.addLayout(top)
        self.column.addWidget(self._problem)
        self.column.addLayout(head)
        for widget in (self._saved, self._recent_words, self._recent):
            self.column.addWidget(widget)
        self._problem.hide()

    def _connect(self) -> None:
        self._saved.setModel(self._model)
        self._saved.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._recent.setModel(self._recent_model)
        self._recent.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for view, slot in (
            (self._saved, self._repeat),
            (self._recent, self._repeat_recent),
        ):
            _on_chosen(view, slot)
        self._save.clicked.connect(self._on_save_asked)
        self._name.returnPressed.connect(self._on_save_asked)
        self._name.textChanged.connect(self._on_name_changed)
        self._rename.clicked.connect(self._rename_current)
        self._remove.clicked.connect(self._forget_current)
        self._model.modelReset.connect(self._show_saved)
        self._model.modelReset.connect(self._on_current_changed)
        self._model.recent_changed.connect(self._show_recent)
        self._model.failed.connect(self._on_failed)
        selection = self._saved.selectionModel()
        selection.currentChanged.connect(self._on_current_changed)

    def _in_words(self, query_json: str) -> str:
        try:
            stored = read_query(query_json)
        except QueryError as error:
            return messages.about(error).detail
        parts = [
            *self._examples_in_words(stored),
            *self._people_in_words(stored),
            *self._filter_in_words(stored.filter),
        ]
        return ", ".join(parts)

    def _examples_in_words(self, stored: StoredQuery) -> list[str]:
        examples = zip(stored.names, stored.examples, strict=True)
        words = []
        for name, example in examples:
            what = self.tr("part of {0}").format(name) if example.region else name
            words.append(
                what if example.weight > 0 else self.tr("not {0}").format(what)
            )
        return words

    def _people_in_words(self, stored: StoredQuery) -> list[str]:
        unknown, words = self.tr("unknown person"), []
        for each in stored.people:
            names = [person.name or unknown for person in each.people]
            words.append(people_in_words(names, each.rule))
        return words

    def _filter_in_words(self, wanted: Filter) -> list[str]:
        words = []
        if wanted.after:
            words.append(self.tr("from {0}").format(messages.day(wanted.after)))
        if wanted.before:
            words.append(self.tr("until {0}").format(messages.day(wanted.before)))
        if wanted.under:
            words.append(wanted.under.name or str(wanted.under))
        if wanted.camera:
            words.append(wanted.camera)
        if wanted.has_position is not None:
            words.append(
                self.tr("with position")
                if wanted.has_position
                else self.tr("without position")
            )
        return words

    def _retranslate(self) -> None:
        self._name.setPlaceholderText(self.tr("Name this search"))
        self._name.setAccessibleName(self.tr("Name this search"))
        self._save.setText(self.tr("Save"))
        self._recent_words.setText(self.tr("Recent searches"))
        self._saved.setAccessibleName(self.tr("Saved searches"))
        self._recent.setAccessibleName(self.tr("Recent searches"))
        name_tool(self._rename, self.tr("Rename"), "F2")
        name_tool(self._remove, self.tr("Remove"), self.tr("Delete"))
        self._show_saved()
        self._show_recent()
        self._on_current_changed()


def _list() -> QListView:
    made = QListView()
    made.setUniformItemSizes(True)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setItemDelegate(_RowDelegate(made))
    made.setMouseTracking(True)
    return made


def _fit(view: QListView, rows: int) -> None:
    """Make a list as high as its rows, but not higher than so many."""
    shown = min(view.model().rowCount(), rows)
    view.setFixedHeight(shown * view.sizeHintForRow(0) + 2 * view.frameWidth())


class _RowDelegate(QStyledItemDelegate):
    """Gives rows the height of those in other pop-ups, and says what is new to them."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        count = index.data(SearchesModel.NEW_ROLE)
        if not count:
            return
        words = self.tr("%n new", "", count)
        pill = news_pill(words, option.font, option.widget.devicePixelRatioF())
        icon = QIcon(pill)
        icon.addPixmap(pill, QIcon.Mode.Selected)
        option.icon = icon
        option.decorationSize = pill.deviceIndependentSize().toSize()
        option.decorationPosition = QStyleOptionViewItem.Position.Right
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return hint.expandedTo(QSize(0, _ROW_PX))


def _on_chosen(view: QListView, slot: Callable[[QModelIndex], None]) -> None:
    """Call when a row is clicked, or Enter pressed on it."""
    view.clicked.connect(slot)
    view.activated.connect(slot)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    return row
