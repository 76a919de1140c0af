"""Forms of the loss that drives a relaxed code to -1 and +1, for comparison.

They differ in where they push. ABSOLUTE pushes every bit alike, also at the goal, where
it never comes to rest. SQUARED pushes undecided bits hardest, before anything else
knows on which side they belong. QUADRATIC leaves undecided bits alone and pushes a bit
the more, the further it has committed itself; through tanh that push is largest at
|h| = 3 ** -.5 and vanishes at both ends. QUARTIC does so even before tanh.
"""

from enum import StrEnum

from torch import Tensor


class QuantisationForm(StrEnum):
    """Which function of a relaxed bit h is the loss.

    Attributes:
        NONE: 0.
        ABSOLUTE: |1 - |h||.
        SQUARED: (1 - |h|)^2.
        QUARTIC: (1 - h^2)^2.
        QUADRATIC: 1 - h^2.
    """

    NONE = "none"
    ABSOLUTE = "absolute"
    SQUARED = "squared"
    QUARTIC = "quartic"
    QUADRATIC = "quadratic"


def quantisation_form_loss(soft: Tensor, form: QuantisationForm) -> Tensor:
    """Return the mean over pictures and bits; soft (n, bits) in -1..1."""
    match form:
        case QuantisationForm.NONE:
            return (soft * 0).mean()
        case QuantisationForm.ABSOLUTE:
            return (1 - soft.abs()).abs().mean()
        case QuantisationForm.SQUARED:
            return (1 - soft.abs()).square().mean()
        case QuantisationForm.QUARTIC:
            return (1 - soft.square()).square().mean()
        case QuantisationForm.QUADRATIC:
            return (1 - soft.square()).mean()


def quantisation_error(soft: Tensor) -> Tensor:
    """Return the mean |1 - |h||, by which all forms are compared."""
    return (1 - soft.abs()).abs().mean()
