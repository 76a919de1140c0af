import pytest
from PySide6.QtGui import QFontMetrics, QGuiApplication

from photosearch.gui import theme
from photosearch.gui.theme import Role
from photosearch.gui.widgets.news_badges import NewsButton, news_pill


@pytest.fixture
def button(qtbot):
    button = NewsButton("clock")
    qtbot.addWidget(button)
    button.resize(28, 28)
    return button


def has_dot(button):
    image = button.grab().toImage()
    accent = theme.colour(Role.ACCENT)
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixelColor(*spot) == accent for spot in spots)


def test_that_the_dot_comes_and_goes(button):
    assert not has_dot(button)
    button.show_news(has_news=True)
    assert has_dot(button)
    button.show_news(has_news=False)
    assert not has_dot(button)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_that_the_words_fit_on_their_pill(qapp, scale):
    font = QGuiApplication.font()
    pill = news_pill("27 new", font, scale)
    size = pill.deviceIndependentSize()
    assert size.width() > QFontMetrics(font).horizontalAdvance("27 new")
    assert abs(pill.width() - scale * size.width()) <= 1
