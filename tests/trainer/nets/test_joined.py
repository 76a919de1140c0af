import pytest
import torch
from torch.nn import functional

from trainer.nets.joined import JoinedDescriptor


def units(count, width, seed):
    generator = torch.Generator().manual_seed(seed)
    spread = torch.linspace(2, 0.5, width)
    drawn = torch.randn(count, width, generator=generator) * spread + 0.3
    return functional.normalize(drawn, dim=1)


CONTENT, DETAIL = units(400, 6, 1), units(400, 10, 2)


def fitted(width=16, bits=16, share=0.6, power=0.25):
    joining = JoinedDescriptor(6, 10, width, bits, share)
    joining.fit(CONTENT, DETAIL, power, seed=1)
    return joining.eval()


def side_by_side(share):
    what = functional.normalize(CONTENT - CONTENT.mean(dim=0), dim=1)
    which = functional.normalize(DETAIL - DETAIL.mean(dim=0), dim=1)
    both = functional.normalize(torch.cat([what, share * which], dim=1), dim=1)
    return functional.normalize(both - both.mean(dim=0), dim=1)


@torch.no_grad()
def test_that_all_directions_keep_every_angle():
    embeddings, _ = fitted()(CONTENT, DETAIL)
    expected = side_by_side(0.6)
    assert torch.allclose(embeddings @ embeddings.T, expected @ expected.T, atol=1e-4)


@torch.no_grad()
def test_that_fewer_directions_keep_the_strongest():
    wide, narrow = fitted(16), fitted(8, 8)
    projected = wide.project(wide.side_by_side(CONTENT, DETAIL))
    strongest = narrow.project(narrow.side_by_side(CONTENT, DETAIL))
    assert torch.allclose(projected[:, :8].abs(), strongest.abs(), atol=1e-4)
    variances = projected.var(dim=0)
    assert (variances[:-1] >= variances[1:] - 1e-6).all()


@torch.no_grad()
def test_that_half_of_the_code_is_on_and_its_bits_say_different_things():
    _, logits = fitted(8, 8)(CONTENT, DETAIL)
    signs = torch.where(logits >= 0, 1.0, -1.0)
    assert signs.mean(dim=0).abs().max() < 0.25
    correlation = torch.corrcoef(signs.T) - torch.eye(8)
    assert correlation.abs().mean() < 0.15


@torch.no_grad()
def test_that_without_details_only_contents_count():
    joining = fitted(6, 6, share=0.0)
    first, _ = joining(CONTENT, DETAIL)
    second, _ = joining(CONTENT, DETAIL.flip(0))
    assert torch.allclose(first, second, atol=1e-5)


def test_that_too_few_photos_are_refused():
    joining = JoinedDescriptor(6, 10, 8, 8, 0.6)
    with pytest.raises(ValueError, match="15 photos are too few to join"):
        joining.fit(CONTENT[:15], DETAIL[:15], 0.25, seed=1)
