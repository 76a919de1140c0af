"""The window: puts pages, menus and dialogs together, and only wires."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.core.face_records import PeopleFilter
from photosearch.core.ids import PersonId
from photosearch.core.library import Example
from photosearch.core.paths import Folders
from photosearch.core.records import Filter, NotTrashed, Photo, PhotoId, Root, Trashed
from photosearch.core.settings import Settings
from photosearch.gui import messages
from photosearch.gui.background import Lane
from photosearch.gui.dialogs.about import AboutDialog
from photosearch.gui.dialogs.preferences import PreferencesDialog
from photosearch.gui.dialogs.properties import PropertiesDialog
from photosearch.gui.dialogs.shortcuts import (
    Keys,
    ShortcutsDialog,
    keys_of_people,
    keys_of_photos,
    keys_of_results,
    keys_of_viewer,
    native,
)
from photosearch.gui.dialogs.trash import TrashDialog
from photosearch.gui.messages import Message
from photosearch.gui.models.demo import draw_sample
from photosearch.gui.models.face_search import FaceWish
from photosearch.gui.models.preferences import Preferences
from photosearch.gui.models.session import Session
from photosearch.gui.models.tasks import TaskState
from photosearch.gui.widgets.activity_page import ActivityPage
from photosearch.gui.widgets.banner import Banner
from photosearch.gui.widgets.duplicates_page import DuplicatesPage
from photosearch.gui.widgets.folders_page import FoldersPage
from photosearch.gui.widgets.menus import Menus, without_letter
from photosearch.gui.widgets.models_page import ModelsPage
from photosearch.gui.widgets.people_page import PeoplePage
from photosearch.gui.widgets.photos_page import PhotosPage
from photosearch.gui.widgets.retrain_page import RetrainPage
from photosearch.gui.widgets.sidebar import Page, Sidebar
from photosearch.gui.widgets.status_bar import StatusBar
from photosearch.gui.widgets.viewer import Viewer
from photosearch.gui.widgets.welcome_page import WelcomePage
from photosearch.gui.widgets.who_is_dialog import WhoIsDialog

_SIZE_PX = (1200, 800)
_SHOWS_FACES = "faces_in_viewer"


class MainWindow(QMainWindow):
    """Shows one library.

    Signals:
        demo_asked: The user wants to see the sample library instead.
    """

    demo_asked = Signal()

    def __init__(
        self, session: Session, preferences: Preferences, place: Folders
    ) -> None:
        super().__init__()
        self.session = session
        self._preferences = preferences
        self._place = place
        self._look = QSettings(
            str(preferences.folder / "window.ini"), QSettings.Format.IniFormat
        )
        self._page_before = Page.PHOTOS
        self.menus = Menus()
        self.sidebar = Sidebar()
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.welcome = WelcomePage()
        self.photos = PhotosPage(session)
        self.viewer = Viewer(session)
        self.people = PeoplePage(session)
        self.folders = FoldersPage(session)
        self.models = ModelsPage(session)
        self.retrain = RetrainPage(session, place.retrainings)
        self.pages: dict[Page, QWidget] = {
            Page.PHOTOS: self.photos,
            Page.PEOPLE: self.people,
            Page.DUPLICATES: DuplicatesPage(session),
            Page.FOLDERS: self.folders,
            Page.MODELS: self.models,
            Page.RETRAIN: self.retrain,
            Page.ACTIVITY: ActivityPage(session),
        }
        self.status_bar = StatusBar(session)
        self._arrange()
        self._connect_menus()
        self._connect_pages()
        self._retranslate()
        self._restore_look()

    # --- what it starts with

    def begin(self, folders: Sequence[Path], pictures: Path | None) -> None:
        """Start working, once the window is shown.

        Args:
            folders: To be indexed.
            pictures: Draw the sample pictures into this folder and index them.
        """
        self.session.ask(self.session.library.warm_up, _nothing, Lane.QUERY)
        self.retrain.go_on()
        if pictures is not None:
            self._draw_sample(pictures)
        elif folders:
            self.session.add_folders(folders)
        else:
            self.session.ask(self.session.library.roots, self._on_first_roots)

    def _draw_sample(self, pictures: Path) -> None:
        def on_end() -> None:
            if drawing.state is TaskState.DONE:
                self.session.add_folders([pictures])

        drawing = self.session.start(
            self.tr("Drawing sample pictures"), lambda: draw_sample(pictures), on_end
        )

    def come_forward(self, folders: Sequence[Path] = ()) -> None:
        """Show the window before all others, and index folders."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self._add_folders(folders)

    def show_page(self, page: Page) -> None:
        """Open a page."""
        self.stack.setCurrentWidget(self.pages[page])
        self.sidebar.mark(page)
        self.pages[page].setFocus()

    def _on_first_roots(self, roots: tuple[Root, ...]) -> None:
        if not roots:
            self._welcome()
            return
        self.session.refresh()
        self._watch_or_not()

    def _welcome(self) -> None:
        self.stack.setCurrentWidget(self.welcome)
        self.welcome.choose.setFocus()

    # --- folders

    def _choose_folder(self) -> None:
        title = self.tr("Choose a folder with photos")
        self._ask_for_folder(title, lambda folder: self._add_folders([folder]))

    def _choose_folder_to_learn_from(self) -> None:
        title = self.tr("Choose a folder to learn from")
        self._ask_for_folder(title, self.retrain.choose_folder)

    def _ask_for_folder(self, title: str, done: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: done(Path(name)))
        dialog.open()

    def _choose_model(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a model file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Models (*.onnx)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.models.add_file(Path(name)))
        dialog.open()

    def _add_folders(self, folders: Sequence[Path]) -> None:
        if folders:
            self.session.add_folders(folders)
            self.show_page(Page.PHOTOS)

    def _watch_or_not(self) -> None:
        if self._preferences.settings.watch:
            self.session.watch()
        else:
            self.session.stop_watching()

    def _on_folders_changed(self) -> None:
        self._watch_or_not()
        self.session.ask(self.session.library.roots, self._on_roots)

    def _on_roots(self, roots: tuple[Root, ...]) -> None:
        """Ask for folders where the last one was removed, and no longer after that."""
        is_welcoming = self.stack.currentWidget() is self.welcome
        if not roots and self.stack.currentWidget() is self.photos:
            self._welcome()
        elif roots and is_welcoming:
            self.show_page(Page.PHOTOS)

    # --- photos

    def _look_at(self, photo: PhotoId) -> None:
        examples = self.photos.search.examples
        self.viewer.show_photo(photo, self.photos.model(), examples)
        self.stack.setCurrentWidget(self.viewer)
        self._page_before = Page.PHOTOS

    def _look_from_people(self, photo: PhotoId) -> None:
        self._look_at(photo)
        self._page_before = Page.PEOPLE

    def _on_viewer_left(self, photo: PhotoId) -> None:
        self.show_page(self._page_before)
        self.photos.show_photo(photo)

    def _search_by_file(self) -> None:
        self.show_page(Page.PHOTOS)
        self.photos.open_files()

    def _search_by_clipboard(self) -> None:
        self.show_page(Page.PHOTOS)
        self.photos.paste()

    def _search_like(self, photos: tuple[PhotoId, ...]) -> None:
        self.show_page(Page.PHOTOS)
        self.photos.search_like(photos)

    def _search_part(self, example: Example) -> None:
        self.show_page(Page.PHOTOS)
        self.photos.search.set_examples([example])

    def _show_photos_of(self, person: PersonId) -> None:
        self.show_page(Page.PHOTOS)
        self.photos.show_all()
        wanted = Filter(people=(PeopleFilter((person,)),))
        self.photos.search.set_filter(wanted)

    def _search_face(self, wish: FaceWish) -> None:
        self.show_page(Page.PHOTOS)
        self.photos.search.set_face(wish)

    def _ask_who(self) -> None:
        dialog = WhoIsDialog(self.session, self)
        dialog.person_asked.connect(self._show_photos_of)
        dialog.like_asked.connect(self._search_face)
        self._open(dialog)

    def _show_properties(self, photo: PhotoId) -> None:
        def on_photo(found: Photo | None) -> None:
            if found is not None:
                self._open(PropertiesDialog(found, self))

        self.session.ask(lambda: self.session.library.photo(photo), on_photo)

    def _ask_to_trash(self, photos: tuple[PhotoId, ...]) -> None:
        def on_photos(found: tuple[Photo, ...]) -> None:
            paths = [path for photo in found for path in photo.paths]
            if paths:
                dialog = TrashDialog(paths, self)
                dialog.accepted.connect(lambda: self._trash(paths))
                self._open(dialog)

        self.session.ask(lambda: self.session.library.photos(photos), on_photos)

    def _trash(self, paths: Sequence[Path]) -> None:
        def on_record(record: Trashed | NotTrashed) -> None:
            if isinstance(record, NotTrashed):
                self.banner.show_message(Message(messages.left_out(record), ""))

        self.session.trash(paths, None, on_record)

    # --- dialogs

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_preferences(self) -> None:
        dialog = PreferencesDialog(
            self._preferences.settings, self._place.library, self
        )
        dialog.settings_changed.connect(self._preferences.change)
        dialog.folders_asked.connect(lambda: self.show_page(Page.FOLDERS))
        self._open(dialog)

    def _on_settings_changed(self, settings: Settings) -> None:
        self.session.library.use_settings(settings)
        self._watch_or_not()

    def _show_shortcuts(self) -> None:
        self._open(ShortcutsDialog(self._keys(), self))

    def _keys(self) -> list[Keys]:
        groups = [
            Keys(title, tuple(_row(action) for action in actions))
            for title, actions in self.menus.actions_under()
            if actions
        ]
        return [
            *groups,
            keys_of_photos(),
            keys_of_results(),
            keys_of_viewer(),
            keys_of_people(),
        ]

    def _on_failed(self, error: PhotoSearchError) -> None:
        self.banner.show_message(messages.about(error))

    def _on_unsaved(self, reason: str) -> None:
        title = self.tr("The preferences could not be saved.")
        self.banner.show_message(Message(title, f"({reason})"))

    # --- how it is built

    def _arrange(self) -> None:
        self.setMenuBar(self.menus)
        self.setStatusBar(self.status_bar)
        for page in (self.welcome, *self.pages.values(), self.viewer):
            self.stack.addWidget(page)
        centre = QWidget()
        row = QHBoxLayout(centre)
        column = QVBoxLayout()
        for box in (row, column):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(centre)
        self.show_page(Page.PHOTOS)

    def _connect_menus(self) -> None:
        menus = self.menus
        for action, slot in (
            (menus.add_folder, self._choose_folder),
            (menus.refresh, self.session.refresh),
            (menus.demo, self.demo_asked.emit),
            (menus.preferences, self._show_preferences),
            (menus.quit, self.close),
            (menus.search_file, self._search_by_file),
            (menus.paste, self._search_by_clipboard),
            (menus.who_is, self._ask_who),
            (menus.select_all, self.photos.grid.selectAll),
            (menus.zoom_in, self.photos.grid.zoom_in),
            (menus.zoom_out, self.photos.grid.zoom_out),
            (menus.back, self._go_back),
            (menus.all_photos, self._show_all),
            (menus.shortcuts, self._show_shortcuts),
            (menus.about, lambda: self._open(AboutDialog(self))),
        ):
            # Without what the signal carries, which is whether a box is ticked.
            action.triggered.connect(lambda *_, slot=slot: slot())
        menus.full_screen.toggled.connect(self._fill_screen)
        for page, action in menus.pages.items():
            action.triggered.connect(lambda *_, page=page: self.show_page(page))

    def _connect_pages(self) -> None:
        session = self.session
        self.sidebar.page_chosen.connect(self.show_page)
        self.welcome.choice_asked.connect(self._choose_folder)
        self.welcome.folders_dropped.connect(self._add_folders)
        self.welcome.demo_asked.connect(self.demo_asked)
        self.photos.photo_activated.connect(self._look_at)
        self.photos.trash_asked.connect(self._ask_to_trash)
        self.photos.properties_asked.connect(self._show_properties)
        self.photos.who_asked.connect(self._ask_who)
        self.viewer.left.connect(self._on_viewer_left)
        self.viewer.search_asked.connect(self._search_like)
        self.viewer.part_asked.connect(self._search_part)
        self.viewer.person_asked.connect(self._show_photos_of)
        self.viewer.faces_asked.connect(self._search_face)
        self.viewer.trash_asked.connect(self._ask_to_trash)
        self.people.photos_asked.connect(self._show_photos_of)
        self.people.photo_activated.connect(self._look_from_people)
        self.folders.add_asked.connect(self._choose_folder)
        self.models.add_asked.connect(self._choose_model)
        self.retrain.folder_asked.connect(self._choose_folder_to_learn_from)
        self.status_bar.activity_asked.connect(lambda: self.show_page(Page.ACTIVITY))
        self.status_bar.models_asked.connect(lambda: self.show_page(Page.MODELS))
        session.failed.connect(self._on_failed)
        session.folders_changed.connect(self._on_folders_changed)
        self._preferences.changed.connect(self._on_settings_changed)
        self._preferences.unsaved.connect(self._on_unsaved)

    def _go_back(self) -> None:
        if self.stack.currentWidget() is self.viewer:
            self.viewer.leave()

    def _show_all(self) -> None:
        self.show_page(Page.PHOTOS)
        self.photos.show_all()

    def _fill_screen(self, fills: bool) -> None:
        if fills:
            self.showFullScreen()
        else:
            self.showNormal()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Photo Search"))

    # --- the state of the window

    def _restore_look(self) -> None:
        self.resize(*_SIZE_PX)
        shape = self._look.value("geometry")
        if isinstance(shape, QByteArray):
            self.restoreGeometry(shape)
        shows_faces = self._look.value(_SHOWS_FACES, defaultValue=False, type=bool)
        self.viewer.faces.show_frames(are_wanted=bool(shows_faces))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._look.setValue("geometry", self.saveGeometry())
        self._look.setValue(_SHOWS_FACES, self.viewer.faces.are_shown)
        self._look.sync()
        super().closeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _row(action: QAction) -> tuple[str, str]:
    return native(action.shortcut().toString()), without_letter(action.text())


def _nothing(result: object) -> None:
    pass
