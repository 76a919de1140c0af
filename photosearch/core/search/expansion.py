"""Searching wider: the closest photos of a first answer become examples as well.

This is alpha query expansion (Radenovic, Tolias and Chum, "Fine-tuning CNN image
retrieval with no human annotation", 2019): the new query is the normalised sum of the
query and of its neighbours, each times the alpha-th power of its similarity. A part is
expanded by the codes of the matched regions, whose bits vote with the same weights.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from photosearch.core.search.aim import Aim
from photosearch.core.search.candidates import Candidates, Probe
from photosearch.core.search.curve import Similarities
from photosearch.core.search.parts import Parts, signs_of
from photosearch.core.search.wholes import Direction, Wholes, unit
from photosearch.spec.codes import pack

# More than ten gain nothing where few photos belong to a query, as in most libraries.
NEIGHBOURS = 10
_ALPHA = 3.0

Shares = npt.NDArray[np.float32]


def expanded(aim: Aim, close: Candidates, similarities: Similarities) -> Aim:
    """Return an aim at a query and at what was close to it.

    Args:
        aim: The query as asked.
        close: (n,) photos within the cut of its answer.
        similarities: (n,) float32, those of the answer.
    """
    shares = np.maximum(similarities, 0) ** np.float32(_ALPHA)
    if not shares.any():
        return aim
    measure, probes = aim.measure, list(aim.probes)
    if measure.wholes and measure.wholes.weight:
        measure = replace(measure, wholes=_wholes(measure.wholes, close, shares))
        votes = np.einsum("n,nb->b", shares, signs_of(close.codes))
        if not aim.query.is_part:
            votes = votes + signs_of(aim.query.code[None])[0]
        probes.append(Probe(pack(votes[None])[0], is_part=False))
    if measure.parts:
        parts = _parts(measure.parts, close, shares)
        measure = replace(measure, parts=parts)
        probes += [Probe(code, is_part=True) for code in parts.wanted_codes()]
    return replace(aim, measure=measure, probes=tuple(probes))


def _wholes(wholes: Wholes, close: Candidates, shares: Shares) -> Wholes:
    towards = unit(wholes.wanted.towards + np.einsum("n,nd->d", shares, close.seen))
    return replace(wholes, wanted=Direction(towards))


def _parts(parts: Parts, close: Candidates, shares: Shares) -> Parts:
    _, regions = parts.matches(close.regions)
    signs = parts.signs.copy()
    for part in np.flatnonzero(parts.is_wanted):
        matched = close.regions[np.arange(len(close)), regions[:, part]]
        signs[part] += np.einsum("n,nb->b", shares, signs_of(matched))
    return replace(parts, signs=signs)
