import torch

from trainer.nets.face_gan import FaceGanSettings, FaceJudge, FaceTranslator

SMALL = FaceGanSettings(width=4, depth=1, judge_width=4)


def faces(count=3, side=32):
    generator = torch.Generator().manual_seed(0)
    return torch.rand(count, 3, side, side, generator=generator) * 2 - 1


def test_that_a_translated_face_is_as_large_and_within_range():
    net = FaceTranslator(5, SMALL)
    for side in (32, 40):
        made = net(faces(side=side), torch.zeros(3, 5))
        assert made.shape == (3, 3, side, side)
        assert made.abs().max() <= 1


def test_that_what_is_wanted_changes_what_is_made():
    torch.manual_seed(0)
    net = FaceTranslator(5, SMALL)
    one, other = (net(faces(), torch.full((3, 5), value)) for value in (-1.0, 1.0))
    assert (one - other).abs().mean() > 1e-3


def test_that_a_generator_that_adds_nothing_returns_the_face():
    net = FaceTranslator(5, SMALL)
    torch.nn.init.zeros_(net.up[-1].weight)
    torch.nn.init.zeros_(net.up[-1].bias)
    given = faces() * 0.9
    torch.testing.assert_close(net(given, torch.ones(3, 5)), given)


def test_that_the_judge_says_one_score_and_all_attributes_of_each_face():
    scores, attributes = FaceJudge(5, SMALL)(faces())
    assert scores.shape == (3,)
    assert attributes.shape == (3, 5)
