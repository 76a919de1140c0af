"""The menus of the window: what can be done from everywhere."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.widgets.sidebar import Page

_PAGE_KEYS = {page: f"Ctrl+{number}" for number, page in enumerate(Page, start=1)}


def without_letter(text: str) -> str:
    """Return the words of an action, without the letter that chooses it."""
    # Chinese has it in parentheses behind the words.
    return re.sub(r"\(&\w\)", "", text).replace("&", "").rstrip("… ")


class Menus(QMenuBar):
    """Actions under their menus; the window connects them."""

    def __init__(self) -> None:
        super().__init__()
        parts = QAction.MenuRole
        self.add_folder = self._action("folder-plus", "Ctrl+Shift+O")
        self.refresh = self._action("retry", "F5")
        self.demo = self._action("photos")
        self.preferences = self._action("settings", "Ctrl+,", parts.PreferencesRole)
        self.quit = self._action("", "Ctrl+Q", parts.QuitRole)
        self.search_file = self._action("search", "Ctrl+O")
        self.paste = self._action("paste", "Ctrl+V")
        self.who_is = self._action("person-question", "Ctrl+Shift+W")
        self.select_all = self._action("", "Ctrl+A")
        self.pages = {page: self._action(page.value, _PAGE_KEYS[page]) for page in Page}
        self.zoom_in = self._action("zoom-in", "Ctrl++")
        self.zoom_out = self._action("zoom-out", "Ctrl+-")
        self.full_screen = self._action("fit", "F11")
        self.full_screen.setCheckable(True)
        self.all_photos = self._action("photos", "Ctrl+L")
        self.back = self._action("arrow-left", "Alt+Left")
        self.shortcuts = self._action("keyboard", "F1")
        self.about = self._action("info", "", parts.AboutRole)
        self._menus = self._build()
        self._retranslate()

    def actions_under(self) -> list[tuple[str, list[QAction]]]:
        """Return the actions that have a shortcut, under the title of their menu."""
        return [
            (
                without_letter(menu.title()),
                [each for each in menu.actions() if not each.shortcut().isEmpty()],
            )
            for menu in self._menus
        ]

    def _action(
        self,
        icon: str,
        keys: str = "",
        role: QAction.MenuRole = QAction.MenuRole.NoRole,
    ) -> QAction:
        action = QAction(self)
        action.setMenuRole(role)
        if icon:
            theme.show_icon(action, icon)
        if keys:
            action.setShortcut(QKeySequence(keys))
        return action

    def _build(self) -> list[QMenu]:
        sections: Sequence[Sequence[Sequence[QAction]]] = (
            (
                (self.add_folder, self.refresh),
                (self.demo,),
                (self.preferences,),
                (self.quit,),
            ),
            ((self.search_file, self.paste, self.who_is), (self.select_all,)),
            (
                tuple(self.pages.values()),
                (self.zoom_in, self.zoom_out),
                (self.full_screen,),
            ),
            ((self.back, self.all_photos),),
            ((self.shortcuts,), (self.about,)),
        )
        menus = []
        for groups in sections:
            menu = self.addMenu("")
            for number, group in enumerate(groups):
                if number:
                    menu.addSeparator()
                menu.addActions(list(group))
            menus.append(menu)
        return menus

    def _retranslate(self) -> None:
        titles = (
            self.tr("&File"),
            self.tr("&Edit"),
            self.tr("&View"),
            self.tr("&Go"),
            self.tr("&Help"),
        )
        for menu, title in zip(self._menus, titles, strict=True):
            menu.setTitle(title)
        names = {
            self.add_folder: self.tr("&Add a folder…"),
            self.refresh: self.tr("&Look for new photos"),
            self.demo: self.tr("Open the &demo library"),
            self.preferences: self.tr("&Preferences…"),
            self.quit: self.tr("&Quit"),
            self.search_file: self.tr("&Search by a picture file…"),
            self.paste: self.tr("Search by the &clipboard"),
            self.who_is: self.tr("&Who is this?…"),
            self.select_all: self.tr("Select &all"),
            self.pages[Page.PHOTOS]: self.tr("&Photos"),
            self.pages[Page.PEOPLE]: self.tr("P&eople"),
            self.pages[Page.DUPLICATES]: self.tr("&Duplicates"),
            self.pages[Page.FOLDERS]: self.tr("&Folders"),
            self.pages[Page.MODELS]: self.tr("&Models"),
            self.pages[Page.RETRAIN]: self.tr("&Retrain"),
            self.pages[Page.ACTIVITY]: self.tr("&Activity"),
            self.zoom_in: self.tr("&Larger"),
            self.zoom_out: self.tr("&Smaller"),
            self.full_screen: self.tr("F&ull screen"),
            self.all_photos: self.tr("&All photos"),
            self.back: self.tr("&Back"),
            self.shortcuts: self.tr("&Keyboard shortcuts"),
            self.about: self.tr("&About Photo Search"),
        }
        for action, name in names.items():
            action.setText(name)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
