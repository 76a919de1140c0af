"""Where each photo of a grid lies, by arithmetic.

Qt's own list view keeps a rectangle for every row, which takes seconds for a million
rows at each change of its width. Cells of one size under headers of one height need
only the place of each group.
"""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect

from photosearch.gui.models.groups import Groups, Rows


@dataclass(frozen=True, slots=True)
class Measures:
    """The sizes of which a grid is made, in device-independent pixels.

    Attributes:
        width: What there is to fill.
        cell: At least this is the side of a cell, its gap included.
        header: Height of a group's header.
        margin: Free space at every side.
    """

    width: int
    cell: int
    header: int
    margin: int


class GridLayout:
    """Cells in lines under the headers of their groups, in content coordinates."""

    def __init__(self, groups: Groups, measures: Measures) -> None:
        inner = max(measures.width - 2 * measures.margin, measures.cell)
        self.groups = groups
        self.columns = max(1, inner // measures.cell)
        # What is left over goes to the cells, so that the grid fills its width.
        self.side = inner // self.columns
        self._margin = measures.margin
        self._header = measures.header if groups.has_headers else 0
        ends = np.append(groups.firsts[1:], groups.total)
        lines = -(-(ends - groups.firsts) // self.columns)
        heights = self._header + lines * self.side
        # A header brings its own space above.
        above = 0 if groups.has_headers else measures.margin
        self._tops: Rows = above + np.cumsum(heights) - heights
        self.height = above + int(heights.sum()) + measures.margin
        self.width = inner + 2 * measures.margin

    def rect(self, row: int) -> QRect:
        """Return the cell of a row."""
        group = self.groups.of_row(row)
        line, column = divmod(row - int(self.groups.firsts[group]), self.columns)
        top = int(self._tops[group]) + self._header + line * self.side
        return QRect(self._margin + column * self.side, top, self.side, self.side)

    def header(self, group: int) -> QRect:
        """Return the header of a group; empty where there are none."""
        inner = self.width - 2 * self._margin
        return QRect(self._margin, int(self._tops[group]), inner, self._header)

    def row_at(self, point: QPoint) -> int:
        """Return the row whose cell holds a point; -1 between cells."""
        column = (point.x() - self._margin) // self.side
        if not 0 <= column < self.columns or not self.groups.total:
            return -1
        group, line = self._line_at(point.y())
        row = self._row(group, line, column)
        return row if row >= 0 and self.rect(row).contains(point) else -1

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows of which some part lies between two heights, inclusive."""
        if not self.groups.total:
            return range(0)
        group, line = self._line_at(top)
        first = min(self._first(group) + max(line, 0) * self.columns, self._end(group))
        group, line = self._line_at(bottom)
        end = self._first(group) + (line + 1) * self.columns
        return range(first, max(first, min(end, self._end(group))))

    def groups_between(self, top: int, bottom: int) -> range:
        """Return the groups of which some part lies between two heights, inclusive."""
        if not self.groups.total:
            return range(0)
        return range(self._line_at(top)[0], self._line_at(bottom)[0] + 1)

    def rows_in(self, area: QRect) -> list[range]:
        """Return the rows whose cells touch an area, as runs, from the top down."""
        left = max(0, (area.left() - self._margin) // self.side)
        right = min(self.columns - 1, (area.right() - self._margin) // self.side)
        runs = []
        if left > right:
            return []
        for group in self.groups_between(area.top(), area.bottom()):
            above, below = (
                area.top() - self._cells(group),
                area.bottom() - self._cells(group),
            )
            last = (self._end(group) - 1 - self._first(group)) // self.columns
            for line in range(
                max(0, above // self.side), min(last, below // self.side) + 1
            ):
                start = self._first(group) + line * self.columns
                end = min(start + right + 1, self._end(group))
                if start + left < end:
                    runs.append(range(start + left, end))
        return runs

    def row_below(self, row: int, lines: int) -> int:
        """Return the row so many lines below (above, if negative), or the nearest."""
        rect = self.rect(row)
        column = (rect.left() - self._margin) // self.side
        group = self.groups.of_row(row)
        line = (rect.top() - self._cells(group)) // self.side + lines
        while line < 0 and group > 0:
            group -= 1
            line += self._lines(group)
        while line >= self._lines(group) and group + 1 < len(self.groups):
            line -= self._lines(group)
            group += 1
        line = min(max(line, 0), self._lines(group) - 1)
        start = self._first(group) + line * self.columns
        return min(start + column, self._end(group) - 1)

    def _line_at(self, y: int) -> tuple[int, int]:
        """Return group and line at a height; line -1 in the header."""
        group = max(0, int(np.searchsorted(self._tops, y, "right")) - 1)
        return group, max(-1, (y - self._cells(group)) // self.side)

    def _row(self, group: int, line: int, column: int) -> int:
        if line < 0:
            return -1
        row = self._first(group) + line * self.columns + column
        return row if row < self._end(group) else -1

    def _cells(self, group: int) -> int:
        """Return the height at which the cells of a group start."""
        return int(self._tops[group]) + self._header

    def _first(self, group: int) -> int:
        return int(self.groups.firsts[group])

    def _end(self, group: int) -> int:
        last = group + 1 == len(self.groups)
        return self.groups.total if last else int(self.groups.firsts[group + 1])

    def _lines(self, group: int) -> int:
        return -(-(self._end(group) - self._first(group)) // self.columns)
