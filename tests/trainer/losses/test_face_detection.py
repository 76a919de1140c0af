import math

import numpy as np
import pytest
import torch

from photosearch.spec.face_boxes import cell_centres
from trainer.losses.box_overlap import box_loss, overlap
from trainer.losses.face_assignment import Faces, assign
from trainer.losses.face_cells import face_cells_loss, said_boxes
from trainer.losses.quality_focal import quality_focal_loss

SIDE = 64
CENTRES, STRIDES = (torch.from_numpy(each) for each in cell_centres(SIDE))
CELLS = len(CENTRES)


def faces(*boxes, wanted=None, doubtful=None):
    """Make the faces of one picture, points at the corners and the middle."""
    table = torch.tensor(boxes, dtype=torch.float32).reshape(1, -1, 4)
    left, top, right, bottom = table.unbind(dim=-1)
    x = torch.stack([left, right, (left + right) / 2, left, right], dim=-1)
    y = torch.stack([top, top, (top + bottom) / 2, bottom, bottom], dim=-1)
    count = table.shape[1]
    is_wanted = torch.tensor([wanted or [True] * count])
    is_doubtful = torch.tensor([doubtful or [False] * count])
    return Faces(table, torch.stack([x, y], dim=-1), is_wanted, is_doubtful)


def perfect_cells(box, points):
    """Return cells that all say one face, and say it without an error."""
    cells = torch.zeros(1, CELLS, 15)
    box, points = torch.tensor(box), points.reshape(1, 5, 2)
    reach = STRIDES[:, None]
    cells[0, :, 1:3] = (CENTRES - box[:2]) / reach
    cells[0, :, 3:5] = (box[2:] - CENTRES) / reach
    spots = (points - CENTRES[:, None]) / reach[..., None]
    cells[0, :, 5:] = spots.reshape(CELLS, 10)
    return cells


def test_that_overlap_is_intersection_over_union():
    boxes = torch.tensor([[0.0, 0, 10, 10], [0, 0, 10, 10], [0, 0, 1, 1]])
    others = torch.tensor([[5.0, 0, 15, 10], [0, 0, 10, 10], [3, 3, 4, 4]])
    assert torch.allclose(torch.tensor([1 / 3, 1, 0]), overlap(boxes, others))


def test_that_the_box_loss_pulls_boxes_that_do_not_meet():
    wanted = torch.tensor([0.0, 0, 10, 10])
    near = box_loss(torch.tensor([12.0, 0, 22, 10]), wanted)
    far = box_loss(torch.tensor([40.0, 0, 50, 10]), wanted)
    assert 0 == pytest.approx(box_loss(wanted, wanted).item(), abs=1e-6)
    assert 1 + 12**2 / (22**2 + 10**2) == pytest.approx(near.item())
    assert far > near > 1


def test_that_quality_focal_loss_is_what_the_formula_says():
    logits = torch.tensor([[0.3, -2.0, 1.0]])
    quality = torch.tensor([[0.8, 0.0, 0.6]])
    counts = torch.tensor([[True, True, False]])
    expected = 0.0
    for logit, wanted in ((0.3, 0.8), (-2.0, 0.0)):
        said = 1 / (1 + math.exp(-logit))
        entropy = -wanted * math.log(said) - (1 - wanted) * math.log(1 - said)
        expected += (wanted - said) ** 2 * entropy
    found = quality_focal_loss(logits, quality, counts)
    assert expected == pytest.approx(found.item(), rel=1e-5)


def test_that_cells_near_the_middle_of_a_face_answer_for_it():
    shown = faces([16.0, 16, 48, 48])
    boxes = shown.boxes.expand(1, CELLS, 4)
    found = assign(torch.zeros(1, CELLS), boxes, shown, CENTRES, STRIDES)
    rows = (found.face[0] == 0).nonzero()[:, 0]
    assert [8.0] * 4 + [16.0] * 4 == STRIDES[rows].tolist()
    assert ((CENTRES[rows] - 32).abs().amax(dim=1) < 1.5 * STRIDES[rows]).all()


def test_that_a_small_face_is_answered_for_by_the_finest_cells():
    shown = faces([20.0, 20, 29, 29])
    boxes = shown.boxes.expand(1, CELLS, 4)
    found = assign(torch.zeros(1, CELLS), boxes, shown, CENTRES, STRIDES)
    strides = STRIDES[found.face[0] >= 0]
    assert len(strides)
    assert {8.0} == set(strides.tolist())


def test_that_a_cell_answers_for_the_face_that_it_says_best():
    shown = faces([8.0, 8, 40, 40], [16.0, 16, 48, 48])
    boxes = shown.boxes[:, 1:].expand(1, CELLS, 4)
    found = assign(torch.zeros(1, CELLS), boxes, shown, CENTRES, STRIDES)
    cell = ((CENTRES - 28).abs().sum(dim=1) == 0).nonzero()[0, 0]
    assert 1 == found.face[0, cell]


def test_that_doubtful_faces_are_not_judged_and_padding_is_background():
    shown = faces(
        [0.0, 0, 16, 16], [40, 40, 60, 60], wanted=[False] * 2, doubtful=[True, False]
    )
    boxes = torch.zeros(1, CELLS, 4)
    found = assign(torch.zeros(1, CELLS), boxes, shown, CENTRES, STRIDES)
    is_within = (CENTRES < 16).all(dim=1)
    assert (found.face == -1).all()
    assert torch.equal(~is_within, found.is_judged[0])


def test_that_cells_that_say_the_truth_cost_nothing_but_their_score():
    shown = faces([12.0, 10, 44, 50])
    cells = perfect_cells([12.0, 10, 44, 50], shown.points[0, 0])
    torch.testing.assert_close(
        shown.boxes.expand(1, CELLS, 4), said_boxes(cells, CENTRES, STRIDES)
    )
    terms = face_cells_loss(cells, shown, CENTRES, STRIDES)
    assert 0 == pytest.approx(terms["box"].item(), abs=1e-4)
    assert 0 == pytest.approx(terms["points"].item(), abs=1e-6)
    assert terms["score"] > 0.1


def test_that_a_batch_without_faces_teaches_silence():
    cells = torch.zeros(2, CELLS, 15, requires_grad=True)
    none = torch.zeros(2, 1, dtype=torch.bool)
    shown = Faces(torch.zeros(2, 1, 4), torch.zeros(2, 1, 5, 2), none, none)
    terms = face_cells_loss(cells, shown, CENTRES, STRIDES)
    sum(terms.values()).backward()
    assert (cells.grad[..., 0] > 0).all()
    assert (cells.grad[..., 1:] == 0).all()


def test_that_learning_brings_boxes_and_points_to_the_face():
    shown = faces([12.0, 10, 44, 50])
    cells = torch.from_numpy(
        np.random.default_rng(0).normal(1, 0.3, (1, CELLS, 15)).astype(np.float32)
    ).requires_grad_()
    optimizer = torch.optim.Adam([cells], 0.05)
    for _ in range(300):
        terms = face_cells_loss(cells, shown, CENTRES, STRIDES)
        optimizer.zero_grad()
        sum(terms.values()).backward()
        optimizer.step()
    best = cells[0, :, 0].argmax()
    box = said_boxes(cells, CENTRES, STRIDES)[0, best]
    assert overlap(box, shown.boxes[0, 0]) > 0.9
    assert terms["points"] < 0.01
