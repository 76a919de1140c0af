import numpy as np
import pytest
import torch
from torch import nn

from trainer.recipes.distill_settings import TrainSettings
from trainer.schedule import adamw, batch_places, brief, learning_rate, share_done


def test_that_the_rate_rises_then_falls_to_zero():
    options = TrainSettings(learning_rate=1.0, warm_up=0.1)
    rates = [learning_rate(done, options) for done in (0.0, 0.05, 0.1, 0.55, 1.0)]
    assert rates == pytest.approx([0.01, 0.505, 1.0, 0.5, 0.0], abs=0.01)


def test_that_the_rate_stays_at_zero_where_a_run_takes_longer_than_was_said():
    assert 0 == pytest.approx(learning_rate(1.2, TrainSettings()), abs=1e-9)


def test_that_a_run_goes_by_its_steps_where_they_are_given():
    assert 0.25 == share_done(5, 60.0, TrainSettings(steps=20, minutes=2.0))
    assert 0.5 == share_done(5, 60.0, TrainSettings(steps=0, minutes=2.0))


def test_that_each_epoch_shows_every_photo_once_in_its_own_order():
    epochs = [
        np.concatenate([batch_places(20, 5, 4 * epoch + i, seed=1) for i in range(4)])
        for epoch in range(2)
    ]
    assert sorted(epochs[0].tolist()) == sorted(epochs[1].tolist()) == list(range(20))
    assert epochs[0].tolist() != epochs[1].tolist()


def test_that_only_weights_decay():
    net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4))
    more = nn.Parameter(torch.zeros(2, 2))
    decayed, others = adamw(net, 0.1, 0.5, [more]).param_groups
    assert (0.1, 0.5, [(4, 3, 3, 3)]) == (
        decayed["lr"],
        decayed["weight_decay"],
        [tuple(each.shape) for each in decayed["params"]],
    )
    assert (0.0, [(4,), (4,), (4,), (2, 2)]) == (
        others["weight_decay"],
        [tuple(each.shape) for each in others["params"]],
    )


def test_that_figures_stand_in_one_line():
    assert "cosine 0.5000, loss 1.2346" == brief({"cosine": 0.5, "loss": 1.23456})
