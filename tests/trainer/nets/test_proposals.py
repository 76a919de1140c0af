import pytest
import torch

from trainer.nets.proposals import (
    KINDS,
    ProposalNet,
    anchors,
    best_boxes,
    overlaps,
    propose,
    shifted,
    shifts_to,
)


def slow_overlap(a, b):
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    shared = width * height
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
    return shared / (areas - shared)


@pytest.fixture
def boxes():
    low = torch.rand(12, 2, generator=torch.Generator().manual_seed(1)) * 0.6
    return torch.cat([low, low + 0.1 + low.flip(0) * 0.4], dim=1)


def test_that_overlaps_are_intersection_over_union(boxes):
    found = overlaps(boxes[:5], boxes)
    for row, a in enumerate(boxes[:5].tolist()):
        for column, b in enumerate(boxes.tolist()):
            assert found[row, column].item() == pytest.approx(
                slow_overlap(a, b), abs=1e-5
            )


def test_that_shifts_lead_from_anchors_to_boxes_and_back(boxes):
    start = anchors(4)[:12]
    assert torch.allclose(shifted(start, shifts_to(boxes, start)), boxes, atol=1e-5)


def test_that_the_best_boxes_overlap_no_better_one_too_much(boxes):
    scores = torch.rand(12, generator=torch.Generator().manual_seed(2))
    kept = best_boxes(boxes, scores, most=12, threshold=0.5)
    # As a slow reference would choose them.
    expected = []
    for place in scores.argsort(descending=True).tolist():
        box = boxes[place].tolist()
        if all(slow_overlap(box, other) < 0.5 for other in expected):
            expected.append(box)
    assert kept.tolist() == [pytest.approx(box) for box in expected]


def test_that_no_more_boxes_are_kept_than_asked_for(boxes):
    assert len(best_boxes(boxes, torch.arange(12.0), most=2, threshold=1.1)) == 2


def test_that_there_is_one_logit_and_shift_for_each_anchor():
    logits, shifts = ProposalNet(8, hidden=4)(torch.rand(2, 8, 3, 3))
    assert logits.shape == (2, 9 * KINDS) == (2, len(anchors(3)))
    assert shifts.shape == (2, 9 * KINDS, 4)


def test_that_anchors_are_in_the_order_of_the_logits():
    net = ProposalNet(1, hidden=1)
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.zero_()
        net.hidden[0].weight[0, 0, 1, 1] = 1.0  # what is seen at a place is handed on
        net.score.weight[4] = 1.0  # the square anchor of middle size
        net.score.bias[:4] = -1.0
        net.score.bias[5:] = -1.0
    maps = torch.zeros(1, 1, 3, 3)
    maps[0, 0, 1, 2] = 9.0  # row 1, column 2
    box = propose(net, maps, most=1)[0][0]
    middle = (box[:2] + box[2:]) / 2
    assert box.tolist()[1] == pytest.approx(0.5 - 0.2)
    assert middle[1].item() == pytest.approx(0.5)
    assert middle[0].item() > 0.7
