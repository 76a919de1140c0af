import shutil

import pytest
from PySide6.QtGui import QGuiApplication

from photosearch.core.retraining import Effort, State
from photosearch.gui.widgets.retrain_page import RetrainPage

PATIENCE_MS = 60_000
NEW = "my-photos-1"


@pytest.fixture
def folder(session, home):
    """Give a folder of the library with photos that wait to be indexed."""
    home.draw_many(12)
    session.library.add_folders([home.photos])
    return home.photos


@pytest.fixture
def make_page(session, folder, home, qtbot):
    def make(command):
        page = RetrainPage(session, home.library / "retraining", command)
        qtbot.addWidget(page)
        page.resize(1000, 700)
        page.show()
        qtbot.waitUntil(lambda: page.form.start.isEnabled())
        return page

    return make


@pytest.fixture
def page(make_page, trainer):
    return make_page(trainer)


@pytest.fixture
def slow_page(make_page, slow_trainer):
    return make_page(slow_trainer)


@pytest.fixture
def finished(page, qtbot):
    """Give the page with the report of a retraining."""
    page.form.start.click()
    qtbot.waitUntil(lambda: page.report.isVisible(), timeout=PATIENCE_MS)
    return page


def name_in_use(page):
    models = page._session.library.models()
    return next(each.model.name for each in models if each.is_in_use)


def test_that_the_first_folder_and_a_free_name_are_offered(page, home):
    assert home.photos == page.form.folder
    assert NEW == page.form.name.text()
    assert (256, Effort.NORMAL) == (page.form.code_bits, page.form.effort)


def test_that_the_time_is_estimated_anew_for_another_effort(page, qtbot):
    texts = page.form.estimate
    qtbot.waitUntil(lambda: "21 min" in texts.text(), timeout=PATIENCE_MS)
    assert "12 photo" in texts.text()
    page.form.efforts[Effort.QUICK].click()
    qtbot.waitUntil(lambda: "5 min" in texts.text(), timeout=PATIENCE_MS)


def test_that_a_folder_with_too_few_photos_says_so(page, home, qtbot):
    page.choose_folder(home.top / "empty")
    qtbot.waitUntil(
        lambda: "at least 200" in page.form.device.text(), timeout=PATIENCE_MS
    )


@pytest.mark.parametrize("name", ["", "tiny", "Photo-2", "ü", "a b"])
def test_that_a_name_that_cannot_be_used_does_not_start(page, name):
    page.form.name.setText(name)
    assert not page.form.start.isEnabled()


def test_that_the_command_that_helps_can_be_copied(page):
    page.form.show_impossible(
        "retraining needs the package torch: pip install 'photosearch[train]'"
    )
    assert not page.form.start.isEnabled()
    page.form.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "pip install 'photosearch[train]'" == copied


def test_that_one_is_watched_paused_and_let_go_on(slow_page, qtbot):
    page, progress = slow_page, slow_page.progress
    page.form.start.click()
    qtbot.waitUntil(lambda: "held_out" in progress.charts, timeout=PATIENCE_MS)
    assert {"loss", "contrastive"} < set(progress.charts)
    assert "30" in progress.status.text()
    progress.hold.click()
    qtbot.waitUntil(lambda: "Paused" in progress.status.text())
    qtbot.waitUntil(lambda: page.retraining.run.is_paused, timeout=PATIENCE_MS)
    progress.hold.click()
    qtbot.waitUntil(lambda: not page.retraining.run.is_paused, timeout=PATIENCE_MS)
    assert "Paused" not in progress.status.text()


def test_that_cancelling_asks_before_all_is_lost(slow_page, home, qtbot):
    page, progress = slow_page, slow_page.progress
    page.form.start.click()
    qtbot.waitUntil(lambda: progress.isVisible(), timeout=PATIENCE_MS)
    progress.end.click()
    assert progress.question.isVisible()
    progress.question.no.click()
    assert page.retraining.run is not None
    progress.end.click()
    progress.question.yes.click()
    place = home.library / "retraining"
    qtbot.waitUntil(lambda: list(place.iterdir()) == [], timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.form.isVisible())
    qtbot.waitUntil(lambda: page.form.start.isEnabled())


