"""Handing files to other programs of the desktop."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_file(file: Path) -> bool:
    """Open a file with the program that the desktop has for it.

    Returns:
        Whether there is such a program.
    """
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def reveal(file: Path) -> bool:
    """Show a file in the file manager, marked where the desktop can do that.

    Returns:
        Whether there is a file manager.
    """
    if sys.platform == "win32":
        return _start("explorer", f"/select,{file}")
    if sys.platform == "darwin":
        return _start("open", "-R", str(file))
    return _show_item(file) or open_file(file.parent)


def _show_item(file: Path) -> bool:
    """Ask the file manager of a Linux desktop; false where none listens."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    call = QDBusMessage.createMethodCall(
        "org.freedesktop.FileManager1",
        "/org/freedesktop/FileManager1",
        "org.freedesktop.FileManager1",
        "ShowItems",
    )
    call.setArguments([[QUrl.fromLocalFile(str(file)).toString()], ""])
    reply = bus.call(call, timeout=2000)
    return reply.type() is QDBusMessage.MessageType.ReplyMessage


def _start(*command: str) -> bool:
    try:
        subprocess.Popen(command)
    except OSError:
        return False
    return True
