"""One window for each library: a second start hands its folders to the first."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1000
_MOST_BYTES = 1_000_000


class Instance(QObject):
    """The place where the first window of a library can be reached.

    Signals:
        called: A second start asked for the window; carries its folders, a tuple of
            `Path`.
    """

    called = Signal(object)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = f"{Path.home()}|{library.absolute()}".encode("utf-8", "surrogateescape")
        self._name = f"photosearch-{hashlib.sha256(place).hexdigest()[:24]}"
        self._server: QLocalServer | None = None

    def hand_over(self, folders: Sequence[Path]) -> bool:
        """Give folders to the window that is open; tell whether there is one."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        message = json.dumps([str(folder.absolute()) for folder in folders])
        socket.write(message.encode("utf-8") + b"\n")
        socket.flush()
        # The first program answers, so that one which hangs is not mistaken for it.
        is_heard = socket.waitForReadyRead(_WAIT_MS)
        socket.disconnectFromServer()
        return is_heard

    def listen(self) -> bool:
        """Become the one that others call; tell whether that worked."""
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # What a program that was killed left behind.
        QLocalServer.removeServer(self._name)
        server.newConnection.connect(self._on_call)
        self._server = server
        return server.listen(self._name)

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _on_call(self) -> None:
        server = self._server
        socket = server.nextPendingConnection() if server else None
        if socket is None:
            return
        socket.setParent(self)
        socket.readyRead.connect(lambda: self._on_message(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _on_message(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _MOST_BYTES:
            socket.abort()
        elif socket.canReadLine():
            folders = _folders_in(bytes(socket.readLine().data()))
            socket.write(b"\n")
            socket.flush()
            self.called.emit(folders)


def _folders_in(message: bytes) -> tuple[Path, ...]:
    try:
        content = json.loads(message)
    except ValueError:
        return ()
    if not isinstance(content, list):
        return ()
    return tuple(Path(each) for each in content if isinstance(each, str))
