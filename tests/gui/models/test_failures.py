from photosearch.core.records import Changes
from photosearch.gui.models.failures import FailuresModel


def texts(model, column):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_that_files_that_failed_are_listed_with_their_reason(
    home, session, photos, qtbot, qtmodeltester
):
    (home.photos / "broken.jpg").write_bytes(b"no photo")
    list(session.library.refresh())
    model = FailuresModel(session)
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert (["broken.jpg"], [str(home.photos)]) == (texts(model, 0), texts(model, 2))
    assert all(texts(model, 1))
    assert home.photos / "broken.jpg" == model.path_at(0)
    qtmodeltester.check(model)


def test_that_a_mended_file_leaves_the_list(home, session, photos, qtbot):
    broken = home.photos / "broken.jpg"
    broken.write_bytes(b"no photo")
    list(session.library.refresh())
    model = FailuresModel(session)
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    home.draw("broken.jpg", 99)
    session.changed.connect(lambda _: None)
    with qtbot.waitSignal(session.changed) as changed:
        session.refresh()
    assert isinstance(changed.args[0], Changes)
    qtbot.waitUntil(lambda: model.rowCount() == 0)
