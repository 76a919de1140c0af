import numpy as np
import pytest

from trainer.evaluation.instances import (
    NO_OBJECT,
    cut_box,
    instance_task,
    search_instances,
)
from trainer.evaluation.nearest import packed_distances, vector_distances

INSTANCES = np.array([4, 4, 4, 9, 9, 9], np.int32)


def test_that_the_first_views_ask_and_the_others_are_searched():
    task = instance_task(INSTANCES, distractors=2)
    assert task.query_rows.tolist() == [0, 3]
    assert task.database_rows.tolist() == [1, 2, 4, 5]
    assert task.query_objects.tolist() == [4, 9]
    assert task.database_objects.tolist() == [4, 4, 9, 9, NO_OBJECT, NO_OBJECT]


def test_that_views_need_not_lie_together():
    task = instance_task(np.array([1, 2, 2, 1, 1, 2]), 0, queries_each=2)
    assert task.query_rows.tolist() == [0, 1, 2, 3]
    assert task.database_objects.tolist() == [1, 2]


def test_that_a_task_without_anything_to_find_is_refused():
    with pytest.raises(ValueError, match="none is left"):
        instance_task(INSTANCES, 0, queries_each=3)


def test_that_a_box_is_cut_out_where_it_is():
    pixels = np.arange(10 * 20 * 3, dtype=np.uint8).reshape(10, 20, 3)
    found = cut_box(pixels, np.array([0.1, 0.5, 0.25, 0.3]))
    assert np.array_equal(found, pixels[5:8, 2:7])


@pytest.mark.parametrize(
    "box", [(0.999, 0.999, 0.001, 0.001), (-0.1, -0.1, 0.11, 0.11), (0, 0, 2, 2)]
)
def test_that_a_box_on_the_edge_is_never_empty(box):
    pixels = np.zeros((10, 20, 3), np.uint8)
    height, width, _ = cut_box(pixels, np.array(box)).shape
    assert 1 <= height <= 10
    assert 1 <= width <= 20


def test_that_regions_find_what_whole_pictures_hide():
    task = instance_task(INSTANCES, distractors=2)
    objects, backgrounds = np.split(np.eye(8, dtype=np.float32), [2])
    shown = np.concatenate([objects[[0, 0, 1, 1]], np.zeros((2, 8), np.float32)])
    regions = np.stack([shown, backgrounds], axis=1)
    whole = shown + 3 * backgrounds
    # The cut-out of the first object shows a little of what a distractor shows.
    queries = objects + np.outer([0.5, 0], backgrounds[5])
    found = {
        name: search_instances(
            task, vector_distances(queries, database), 0, has_ties=False
        )
        for name, database in (("whole", whole), ("regions", regions))
    }
    assert found["whole"]["first"].tolist() == [0, 1]
    assert found["whole"]["map@all"].tolist() == pytest.approx([(1 / 2 + 2 / 3) / 2, 1])
    assert found["regions"]["first"].tolist() == [1, 1]
    assert found["regions"]["map@all"].tolist() == [1, 1]
    assert found["whole"]["recall@5"].tolist() == [1, 1]
    assert "map@all_tie_aware" not in found["whole"]


def test_that_collapsed_codes_find_no_more_than_chance():
    task = instance_task(np.repeat(np.arange(250), 3), distractors=500)
    codes = np.zeros((250, 2), np.uint8)
    database = np.zeros((1000, 4, 2), np.uint8)
    found = search_instances(task, packed_distances(codes, database), 0, has_ties=True)
    assert found["first"].tolist() == pytest.approx([2 / 1000] * 250)
    assert found["recall@5"].tolist() == pytest.approx(
        [1 - 995 * 994 / (1000 * 999)] * 250
    )
    assert found["map@all_tie_aware"].mean() < 0.02
    assert len(found["map@all"]) == 250
