from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pytest

from trainer import config
from trainer.errors import ConfigError


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    share: float = 0.5

    def __post_init__(self):
        if self.share > 1:
            raise ValueError("share is above 1")


@dataclass(frozen=True, slots=True)
class Recipe:
    steps: int
    items: tuple[Item, ...] = ()
    widths: tuple[int, ...] = (1, 2)
    colour: Colour = Colour.RED
    out: Path = Path("runs")
    best: Item = field(default_factory=lambda: Item("none"))
    is_fast: bool = False
    limit: int | None = None


@pytest.fixture
def write(tmp_path):
    def write(text):
        file = tmp_path / "recipe.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_that_a_recipe_becomes_dataclasses(write):
    text = """
    steps = 5
    widths = [8, 16]
    colour = "blue"
    out = "elsewhere"
    limit = 3
    items = [{ name = "a", share = 1 }, { name = "b" }]
    [best]
    name = "c"
    """
    assert config.load(write(text), [], Recipe) == Recipe(
        steps=5,
        items=(Item("a", 1.0), Item("b")),
        widths=(8, 16),
        colour=Colour.BLUE,
        out=Path("elsewhere"),
        best=Item("c"),
        limit=3,
    )


def test_that_overrides_win_and_reach_into_tables(write):
    file = write('steps = 5\n[best]\nname = "c"\n')
    overrides = ["steps=7", "best.share=0.25", "out=some/folder", "widths=[4]"]
    assert config.load(file, overrides, Recipe) == Recipe(
        steps=7, best=Item("c", 0.25), out=Path("some/folder"), widths=(4,)
    )


@pytest.mark.parametrize(
    ("text", "overrides", "message"),
    [
        ("steps = 1\nstep = 2", [], r"unknown key 'step' \(known: best, colour, "),
        ("steps = 1\nbest.nam = 'x'", [], "unknown key 'best.nam'"),
        ("", [], "missing key 'steps'"),
        ("steps = 1.5", [], "'steps' must be int, got 1.5"),
        ("steps = true", [], "'steps' must be int, got True"),
        ("steps = 1\nitems = 3", [], "'items' must be a list"),
        ("steps = 1\nitems = [3]", [], r"'items\[0\]' must be a table"),
        ("steps = 1\ncolour = 'pink'", [], "'colour': 'pink' is not a valid"),
        ("steps = 1\nbest = {name='a', share=2}", [], "best: share is above 1"),
        ("steps =", [], "is not valid TOML"),
        ("steps = 1", ["steps"], "override 'steps' is not key=value"),
        ("steps = 1", ["steps.a=1"], "'steps' is not a table"),
        ("steps = 1", ["speed=1"], "unknown key 'speed'"),
    ],
)
def test_that_a_mistake_is_one_clear_line(write, text, overrides, message):
    with pytest.raises(ConfigError, match=message) as caught:
        config.load(write(text), overrides, Recipe)
    assert "\n" not in str(caught.value).partition(" is not valid TOML")[0]


def test_that_a_missing_recipe_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"cannot read recipe .*none\.toml"):
        config.load(tmp_path / "none.toml", [], Recipe)
