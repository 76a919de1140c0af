import pytest
from PySide6.QtNetwork import QLocalSocket

from photosearch.gui.instance import Instance
from tests.programs import start


@pytest.fixture
def first(qapp, tmp_path):
    instance = Instance(tmp_path / "library")
    assert instance.listen()
    yield instance
    instance.close()


CALL = """
import sys
from pathlib import Path
from photosearch.gui.instance import Instance
library, *folders = map(Path, sys.argv[1:])
sys.exit(0 if Instance(library).hand_over(folders) else 3)
"""


def call_from_another_program(library, *folders, **options):
    return start("-c", CALL, library, *folders, **options)


def test_that_a_second_start_hands_its_folders_to_the_first(first, tmp_path, qtbot):
    folders = (tmp_path / "a", tmp_path / "Bücher 猫")
    with qtbot.waitSignal(first.called, timeout=30_000) as called:
        program = call_from_another_program(tmp_path / "library", *folders)
    program.communicate(timeout=30)
    assert [folders] == called.args
    assert 0 == program.returncode


def test_that_another_library_is_another_window(first, tmp_path):
    assert not Instance(tmp_path / "other").hand_over([])


def test_that_nobody_answers_after_closing(first, tmp_path):
    first.close()
    assert not Instance(tmp_path / "library").hand_over([])


def test_that_a_socket_left_behind_does_not_matter(first, tmp_path):
    again = Instance(tmp_path / "library")
    assert again.listen()
    again.close()


@pytest.mark.parametrize("message", [b"nonsense\n", b'{"a": 1}\n', b"[1, null]\n"])
def test_that_nonsense_only_raises_the_window(first, message, qtbot):
    socket = QLocalSocket()
    with qtbot.waitSignal(first.called) as called:
        socket.connectToServer(first._name)
        socket.write(message)
        socket.flush()
    assert [()] == called.args
    socket.disconnectFromServer()


def test_that_relative_folders_are_understood_from_where_they_were_typed(
    first, tmp_path, qtbot
):
    with qtbot.waitSignal(first.called, timeout=30_000) as called:
        program = call_from_another_program(tmp_path / "library", "x", cwd=tmp_path)
    program.communicate(timeout=30)
    assert [(tmp_path / "x",)] == called.args
