from photosearch.gui.models.installed import InstalledModels


def test_that_the_model_in_use_is_told(session, photos, qtbot, qtmodeltester):
    model = InstalledModels(session)
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    texts = [model.index(row).data() for row in range(model.rowCount())]
    assert "tiny\nin use" in texts
    assert 1 == sum(text.endswith("in use") for text in texts)
    qtmodeltester.check(model)


def test_that_photos_are_counted_again_when_there_are_more(home, session, qtbot):
    model = InstalledModels(session)
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    home.draw_many(2)
    session.add_folders([home.photos])

    def described():
        rows = range(model.rowCount())
        states = [model.index(row).data(model.STATE_ROLE) for row in rows]
        return sum(state.photos for state in states)

    qtbot.waitUntil(lambda: described() == 2, timeout=30_000)
