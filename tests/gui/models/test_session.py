import threading

import pytest

from photosearch.core.errors import LibraryLockedError
from photosearch.core.records import (
    Changes,
    Counts,
    FileState,
    NotTrashed,
    PendingFile,
    PhotoId,
    Progress,
    RootOffline,
    Skipped,
    Stage,
    Trashed,
)
from photosearch.gui.models.tasks import TaskState
from tests.networks import network, photo_spec


class Told:
    """What a session has told so far, by the name of the signal."""

    def __init__(self, session) -> None:
        self.changes, self.errors, self.plain = [], [], []
        session.changed.connect(self.changes.append)
        session.failed.connect(self.errors.append)
        for name in ("folders_changed", "failures_changed", "models_changed"):
            signal = getattr(session, name)
            signal.connect(lambda name=name: self.plain.append(name))


@pytest.fixture
def told(session):
    return Told(session)


@pytest.fixture
def gate():
    gate = threading.Event()
    yield gate
    gate.set()


def held(gate, *records):
    """Make a generator that yields, and goes on when the gate opens."""

    def make():
        yield Progress(Stage.INDEXING, 0, 2, Counts())
        assert gate.wait(30)
        yield from records

    return make


def is_running(task):
    return lambda: task.state is TaskState.RUNNING


def ids(session):
    return [PhotoId(each) for each in session.library.list_photos().ids.tolist()]


def skipped(home):
    file = PendingFile(1, home.photos / "a.jpg", 1, 1)
    return Skipped(file, "truncated file", FileState.FAILED)


def test_that_an_answer_comes_back(session, photos, qtbot):
    answers = []
    session.ask(session.library.photo_count, answers.append)
    qtbot.waitUntil(lambda: answers == [len(photos)])


def test_that_a_question_that_fails_is_told(session, told, qtbot):
    error = LibraryLockedError("another program is writing to the library")

    def work():
        raise error

    session.ask(work, print)
    qtbot.waitUntil(lambda: told.errors == [error])


def test_that_folders_are_added_and_indexed(session, home, told, qtbot):
    home.draw_many(3)
    session.add_folders([home.photos])
    qtbot.waitUntil(
        lambda: sum(len(each.added) for each in told.changes) == 3, timeout=60_000
    )
    qtbot.waitUntil(lambda: not session.tasks.active())
    assert 2 <= told.plain.count("folders_changed")
    assert [] == told.errors


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "last"])
def test_that_a_refused_folder_is_told_and_the_others_are_indexed(
    session, home, told, qtbot, is_first
):
    home.draw_many(3)
    folders = [home.top / "nowhere", home.photos]
    session.add_folders(folders if is_first else folders[::-1])
    qtbot.waitUntil(lambda: session.library.photo_count() == 3, timeout=60_000)
    qtbot.waitUntil(lambda: not session.tasks.active())
    assert ["nowhere"] == [str(error)[-7:] for error in told.errors]


def test_that_watching_goes_on_after_a_refused_folder(
    session, photos, home, told, qtbot
):
    session.folders_changed.connect(session.watch)
    session.watch()
    session.add_folders([home.photos / "nowhere"])
    qtbot.waitUntil(lambda: len(told.errors) == 1)
    assert session.is_watching
    qtbot.waitUntil(lambda: not session.tasks.active(), timeout=60_000)


def test_that_one_folder_is_named_in_its_task(session, home, photos, qtbot):
    (root,) = session.library.roots()
    task = session.refresh([root])
    assert home.photos.name in task.title
    qtbot.waitUntil(lambda: task.is_over, timeout=60_000)


def test_that_files_that_failed_are_counted_and_told(
    session, home, photos, told, qtbot
):
    (home.photos / "broken.jpg").write_bytes(b"no photo")
    task = session.refresh()
    qtbot.waitUntil(lambda: "failures_changed" in told.plain, timeout=60_000)
    assert (TaskState.DONE, 1) == (task.state, task.skipped)


def test_that_failed_files_are_tried_again(session, home, photos, told, qtbot):
    (home.photos / "broken.jpg").write_bytes(b"no photo")
    list(session.library.refresh())
    home.draw("broken.jpg", 99)
    session.retry_failed()
    qtbot.waitUntil(lambda: session.library.photo_count() == 13, timeout=60_000)
    assert "failures_changed" in told.plain
    qtbot.waitUntil(lambda: not session.tasks.active())


def test_that_nothing_is_indexed_where_nothing_failed(session, photos, told, qtbot):
    session.retry_failed()
    qtbot.waitUntil(lambda: "failures_changed" in told.plain)
    assert [] == session.tasks.tasks()


def test_that_a_folder_that_is_offline_is_told(session, photos, told, qtbot):
    (root,) = session.library.roots()
    session.start("Looking", lambda: iter_of(RootOffline(root, "it is not there")))
    qtbot.waitUntil(lambda: told.plain.count("folders_changed") == 2)


