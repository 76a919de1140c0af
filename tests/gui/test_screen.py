import shutil
import subprocess
import sys

import pytest

from photosearch.gui.screen import COMMANDS, screen_problem
from tests.programs import environment, run

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems always have a display"
)


def everything(library):
    return True


def nothing(library):
    return False


def test_that_without_a_display_the_line_names_the_commands_that_work():
    problem = screen_problem({}, "linux", everything)
    assert problem.startswith("there is no display")
    assert problem.endswith(COMMANDS)


def test_that_missing_libraries_are_named_by_their_package():
    problem = screen_problem(
        {"DISPLAY": ":0"}, "linux", lambda name: "cursor" not in name
    )
    assert "sudo apt install libxcb-cursor0 (" in problem


def test_that_wayland_needs_no_libraries_of_x11(tmp_path):
    (tmp_path / "wayland-0").touch()
    variables = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert screen_problem(variables, "linux", everything) is None
    problem = screen_problem(variables, "linux", nothing)
    assert "libwayland-client0" in problem
    assert "xcb" not in problem


def test_that_a_wayland_that_is_not_there_does_not_count(tmp_path):
    variables = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "no display" in screen_problem(variables, "linux", everything)


def test_that_a_platform_chosen_by_name_needs_no_display():
    assert screen_problem({"QT_QPA_PLATFORM": "offscreen"}, "linux", everything) is None


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_that_other_systems_always_have_a_display(system):
    assert screen_problem({}, system, nothing) is None


@linux_only
def test_that_a_display_that_does_not_answer_is_named():
    pytest.importorskip("PySide6")
    problem = screen_problem({"DISPLAY": ":4242"}, "linux", everything)
    assert problem.startswith("the display :4242 does not answer")


@linux_only
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_that_a_display_that_answers_is_no_problem():
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        try:
            display = f":{server.stdout.readline().strip()}"
            assert screen_problem({"DISPLAY": display}, "linux", everything) is None
        finally:
            server.terminate()


@linux_only
def test_that_the_program_says_so_in_one_line():
    variables = environment()
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        variables.pop(name, None)
    done = run("-m", "photosearch", env=variables)
    assert 1 == done.returncode
    assert "" == done.stdout
    assert 1 == len(done.stderr.splitlines())
    assert "there is no display" in done.stderr
