from photosearch.gui.models.part_search import PartSearch
from tests.networks import network, parts_spec


def test_that_a_model_without_regions_is_said_to_be_the_reason(session, qtbot):
    asked = PartSearch(session)
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    assert not asked.is_possible
    assert "Models" in asked.why_not


def test_that_no_reason_is_given_before_it_is_known(session, qtbot):
    asked = PartSearch(session)
    assert (False, "") == (asked.is_possible, asked.why_not)
    with qtbot.waitSignal(asked.changed):
        pass
    assert asked.why_not


def test_that_a_model_with_regions_is_noticed_once_it_is_used(home, session, qtbot):
    asked = PartSearch(session)
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    model = home.top / "parts.onnx"
    model.write_bytes(network(parts_spec()))
    session.library.add_model(model)
    with qtbot.waitSignal(asked.changed):
        session.use_model("tiny-parts")
    assert (True, "") == (asked.is_possible, asked.why_not)
