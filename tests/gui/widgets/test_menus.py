import pytest
from PySide6.QtGui import QAction

from photosearch.gui.widgets.menus import Menus, without_letter


@pytest.fixture
def menus(qtbot):
    menus = Menus()
    qtbot.addWidget(menus)
    return menus


def test_that_every_action_is_in_a_menu_and_has_a_name(menus):
    shown = [
        action
        for top in menus.actions()
        for action in top.menu().actions()
        if not action.isSeparator()
    ]
    made = [each for each in menus.findChildren(QAction) if each in shown]
    own = [each for each in vars(menus).values() if isinstance(each, QAction)]
    assert set(own) | set(menus.pages.values()) == set(made)
    assert [] == [action for action in shown if not action.text()]


def test_that_no_shortcut_is_given_twice(menus):
    keys = [
        action.shortcut().toString()
        for _, actions in menus.actions_under()
        for action in actions
    ]
    assert len(keys) == len(set(keys))


def test_that_letters_of_one_menu_differ(menus):
    for top in menus.actions():
        texts = [each.text() for each in top.menu().actions() if each.text()]
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(letters) == len(set(letters)), texts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("&Add a folder…", "Add a folder"),
        ("Been&den", "Beenden"),
        ("Ordner &hinzufügen …", "Ordner hinzufügen"),
        ("添加文件夹(&A)…", "添加文件夹"),
    ],
)
def test_that_words_are_shown_without_the_letter_that_chooses_them(text, words):
    assert words == without_letter(text)
