import math

import pytest
import torch

from trainer.losses.regions import region_loss


def drawn(*shape, seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


def cosine(a, b):
    product = sum(x * y for x, y in zip(a, b, strict=True))
    return product / math.sqrt(sum(x * x for x in a) * sum(y * y for y in b))


def test_that_the_best_region_of_a_picture_counts():
    parts, pictures = drawn(4, 3, seed=1), drawn(4, 5, 3, seed=2)
    slow = []
    for i, part in enumerate(parts.tolist()):
        likeness = [
            max(cosine(part, region) for region in picture) / 0.2
            for picture in pictures.tolist()
        ]
        slow.append(math.log(sum(map(math.exp, likeness))) - likeness[i])
    found = region_loss(parts, pictures, 0.2).item()
    assert found == pytest.approx(sum(slow) / len(slow))


def test_that_gradients_agree_with_finite_differences():
    inputs = [
        drawn(3, 4, seed=3).requires_grad_(),
        drawn(3, 2, 4, seed=4).requires_grad_(),
    ]
    assert torch.autograd.gradcheck(lambda p, q: region_loss(p, q, 0.3), inputs)
