import pytest
import torch

from trainer.errors import TrainingError
from trainer.finite import require_finite_gradients, require_finite_terms


def test_that_terms_without_numbers_are_named():
    terms = {"pairs": torch.tensor(1.0), "gap": torch.tensor(float("inf"))}
    with pytest.raises(TrainingError, match=r"^gap is no number at step 7"):
        require_finite_terms(terms, 7)
    require_finite_terms({"pairs": torch.tensor(1.0)}, 7)


def test_that_gradients_without_numbers_are_refused():
    weights = [torch.nn.Parameter(torch.ones(2)) for _ in range(2)]
    optimizer = torch.optim.SGD(weights, lr=0.1)
    weights[0].grad = torch.zeros(2)  # the other has none yet
    require_finite_gradients(optimizer, 3, "try less")
    weights[1].grad = torch.tensor([0.0, float("nan")])
    with pytest.raises(TrainingError, match=r"^a gradient is no number at step 3; try"):
        require_finite_gradients(optimizer, 3, "try less")
