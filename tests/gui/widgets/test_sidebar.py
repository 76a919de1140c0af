import pytest
from PySide6.QtCore import Qt

from photosearch.gui.widgets.sidebar import Page, Sidebar


@pytest.fixture
def sidebar(qtbot):
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.show()
    return sidebar


@pytest.mark.parametrize("page", Page)
def test_that_a_page_is_chosen_by_mouse_or_keyboard(sidebar, qtbot, page):
    button = sidebar.buttons[page]
    with qtbot.waitSignal(sidebar.page_chosen) as chosen:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [page] == chosen.args
    with qtbot.waitSignal(sidebar.page_chosen) as chosen:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert [page] == chosen.args


def test_that_one_page_is_marked_at_a_time(sidebar):
    for page in Page:
        sidebar.mark(page)
        marked = [
            each for each, button in sidebar.buttons.items() if button.isChecked()
        ]
        assert [page] == marked


def test_that_every_page_has_a_name(sidebar):
    names = [button.accessibleName() for button in sidebar.buttons.values()]
    assert len(Page) == len(set(names))
    assert names == [button.text() for button in sidebar.buttons.values()]
