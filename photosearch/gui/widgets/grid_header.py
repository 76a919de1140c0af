"""The headers of groups in the grid."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from photosearch.gui.models.groups import Group, GroupKind

_INDENT = 4
_GAP = 10
_LARGER = 1.12


def paint_header(painter: QPainter, rect: QRect, group: Group, widget: QWidget) -> None:
    """Paint what a group has in common, and how many photos it has.

    Args:
        painter: In the coordinates of `rect`.
        rect: The whole header.
        group: What it is about.
        widget: Gives palette and font.
    """
    strong = QFont(widget.font())
    strong.setPointSizeF(strong.pointSizeF() * _LARGER)
    strong.setWeight(QFont.Weight.DemiBold)
    title, count = group_title(group), QLocale().toString(group.count)
    line = rect.adjusted(_INDENT, 0, -_INDENT, -rect.height() // 6)
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
    palette = widget.palette()
    painter.setFont(strong)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(line, align, title)
    shift = QFontMetrics(strong).horizontalAdvance(title) + _GAP
    painter.setFont(widget.font())
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    painter.drawText(line.adjusted(shift, 0, 0, 0), align, count)


def group_title(group: Group) -> str:
    """Name a group in the user's language."""
    match group.kind:
        case GroupKind.WAITING:
            return QCoreApplication.translate("GridHeader", "Waiting to be indexed")
        case GroupKind.CLOSE:
            return QCoreApplication.translate("GridHeader", "Close enough")
        case GroupKind.BEYOND:
            return QCoreApplication.translate("GridHeader", "Less alike")
    if group.day == 0:
        return QCoreApplication.translate("GridHeader", "Date unknown")
    day = date.fromordinal(group.day)
    shown, locale = QDate(day.year, day.month, day.day), QLocale()
    if group.kind is GroupKind.MONTH:
        return locale.toString(shown, "MMMM yyyy")
    return locale.toString(shown, QLocale.FormatType.LongFormat)
