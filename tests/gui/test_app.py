import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.programs import assert_gone, descendants, environment, run, start

SOON_S = 60
CLOSING_S = 2.0

# Runs the window in its own process and does something to it when it is up.
DRIVER = """
import sys, threading, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from photosearch.gui import app
from photosearch.gui.window import MainWindow

def window():
    found = [each for each in QApplication.topLevelWidgets()
             if isinstance(each, MainWindow) and each.isVisible()]
    return found[0] if found else None

def when_up(action):
    timer = QTimer()
    def look():
        if window() is not None:
            timer.stop()
            QTimer.singleShot(0, action)
    timer.timeout.connect(look)
    timer.start(20)
    return timer

library, *folders = map(Path, sys.argv[1:])
application = QApplication([])
"""


def drive(script, library, *folders, env=None):
    done = subprocess.run(
        [sys.executable, "-c", DRIVER + script, library, *folders],
        env=env or offscreen(),
        text=True,
        capture_output=True,
        check=False,
        timeout=SOON_S,
    )
    return done.returncode, done.stdout.splitlines(), complaints(done.stderr)


def complaints(printed):
    """Return what was printed, without what the platform lacks."""
    lines = printed.splitlines()
    return [line for line in lines if not line.startswith("This plugin does not")]


def offscreen():
    return environment(QT_QPA_PLATFORM="offscreen")


def test_that_the_window_opens_and_ends_when_it_is_closed(home):
    status, out, err = drive(
        """
keep = when_up(lambda: window().close())
print(app.run(folders, library))
""",
        home.library,
    )
    assert (0, ["0"], []) == (status, out, err)


def test_that_a_library_that_cannot_be_opened_is_told_in_words(home):
    (home.library / "catalog.sqlite").write_bytes(b"this is no catalog at all" * 100)
    status, out, err = drive(
        """
from PySide6.QtWidgets import QMessageBox
def answer():
    box = application.activeModalWidget()
    if isinstance(box, QMessageBox):
        print(box.text())
        box.close()
timer = QTimer(); timer.timeout.connect(answer); timer.start(50)
print(app.run(folders, library))
""",
        home.library,
    )
    assert (0, ["The library is damaged.", "1"], []) == (status, out, err)


def test_that_a_mistake_is_shown_with_its_report_and_the_window_stays(home):
    status, out, err = drive(
        """
from photosearch.gui.dialogs.crash import CrashDialog
def fail():
    QTimer.singleShot(0, answer)
    raise RuntimeError("a bug for the test")
def answer():
    dialog = application.activeModalWidget()
    if not isinstance(dialog, CrashDialog):
        QTimer.singleShot(20, answer)
        return
    print(dialog.text.toPlainText().splitlines()[-1])
    dialog.accept()
    QTimer.singleShot(50, lambda: window().close())
keep = when_up(fail)
print(app.run(folders, library))
""",
        home.library,
    )
    assert (0, ["RuntimeError: a bug for the test", "0"], []) == (status, out, err)


def test_that_a_mistake_on_another_thread_is_shown_too(home):
    status, out, err = drive(
        """
from photosearch.gui.dialogs.crash import CrashDialog
def fail():
    def work(): raise RuntimeError("a bug elsewhere")
    threading.Thread(target=work).start()
    QTimer.singleShot(0, answer)
def answer():
    dialog = application.activeModalWidget()
    if not isinstance(dialog, CrashDialog):
        QTimer.singleShot(20, answer)
        return
    print(dialog.text.toPlainText().splitlines()[-1])
    dialog.reject()
keep = when_up(fail)
print(app.run(folders, library))
""",
        home.library,
    )
    assert (0, ["RuntimeError: a bug elsewhere", "0"], []) == (status, out, err)


def test_that_a_second_start_shows_the_first_window_and_ends(home):
    first = start("-m", "photosearch", "--library", home.library, env=offscreen())
    try:
        more = home.top / "more"
        more.mkdir()
        wait_until_listening(home.library)
        second = run(
            "-m", "photosearch", more, "--library", home.library, env=offscreen()
        )
        assert (0, []) == (second.returncode, complaints(second.stderr))
        wait_for_folder(home, more)
    finally:
        first.terminate()
        out, err = first.communicate(timeout=SOON_S)
    assert (0, "", []) == (first.returncode, out, complaints(err))


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_that_a_signal_closes_the_window_in_order_and_soon(home, number):
    home.draw_many(40)
    program = start(
        *("-m", "photosearch", home.photos, "--library", home.library),
        env=offscreen(),
    )
    wait_until_listening(home.library)
    wait_for_folder(home, home.photos)
    workers = descendants(program.pid)
    program.send_signal(number)
    began = time.monotonic()
    out, err = program.communicate(timeout=SOON_S)
    assert (0, "", []) == (program.returncode, out, complaints(err))
    assert time.monotonic() - began < CLOSING_S
    assert_gone(workers)


def test_that_a_name_that_is_neither_command_nor_folder_is_refused():
    done = run("-m", "photosearch", "serach", env=offscreen())
    assert 2 == done.returncode
    assert "photosearch: there is no command or folder serach\n" == done.stderr


def test_that_the_command_line_never_loads_the_window():
    script = (
        "import sys; sys.argv = ['photosearch', '--help'];"
        "from photosearch.__main__ import main; main();"
        "print([name for name in sys.modules if 'PySide6' in name])"
    )
    assert "[]" == run("-c", script).stdout.splitlines()[-1]


def test_that_the_commands_known_at_the_start_are_those_there_are():
    import typer

    from photosearch.__main__ import COMMANDS
    from photosearch.cli.app import app

    assert set(typer.main.get_group(app).commands) == COMMANDS


def wait_until_listening(library):
    from photosearch.gui.instance import Instance

    wait_for(lambda: Instance(library).hand_over([]))


def wait_for_folder(home, folder):
    def is_there():
        done = run("-m", "photosearch", "status", "--json", "--library", home.library)
        facts = json.loads(done.stdout)
        return str(folder) in [each["path"] for each in facts["folders"]]

    wait_for(is_there)


def wait_for(is_so):
    end = time.monotonic() + SOON_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
