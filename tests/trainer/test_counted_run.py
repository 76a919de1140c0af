import json

import pytest
import torch
from torch import nn

from trainer.counted_run import CountedRun


class Adder:
    """Adds 1 to a weight at every step of a run, which it dies in when told so."""

    def __init__(self, folder, dies_at=None):
        self.net = nn.Linear(1, 1, bias=False)
        nn.init.zeros_(self.net.weight)
        optimizer = torch.optim.SGD(self.net.parameters(), 0.1)
        self.run = CountedRun(folder, "adder", {"net": self.net}, {"all": optimizer})
        self.dies_at = dies_at
        self.measured: list[int] = []

    def step(self):
        if self.run.step == self.dies_at:
            raise KeyboardInterrupt
        with torch.no_grad():
            self.net.weight += 1
        return {"weight": self.net.weight.detach().squeeze()}

    def measure(self):
        self.measured.append(self.run.step)
        return {"weight": self.net.weight.item()}

    def to(self, steps, validations=1):
        return self.run.train_to(
            steps,
            self.step,
            save_minutes=-1.0,
            measure=self.measure,
            validations=validations,
        )


def test_that_every_step_is_taken_once_and_the_end_is_measured(tmp_path):
    adder = Adder(tmp_path)
    assert {"weight": 9.0} == adder.to(9)
    assert [9] == adder.measured
    lines = (tmp_path / "progress.jsonl").read_text().splitlines()
    assert 9 == json.loads(lines[-1])["step"]


@pytest.mark.parametrize(
    ("steps", "times", "expected"),
    [
        (9, 5, [2, 4, 6, 8, 9]),
        (10, 5, [2, 4, 6, 8, 10]),
        (3, 5, [1, 2, 3]),
        (4, 0, [4]),
    ],
)
def test_that_a_run_is_measured_as_often_as_asked(tmp_path, steps, times, expected):
    adder = Adder(tmp_path)
    adder.to(steps, times)
    assert expected == adder.measured


def test_that_a_killed_run_goes_on_from_its_checkpoint(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        Adder(tmp_path, dies_at=5).to(9)
    again = Adder(tmp_path)
    assert {"weight": 9.0} == again.to(9)
    assert 9 == again.run.step


def test_that_a_run_killed_after_its_last_step_is_measured(tmp_path):
    Adder(tmp_path).to(4)
    again = Adder(tmp_path)
    assert {"weight": 4.0} == again.to(4)
    assert [4] == again.measured
