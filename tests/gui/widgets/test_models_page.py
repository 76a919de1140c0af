import pytest

from photosearch.gui.widgets.models_page import ModelsPage
from tests.networks import network, photo_spec


@pytest.fixture
def page(session, photos, qtbot):
    page = ModelsPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.chosen is not None)
    return page


@pytest.fixture
def other(tmp_path):
    file = tmp_path / "other.onnx"
    file.write_bytes(network(photo_spec("other", bits=128, input_px=48), seed=2))
    return file


def name_in_use(session):
    return next(each.model.name for each in session.library.models() if each.is_in_use)


def add(page, file, qtbot):
    page.add_file(file)
    qtbot.waitUntil(lambda: page.chosen.model.name == "other")


def test_that_the_model_in_use_is_shown_at_first(page, qtbot):
    assert "tiny" == page.chosen.model.name
    assert not page.use.isEnabled()
    qtbot.waitUntil(lambda: "tiny" in page.card.toPlainText())


def test_that_an_added_model_is_shown_and_can_be_used(session, page, other, qtbot):
    add(page, other, qtbot)
    assert page.use.isEnabled()
    with qtbot.waitSignal(session.models_changed):
        page.use.click()
    assert "other" == name_in_use(session)
    qtbot.waitUntil(lambda: page.use.text() == "In use")


def test_that_one_switches_back(session, page, other, qtbot):
    add(page, other, qtbot)
    with qtbot.waitSignal(session.models_changed):
        page.use.click()
    page.choose("tiny")
    qtbot.waitUntil(lambda: page.use.text() == "Switch back to it")
    with qtbot.waitSignal(session.models_changed):
        page.use.click()
    assert "tiny" == name_in_use(session)


def test_that_a_file_that_is_no_model_is_refused_with_a_reason(
    session, page, tmp_path, qtbot
):
    file = tmp_path / "no.onnx"
    file.write_bytes(b"no model")
    with qtbot.waitSignal(session.failed) as failed:
        page.add_file(file)
    assert str(failed.args[0])


def test_that_a_model_is_removed_after_a_question(session, page, other, qtbot):
    add(page, other, qtbot)
    page.remove.click()
    with qtbot.waitSignal(session.models_changed):
        page.question.yes.click()
    assert "other" not in [each.model.name for each in session.library.models()]
    qtbot.waitUntil(lambda: page.chosen.model.name == "tiny")


def test_that_a_model_of_the_program_cannot_be_removed(page):
    page.choose("photo-1")
    assert not page.remove.isVisible()