def test_that_a_failed_task_is_told_and_its_end_as_well(session, told, qtbot):
    ends = []
    error = LibraryLockedError("another program is writing to the library")

    def records():
        yield Progress(Stage.SCANNING, 0, 0, Counts())
        raise error

    session.start("Looking", records, lambda: ends.append("over"))
    qtbot.waitUntil(lambda: ends == ["over"])
    assert [error] == told.errors


def test_that_cancelling_tells_of_folders_failures_and_changes(
    session, home, told, gate, qtbot
):
    ends = []
    changes = Changes(added=(PhotoId(7),))
    records = held(gate, skipped(home), changes, Changes(removed=(PhotoId(8),)))

    def two_more():
        yield from (each for each, _ in zip(records(), range(3), strict=False))

    task = session.start("Indexing", two_more, lambda: ends.append("over"))
    qtbot.waitUntil(is_running(task))
    session.tasks.cancel(task)
    gate.set()
    qtbot.waitUntil(lambda: ends == ["over"])
    assert TaskState.CANCELLED is task.state
    # The step it was at is told; those after it were never made.
    assert (1, []) == (task.skipped, told.changes)
    assert ["failures_changed", "folders_changed"] == told.plain


def test_that_a_cancelled_model_switch_is_told(session, home, photos, told, qtbot):
    other = home.top / "other.onnx"
    other.write_bytes(network(photo_spec("other"), seed=2))
    session.library.add_model(other)
    task = session.use_model("other")
    session.tasks.cancel(task)
    qtbot.waitUntil(lambda: "models_changed" in told.plain, timeout=60_000)
    assert TaskState.CANCELLED is task.state
    (in_use,) = [each for each in session.library.models() if each.is_in_use]
    assert "tiny" == in_use.model.name


def test_that_another_model_is_put_to_use(session, home, photos, told, qtbot):
    other = home.top / "other.onnx"
    other.write_bytes(network(photo_spec("other"), seed=2))
    session.library.add_model(other)
    session.use_model("other")
    qtbot.waitUntil(lambda: "models_changed" in told.plain, timeout=60_000)
    (in_use,) = [each for each in session.library.models() if each.is_in_use]
    assert "other" == in_use.model.name


def test_that_trashed_photos_are_gone(session, photos, told, qtbot):
    photo = ids(session)[0]
    (path,) = session.library.photo(photo).paths
    records = []
    session.trash([path], None, records.append)
    qtbot.waitUntil(lambda: bool(told.changes))
    assert [Changes(removed=(photo,))] == told.changes
    assert isinstance(records[0], Trashed)
    assert not path.exists()


def test_that_a_photo_with_another_file_only_moves(session, home, photos, told, qtbot):
    (home.photos / "copy.jpg").write_bytes(photos[0].read_bytes())
    list(session.library.refresh())
    session.trash([home.photos / "copy.jpg"], photos[0], lambda record: None)
    qtbot.waitUntil(lambda: bool(told.changes))
    (changes,) = told.changes
    assert (1, ()) == (len(changes.moved), changes.removed)


def test_that_a_file_that_stays_changes_nothing(session, home, photos, told, qtbot):
    records, ends = [], []
    strange = home.draw("strange.jpg", 99)
    session.trash([strange], None, records.append, lambda: ends.append("over"))
    qtbot.waitUntil(lambda: ends == ["over"])
    assert ([], strange) == (told.changes, records[0].path)
    assert isinstance(records[0], NotTrashed)


def test_that_cancelling_the_trash_tells_of_what_went(session, photos, told, qtbot):
    chosen = {session.library.photo(each).paths[0]: each for each in ids(session)}
    ends = []

    def stop(record):
        session.tasks.cancel(task)

    task = session.trash(list(chosen), None, stop, lambda: ends.append("over"))
    qtbot.waitUntil(lambda: ends == ["over"], timeout=60_000)
    qtbot.waitUntil(lambda: bool(told.changes))
    gone = {photo for path, photo in chosen.items() if not path.exists()}
    assert gone
    assert [gone] == [set(changes.removed) for changes in told.changes]
    assert TaskState.CANCELLED is task.state


def test_that_watched_folders_are_indexed_until_told_otherwise(
    session, home, photos, qtbot
):
    assert not session.is_watching
    # From here on the system keeps changes until they are asked for.
    assert () == session.library.wait_for_changes(0)
    session.watch()
    session.watch()
    assert session.is_watching
    home.draw("new.jpg", seed=99)
    qtbot.waitUntil(lambda: session.library.photo_count() == 13, timeout=60_000)
    session.stop_watching()
    assert not session.is_watching
    qtbot.waitUntil(lambda: not session.tasks.active(), timeout=60_000)


def iter_of(*records):
    yield from records
