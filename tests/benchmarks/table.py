"""Runs benchmarks, each in a process of its own, and prints what they measured."""

import argparse
import json
import multiprocessing
import os
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import (
    copies,
    dropping,
    encoding,
    feedback,
    idle,
    indexing,
    memory,
    near_copies,
    people,
    query,
    regions,
    rescan,
    scrolling,
    search,
    start,
    window,
)
from tests.benchmarks.machine import describe_machine
from tests.benchmarks.rows import Options, Row

_ROOT = Path(__file__).resolve().parents[2]

BENCHMARKS: dict[str, Callable[[Options], list[Row]]] = {
    "encoding": encoding.measure,
    "indexing": indexing.measure,
    "rescan": rescan.measure,
    "query": query.measure,
    "memory-index": memory.measure_index,
    "memory-indexing": memory.measure_indexing,
    "idle": idle.measure,
    "search": search.measure,
    "window": window.measure,
    "start": start.measure,
    "scrolling": scrolling.measure,
    "dropping": dropping.measure,
    "copies": copies.measure,
    "near-copies": near_copies.measure,
    "regions": regions.measure,
    "feedback": feedback.measure,
    "people": people.measure,
}

_COLUMNS = ("what", "measured", "bar", "met", "note")


def main(arguments: Sequence[str]) -> int:
    """Run benchmarks, print their rows as they come; 1 where one broke."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is named {', '.join(sorted(unknown))}")
    facts = describe_machine(_ROOT)
    for name, fact in facts.items():
        print(f"{name}: {fact}")
    if chosen.scale != 1:
        print(f"scale: {chosen.scale:g} of the full sizes; these are not the figures")
    _print_cells(_COLUMNS)
    _print_cells(["---"] * len(_COLUMNS))
    rows: list[Row] = []
    is_broken = False
    began = time.monotonic()
    with ExitStack() as stack:
        work = chosen.work or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="photosearch-"))
        )
        options = Options(work.absolute(), chosen.data, chosen.scale, chosen.peer)
        for name in chosen.names or BENCHMARKS:
            found = _run_alone(name, options)
            is_broken |= found is None
            rows += found or [Row(name, "broke, see above")]
            for row in found or rows[-1:]:
                _print_cells(_cells(row))
    print(f"\n{time.monotonic() - began:.0f} s in all")
    if chosen.json:
        content = {**facts, "scale": chosen.scale, "rows": [asdict(r) for r in rows]}
        chosen.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return int(is_broken)


def _run_alone(name: str, options: Options) -> list[Row] | None:
    """Run one benchmark in a fresh process; None where it breaks."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as executor:
        future = executor.submit(BENCHMARKS[name], options)
        error = future.exception()
    if error is not None:
        traceback.print_exception(error)
        return None
    return future.result()


def _cells(row: Row) -> list[str]:
    met = {None: "", True: "yes", False: "NO"}[row.is_met]
    return [row.what, row.measured, row.bar, met, row.note]


def _print_cells(cells: Sequence[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument(
        "--data",
        type=Path,
        default=os.environ.get("PHOTOSEARCH_DATA"),
        help="folder of the packs of photos (default: $PHOTOSEARCH_DATA)",
    )
    parser.add_argument(
        "--peer", type=Path, help="Python interpreter that has imagededup"
    )
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    parser.add_argument(
        "--work", type=Path, help="folder to write to, kept and used again"
    )
    parser.add_argument(
        "--scale", type=float, default=1.0, help="share of the full sizes, for a try"
    )
    return parser
