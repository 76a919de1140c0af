"""Looks for a display before Qt does, which would end the program without a word.

Nothing of Qt is imported here: Qt itself may lack libraries of the system.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

COMMANDS = "index, search, duplicates, folders, models, status, doctor and demo"
"""What works without a display."""

# Under Debian's names; other systems call their packages much the same.
_FOR_QT = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_FOR_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_FOR_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def screen_problem(
    environment: Mapping[str, str] = os.environ,
    system: str = sys.platform,
    loads: Callable[[str], bool] | None = None,
) -> str | None:
    """Say in one line why no window can be opened; None where one can.

    Args:
        environment: The variables that name the display.
        system: As `sys.platform` spells it.
        loads: Whether a shared library can be loaded; asks the system by default.
    """
    if not system.startswith("linux"):
        return None
    loads = loads or _loads
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if chosen and chosen not in ("xcb", "wayland"):
        return _missing(_FOR_QT, loads)
    if chosen != "xcb" and _wayland_is_there(environment):
        return _missing({**_FOR_QT, **_FOR_WAYLAND}, loads)
    if not environment.get("DISPLAY"):
        return f"there is no display; without one these commands work: {COMMANDS}"
    return _missing({**_FOR_QT, **_FOR_X11}, loads) or _refusal(environment)


def has_screen() -> bool:
    """Tell whether somebody sees a window that is opened."""
    offscreen = os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal")
    return not offscreen and screen_problem() is None


def _wayland_is_there(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return (Path(environment.get("XDG_RUNTIME_DIR", "/")) / name).exists()


def _missing(libraries: Mapping[str, str], loads: Callable[[str], bool]) -> str | None:
    packages = [package for name, package in libraries.items() if not loads(name)]
    if not packages:
        return None
    return (
        f"the window needs libraries that are not installed: sudo apt install "
        f"{' '.join(packages)} (or what your system calls them)"
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _refusal(environment: Mapping[str, str]) -> str | None:
    """Knock at the X server: Qt aborts where it does not answer."""
    display = environment["DISPLAY"]
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    refuses = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    if not refuses:
        return None
    return (
        f"the display {display} does not answer; without one these commands work: "
        f"{COMMANDS}"
    )
