import pytest
import torch
from torch import nn

from trainer.checkpoint import Position, load, load_net, read, save, save_net
from trainer.errors import TrainingError


@pytest.fixture
def parts():
    """Return a network that has taken a step, its average and its optimiser."""
    torch.manual_seed(0)
    net, average = nn.Linear(3, 2), nn.Linear(3, 2)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.1)
    net(torch.ones(4, 3)).sum().backward()
    optimizer.step()
    return net, average, optimizer


def test_that_a_checkpoint_brings_everything_back(tmp_path, parts):
    net, average, optimizer = parts
    file = tmp_path / "run" / "checkpoint.safetensors"
    save(file, Position(7, 1.5, "settings"), net, average, optimizer)
    others = nn.Linear(3, 2), nn.Linear(3, 2)
    other_optimizer = torch.optim.AdamW(others[0].parameters(), lr=0.1)
    assert load(file, "settings", *others, other_optimizer) == Position(
        7, 1.5, "settings"
    )
    assert torch.equal(others[0].weight, net.weight)
    assert torch.equal(others[1].weight, average.weight)
    expected, found = (
        each.state_dict()["state"] for each in (optimizer, other_optimizer)
    )
    assert found.keys() == expected.keys()
    for number, state in expected.items():
        assert all(torch.equal(found[number][name], state[name]) for name in state)


def test_that_a_failed_write_is_one_line(tmp_path, parts):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TrainingError, match="cannot write"):
        save(tmp_path / "file" / "a.safetensors", Position(0, 0, ""), *parts)
    assert (tmp_path / "file").read_bytes() == b""


def test_that_a_damaged_checkpoint_is_one_line(tmp_path):
    file = tmp_path / "a.safetensors"
    file.write_bytes(b"\x00" * 40)
    with pytest.raises(TrainingError, match="cannot read checkpoint"):
        read(file)


def test_that_a_network_and_its_header_come_back(tmp_path):
    net, other = nn.Linear(3, 2), nn.Linear(3, 2)
    save_net(tmp_path / "net.safetensors", net, {"note": "a"})
    assert load_net(tmp_path / "net.safetensors", other) == {"note": "a"}
    assert torch.equal(other.weight, net.weight)
    with pytest.raises(TrainingError, match="cannot read network"):
        load_net(tmp_path / "net.safetensors", nn.Linear(4, 2))
