import pytest
import typer

from photosearch.cli.regions import (
    TypedRegion,
    box_numbers,
    parse_region,
    show_box,
)
from photosearch.spec.regions import Box


def no_size() -> tuple[int, int]:
    raise AssertionError("the picture's size was asked for")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".2,.3,.4,.5", Box(0.2, 0.3, 0.4, 0.5)),
        ("0,0,1,1", Box(0, 0, 1, 1)),
        (" 0.25, 0.5 ,0.75,0.5", Box(0.25, 0.5, 0.75, 0.5)),
    ],
)
def test_that_numbers_up_to_one_are_shares(text: str, expected: Box) -> None:
    assert expected == parse_region(text).box(no_size)


def test_that_larger_numbers_are_pixels() -> None:
    assert Box(0.1, 0.1, 0.5, 0.25) == parse_region("20,10,100,25").box(
        lambda: (200, 100)
    )
    assert Box(0, 0, 0.5, 0.5) == parse_region("0,0,2,1").box(lambda: (4, 2))


@pytest.mark.parametrize("text", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "0,0,nan,1"])
def test_that_anything_but_four_numbers_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="is not four numbers"):
        parse_region(text)


@pytest.mark.parametrize(
    ("region", "reason"),
    [
        (TypedRegion(0.5, 0.5, 0.6, 0.2), "within the picture"),
        (TypedRegion(0.5, 0.5, 0.5, 0), "a width and a height"),
        (TypedRegion(-0.1, 0.5, 0.5, 0.5), "within the picture"),
        (TypedRegion(150, 10, 100, 20), "within the picture"),
    ],
    ids=["beyond", "empty", "before", "pixels beyond"],
)
def test_that_what_is_no_part_of_the_picture_is_refused(
    region: TypedRegion, reason: str
) -> None:
    with pytest.raises(typer.BadParameter, match=reason):
        region.box(lambda: (200, 100))


@pytest.mark.parametrize("text", ["0,0,.5,.00009", ".5,.5,1e-300,.5", "9,9,.5,20"])
def test_that_a_part_in_which_nothing_is_seen_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="of at least a pixel"):
        parse_region(text).box(no_size)


def test_that_the_smallest_parts_are_taken() -> None:
    assert Box(0, 0, 1e-4, 1e-4) == parse_region("0,0,.0001,.0001").box(no_size)
    assert Box(0.5, 0.5, 0.01, 0.01) == parse_region("50,50,1,1").box(
        lambda: (100, 100)
    )


def test_that_huge_numbers_are_shown_shortly() -> None:
    with pytest.raises(typer.BadParameter, match=r"--region 1e\+300,0,12345,5: "):
        parse_region("1e300,0,12345,5").box(lambda: (200, 100))


def test_that_a_box_is_spelled_so_that_it_can_be_typed_again() -> None:
    box = Box(1 / 3, 0.25, 0.5, 0.75)
    assert "0.3333,0.25,0.5,0.75" == show_box(box)
    assert [0.3333, 0.25, 0.5, 0.75] == box_numbers(box)
    again = parse_region(show_box(box)).box(no_size)
    assert box.left == pytest.approx(again.left, abs=1e-4)


def test_that_a_part_is_called_by_the_option_that_it_was_typed_behind() -> None:
    with pytest.raises(typer.BadParameter, match="--box 0,0,0,0: a part needs"):
        parse_region("0,0,0,0").box(no_size, "--box")
