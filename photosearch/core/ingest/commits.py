"""Gathers results into what is written in one transaction."""

import time
from collections.abc import Generator, Iterable
from typing import TypeVar

# The first photos can be found at once; later on, long transactions are cheaper.
_FIRST_COMMIT_S = 0.25
_COMMIT_S = 2.0
_COMMIT_FILES = 512

Result = TypeVar("Result")


def in_commits(results: Iterable[Result]) -> Generator[list[Result], None, None]:
    """Yield results in lists, each of about two seconds of work."""
    batch: list[Result] = []
    began, due_s = time.monotonic(), _FIRST_COMMIT_S
    for result in results:
        batch.append(result)
        is_due = time.monotonic() - began >= due_s
        if is_due or len(batch) >= _COMMIT_FILES:
            yield batch
            batch, began = [], time.monotonic()
            due_s = min(2 * due_s, _COMMIT_S)
    if batch:
        yield batch
