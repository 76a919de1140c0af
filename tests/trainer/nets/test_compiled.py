import pytest
import torch
from torch._dynamo.exc import BackendCompilerFailed

from trainer.nets.compiled import compiled


def double(tensor):
    return 2 * tensor


def test_that_what_is_not_wanted_is_left_as_it_is():
    assert compiled(double, is_wanted=False) is double


def test_that_a_machine_without_a_compiler_goes_on_without(monkeypatch, caplog):
    def refused(*_):
        error = FileNotFoundError("no compiler\nand much more")
        raise BackendCompilerFailed(double, error, None)

    monkeypatch.setattr(torch, "compile", lambda call, dynamic: refused)
    fast = compiled(double, is_wanted=True)
    assert [2.0, 2.0] == [fast(torch.ones(())).item() for _ in range(2)]
    (record,) = caplog.records
    assert record.message.startswith("not compiled, which is slower: ")
    assert "\n" not in record.message


def test_that_faults_of_the_network_are_not_hidden(monkeypatch):
    def broken(_):
        raise ZeroDivisionError

    monkeypatch.setattr(torch, "compile", lambda call, dynamic: call)
    with pytest.raises(ZeroDivisionError):
        compiled(broken, is_wanted=True)(torch.ones(()))
