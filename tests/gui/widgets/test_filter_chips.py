from datetime import date

import pytest
from PySide6.QtCore import Qt

from photosearch.core.records import Filter
from photosearch.gui.models.choices import ChoicesModel
from photosearch.gui.widgets.filter_chips import FilterChips
from tests.homes import camera_exif, index


@pytest.fixture
def chips(session, home, qtbot):
    home.draw("2019/a.jpg", 1, exif=camera_exif("2019:05:01 10:00:00", "Nikon"))
    home.draw("2020/b.jpg", 2, exif=camera_exif("2020:06:01 10:00:00", "Canon"))
    home.draw("2020/c.jpg", 3, exif=camera_exif("2020:07:01 10:00:00", "Canon"))
    index(session.library, home.photos)
    chips = FilterChips(session)
    qtbot.addWidget(chips)
    chips.show()
    return chips


@pytest.fixture
def chosen(chips):
    chosen = []
    chips.filter_chosen.connect(chosen.append)
    return chosen


def click(view, text: str, qtbot) -> None:
    """Click on the row with a text, once it is there."""
    model = view.model()

    def row() -> int:
        rows = range(model.rowCount())
        texts = [model.index(each, 0).data().strip() for each in rows]
        return texts.index(text) if text in texts else -1

    qtbot.waitUntil(lambda: row() >= 0)
    place = view.visualRect(model.index(row(), 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def open_with_mouse(chip, qtbot) -> None:
    qtbot.mouseClick(chip.button, Qt.MouseButton.LeftButton)


def test_that_a_folder_is_chosen_from_those_of_the_library(chips, home, chosen, qtbot):
    open_with_mouse(chips.folder, qtbot)
    click(chips._folder_popup._list, "2020", qtbot)
    assert [Filter(under=home.photos / "2020")] == chosen
    assert "2020" == chips.folder.button.text()
    assert not chips._folder_popup.isVisible()


def test_that_a_camera_is_chosen_from_those_of_the_library(chips, chosen, qtbot):
    open_with_mouse(chips.camera, qtbot)
    click(chips._camera_popup._list, "Canon", qtbot)
    assert [Filter(camera="Canon")] == chosen


def test_that_a_year_is_chosen_whole(chips, chosen, qtbot):
    open_with_mouse(chips.dates, qtbot)
    click(chips._dates_popup._list, "2019", qtbot)
    assert [Filter(after=date(2019, 1, 1), before=date(2019, 12, 31))] == chosen
    assert "2019" == chips.dates.button.text()


def test_that_years_come_with_the_number_of_their_photos(chips, qtbot):
    chips.choose_dates()
    model = chips._dates_popup._list.model()
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    choices = [model.index(row).data(ChoicesModel.CHOICE_ROLE) for row in range(2)]
    assert [("2020", 2), ("2019", 1)] == [(each.text, each.photos) for each in choices]
    chips._dates_popup.close()


def test_that_one_end_of_the_dates_may_stay_open(chips, chosen):
    chips.choose_dates()
    chips._dates_popup._after.setChecked(True)
    assert chosen[-1].after is not None
    assert chosen[-1].before is None
    chips._dates_popup.close()


def test_that_a_position_may_be_demanded(chips, chosen):
    chips.choose_position()
    _, with_position, without = chips._position_menu.actions()
    with_position.trigger()
    without.trigger()
    assert [True, False] == [each.has_position for each in chosen]
    chips._position_menu.close()


@pytest.mark.parametrize("keys", [False, True], ids=["mouse", "keyboard"])
def test_that_a_chip_is_removed(chips, chosen, qtbot, keys):
    wanted = Filter(camera="Canon", has_position=True)
    chips.set_filter(wanted)
    assert [] == chosen
    if keys:
        qtbot.keyClick(chips.camera.button, Qt.Key.Key_Delete)
    else:
        qtbot.mouseClick(chips.camera._remove, Qt.MouseButton.LeftButton)
    assert [Filter(has_position=True)] == chosen
    assert not chips.camera.button.isChecked()
    assert chips.position.button.isChecked()


def test_that_a_click_alone_turns_no_chip_on(chips, qtbot):
    open_with_mouse(chips.camera, qtbot)
    assert not chips.camera.button.isChecked()
    chips._camera_popup.close()


@pytest.mark.parametrize(
    ("after", "before", "shown"),
    [
        (date(2019, 1, 1), date(2020, 12, 31), "2019 \N{EN DASH} 2020"),
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
    ],
)
def test_that_whole_years_are_shown_as_years(chips, after, before, shown):
    chips.set_filter(Filter(after=after, before=before))
    assert shown == chips.dates.button.text()


def test_that_a_name_with_an_ampersand_is_shown_as_it_is(chips, home):
    chips.set_filter(Filter(under=home.photos / "you & me"))
    assert "you && me" == chips.folder.button.text()
    assert "you & me" == chips.folder.button.accessibleName()
