import pytest

from photosearch.gui.models.throttle import Throttle

LONG_MS = 60_000
SHORT_MS = 20


@pytest.fixture
def calls():
    return []


def test_that_the_first_call_is_made_at_once(qapp, calls):
    Throttle(lambda: calls.append("call"), LONG_MS).ask()
    assert ["call"] == calls


def test_that_a_burst_becomes_the_first_call_and_a_last_one(qapp, qtbot, calls):
    throttle = Throttle(lambda: calls.append("call"), SHORT_MS)
    for _ in range(10):
        throttle.ask()
    assert ["call"] == calls
    qtbot.waitUntil(lambda: len(calls) > 1)
    with pytest.raises(Exception, match="timed out"):
        qtbot.waitUntil(lambda: len(calls) > 2, timeout=5 * SHORT_MS)


def test_that_a_call_that_was_forgotten_is_not_made(qapp, qtbot, calls):
    throttle = Throttle(lambda: calls.append("call"), SHORT_MS)
    throttle.ask()
    throttle.ask()
    throttle.forget()
    with pytest.raises(Exception, match="timed out"):
        qtbot.waitUntil(lambda: len(calls) > 1, timeout=5 * SHORT_MS)
