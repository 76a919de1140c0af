"""Classical codes fitted on given features, side by side: the controls of a study."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.evaluation.linear_hash import Floats, fit_itq, fit_lsh, fit_pca
from trainer.evaluation.spectral_hash import fit_spectral

LSH = "LSH"
PCA_SIGNS = "PCA signs"
SPECTRAL = "spectral hashing"
ITQ = "ITQ"


@dataclass(frozen=True, slots=True)
class FittedCode:
    """What one method makes of the features.

    Attributes:
        method: As reports call it.
        queries: (q, bits) float32 logits.
        database: (n, bits) float32 logits.
    """

    method: str
    queries: Floats
    database: Floats

    @property
    def bits(self) -> int:
        """Length of the code."""
        return int(self.database.shape[1])


def fit_codes(
    queries: Floats, database: Floats, lengths: Sequence[int], seed: int
) -> Iterator[FittedCode]:
    """Fit every method on the database, one code length after the other.

    Args:
        queries: (q, d) features.
        database: (n, d) features.
        lengths: Of the codes; PCA signs and ITQ are left out where one exceeds d.
        seed: Of the directions of LSH and the first rotation of ITQ.
    """
    for bits in lengths:
        lsh = fit_lsh(database, bits, seed)
        yield FittedCode(LSH, lsh.logits(queries), lsh.logits(database))
    # All others look at the first components alone, which are found once.
    components = fit_pca(database, min(max(lengths), *database.shape))
    asked, known = components.logits(queries), components.logits(database)
    for bits in lengths:
        spectral = fit_spectral(known, bits)
        yield FittedCode(SPECTRAL, spectral.logits(asked), spectral.logits(known))
        if bits > known.shape[1]:
            continue
        pca = fit_pca(known, bits)
        yield FittedCode(PCA_SIGNS, pca.logits(asked), pca.logits(known))
        itq = fit_itq(known, bits, seed)
        yield FittedCode(ITQ, itq.logits(asked), itq.logits(known))
