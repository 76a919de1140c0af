"""Pull what is said about each place of a picture towards what the teacher saw there.

One picture so teaches as many lessons as it has places; distilling feature maps, not
only their mean, is as old as FitNets (Romero et al. 2015, equation 3).
"""

from torch import Tensor


def places_loss(places: Tensor, targets: Tensor) -> Tensor:
    """Return the squared error as a share of the targets' mean square.

    Args:
        places: (n, p, d).
        targets: (n, p, d), centred: saying nothing costs 1.
    """
    return (places - targets).square().mean() / targets.square().mean()
