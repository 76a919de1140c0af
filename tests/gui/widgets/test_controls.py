from PySide6.QtCore import QSize

from photosearch.gui.widgets.controls import ElidedLabel


def test_that_a_label_that_gives_way_tells_the_whole_in_its_tool_tip(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("a name that is much too long for its place")
    label.resize(QSize(60, 20))
    label.show()
    assert label.text() == label.toolTip()


def test_that_a_label_with_room_needs_no_tool_tip(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("short")
    label.resize(QSize(400, 20))
    label.show()
    assert "" == label.toolTip()
