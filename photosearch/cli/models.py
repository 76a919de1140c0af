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
from photosearch.cli.typed import parse_path, parse_text
from photosearch.spec.model import ModelKind, ModelSpec

app = typer.Typer(
    name="models",
    help="The networks that describe photos, and find and describe faces.",
    no_args_is_help=True,
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", parser=parse_text)]


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
            print_line(
                f"{star} {spec.name:20} {spec.kind:13}  {_makes(spec)}  {size:>8}  "
                f"{each.photos} photos"
            )


def _makes(spec: ModelSpec) -> str:
    """Return what a model makes of a picture, in columns of the same width."""
    if spec.kind is ModelKind.FACE_DETECTOR:
        return "where faces are "
    bits = f"{spec.code_bits:4} bits"
    if spec.kind is ModelKind.FACE:
        return f"faces  {bits}"
    # Whether parts of photos can be searched, or whole ones only.
    return f"{'parts' if spec.region_levels else 'whole'}  {bits}"


@app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", parser=parse_path)],
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
