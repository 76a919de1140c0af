"""`photosearch status` and `doctor`: how things stand."""

from typing import Annotated

import typer

from photosearch.cli.faces import faces_as_facts, show_faces
from photosearch.cli.options import JsonOption, LibraryOption, open_chosen
from photosearch.cli.output import (
    counts_as_facts,
    print_json,
    print_line,
    show_path,
    show_size,
)

FailuresOption = Annotated[
    int,
    typer.Option(
        min=0, max=1_000_000, help="List at most this many files that were left out."
    ),
]


def status(
    failures: FailuresOption = 10,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say how many photos there are, what failed, and what does the work."""
    with open_chosen(library, may_create=False) as opened:
        now = opened.status(failures)
        people = opened.face_counts() if opened.faces_are_on() else None
    if as_json:
        print_json(
            {
                **counts_as_facts(now.counts),
                "photos": now.photos,
                "faces": people and faces_as_facts(people),
                "model": now.model,
                "device": now.device and now.device.kind,
                "device_reason": now.device and now.device.reason,
                "library": str(now.library),
                "library_bytes": now.library_bytes,
                "cache_bytes": now.cache_bytes,
                "folders": [
                    {"path": str(root.path), "online": root.is_online}
                    for root in now.roots
                ],
                "left_out": [
                    {"path": str(each.path), "state": each.state, "reason": each.reason}
                    for each in now.left_out
                ],
            }
        )
        return
    counts = counts_as_facts(now.counts)
    print_line("files    " + ", ".join(f"{n} {name}" for name, n in counts.items()))
    print_line(f"photos   {now.photos}")
    print_line(f"faces    {show_faces(people) if people else 'off'}")
    for root in now.roots:
        state = "" if root.is_online else "  (offline)"
        print_line(f"folder   {show_path(root.path)}{state}")
    print_line(f"model    {now.model}")
    if now.device:
        print_line(f"device   {now.device.kind}: {now.device.reason}")
    print_line(
        f"library  {show_path(now.library)}, {show_size(now.library_bytes)}"
        f" and {show_size(now.cache_bytes)} of cache"
    )
    for each in now.left_out:
        print_line(f"{each.state:8} {show_path(each.path)}: {each.reason}")


def doctor(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Check the installation, the device and the library."""
    with open_chosen(library) as opened:
        findings = opened.examine()
    for each in findings:
        check = each.check
        if as_json:
            print_json(
                {
                    "part": each.part,
                    "verdict": check.mark,
                    "text": check.text,
                    "repair": check.repair,
                }
            )
            continue
        repair = f" -> {check.repair}" if check.repair else ""
        print_line(f"{check.mark:4}  {each.part:8} {check.text}{repair}")
    if any(each.is_failure for each in findings):
        raise typer.Exit(1)
