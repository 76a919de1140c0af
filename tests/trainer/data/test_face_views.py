import numpy as np
import torch

from tests.trainer.coloured_people import draw_faces
from trainer.data.face_views import FaceViews, face_views

STILL = FaceViews(shift_px=0, brightness=0.0, contrast=0.0, saturation=0.0)


def test_that_without_changes_a_view_is_the_middle_of_the_face_or_its_mirror():
    faces, _ = draw_faces(4, 2)
    views = face_views(faces, 16, STILL, 3).permute(0, 2, 3, 1).numpy()
    middle = faces[:, 2:18, 2:18].astype(np.float32)
    for view, face in zip(views, middle, strict=True):
        assert np.allclose(view, face, atol=1e-3) or np.allclose(
            view, face[:, ::-1], atol=1e-3
        )


def test_that_views_follow_from_their_seed():
    faces, _ = draw_faces(4, 2)
    one, same, other = (face_views(faces, 16, FaceViews(2), s) for s in (1, 1, 2))
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_that_views_stay_within_the_range_of_pixels():
    faces, _ = draw_faces(4, 2)
    views = face_views(faces, 16, FaceViews(2, 3.0, 3.0, 3.0), 1)
    assert views.shape == (8, 3, 16, 16)
    assert 0 <= views.min()
    assert views.max() <= 255
