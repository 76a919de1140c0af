"""`photosearch search`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.options import JsonOption, LibraryOption, open_chosen
from photosearch.cli.output import print_json, print_line, print_note, show_path
from photosearch.cli.persons import people_filter
from photosearch.cli.regions import (
    TypedRegion,
    box_numbers,
    parse_region,
    show_box,
)
from photosearch.cli.typed import parse_path, parse_text
from photosearch.core.errors import QueryError
from photosearch.core.face_records import PeopleRule
from photosearch.core.ids import PhotoId
from photosearch.core.library import Library, LikeFile, Mark, Query
from photosearch.core.paths import plain_path
from photosearch.core.records import Filter, Match, Order

_EXAMPLES = "Several are weighed together."
_NOTHING_PASSES = "no photo passes these filters"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day such as 2024-05-31") from None


DayOption = Annotated[date | None, typer.Option(metavar="DATE", parser=_day)]


def search(
    like: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="IMAGE",
            parser=parse_path,
            help=f"Find photos like this. {_EXAMPLES}",
        ),
    ] = None,
    unlike: Annotated[
        list[Path] | None,
        typer.Option(metavar="IMAGE", parser=parse_path, help="And not like this."),
    ] = None,
    region: Annotated[
        list[TypedRegion] | None,
        typer.Option(
            metavar="X,Y,W,H",
            parser=parse_region,
            help="Only this part of the --like IMAGE: left, top, width and height, as "
            "shares of the picture (.2,.3,.4,.4) or in pixels. The first --region "
            "belongs to the first --like, and so on.",
        ),
    ] = None,
    expand: Annotated[
        bool, typer.Option("--expand", help="Also like what was found closest.")
    ] = False,
    right: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PHOTO",
            parser=parse_path,
            help="A photo of the library that is what you look for.",
        ),
    ] = None,
    wrong: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PHOTO",
            parser=parse_path,
            help="A photo of the library that is not.",
        ),
    ] = None,
    person: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            parser=parse_text,
            help="Only photos of this person: a name, or a number of 'people list'; "
            "'#12' is always the number. "
            "Without --like, the newest first.",
        ),
    ] = None,
    person_rule: Annotated[
        PeopleRule,
        typer.Option(
            help="Of several --person: any of them is in the photo, all are, none is, "
            "or only these are."
        ),
    ] = PeopleRule.ANY,
    after: DayOption = None,
    before: DayOption = None,
    under: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", parser=parse_path, help="Only in or below this folder."
        ),
    ] = None,
    camera: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", parser=parse_text, help="Part of the camera's name."
        ),
    ] = None,
    has_position: Annotated[
        bool | None,
        typer.Option(
            "--with-position/--without-position",
            help="Whether a GPS position is known.",
        ),
    ] = None,
    count: Annotated[
        int, typer.Option(min=1, max=100_000, help="At most this many.")
    ] = 20,
    no_cut: Annotated[
        bool,
        typer.Option(
            "--no-cut", help="Also what is not close enough to mean anything."
        ),
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the photos that look most like IMAGE, nearest first, or show a person.

    IMAGE is any picture file, in the library or not. The score is the share of random
    pairs of your photos that are closer to each other: the smaller, the better.
    """
    if not like and not person:
        raise typer.BadParameter("give at least one --like IMAGE or --person NAME")
    if not like and (unlike or region or right or wrong or expand):
        raise typer.BadParameter("an example to compare with is missing: --like IMAGE")
    like, regions = like or [], region or []
    if len(regions) > len(like):
        raise typer.BadParameter("there are more --region than --like")
    if after and before and after > before:
        raise typer.BadParameter(f"--after {after} is later than --before {before}")
    with open_chosen(library, may_create=False) as opened:
        found_in = Filter(
            after=after,
            before=before,
            under=under and _known_folder(opened, under),
            camera=camera,
            has_position=has_position,
            people=people_filter(opened, person or (), person_rule),
        )
        if not like:
            _print_newest(opened, found_in, count, as_json=as_json)
            return
        query = Query(
            examples=(
                *_likes(opened, like, regions),
                *(LikeFile(path, -1.0) for path in unlike or ()),
            ),
            filter=found_in,
            count=count,
            marks=_marks(opened, right or (), wrong or ()),
            expand=expand,
        )
        matches = opened.search(query)
        may_find = bool(matches) or _lets_through(opened, found_in)
    shown = matches if no_cut else tuple(each for each in matches if each.is_close)
    for each in shown:
        _print_match(each, as_json=as_json)
    if not may_find:
        print_note(_NOTHING_PASSES)
    elif not shown:
        nearest = matches[0].photo.paths[0] if matches else None
        hint = f"; the nearest is {show_path(nearest)}" if nearest else ""
        print_note("nothing close enough" + hint)


def _known_folder(library: Library, typed: Path) -> Path:
    """Return a folder in the words of the library, which keeps links.

    Raises:
        QueryError: It holds none of the library's folders and lies in none.
    """
    roots = [root.path for root in library.roots()]
    for place in (plain_path(typed), typed.resolve()):
        for root in roots:
            if place.is_relative_to(root) or root.is_relative_to(place):
                return place
    raise QueryError(f"--under {show_path(typed)}: no folder of the library is there")


def _lets_through(library: Library, wanted: Filter) -> bool:
    return wanted == Filter() or len(library.list_photos(Order.NEWEST, wanted).ids) > 0


def _likes(
    library: Library, paths: Sequence[Path], regions: Sequence[TypedRegion]
) -> Iterator[LikeFile]:
    for path, region in zip_longest(paths, regions):
        if region is None:
            yield LikeFile(path)
        else:
            box = region.box(partial(library.picture_size, path))
            yield LikeFile(path, region=box)


def _marks(
    library: Library, right: Iterable[Path], wrong: Iterable[Path]
) -> tuple[Mark, ...]:
    marks = [Mark(library.photo_of_file(path).id, True) for path in right]
    are_right = {mark.photo for mark in marks}
    for path in wrong:
        photo = library.photo_of_file(path).id
        if photo in are_right:
            raise typer.BadParameter(f"both --right and --wrong: {show_path(path)}")
        marks.append(Mark(photo, False))
    return tuple(marks)


def _print_newest(
    library: Library, found_in: Filter, count: int, *, as_json: bool
) -> None:
    listed = library.list_photos(Order.NEWEST, found_in).ids[:count].tolist()
    for photo in library.photos(PhotoId(each) for each in listed):
        taken = photo.metadata.taken_at
        if as_json:
            print_json(
                {
                    "path": str(photo.paths[0]),
                    "score": None,
                    "distance": None,
                    "taken": taken and taken.isoformat(),
                }
            )
        else:
            day = f"{taken:%Y-%m-%d}" if taken else "no date"
            print_line(f"{day:10}  {show_path(photo.paths[0])}")
    if not listed:
        print_note(_NOTHING_PASSES)


def _print_match(match: Match, *, as_json: bool) -> None:
    path = match.photo.paths[0]
    if as_json:
        print_json(
            {
                "path": str(path),
                "score": match.score,
                "distance": match.distance,
                "similarity": round(match.similarity, 4),
                "close": match.is_close,
                "region": match.region and box_numbers(match.region),
                "example": match.example,
            }
        )
        return
    place = f"{show_box(match.region):>27}  " if match.region else ""
    print_line(f"{match.score:8.4%}  {match.distance:3} bits  {place}{show_path(path)}")
