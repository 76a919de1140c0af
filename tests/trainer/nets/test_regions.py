import numpy as np
import pytest
import torch
from torch.nn import functional

from photosearch.spec.regions import Box, region_squares
from trainer.nets.regions import (
    Pooling,
    RegionHead,
    Whitening,
    cells_of,
    joined,
    pool_boxes,
)


@pytest.fixture
def maps():
    return torch.rand(2, 5, 6, 6, generator=torch.Generator().manual_seed(1))


def slow_pool(cells, pooling):
    values = [float(cell) for cell in cells.reshape(-1)]
    if pooling is Pooling.MAX:
        return max(values)
    if pooling is Pooling.MEAN:
        return sum(values) / len(values)
    return (sum(max(value, 1e-6) ** 3 for value in values) / len(values)) ** (1 / 3)


@pytest.mark.parametrize("pooling", list(Pooling))
def test_that_boxes_are_pooled_as_a_slow_reference_pools_them(maps, pooling):
    boxes = region_squares(3)
    pooled = pool_boxes(maps, boxes, pooling)
    assert pooled.shape == (2, 14, 5)
    for region, box in enumerate(boxes):
        rows, columns = cells_of(box, 6)
        for picture in range(2):
            for channel in range(5):
                cells = maps[picture, channel, rows, columns]
                expected = slow_pool(cells, pooling)
                assert pooled[picture, region, channel].item() == pytest.approx(
                    expected, rel=1e-5
                )


@pytest.mark.parametrize("side", [1, 3, 4, 5, 6, 7, 12])
def test_that_the_grid_covers_every_cell_and_never_an_empty_region(side):
    covered = np.zeros((side, side), bool)
    for box in region_squares(3)[1:]:
        rows, columns = cells_of(box, side)
        assert 0 <= rows.start < rows.stop <= side
        covered[rows, columns] = True
    assert covered.all()


def test_that_a_box_beyond_the_last_cell_still_covers_one():
    rows, columns = cells_of(Box(0.99, 0.99, 0.01, 0.01), 4)
    assert (rows, columns) == (slice(3, 4), slice(3, 4))


def test_that_a_head_without_a_convolution_whitens_pooled_regions(maps):
    head = RegionHead(5, 0, 4, Pooling.MEAN)
    boxes = region_squares(2)
    expected = head.whitening(pool_boxes(maps, boxes, Pooling.MEAN))
    assert torch.equal(head(maps, boxes), expected)


def test_that_a_head_with_a_convolution_describes_every_region(maps):
    said = RegionHead(5, 8, 4, Pooling.MEAN).eval()(maps, region_squares(3))
    assert said.shape == (2, 14, 4)
    assert torch.allclose(said.norm(dim=-1), torch.ones(2, 14))


def test_that_whitening_starts_with_mean_zero_and_unit_covariance():
    generator = torch.Generator().manual_seed(2)
    mixing = torch.randn(6, 6, generator=generator)
    regions = torch.randn(4000, 6, generator=generator) @ mixing + 3
    whitening = Whitening(6, 6)
    whitening.start_as_pca(regions)
    said = whitening.raw(regions).detach()
    assert torch.allclose(said.mean(dim=0), torch.zeros(6), atol=1e-3)
    # The regions lie on a sphere: one direction may hold next to nothing.
    assert torch.allclose(torch.cov(said.T).diagonal(), torch.ones(6), atol=0.02)


def test_that_a_rotation_after_whitening_changes_no_distance():
    generator = torch.Generator().manual_seed(3)
    regions = torch.rand(500, 6, generator=generator)
    rotation = torch.linalg.qr(torch.randn(4, 4, generator=generator))[0]
    plain, turned = Whitening(6, 4), Whitening(6, 4)
    plain.start_as_pca(regions)
    turned.start_as_pca(regions, rotation)
    asked = plain(regions[:50]), turned(regions[:50])
    assert torch.allclose(asked[0] @ asked[0].T, asked[1] @ asked[1].T, atol=1e-4)


def test_that_whitening_refuses_fewer_regions_than_channels():
    with pytest.raises(ValueError, match="5 regions are too few for 6 channels"):
        Whitening(6, 4).start_as_pca(torch.rand(5, 6))


def test_that_joined_regions_are_the_unit_vector_of_their_sum():
    regions = functional.normalize(torch.rand(3, 4, 5), dim=-1)
    expected = torch.stack(
        [each.sum(dim=0) / each.sum(dim=0).norm() for each in regions]
    )
    assert torch.allclose(joined(regions), expected)
