"""Files that wait become codes: read, decode, encode, record."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import replace

import numpy as np

from photosearch.core.decode import DecodeFailure, DecodeTask
from photosearch.core.ingest.commits import in_commits
from photosearch.core.ingest.looking import faces_of
from photosearch.core.ingest.stages import (
    ENCODE_TOGETHER,
    Stages,
    in_groups,
    progress_of,
)
from photosearch.core.pace import Pace
from photosearch.core.records import (
    Counts,
    Decoded,
    Event,
    FileState,
    Indexed,
    PendingFile,
    Skipped,
    Stage,
)

_PAGE_FILES = 2000

Outcome = tuple[PendingFile, Decoded | DecodeFailure]


def index_pending(stages: Stages) -> Generator[Event, None, None]:
    """Describe every file that waits, newest first.

    Killing the program at any moment loses at most what was done since the last commit,
    some two seconds of work.

    Yields:
        A `Skipped` for each file left out, `Changes` after each commit, `Progress`.

    Raises:
        LibraryError: The catalog cannot be written to; what was committed stays.
    """
    counts = stages.catalog.counts()
    total, done, pace = counts.pending, 0, Pace()
    with closing(stages.pool.map(_tasks(stages))) as outcomes:
        described = _describe(in_groups(outcomes, ENCODE_TOGETHER), stages)
        for batch in in_commits(described):
            changes = stages.catalog.record(
                batch, stages.encoder.sha256, stages.faces_by
            )
            done += len(batch)
            pace.mark(done)
            counts = _moved_from_pending(counts, batch)
            pace.pause()
            yield from (each for each in batch if isinstance(each, Skipped))
            if changes:
                yield changes
            yield progress_of(Stage.INDEXING, pace, done, total, counts)
            pace.resume()


def _tasks(stages: Stages) -> Generator[tuple[PendingFile, DecodeTask], None, None]:
    last: PendingFile | None = None
    while page := stages.catalog.pending(_PAGE_FILES, after=last):
        last = page[-1]
        sizes = sorted({file.size_bytes for file in page})
        known = stages.catalog.hashes_of_sizes(sizes, stages.encoder.sha256)
        for file in page:
            hashes = known.get(file.size_bytes, ())
            task = DecodeTask(file.path, stages.inputs, stages.thumbnail_px, hashes)
            yield file, replace(task, faces_px=stages.faces_px)


def _describe(
    groups: Iterable[Sequence[Outcome]], stages: Stages
) -> Generator[Indexed | Skipped, None, None]:
    for group in groups:
        pixels = [
            outcome.inputs[0]
            for _, outcome in group
            if isinstance(outcome, Decoded) and outcome.inputs
        ]
        encodings = stages.encoder.encode(np.stack(pixels)) if pixels else None
        faces = faces_of(stages, [outcome for _, outcome in group])
        row = 0
        for file, outcome in group:
            if isinstance(outcome, DecodeFailure):
                yield Skipped(file, outcome.reason, FileState.FAILED)
                continue
            code = embedding = regions = None
            if outcome.inputs and encodings is not None:
                code, embedding, regions = encodings.row(row)
                row += 1
                stages.thumbnails.put(outcome.content_hash, outcome.thumbnail)
            yield Indexed(
                file,
                outcome.content_hash,
                outcome.size_bytes,
                outcome.metadata,
                code,
                embedding,
                regions,
                faces.get(outcome.content_hash),
            )


def _moved_from_pending(counts: Counts, batch: Sequence[Indexed | Skipped]) -> Counts:
    states = [each.state for each in batch if isinstance(each, Skipped)]
    failed = states.count(FileState.FAILED)
    skipped = len(states) - failed
    return replace(
        counts,
        indexed=counts.indexed + len(batch) - len(states),
        skipped=counts.skipped + skipped,
        failed=counts.failed + failed,
        pending=counts.pending - len(batch),
    )
