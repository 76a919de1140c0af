"""How lines, JSON and progress bars are written."""

import json
import os
import sys
import unicodedata
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from photosearch.core import records

Shown = records.Event | records.NotExported


def show_path(path: Path) -> str:
    """Return a path that any terminal can print; odd bytes are spelled out."""
    return _printable(os.fspath(path))


def print_line(text: str) -> None:
    """Print one line of the answer."""
    typer.echo(_printable(text))


def print_json(facts: dict[str, Any]) -> None:
    """Print one JSON object on a line; paths keep odd bytes as surrogates."""
    typer.echo(json.dumps(facts, default=str))


def print_note(text: str) -> None:
    """Print a line beside the answer, where it disturbs no program that reads it."""
    typer.echo(_printable(text), err=True)


def _printable(text: str) -> str:
    """Spell out odd bytes, and what would steer a terminal or break the line."""
    text = os.fsencode(text).decode("utf-8", "backslashreplace")
    return "".join(map(_spelled_out, text)) if not text.isprintable() else text


def _spelled_out(letter: str) -> str:
    is_control = unicodedata.category(letter) == "Cc"
    return letter.encode("unicode_escape").decode() if is_control else letter


def counts_as_facts(counts: records.Counts) -> dict[str, int]:
    """Return the counts as they appear in JSON."""
    return {
        "found": counts.found,
        "indexed": counts.indexed,
        "skipped": counts.skipped,
        "failed": counts.failed,
        "pending": counts.pending,
    }


def show_duration(seconds: float) -> str:
    """Return a duration as people say it: `40 s`, `3 min`, `2 h 05 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return (
        f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
    )


def show_size(size_bytes: int) -> str:
    """Return a size as people say it: `640 kB`, `12.3 MB`."""
    size = float(size_bytes)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:.0f} {unit}" if unit in ("B", "kB") else f"{size:.1f} {unit}"
        size /= 1000
    return ""


_WAITS = {
    records.Hindrance.BATTERY: "the computer runs on its battery",
    records.Hindrance.BUSY: "other programs are at work",
}


def follow(events: Iterable[Shown]) -> None:
    """Show long work to a person: a bar, and a line for each file left out."""
    console = Console(stderr=True)
    with _bar(console) as bar:
        task = bar.add_task("starting", total=None)
        for event in events:
            match event:
                case records.Progress():
                    bar.update(
                        task,
                        description=_describe(event),
                        completed=event.done,
                        total=event.total or None,
                    )
                case records.Waiting():
                    bar.update(task, description=f"waiting: {_WAITS[event.reason]}")
                case records.Skipped():
                    line = (
                        f"{event.state}: {show_path(event.file.path)}: {event.reason}"
                    )
                    console.print(line, markup=False, highlight=False, soft_wrap=True)
                case records.FolderUnreadable():
                    line = f"unreadable: {show_path(event.path)}: {event.reason}"
                    console.print(line, markup=False, highlight=False, soft_wrap=True)
                case records.RootOffline():
                    line = f"offline: {show_path(event.root.path)}: {event.reason}"
                    console.print(line, markup=False, highlight=False, soft_wrap=True)
                case records.NotExported():
                    line = f"not written: {show_path(event.path)}: {event.reason}"
                    console.print(line, markup=False, highlight=False, soft_wrap=True)


def follow_as_json(events: Iterable[Shown]) -> None:
    """Print long work as JSON lines."""
    for event in events:
        match event:
            case records.Progress():
                print_json(
                    {
                        "event": "progress",
                        "stage": event.stage,
                        "done": event.done,
                        "total": event.total,
                        "rate_per_s": round(event.rate_per_s, 2),
                        "remaining_s": event.remaining_s,
                        **counts_as_facts(event.counts),
                    }
                )
            case records.Waiting():
                print_json({"event": "waiting", "reason": event.reason})
            case records.Skipped():
                print_json(
                    {
                        "event": event.state,
                        "path": str(event.file.path),
                        "reason": event.reason,
                    }
                )
            case records.FolderUnreadable():
                print_json(
                    {
                        "event": "unreadable",
                        "path": str(event.path),
                        "reason": event.reason,
                    }
                )
            case records.RootOffline():
                print_json(
                    {
                        "event": "offline",
                        "path": str(event.root.path),
                        "reason": event.reason,
                    }
                )
            case records.NotExported():
                print_json(
                    {
                        "event": "not written",
                        "path": str(event.path),
                        "reason": event.reason,
                    }
                )


def _describe(event: records.Progress) -> str:
    parts = [str(event.stage)]
    if event.counts.failed:
        parts.append(f"{event.counts.failed} failed")
    if event.rate_per_s:
        parts.append(f"{event.rate_per_s:.0f}/s")
    if event.remaining_s is not None:
        parts.append(f"{show_duration(event.remaining_s)} left")
    return ", ".join(parts)


@contextmanager
def _bar(console: Console) -> Generator[Progress, None, None]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # A file or a pipe gets the lines alone.
    is_shown = console.is_terminal and sys.stderr.isatty()
    with Progress(*columns, console=console, disable=not is_shown) as bar:
        yield bar
