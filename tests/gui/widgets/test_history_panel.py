import pytest

from photosearch.gui.models.decisions import Decisions
from photosearch.gui.widgets.history_panel import HistoryPanel
from tests.albums import ADA, GRACE


@pytest.fixture
def panel(album_session, qtbot, monkeypatch):
    """Give a panel that reads two decisions at a time."""
    monkeypatch.setattr("photosearch.gui.models.history._PAGE", 2)
    monkeypatch.setattr("photosearch.gui.models.decisions._FIRST_LOOK", 2)
    panel = HistoryPanel(album_session, Decisions(album_session))
    qtbot.addWidget(panel)
    panel.resize(264, 900)
    panel.show()
    return panel


def test_that_also_the_oldest_decisions_are_listed_and_undone(
    album_session, persons, panel, qtbot
):
    library = album_session.library
    library.name_person(persons[GRACE], "Grace")
    for called in ("Ann", "Anna", "Ada", "Ada King"):
        library.name_person(persons[ADA], called)
    panel.look()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 5)
    panel.list.setCurrentIndex(panel.model.index(4))
    panel.button.click()
    qtbot.waitUntil(lambda: library.person(persons[GRACE]).name is None)
    assert "Ada King" == library.person(persons[ADA]).name
    qtbot.waitUntil(lambda: panel.button.text() == "Do it again")
    panel.button.click()
    qtbot.waitUntil(lambda: library.person(persons[GRACE]).name == "Grace")


def test_that_older_decisions_are_read_as_the_list_comes_to_its_end(
    album_session, persons, panel, qtbot
):
    panel.resize(264, 150)
    for number in range(20):
        album_session.library.name_person(persons[ADA], f"Ada {number}")
    panel.look()
    qtbot.waitUntil(lambda: panel.model.rowCount() > 2)
    qtbot.waitUntil(lambda: album_session.bridge.is_idle)
    assert panel.model.rowCount() < 20

    def is_at_the_first():
        panel.list.scrollToBottom()
        return panel.model.rowCount() == 20

    qtbot.waitUntil(is_at_the_first)
