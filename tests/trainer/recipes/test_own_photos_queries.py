from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.spec.retraining_report import Sample, query_picture
from tests.pictures import draw_picture, save_jpeg
from trainer import config
from trainer.data.own_folder import read_small
from trainer.errors import DataError
from trainer.recipes import own_photos
from trainer.recipes.own_photos_queries import MOST_PX, write_queries
from trainer.recipes.own_photos_settings import Settings
from trainer.recipes.own_photos_views import STRONG, strong_edits

RECIPE = Path(own_photos.__file__).with_suffix(".toml")


def sample(edit, photo="one.jpg"):
    return Sample(photo, edit, (photo,), (photo,), 3, 1)


@pytest.fixture
def settings(tmp_path):
    folder, out = tmp_path / "photos", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    save_jpeg(folder / "one.jpg", draw_picture(1, (480, 320)))
    overrides = [f"data.folder={folder}", f"out={out}"]
    return config.load(RECIPE, overrides, Settings)


def test_that_each_sample_is_shown_as_it_was_asked(settings):
    write_queries([sample(edit) for edit in STRONG], settings)
    photo = read_small(settings.data.folder / "one.jpg", settings.data.decode_px)
    edits = strong_edits(photo, "one.jpg", settings)
    for number, edit in enumerate(edits, start=1):
        with Image.open(query_picture(settings.out, number)) as shown:
            expected = Image.fromarray(edit)
            expected.thumbnail((MOST_PX, MOST_PX))
            assert expected.size == shown.size
            difference = np.asarray(shown, float) - np.asarray(expected, float)
        assert np.abs(difference).mean() < 12


def test_that_a_photo_that_is_gone_has_no_query(settings):
    write_queries([sample("part", "gone.jpg"), sample("part")], settings)
    assert not query_picture(settings.out, 1).exists()
    assert query_picture(settings.out, 2).exists()


def test_that_a_folder_that_cannot_be_written_to_is_one_line(settings):
    lost = replace(settings, out=settings.out / "missing")
    with pytest.raises(DataError, match="cannot write"):
        write_queries([sample("part")], lost)
