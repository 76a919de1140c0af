import pytest
import torch

from trainer.data.face_looks import LookSettings, look_at

SIDE = 20


def draw_faces(count: int = 64) -> torch.Tensor:
    return torch.rand(count, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(0))


def look(settings: LookSettings, seed: int = 1) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return look_at(draw_faces(), settings, generator)


def test_that_nothing_changes_unless_it_is_asked_for():
    assert torch.equal(draw_faces(), look(LookSettings()))


def test_that_as_many_faces_are_mirrored_as_asked_for():
    assert torch.equal(draw_faces().flip(3), look(LookSettings(mirrored=1.0)))
    seen, faces = look(LookSettings(mirrored=0.5)), draw_faces()
    plain = (seen == faces).flatten(1).all(1)
    mirrored = (seen == faces.flip(3)).flatten(1).all(1)
    assert torch.equal(plain, ~mirrored)
    assert 16 < int(mirrored.sum()) < 48


def test_that_a_face_moves_by_whole_pixels_at_most_as_far_as_asked_for():
    seen, faces = look(LookSettings(shift_px=2)), draw_faces()
    moves = set()
    for one, face in zip(seen, faces, strict=True):
        found = [
            (down, right)
            for down in range(-2, 3)
            for right in range(-2, 3)
            if torch.equal(
                one[:, 2:-2, 2:-2],
                face.roll((down, right), (1, 2))[:, 2:-2, 2:-2],
            )
        ]
        assert 1 == len(found)
        moves.update(found)
    assert len(moves) > 15


def test_that_a_rectangle_in_the_mean_colour_hides_a_part():
    faces = draw_faces()
    seen = look(LookSettings(hidden=1.0, most_hidden=0.5))
    for one, face in zip(seen, faces, strict=True):
        changed = (one != face).any(0)
        if not changed.any():  # narrower than a pixel
            continue
        rows = changed.any(1).nonzero().flatten()
        columns = changed.any(0).nonzero().flatten()
        height, width = (int(line[-1] - line[0]) + 1 for line in (rows, columns))
        assert int(changed.sum()) == height * width
        assert max(height, width) <= SIDE / 2 + 1
        hidden = one[:, changed]
        assert torch.allclose(hidden, face.mean((1, 2))[:, None].expand_as(hidden))


def test_that_a_share_of_the_faces_is_hidden():
    changed = (look(LookSettings(hidden=0.5)) != draw_faces()).flatten(1).any(1)
    assert 16 < int(changed.sum()) < 48


def test_that_the_same_seed_sees_the_same():
    settings = LookSettings(mirrored=0.5, shift_px=3, hidden=0.5)
    assert torch.equal(look(settings), look(settings))
    assert not torch.equal(look(settings), look(settings, seed=2))


@pytest.mark.parametrize(
    "values",
    [{"mirrored": 1.5}, {"hidden": -0.1}, {"shift_px": -1}, {"most_hidden": 1.0}],
)
def test_that_impossible_looks_are_refused(values):
    with pytest.raises(ValueError, match="look"):
        LookSettings(**values)
