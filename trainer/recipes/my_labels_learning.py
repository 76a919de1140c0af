"""The head of recipe `my_labels` learns from labels by consistent hashing.

The trunk is frozen, so a step costs milliseconds. Letters in shapes: n photos of a
batch, c labels, w width of an embedding, b bits.
"""

import copy
import math
import time

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from photosearch.spec.retraining import Stage
from trainer import checkpoint
from trainer.checkpoint import CHECKPOINT_FILE, Position
from trainer.data.split import Part
from trainer.errors import TrainingError
from trainer.following import StoppedByUser
from trainer.losses.consistent_pairs import (
    consistent_pair_loss,
    feature_consistency_loss,
    percentage_similarity,
    sign_gap_loss,
)
from trainer.losses.similarity import similarity_loss
from trainer.nets.joined import JoinedDescriptor
from trainer.progress import ProgressLog
from trainer.recipes.my_labels_data import LabelledPhotos
from trainer.recipes.my_labels_settings import Settings
from trainer.recipes.my_labels_views import SeenPhotos
from trainer.recipes.own_photos_progress import Teller

TELL_EVERY = 5


class Pupil(nn.Module):
    """The head that learns, and how far its logits go.

    Args:
        head: To start from.
        scale: Of its logits.
    """

    def __init__(self, head: JoinedDescriptor, scale: float) -> None:
        super().__init__()
        self.head = copy.deepcopy(head)
        self.log_scale = nn.Parameter(torch.tensor(-math.log(scale)))

    def describe(self, views: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """Return embeddings (n, w) and scaled logits (n, b)."""
        embeddings, logits = self.head(*views)
        return embeddings, logits * self.log_scale.exp()


def learn(
    old: JoinedDescriptor,
    photos: LabelledPhotos,
    seen: SeenPhotos,
    settings: Settings,
    teller: Teller,
) -> JoinedDescriptor:
    """Let a copy of a head learn, or go on learning.

    Raises:
        TrainingError: A loss is no number, or the checkpoint cannot be used.
        StoppedByUser: The follower asked to stop; a checkpoint was written.
    """
    torch.manual_seed(settings.seed)
    taught = photos.rows(Part.TRAINING)
    with torch.no_grad():
        known, logits = old(*seen.views(taught, 0))
    pupil = Pupil(old, float(logits.std()) + 1e-12).train()
    options, total = settings.learn, settings.learn.steps
    optimizer = torch.optim.AdamW(
        pupil.parameters(), options.learning_rate, weight_decay=options.weight_decay
    )
    file = settings.out / CHECKPOINT_FILE
    nets, optimizers = {"net": pupil}, {"optimizer": optimizer}
    step = 0
    if file.is_file():
        step = checkpoint.load_all(file, settings.identity(), nets, optimizers).step

    def save() -> None:
        position = Position(step, 0.0, settings.identity())
        checkpoint.save_all(file, position, nets, optimizers)

    saved_s = time.monotonic()
    try:
        with ProgressLog(settings.out) as progress:
            while step < total:
                for group in optimizer.param_groups:
                    turn = math.pi * step / total
                    group["lr"] = options.learning_rate * 0.5 * (1 + math.cos(turn))
                chance = np.random.default_rng([settings.seed, step])
                drawn = chance.permutation(len(taught))[: options.batch]
                labels = photos.sets.labels[taught[drawn]]
                terms = _terms(pupil, seen, taught[drawn], labels, chance, settings)
                terms["old"] = options.distillation * similarity_loss(
                    pupil.describe(seen.views(taught[drawn], 0))[0], known[drawn]
                )
                loss = torch.stack(list(terms.values())).sum()
                if not torch.isfinite(loss):
                    raise TrainingError(
                        f"the loss is no number at step {step}; "
                        "try a smaller learn.learning_rate"
                    )
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
                step += 1
                if step % TELL_EVERY == 0 or step in (1, total):
                    shown = {name: float(term.detach()) for name, term in terms.items()}
                    progress.write(step, shown)
                    teller.step(Stage.LEARNING, step, total, shown)
                if time.monotonic() - saved_s > options.save_every_s:
                    save()
                    saved_s = time.monotonic()
                teller.wait()
    except (StoppedByUser, KeyboardInterrupt):
        save()
        raise
    save()
    return pupil.head.eval()


def _terms(
    pupil: Pupil,
    seen: SeenPhotos,
    rows: npt.NDArray[np.int64],
    labels: npt.NDArray[np.bool_],
    chance: np.random.Generator,
    settings: Settings,
) -> dict[str, Tensor]:
    """Return what the codes of two views of each photo pay.

    Two views, so that even a label that one photo of the batch has is like something.
    """
    both = np.concatenate([rows, rows])
    views = chance.integers(0, seen.contents.shape[1], len(both))
    embeddings, logits = pupil.describe(seen.views(both, views))
    weights = settings.consistent
    similarity = percentage_similarity(torch.from_numpy(labels).repeat(2, 1))
    terms = {
        "pairs": consistent_pair_loss(logits, similarity, weights),
        "quantisation": weights.quantisation * sign_gap_loss(logits),
    }
    if weights.features:
        gap = feature_consistency_loss(embeddings, logits)
        terms["features"] = weights.features * gap
    return terms
