import threading

import pytest

from photosearch.core.errors import LibraryLockedError
from photosearch.core.records import Counts, Progress, Stage
from photosearch.gui.widgets.activity_page import ActivityPage


@pytest.fixture
def page(session, qtbot):
    page = ActivityPage(session)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def endless():
    """Give a generator's maker whose steps go on until the end of the test."""
    end = threading.Event()

    def records():
        done = 0
        while not end.wait(0.005):
            done += 1
            yield Progress(Stage.INDEXING, done, 50_000, Counts(), 20.0, 65.0)

    yield records
    end.set()


def test_that_a_task_tells_how_far_it_is(session, page, endless, qtbot):
    session.start("Indexing", endless)
    (row,) = page.tasks.rows()
    qtbot.waitUntil(lambda: " of 50" in row.state)
    assert "20 a second" in row.state
    assert "65 s left" in row.state


def test_that_a_task_is_held_and_goes_on(session, page, endless, qtbot):
    task = session.start("Indexing", endless)
    (row,) = page.tasks.rows()
    qtbot.waitUntil(lambda: task.progress is not None)
    row.hold.click()
    assert row.state.startswith("Paused")
    row.hold.click()
    done = task.progress.done
    qtbot.waitUntil(lambda: task.progress.done > done + 2)


def test_that_a_cancelled_task_ends_and_can_be_cleared(session, page, endless, qtbot):
    session.start("Indexing", endless)
    (row,) = page.tasks.rows()
    with qtbot.waitSignal(session.bridge.idle):
        row.end.click()
    assert "Cancelled; what was done stays" == row.state
    page.clear.click()
    assert [] == page.tasks.rows()


def test_that_a_task_that_failed_says_why(session, page, qtbot):
    def records():
        yield Progress(Stage.SCANNING, 0, 0, Counts())
        raise LibraryLockedError("another program is writing to the library")

    with qtbot.waitSignal(session.failed):
        session.start("Indexing", records)
    (row,) = page.tasks.rows()
    assert row.state.startswith("The library is busy.")


def test_that_the_newest_task_stands_first(session, page, endless):
    first, second = session.start("One", endless), session.start("Two", endless)
    titles = [row.hold.accessibleName() for row in page.tasks.rows()]
    assert ["Pause: Two", "Pause: One"] == titles
    for task in (first, second):
        session.tasks.cancel(task)


def test_that_failed_files_are_tried_again(home, session, photos, page, qtbot):
    broken = home.photos / "broken.jpg"
    broken.write_bytes(b"no photo")
    session.refresh()
    qtbot.waitUntil(lambda: page.failures.rowCount() == 1)
    assert page.retry.isVisible()
    home.draw("broken.jpg", 99)
    page.retry.click()
    qtbot.waitUntil(lambda: page.failures.rowCount() == 0)
    assert not page.retry.isVisible()
