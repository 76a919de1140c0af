import pytest
import torch

from trainer.nets.backbones import BackboneSettings, Family
from trainer.nets.face_codes import FaceCodesNet, FaceCodesSettings, PeopleCentres, unit

TRUNK = BackboneSettings(Family.PLAIN, (8, 16), (1, 1), 1, 4, 16)
SMALL = FaceCodesSettings(input_px=16, features=12, bits=(4, 8), backbone=TRUNK)


def test_that_one_trunk_says_features_and_every_code():
    features, logits = FaceCodesNet(SMALL)(torch.rand(3, 3, 16, 16) * 255)
    assert features.shape == (3, 12)
    assert [code.shape for code in logits] == [(3, 4), (3, 8)]


def test_that_centres_are_relaxed_codes_for_every_length():
    centres = PeopleCentres(5, SMALL)
    assert [code.shape for code in centres.codes] == [(5, 4), (5, 8)]
    assert all(code.abs().max() < 1 for code in centres.codes)
    assert [signs.shape for signs in centres.signs] == [(5, 4), (5, 8)]


def test_that_unit_features_have_length_one():
    lengths = unit(torch.randn(4, 12, dtype=torch.bfloat16)).norm(dim=1)
    torch.testing.assert_close(lengths, torch.ones(4))


@pytest.mark.parametrize(
    "wrong", [{"bits": ()}, {"bits": (1, 8)}, {"input_px": 20}], ids=str
)
def test_that_impossible_networks_are_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        FaceCodesSettings(**{"input_px": 16, "backbone": TRUNK, **wrong})
