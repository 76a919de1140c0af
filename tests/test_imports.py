"""Who imports what, seen in a fresh interpreter, where no lazy import hides."""

import importlib.metadata
import json
import re

import pytest

from tests.programs import run

SCRIPT = """
import importlib, json, pkgutil, sys
before = set(sys.modules)
package = importlib.import_module({package!r})
for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not found.name.endswith(("__main__", "migrations.env")):
        importlib.import_module(found.name)
tops = {{name.split(".")[0] for name in set(sys.modules) - before}}
print(json.dumps([sorted(tops), sorted(sys.modules)]))
"""
STANDARD = "import sys; print('\\n'.join(sys.stdlib_module_names))"

NEVER = {"torch", "trainer", "PySide6", "matplotlib", "sklearn", "onnx", "tensorboard"}


def imported(package: str) -> tuple[set[str], set[str]]:
    """Return the top-level packages and all modules that a package brings in."""
    done = run("-c", SCRIPT.format(package=package))
    assert 0 == done.returncode, done.stderr
    tops, modules = json.loads(done.stdout.splitlines()[-1])
    return set(tops), set(modules)


def third_party(tops: set[str]) -> set[str]:
    standard = set(run("-c", STANDARD).stdout.split())
    return {name for name in tops if name not in standard and name[0] != "_"}


def test_that_the_spec_needs_numpy_and_pillow_only() -> None:
    tops, _ = imported("photosearch.spec")
    assert {"photosearch", "numpy", "PIL"} >= third_party(tops)


@pytest.mark.parametrize("package", ["photosearch.core", "photosearch.cli"])
def test_that_the_program_never_loads_what_trains(package: str) -> None:
    tops, _ = imported(package)
    assert set() == NEVER & tops


def test_that_the_trainer_sees_nothing_of_the_program_but_the_spec() -> None:
    pytest.importorskip("torch", reason="needs photosearch[train]")
    _, modules = imported("trainer")
    ours = {name for name in modules if name.startswith("photosearch.")}
    assert {"spec"} == {name.split(".")[1] for name in ours}


def test_that_only_one_onnxruntime_is_ever_asked_for() -> None:
    # Both write into the same folder; whichever comes last wins.
    asked: dict[str, set[str]] = {}
    waiting, seen = ["photosearch"], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        for requirement in requirements_here(distribution):
            asked.setdefault(requirement, set()).add(name)
            waiting.append(requirement)
    assert len(seen) > 10
    runtimes = {name for name in asked if name.startswith("onnxruntime")}
    assert 1 == len(runtimes), {name: asked[name] for name in runtimes}


def requirements_here(distribution: importlib.metadata.Distribution) -> set[str]:
    """Return the names that a distribution requires on this machine, extras aside."""
    from packaging.requirements import Requirement

    found = set()
    for text in distribution.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            found.add(re.sub(r"[-_.]+", "-", requirement.name).lower())
    return found
