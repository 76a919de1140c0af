import re

import pytest
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QLabel, QPushButton

from photosearch.core.paths import resource_folder
from photosearch.gui import theme
from photosearch.gui.theme import Role

ICONS = resource_folder("icons")


@pytest.fixture(autouse=True)
def _own_look(qapp):
    before = qapp.palette(), qapp.styleSheet()
    yield
    qapp.setPalette(before[0])
    qapp.setStyleSheet(before[1])


def luminance(colour):
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back"),
    [
        (Role.TEXT, Role.WINDOW),
        (Role.TEXT, Role.SELECTED),
        (Role.MUTED, Role.WINDOW),
        (Role.MUTED, Role.SIDEBAR),
        (Role.MUTED, Role.SURFACE),
        (Role.ACCENT, Role.SELECTED),
        (Role.ON_ACCENT, Role.ACCENT),
        (Role.WARNING, Role.SURFACE),
        (Role.DANGER, Role.SURFACE),
        (Role.GOOD, Role.SURFACE),
    ],
)
def test_that_words_stand_out_from_what_is_behind_them(qapp, look, front, back):
    theme.apply(qapp, look)
    # WCAG 2.1, success criterion 1.4.3; the accent on a selection is bold or an icon.
    least = 3.0 if front is Role.ACCENT else 4.5
    assert contrast(theme.colour(front), theme.colour(back)) >= least


def test_that_light_and_dark_are_told_apart_by_the_palette(qapp):
    theme.apply(qapp, "dark")
    assert theme.is_dark()
    theme.apply(qapp, "light")
    assert not theme.is_dark()


@pytest.mark.parametrize(
    "file", sorted(ICONS.glob("*.svg")), ids=lambda file: file.stem
)
def test_that_every_icon_shows_something(qapp, file):
    theme.apply(qapp, "light")
    drawn = theme.pixmap(file.stem, 24).toImage()
    seen = sum(
        drawn.pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24)
    )
    assert seen > 1


def test_that_icons_follow_the_theme(qapp, qtbot):
    button, label, action = QPushButton(), QLabel(), QAction()
    button.addAction(action)
    qtbot.addWidget(button)
    qtbot.addWidget(label)

    def shown():
        icons = (button.icon(), QIcon(label.pixmap()), action.icon())
        images = [each.pixmap(20).toImage() for each in icons]
        return [
            max(
                image.pixelColor(x, y).lightness()
                for x in range(20)
                for y in range(20)
                if image.pixelColor(x, y).alpha() > 200
            )
            for image in images
        ]

    theme.apply(qapp, "light")
    for target in (button, label, action):
        theme.show_icon(target, "stop")
    assert all(lightness < 128 for lightness in shown())
    theme.apply(qapp, "dark")
    assert all(lightness > 128 for lightness in shown())


@pytest.mark.parametrize("look", ["light", "dark"])
def test_that_the_style_sheet_names_only_known_colours_and_files(qapp, look):
    theme.apply(qapp, look)
    assert "@" not in re.sub(r"/\*.*?\*/", "", qapp.styleSheet(), flags=re.DOTALL)
    for path in re.findall(r"url\((.*?)\)", qapp.styleSheet()):
        assert (ICONS / path).is_file()
