from pathlib import Path

import numpy as np
import pytest
import torch

from trainer.data.prepare import coarse_cells
from trainer.data.sources import Photo
from trainer.data.store import CELL_SCALE, State, open_store
from trainer.data.views import View
from trainer.errors import DataError

VIEWS = [View(Photo("set", f"{n}.png", Path("x")), 0, centre=True) for n in range(4)]


def test_that_what_was_written_is_there_again(tmp_path):
    store = open_store(tmp_path, VIEWS, 8, 5, "settings")
    assert store.rows(State.PENDING).tolist() == [0, 1, 2, 3]
    store.pixels[2] = 7
    store.features[2] = 0.5
    store.cells[2, 3, 1] = 9
    store.state[2] = State.DONE
    store.flush()
    again = open_store(tmp_path, VIEWS, 8, 5, "settings")
    assert again.rows(State.DONE).tolist() == [2]
    assert again.pixels[2].tolist() == [[[7] * 3] * 8] * 8
    assert again.features[2].tolist() == [0.5] * 5
    assert again.cells[2].sum(axis=2).tolist() == [[0] * 4] * 3 + [[0, 45, 0, 0]]


@pytest.mark.parametrize(
    "change",
    [{"settings": "other"}, {"size_px": 16}, {"views": VIEWS[:3]}],
    ids=["settings", "size", "views"],
)
def test_that_a_store_of_something_else_is_refused(tmp_path, change):
    plan = {"views": VIEWS, "size_px": 8, "width": 5, "settings": "settings"}
    open_store(tmp_path, **plan)
    with pytest.raises(DataError, match="views of other photos or settings"):
        open_store(tmp_path, **(plan | change))


def test_that_views_that_do_not_fit_on_the_disk_are_refused(tmp_path):
    with pytest.raises(DataError, match="GB are free"):
        open_store(tmp_path, VIEWS, 10_000_000, 5, "settings")


def test_that_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataError, match="cannot keep views in"):
        open_store(tmp_path / "file" / "views", VIEWS, 8, 5, "settings")


@pytest.mark.parametrize("side", [4, 7, 8])
def test_that_coarse_cells_are_means_of_the_parts_of_a_map(side):
    features = np.random.default_rng(0).uniform(0, 6, (side, side, 3))
    cells = coarse_cells(features.astype(np.float32)) * CELL_SCALE
    whole = torch.from_numpy(features).permute(2, 0, 1)
    expected = torch.nn.functional.adaptive_avg_pool2d(whole, 4).permute(1, 2, 0)
    assert np.abs(cells - expected.numpy()).max() <= CELL_SCALE / 2 + 1e-6
