"""Colours and icons: how the window looks, by day and by night.

Which of the two holds is read from the application's palette, so that nothing here is
remembered. Widgets say what they are by the property `role`, and the style sheet knows
how that looks: `title`, `heading` or `muted` (labels), `card` or `sidebar` (frames),
`primary`, `danger` or `flat` (buttons), `chip` (tool buttons).
"""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from photosearch.core.paths import resource_folder

SPACE_PX = 8
"""The grid that distances keep to."""

_ICON_NAME = "icon_name"
_ICON_PX = "icon_px"


class Role(Enum):
    """What a colour is for; the value is its look by day and by night."""

    WINDOW = ("#f6f7f9", "#1c1e22")
    SIDEBAR = ("#eceef2", "#16181b")
    SURFACE = ("#ffffff", "#26292e")
    RAISED = ("#ffffff", "#2d3137")
    PHOTO = ("#e4e7ec", "#2a2e34")
    VIEWER = ("#dfe2e7", "#0f1012")
    LINE = ("#d9dde3", "#363b42")
    HOVER = ("#e3e7ed", "#31363d")
    TEXT = ("#1a1e24", "#e7e9ec")
    MUTED = ("#59636f", "#a0a8b2")
    DISABLED = ("#9aa2ad", "#686f79")
    ACCENT = ("#2563eb", "#6ea0ff")
    ON_ACCENT = ("#ffffff", "#0d1726")
    SELECTED = ("#d8e5ff", "#24385e")
    GOOD = ("#187a45", "#59c78a")
    WARNING = ("#9a5b00", "#f0b450")
    DANGER = ("#c0262d", "#ff7a7d")
    SHADE = ("#000000", "#000000")
    ON_PHOTO = ("#ffffff", "#ffffff")


def is_dark() -> bool:
    """Tell whether the window is shown in dark colours."""
    return _is_dark(QGuiApplication.palette())


def colour(role: Role, opacity: float = 1.0) -> QColor:
    """Return a colour as it looks now.

    Args:
        role: What it is for.
        opacity: From 0 to 1.
    """
    return _colour(role, is_dark(), opacity)


def icon(name: str) -> QIcon:
    """Return an icon of `resources/icons` in the colours of now.

    It shows the accent colour where it is on, and is pale where it is disabled. It does
    not follow a later change of the theme; `show_icon` does.
    """
    made = QIcon()
    looks = (
        (Role.TEXT, QIcon.Mode.Normal, QIcon.State.Off, (16, 20, 24, 32, 40, 48)),
        (Role.ACCENT, QIcon.Mode.Normal, QIcon.State.On, (20, 40)),
        (Role.DISABLED, QIcon.Mode.Disabled, QIcon.State.Off, (20, 40)),
    )
    for role, mode, state, sizes in looks:
        for side_px in sizes:
            made.addPixmap(pixmap(name, side_px, role), mode, state)
    return made


def pixmap(
    name: str, side_px: int, role: Role = Role.TEXT, scale: float = 1.0
) -> QPixmap:
    """Return an icon as a picture, for painting.

    Args:
        name: File in `resources/icons`, without its ending.
        side_px: Its size in the window's units.
        role: Its colour.
        scale: The screen's device pixel ratio.
    """
    tint = colour(role).name()
    key = f"photosearch/{name}/{side_px}/{tint}/{scale}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        side = round(side_px * scale)
        found = _drawn(name, QSize(side, side), tint)
        found.setDevicePixelRatio(scale)
        QPixmapCache.insert(key, found)
    return found


def show_icon(
    target: QAbstractButton | QAction | QLabel, name: str, side_px: int = 20
) -> None:
    """Show an icon on something, and again whenever the theme changes."""
    target.setProperty(_ICON_NAME, name)
    target.setProperty(_ICON_PX, side_px)
    if isinstance(target, QLabel):
        scale = target.devicePixelRatioF()
        target.setPixmap(pixmap(name, side_px, Role.MUTED, scale))
        return
    target.setIcon(icon(name))
    if isinstance(target, QAbstractButton):
        target.setIconSize(QSize(side_px, side_px))


