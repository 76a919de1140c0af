"""One worker process for what a person waits for, one photo after the other."""

import threading
from concurrent.futures import CancelledError
from types import TracebackType
from typing import Self

from photosearch.core.decode.pool import DecodePool
from photosearch.core.decode.task import DecodeFailure, DecodeLimits, DecodeTask
from photosearch.core.decode.worker import decode_photo
from photosearch.core.errors import DecodeError
from photosearch.core.records import Decoded

_PATIENCE_S = 0.05


class DecodeDesk:
    """Decodes single photos; threads that come at the same time take turns.

    Its process is started by the first photo.
    """

    def __init__(self, limits: DecodeLimits) -> None:
        self._pool = DecodePool(1, limits, decode_photo)
        self._turn = threading.Lock()
        self._is_closed = False

    def decode(self, task: DecodeTask) -> Decoded:
        """Decode one photo.

        Raises:
            DecodeError: It cannot be read or decoded, or the desk was closed.
            PhotoSearchError: The worker process does not start.
        """
        with self._turn:
            if self._is_closed:
                raise DecodeError("the program is closing")
            try:
                ((_, outcome),) = self._pool.map([(None, task)])
            except CancelledError:
                raise DecodeError("the program is closing") from None
        if isinstance(outcome, DecodeFailure):
            raise DecodeError(outcome.reason)
        return outcome

    def close(self) -> None:
        """End the process, also in the middle of a photo that another thread awaits."""
        self._is_closed = True
        while not self._turn.acquire(timeout=_PATIENCE_S):
            self._pool.abandon()
        self._pool.close()
        self._turn.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
