"""`photosearch models`."""

from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.options import JsonOption, LibraryOption, open_chosen
from photosearch.cli.output import (
    follow,
    follow_as_json,
    print_json,
    print_line,
    show_size,
)

app = typer.Typer(
    name="models",
    help="The networks that describe photos.",
    no_args_is_help=True,
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME")]


@app.command("list")
def list_models(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the installed models; a star marks the one in use."""
    with open_chosen(library) as opened:
        for each in opened.models():
            spec = each.model.spec
            if as_json:
                print_json(
                    {
                        "name": spec.name,
                        "kind": spec.kind,
                        "bits": spec.code_bits,
                        "regions": spec.region_count,
                        "size_bytes": each.model.size_bytes,
                        "sha256": each.model.sha256,
                        "in_use": each.is_in_use,
                        "photos": each.photos,
                        "licence": spec.licence,
                    }
                )
                continue
            star = "*" if each.is_in_use else " "
            size = show_size(each.model.size_bytes)
            # Whether parts of photos can be searched, or whole ones only.
            reach = "parts" if spec.region_levels else "whole"
            print_line(
                f"{star} {spec.name:20} {spec.kind:6} {reach} {spec.code_bits:4} bits  "
                f"{size:>8}  {each.photos} photos"
            )


@app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    library: LibraryOption = None,
) -> None:
    """Check a model file and install a copy of it."""
    with open_chosen(library) as opened:
        added = opened.add_model(file)
    print_line(f"added {added.spec.name}; 'photosearch models use' switches to it")


@app.command()
def use(
    name: NameArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Describe all photos with another model, then switch to it.

    Until that is complete, searching goes on with the model in use; stopping loses
    nothing. Switching back to a model that is complete takes no time.
    """
    show = follow_as_json if as_json else follow
    with open_chosen(library) as opened:
        show(opened.use_model(name))
    if not as_json:
        print_line(f"{name} is in use")


@app.command()
def remove(name: NameArgument, library: LibraryOption = None) -> None:
    """Delete a model that was added, and what it said about the photos."""
    with open_chosen(library) as opened:
        opened.remove_model(name)
    print_line(f"removed {name}")
