from photosearch.gui.messages import Message
from photosearch.gui.widgets.banner import Banner


def test_that_it_shows_the_last_message_until_it_is_closed(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.show_message(Message("First.", "It was this.", "Do that."))
    banner.show_message(Message("Second.", "It was <b>that</b>."))
    assert not banner.isHidden()
    assert "Second. It was <b>that</b>." == banner.words.text()
    banner.close_button.click()
    assert banner.isHidden()
