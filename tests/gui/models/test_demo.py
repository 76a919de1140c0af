import pytest

from photosearch.core.demo.sample import sample_size
from photosearch.core.errors import StorageFullError
from photosearch.gui.models.demo import draw_sample


def test_that_drawing_tells_how_far_it_is(tmp_path):
    drawing = draw_sample(tmp_path / "pictures")
    steps = [next(drawing) for _ in range(3)]
    drawing.close()
    assert [(1, sample_size()), (2, sample_size()), (3, sample_size())] == [
        (step.done, step.total) for step in steps
    ]
    assert len(list((tmp_path / "pictures").rglob("*.jpg"))) == 3


def test_that_a_refusing_disk_is_an_error_with_the_folder(tmp_path):
    (tmp_path / "pictures").write_text("a file where the folder should be")
    with pytest.raises(StorageFullError, match="pictures"):
        list(draw_sample(tmp_path / "pictures"))
