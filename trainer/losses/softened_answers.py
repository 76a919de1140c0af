"""Let one classifier answer as another does (Hinton et al. 2015)."""

from torch import Tensor
from torch.nn import functional


def softened_divergence(teacher: Tensor, student: Tensor, temperature: float) -> Tensor:
    """Return T^2 KL(softmax(teacher / T) || softmax(student / T)), the mean over n.

    Args:
        teacher: (n, c) logits; no gradient goes there.
        student: (n, c) logits.
        temperature: T.
    """
    theirs = functional.log_softmax(teacher.detach() / temperature, dim=1)
    mine = functional.log_softmax(student / temperature, dim=1)
    divergence = functional.kl_div(mine, theirs, reduction="batchmean", log_target=True)
    return temperature**2 * divergence