def test_that_a_new_one_waits_for_the_one_at_work(slow_page, qtbot):
    page = slow_page
    page.form.start.click()
    qtbot.waitUntil(lambda: page.progress.isVisible(), timeout=PATIENCE_MS)
    page.show_new()
    assert page.form.isVisible()
    assert not page.form.start.isEnabled()
    assert "at work" in page.form.estimate.text()


def test_that_a_failed_one_says_why(page, home, qtbot):
    page.choose_folder(home.top / "empty")
    page.form.start.click()
    qtbot.waitUntil(
        lambda: "at least 200" in page.progress.problem.text(), timeout=PATIENCE_MS
    )
    assert State.FAILED is page.chosen.state


def test_that_the_report_compares_and_shows_samples(finished, qtbot):
    report = finished.report
    assert 6 == len(report.measures.texts())
    assert "use the new model" in report.advice.text()
    card = report.cards()[0]
    sought = [picture.is_sought for picture in card.before]
    assert [False, False, False, True, False, False] == sought
    assert card.after[0].is_sought
    qtbot.waitUntil(lambda: not card.after[0].image.isNull(), timeout=PATIENCE_MS)


def test_that_a_missing_photo_is_a_placeholder(
    finished, make_page, trainer, home, qtbot
):
    shutil.move(home.photos, home.top / "elsewhere")
    again = make_page(trainer)
    qtbot.waitUntil(lambda: 2 == again.runs.rowCount())
    again.list.setCurrentIndex(again.runs.index(1))
    qtbot.waitUntil(lambda: again.report.cards() != [], timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: all(card.after[0].image is None for card in again.report.cards()),
        timeout=PATIENCE_MS,
    )


def test_that_the_new_model_is_put_to_use_and_the_old_one_again(finished, qtbot):
    page, report = finished, finished.report
    list(page._session.library.refresh())
    assert "tiny" == name_in_use(page)
    report.use.click()
    qtbot.waitUntil(lambda: report.back.isVisible(), timeout=PATIENCE_MS)
    assert NEW == name_in_use(page)
    assert not report.use.isVisible()
    report.back.click()
    qtbot.waitUntil(lambda: report.use.isVisible(), timeout=PATIENCE_MS)
    assert "tiny" == name_in_use(page)


def test_that_keeping_the_old_model_changes_nothing(finished, qtbot):
    finished.report.keep.click()
    assert not finished.report.keep.isVisible()
    assert "stays" in finished.report.standing.text()
    assert "tiny" == name_in_use(finished)


def test_that_a_report_is_deleted_after_a_question(finished, home, qtbot):
    finished.report.delete.click()
    finished.report.question.yes.click()
    place = home.library / "retraining"
    qtbot.waitUntil(lambda: list(place.iterdir()) == [], timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: finished.form.isVisible())


def test_that_earlier_ones_are_there_when_the_page_is_opened_again(
    finished, make_page, trainer, qtbot
):
    again = make_page(trainer)
    qtbot.waitUntil(lambda: 2 == again.runs.rowCount())
    assert "my-photos-2" == again.form.name.text()
    again.list.setCurrentIndex(again.runs.index(1))
    qtbot.waitUntil(lambda: again.report.isVisible())
    assert NEW == again.report.report.name


def test_that_everything_to_click_has_a_name(finished):
    for pane in (finished.form, finished.progress, finished.report):
        for button in (
            *vars(pane).values(),
            *getattr(pane, "efforts", {}).values(),
        ):
            if hasattr(button, "clicked"):
                assert button.text() or button.accessibleName()
    assert finished.list.accessibleName()
    assert finished.form.folders.accessibleName()
