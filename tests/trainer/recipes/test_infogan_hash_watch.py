import pytest
import torch

from trainer.recipes.infogan_hash_settings import WatchSettings
from trainer.recipes.infogan_hash_watch import Look, Watch, look_at, mean_distance

FINE = Look(spread=0.9, won=0.7, codes=1.0, imbalance=0.2)
BAD = {
    "all alike": Look(spread=0.01, won=0.7, codes=1.0, imbalance=0.2),
    "teaches nothing": Look(spread=0.9, won=0.999, codes=1.0, imbalance=0.2),
    "of the codes differ": Look(spread=0.9, won=0.7, codes=0.02, imbalance=0.2),
    "the same for nearly all": Look(spread=0.9, won=0.7, codes=1.0, imbalance=0.99),
}


@pytest.mark.parametrize("words", list(BAD))
def test_that_each_collapse_is_named_after_some_bad_looks(words):
    watch = Watch(WatchSettings(patience=3))
    assert watch.see(BAD[words]) is None
    assert watch.see(BAD[words]) is None
    assert words in watch.see(BAD[words])


def test_that_a_good_look_in_between_forgives():
    watch = Watch(WatchSettings(patience=2))
    looks = [BAD["all alike"], FINE, BAD["all alike"], FINE]
    assert [watch.see(look) for look in looks] == [None] * 4


def test_that_counting_begins_anew_after_a_collapse():
    watch = Watch(WatchSettings(patience=2))
    looks = [BAD["all alike"]] * 3
    assert [bool(watch.see(look)) for look in looks] == [False, True, False]


def test_that_the_mean_distance_is_that_of_all_pairs():
    pictures = torch.tensor([[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]]).view(3, 1, 1, 2)
    wanted = (5 + 1 + (9 + 9) ** 0.5) / 3
    assert mean_distance(pictures) == pytest.approx(wanted)


def test_that_a_look_measures_what_it_says():
    real = torch.randn(4, 3, 2, 2, generator=torch.Generator().manual_seed(1))
    logits = torch.tensor([[1.0, -1.0], [2.0, -3.0], [1.0, 1.0], [0.5, 0.5]])
    look = look_at(real, real * 0.5, 0.6, logits)
    assert look.spread == pytest.approx(0.5)
    assert look.codes == pytest.approx(0.5)
    assert look.imbalance == pytest.approx(1.0)
    assert look.won == 0.6
