import pytest

from photosearch.core.records import Counts, Progress, Stage
from photosearch.gui.widgets.status_bar import StatusBar


@pytest.fixture
def bar(session, qtbot):
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    bar.show()
    return bar


def test_that_photos_are_counted_when_they_come(home, session, photos, bar, qtbot):
    qtbot.waitUntil(lambda: bar.photos.text().startswith("12 "))
    home.draw("new.jpg", 77)
    session.refresh()
    qtbot.waitUntil(lambda: bar.photos.text().startswith("13 "))


def test_that_files_left_out_are_counted(home, session, photos, bar, qtbot):
    (home.photos / "broken.jpg").write_bytes(b"no photo")
    session.refresh()
    qtbot.waitUntil(lambda: bar.photos.text().endswith("1 left out"))


def test_that_the_model_and_the_device_with_its_reason_are_told(bar, qtbot):
    qtbot.waitUntil(lambda: bar.model.text() == "tiny · CPU")
    assert "Runs on CPU: chosen in the settings" == bar.model.toolTip()


def test_that_a_task_is_shown_while_it_runs(session, bar, qtbot):
    def records():
        yield Progress(Stage.INDEXING, 5, 10, Counts(), 1.0, 5.0)

    with qtbot.waitSignal(session.tasks.dataChanged):
        session.start("Indexing", records)
    assert "Indexing · 5 s left" == bar.task.text()
    assert (10, 5) == (bar.bar.maximum(), bar.bar.value())
    qtbot.waitUntil(lambda: not bar.task.isVisible())


def test_that_a_click_on_the_task_asks_for_the_activity_page(bar, qtbot):
    with qtbot.waitSignal(bar.activity_asked):
        bar.task.click()
