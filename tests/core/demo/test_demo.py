from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.core.demo import sample
from photosearch.core.demo.scenes import SCENES, SIZE_PX, draw_scene
from photosearch.core.demo.sheet import Row, draw_sheet


@pytest.mark.parametrize("kind", SCENES)
def test_that_a_scene_depends_on_kind_and_seed_alone(kind: str) -> None:
    once, again, other = (np.asarray(draw_scene(kind, seed)) for seed in (1, 1, 2))
    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)
    assert (SIZE_PX[1], SIZE_PX[0], 3) == once.shape


def test_that_the_sample_has_the_announced_size_and_its_queries(
    tmp_path: Path,
) -> None:
    written = list(sample.write_sample(tmp_path, 2))
    assert sample.sample_size(2) == len(written) == len(set(written))
    assert all((tmp_path / query).exists() for query in sample.QUERIES)


def test_that_drawing_again_leaves_what_is_there(tmp_path: Path) -> None:
    before, after = (
        {path: path.stat().st_mtime_ns for path in sample.write_sample(tmp_path, 1)}
        for _ in range(2)
    )
    assert before == after


def test_that_the_sheet_shows_the_query_framed_and_every_match(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.png" for n in range(3)]
    for path, colour in zip(paths, ["red", "lime", "blue"], strict=True):
        Image.new("RGB", (160, 112), colour).save(path)
    query, *matches = paths
    sheet = draw_sheet([Row(query, tuple((path, path.name) for path in matches))])
    shown = [sheet.getpixel((16 + column * 176 + 80, 16 + 56)) for column in range(3)]
    assert [(255, 0, 0), (0, 255, 0), (0, 0, 255)] == shown
    assert sheet.getpixel((16, 16)) == (224, 163, 60)
