from datetime import date
from pathlib import Path

import numpy as np

from photosearch.core.records import CameraCount, FolderCount, PhotoList
from photosearch.gui.models.choices import (
    ChoicesModel,
    camera_choices,
    folder_choices,
    year_choices,
)


def test_that_folders_are_a_tree_below_each_root(qapp, qtmodeltester):
    paths = ["/a", "/a/x", "/a/x/deep", "/a/y", "/b"]
    model = ChoicesModel()
    model.set_choices(folder_choices([FolderCount(Path(path), 1) for path in paths]))
    shown = [model.index(row).data() for row in range(model.rowCount())]
    assert ["/a", "    x", "        deep", "    y", "/b"] == shown
    assert 3 == model.row_of(Path("/a/y"))
    assert -1 == model.row_of(Path("/c"))
    qtmodeltester.check(model)


def test_that_cameras_are_offered_with_their_photos():
    (choice,) = camera_choices([CameraCount("Nikon", 7)])
    assert ("Nikon", 7) == (choice.value, choice.photos)


def test_that_years_are_offered_latest_first_without_unknown_days():
    days = [date(2020, 12, 31), date(2019, 1, 1), date(2019, 7, 5)]
    ordinals = np.array([day.toordinal() for day in days] + [0], np.int32)
    choices = year_choices(PhotoList(np.arange(4), ordinals))
    assert [(2020, 1), (2019, 2)] == [(each.value, each.photos) for each in choices]