def app_icon() -> QIcon:
    """Return the program's own icon, as the system shows it."""
    folder = resource_folder("icons")
    return QIcon(str(folder / "app.svg")) if folder else QIcon()


def logo(side_px: int, scale: float) -> QPixmap:
    """Return the program's own icon as a picture; arguments as for `pixmap`."""
    return app_icon().pixmap(QSize(side_px, side_px), scale)


def apply(app: QApplication, theme: str) -> None:
    """Show everything in light or dark colours.

    Args:
        app: The application; all its windows change at once.
        theme: `light`, `dark`, or `system` to do as the system does right now.
    """
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    hints = app.styleHints()
    hints.setColorScheme(wanted.get(theme, Qt.ColorScheme.Unknown))
    scheme = wanted.get(theme, hints.colorScheme())
    dark = scheme == Qt.ColorScheme.Dark
    app.setStyle("Fusion")
    app.setPalette(_palette(dark))
    app.setStyleSheet(_style_sheet(dark))
    for widget in app.allWidgets():
        for target in (widget, *widget.actions()):
            _show_icon_again(target)


def _show_icon_again(target: object) -> None:
    if not isinstance(target, QAbstractButton | QAction | QLabel):
        return
    name = target.property(_ICON_NAME)
    if name:
        show_icon(target, str(name), int(target.property(_ICON_PX)))


def _is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def _colour(role: Role, dark: bool, opacity: float = 1.0) -> QColor:
    found = QColor(role.value[dark])
    found.setAlphaF(opacity)
    return found


def _drawn(name: str, size: QSize, tint: str) -> QPixmap:
    drawn = QPixmap(size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(_svg(name).replace("currentColor", tint).encode())).render(
        painter
    )
    painter.end()
    return drawn


def _svg(name: str) -> str:
    folder = resource_folder("icons") or Path()
    return (folder / f"{name}.svg").read_text(encoding="utf-8")


def _palette(dark: bool) -> QPalette:
    parts = QPalette.ColorRole
    looks = {
        parts.Window: Role.WINDOW,
        parts.WindowText: Role.TEXT,
        parts.Base: Role.SURFACE,
        parts.AlternateBase: Role.WINDOW,
        parts.Text: Role.TEXT,
        parts.Button: Role.RAISED,
        parts.ButtonText: Role.TEXT,
        parts.ToolTipBase: Role.RAISED,
        parts.ToolTipText: Role.TEXT,
        parts.PlaceholderText: Role.MUTED,
        parts.Highlight: Role.ACCENT,
        parts.HighlightedText: Role.ON_ACCENT,
        parts.Accent: Role.ACCENT,
        parts.Link: Role.ACCENT,
        parts.LinkVisited: Role.ACCENT,
        parts.Mid: Role.LINE,
        parts.Midlight: Role.HOVER,
    }
    palette = QPalette(_colour(Role.RAISED, dark), _colour(Role.WINDOW, dark))
    for part, role in looks.items():
        palette.setColor(part, _colour(role, dark))
    for part in (parts.WindowText, parts.Text, parts.ButtonText):
        disabled = _colour(Role.DISABLED, dark)
        palette.setColor(QPalette.ColorGroup.Disabled, part, disabled)
    return palette


def _style_sheet(dark: bool) -> str:
    folder = resource_folder("icons") or Path()
    text = (folder / "window.qss").read_text(encoding="utf-8")
    # A style sheet has no colours of its own for pictures: there are two of each.
    text = text.replace("@icons", folder.as_posix())
    text = text.replace("@look", "dark" if dark else "light")
    for role in sorted(Role, key=lambda each: -len(each.name)):
        text = text.replace(f"@{role.name.lower()}", _colour(role, dark).name())
    return text
