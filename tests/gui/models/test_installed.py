from photosearch.gui.models.installed import InstalledModels


def test_that_the_model_in_use_is_told(session, photos, qtbot, qtmodeltester):
    model = InstalledModels(session)
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    texts = [model.index(row).data() for row in range(model.rowCount())]
    assert "tiny\nin use" in texts
    assert 1 == sum(text.endswith("in use") for text in texts)
    qtmodeltester.check(model)
