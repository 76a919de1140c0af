import numpy as np

from tests.trainer.coloured_people import draw_faces, points_of
from trainer.data.face_variants import join_variants, make_variants


class SomeoneElse:
    """Turns every second face into another person."""

    def edited(self, pixels, _points, _draw):
        changed = pixels.copy()
        changed[::2] = 255 - changed[::2]
        return changed


def describe(pixels):
    flat = pixels.reshape(len(pixels), -1).astype(np.float32) - 127.5
    return flat / np.linalg.norm(flat, axis=1, keepdims=True)


def variants(least=0.5, each=1):
    faces, _ = draw_faces(3, 2)
    return make_variants(
        SomeoneElse(),
        faces,
        points_of(len(faces)),
        describe(faces),
        describe,
        each=each,
        least_similarity=least,
        seed=1,
    )


def test_that_only_variants_of_the_same_person_are_kept():
    found = variants()
    assert found.origins.tolist() == [1, 3, 5]
    assert found.made == 6
    faces, _ = draw_faces(3, 2)
    assert np.array_equal(found.pixels, faces[1::2])


def test_that_all_are_kept_where_nothing_is_asked():
    assert len(variants(least=-2.0)) == 6


def test_that_each_photo_has_as_many_variants_as_are_wanted():
    found = variants(each=3)
    assert found.made == 18
    assert np.bincount(found.origins).tolist() == [0, 3, 0, 3, 0, 3]


def test_that_joined_variants_keep_their_origins():
    found = join_variants([variants(), variants(least=-2.0)])
    assert len(found) == 9
    assert found.made == 12
    assert found.embeddings.shape[0] == len(found.pixels) == 9
