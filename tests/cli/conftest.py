"""The command line, run in this process on a library of its own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from photosearch import cli
from tests.homes import Home


@dataclass(frozen=True)
class Answer:
    """What one command left behind."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def facts(self) -> list[dict[str, Any]]:
        """The JSON objects, one a line."""
        return [json.loads(line) for line in self.lines]


Command = Callable[..., Answer]


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str]) -> Command:
    """Give a function that runs a command with exactly these arguments."""

    def run(*arguments: str | Path) -> Answer:
        status = cli.run([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return Answer(status, written.out, written.err)

    return run


@pytest.fixture
def photosearch(home: Home, bare: Command) -> Command:
    """Give a function that runs a command on the library of `home`."""
    return lambda *arguments: bare(*arguments, "--library", home.library)
