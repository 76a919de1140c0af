from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPersistentModelIndex

from photosearch.gui.models.keyed_rows import KeyedRows


@dataclass(frozen=True)
class Named:
    key: int
    name: str = ""


class Rows(KeyedRows[Named]):
    def key_of(self, item):
        return item.key


@pytest.fixture
def rows(qapp, qtmodeltester):
    rows = Rows()
    qtmodeltester.check(rows, force_py=True)
    return rows


def keys(rows):
    return [item.key for item in rows.items]


@pytest.mark.parametrize(
    "wanted",
    [[], [1], [5, 4, 3, 2, 1], [2, 4], [6, 1, 7, 2], [3, 9, 8], [1, 2, 3, 4, 5]],
)
def test_that_any_list_follows_any_other(rows, wanted):
    rows.show_items([Named(key) for key in (1, 2, 3, 4, 5)])
    rows.show_items([Named(key) for key in wanted])
    assert wanted == keys(rows)
    assert len(wanted) == rows.rowCount()


def test_that_an_index_follows_its_record(rows):
    rows.show_items([Named(key) for key in (1, 2, 3, 4)])
    held = QPersistentModelIndex(rows.index(1))
    rows.show_items([Named(9), Named(4), Named(2), Named(3)])
    assert Named(2) == rows.items[held.row()]


def test_that_an_index_ends_with_its_record(rows):
    rows.show_items([Named(1), Named(2)])
    held = QPersistentModelIndex(rows.index(0))
    rows.show_items([Named(2)])
    assert not held.isValid()


def test_that_a_change_is_told(rows, qtbot):
    rows.show_items([Named(1), Named(2), Named(3)])
    with qtbot.waitSignal(rows.dataChanged) as changed:
        rows.show_items([Named(1), Named(2, "Ada"), Named(3)])
    assert (1, 1) == (changed.args[0].row(), changed.args[1].row())
    assert Named(2, "Ada") == rows.index(1).data(Rows.ITEM_ROLE)


def test_that_nothing_is_told_where_nothing_changed(rows, qtbot):
    rows.show_items([Named(1), Named(2)])
    signals = (rows.dataChanged, rows.modelReset, rows.layoutChanged, rows.rowsInserted)
    told = []
    for signal in signals:
        signal.connect(lambda *_: told.append(1))
    rows.show_items([Named(1), Named(2)])
    assert [] == told


def test_that_a_record_is_found_by_its_key(rows):
    rows.show_items([Named(7), Named(8)])
    assert (1, -1) == (rows.row_of(8), rows.row_of(9))
