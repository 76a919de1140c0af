"""The head of recipe `own_photos` learns from two views of each photo.

The trunk is frozen, so a step costs milliseconds. Letters in shapes: n photos of a
batch, e, d and w widths, b bits.
"""

import copy
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor, nn

from photosearch.spec.retraining import Stage
from trainer import checkpoint
from trainer.checkpoint import CHECKPOINT_FILE, Position
from trainer.data.split import Part
from trainer.errors import TrainingError
from trainer.evaluation.linear_hash import itq_rotation
from trainer.following import StoppedByUser
from trainer.losses.adversarial import discriminator_loss, generator_loss
from trainer.losses.balance import balance_loss
from trainer.losses.code_similarity import straight_through_signs
from trainer.losses.contrastive import code_contrast_loss, nt_xent_loss
from trainer.losses.decorrelation import decorrelation_loss
from trainer.losses.information import corrector_loss
from trainer.losses.similarity import similarity_loss
from trainer.nets.descriptor_gan import DescriptorGan
from trainer.nets.joined import JoinedDescriptor
from trainer.progress import ProgressLog
from trainer.recipes.own_photos_data import OwnPhotos
from trainer.recipes.own_photos_measure import views_first
from trainer.recipes.own_photos_progress import Teller
from trainer.recipes.own_photos_settings import Settings
from trainer.recipes.own_photos_views import Described

FOLLOW_EVERY = 16
"""Steps between two looks at how hard the GAN's losses pull."""

TELL_EVERY = 5
"""Steps between two points of the curves."""

POWER = 0.25
"""Of eigenvalues, before the signs of a shorter code are taken."""

ITQ_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Two views of n photos, the whole photos, and what the old model said of these.

    Attributes:
        first: Contents (n, e) and details (n, d) of one view.
        second: Of another view.
        whole: Of the whole photos.
        embeddings: (n, w) that the old model gave the whole photos.
        codes: (n, b) of -1 and +1, its codes; b need not be that of the new code.
    """

    first: tuple[Tensor, Tensor]
    second: tuple[Tensor, Tensor]
    whole: tuple[Tensor, Tensor]
    embeddings: Tensor
    codes: Tensor

    def to(self, device: torch.device) -> Self:
        """Return the same on a device."""

        def moved(pair: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
            return pair[0].to(device), pair[1].to(device)

        return type(self)(
            moved(self.first),
            moved(self.second),
            moved(self.whole),
            self.embeddings.to(device),
            self.codes.to(device),
        )


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learned from, and what the old model says of it.

    Attributes:
        described: The learning photos.
        moments: Places of the photos of each group; one of each is in a batch.
        embeddings: (n, w), the old model's, of all learning photos.
        codes: (n, b) of -1 and +1.
    """

    described: Described
    moments: tuple[npt.NDArray[np.int64], ...]
    embeddings: Tensor
    codes: Tensor

    def batch(self, size: int, whole: float, seed: int) -> Batch:
        """Draw pairs of views.

        Args:
            size: At most this many photos.
            whole: Share of the pairs in which one view is the whole photo.
            seed: Decides everything.
        """
        chance = np.random.default_rng(seed)
        drawn = chance.permutation(len(self.moments))[:size]
        photos = np.array([chance.choice(self.moments[each]) for each in drawn])
        views = self.described.contents.shape[1]
        first = chance.integers(1, views, len(photos))
        # Another one of the random views, whatever the first was.
        second = (first + chance.integers(1, views - 1, len(photos)) - 1) % (views - 1)
        first[chance.random(len(photos)) < whole] = 0
        return Batch(
            self.described.views(photos, first),
            self.described.views(photos, second + 1),
            self.described.views(photos, 0),
            self.embeddings[photos],
            self.codes[photos],
        )


@torch.no_grad()
def make_lessons(
    photos: OwnPhotos, described: Described, old: JoinedDescriptor
) -> Lessons:
    """Ask the old model about the learning photos."""
    usable = described.usable
    groups = np.array(photos.groups)[described.rows[usable]]
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order])) + 1
    moments = tuple(np.split(usable[order], starts))
    everything = np.arange(len(described.rows))
    embeddings, logits = old(*described.views(everything, 0))
    return Lessons(described, moments, embeddings, torch.where(logits >= 0, 1.0, -1.0))


def start_head(
    old: JoinedDescriptor, lessons: Lessons, settings: Settings
) -> JoinedDescriptor:
    """Return the head to learn from: the old one, with a new code if it is shorter.

    A shorter code starts as ITQ (Gong et al. 2013) of what is said of all views.
    """
    head = copy.deepcopy(old)
    if settings.bits == old.code.out_features:
        return head
    contents, details = lessons.described.contents, lessons.described.details
    usable = lessons.described.usable
    views = [
        head.project(
            head.side_by_side(_floats(contents[usable, v]), _floats(details[usable, v]))
        )
        for v in range(contents.shape[1])
    ]
    said = torch.cat(views).detach().double()
    values, vectors = torch.linalg.eigh(torch.cov(said.T))
    kept = vectors[:, -settings.bits :].flip(1)  # (w, b), strongest first
    spread = values[-settings.bits :].flip(0).clamp(min=1e-9).pow(-POWER)
    raised = (said - said.mean(dim=0)) @ kept * spread
    chosen = torch.randperm(
        len(raised), generator=Generator().manual_seed(settings.seed)
    )
    rotation = itq_rotation(raised[chosen[:ITQ_ROWS]].float().numpy(), settings.seed)
    turned = kept * spread @ torch.from_numpy(rotation).double()  # (w, b)
    head.code = nn.Linear(len(turned), settings.bits, bias=False)
    with torch.no_grad():
        head.code.weight.copy_((turned / turned.abs().max()).T)
    return head


def learn(
    start: JoinedDescriptor,
    lessons: Lessons,
    photos: OwnPhotos,
    parts: Mapping[Part, Described],
    settings: Settings,
    teller: Teller,
) -> JoinedDescriptor:
    """Let a head learn, or go on learning.

    Raises:
        TrainingError: A loss is no number, or the checkpoint cannot be used.
        StoppedByUser: The follower asked to stop; a checkpoint was written.
    """
    lesson = Learning(start, lessons, settings)
    file = settings.out / CHECKPOINT_FILE
    step = lesson.load(file) if file.is_file() else 0
    saved_s = time.monotonic()
    total = settings.chosen.steps
    try:
        with ProgressLog(settings.out) as progress:
            while step < total:
                figures = lesson.step(step)
                step += 1
                is_edge = step in (1, total)
                if step % settings.learn.measure_every == 0 or is_edge:
                    figures["held_out"] = views_first(lesson.head, photos, parts)
                if step % TELL_EVERY == 0 or is_edge:
                    progress.write(step, figures)
                    teller.step(Stage.LEARNING, step, total, figures)
                if time.monotonic() - saved_s > settings.learn.save_every_s:
                    lesson.save(file, step)
                    saved_s = time.monotonic()
                teller.wait()
    except StoppedByUser:
        # Told between two steps. Ctrl-C may come in the middle of one, of which a
        # checkpoint must hold nothing.
        lesson.save(file, step)
        raise
    lesson.save(file, step)
    return lesson.head.cpu().eval()


class Learning:
    """The networks, their optimisers, and what one step does.

    Args:
        start: The head to start from.
        lessons: What is learned from.
        settings: The recipe.
    """

    def __init__(
        self, start: JoinedDescriptor, lessons: Lessons, settings: Settings
    ) -> None:
        self._settings, self._lessons = settings, lessons
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(settings.seed)
        self.head = copy.deepcopy(start).to(self._device).train()
        self._scale = self._spread_of_logits()
        learn, gan = settings.learn, settings.gan
        self._optimizers: dict[str, torch.optim.Optimizer] = {
            "head": torch.optim.AdamW(
                self.head.parameters(),
                learn.learning_rate,
                weight_decay=learn.weight_decay,
            )
        }
        self._nets: dict[str, nn.Module] = {"net": self.head}
        self._gan: DescriptorGan | None = None
        self._pulls: tuple[Tensor, ...] = ()
        if gan.enabled:
            width = self.head.project.in_features
            made = DescriptorGan(
                width, settings.bits, gan.adjustment, gan.noise, gan.hidden
            )
            self._gan = made.to(self._device)
            self._nets["gan"] = self._gan
            betas = (0.5, 0.999)
            self._optimizers["generator"] = torch.optim.Adam(
                self._gan.generator.parameters(), gan.learning_rate, betas
            )
            self._optimizers["judge"] = torch.optim.Adam(
                self._gan.judge.parameters(), 2 * gan.learning_rate, betas
            )

    def step(self, number: int) -> dict[str, float]:
        """Learn from one batch and return what each term was.

        Everything random follows from the seed and the number of the step.
        """
        learn = self._settings.learn
        seed = (self._settings.seed << 40) + number
        done = number / self._settings.chosen.steps
        for group in self._optimizers["head"].param_groups:
            group["lr"] = learn.learning_rate * 0.5 * (1 + math.cos(math.pi * done))
        batch = self._lessons.batch(learn.batch, learn.whole, seed).to(self._device)
        loss, terms = self._head_loss(batch)
        if self._gan is not None:
            added, more = self._gan_loss(self._gan, batch, done, number)
            loss, terms = loss + added, terms | more
        terms["loss"] = loss
        self._require_finite(number, *terms.values())
        for name in self._optimizers.keys() & {"head", "generator"}:
            self._optimizers[name].zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        for name in self._optimizers.keys() & {"head", "generator"}:
            self._optimizers[name].step()
        if self._gan is not None and self._pulls:
            # Only now: until then the gradients need the strength that was used.
            self._gan.information.follow(*self._pulls)
            self._pulls = ()
        return {name: float(term.detach()) for name, term in terms.items()}

    def save(self, file: Path, step: int) -> None:
        """Write a checkpoint."""
        position = Position(step, 0.0, self._settings.identity())
        checkpoint.save_all(file, position, self._nets, self._optimizers)

    def load(self, file: Path) -> int:
        """Read a checkpoint and return the number of the next step."""
        return checkpoint.load_all(
            file, self._settings.identity(), self._nets, self._optimizers
        ).step

    # --- terms

    def _head_loss(self, batch: Batch) -> tuple[Tensor, dict[str, Tensor]]:
        weights = self._settings.loss
        first, code = self._said(self.head(*batch.first))
        second, other = self._said(self.head(*batch.second))
        embeddings, logits = self._said(self.head(*batch.whole))
        contrastive = weights.contrastive * nt_xent_loss(
            first, second, weights.temperature
        ) + weights.codes * code_contrast_loss(code, other, weights.code_temperature)
        distillation = weights.distillation * similarity_loss(
            embeddings, batch.embeddings
        ) + weights.code_distillation * similarity_loss(
            straight_through_signs(logits) / math.sqrt(logits.shape[1]),
            batch.codes / math.sqrt(batch.codes.shape[1]),
        )
        spread = weights.balance * balance_loss(logits)
        spread = spread + weights.decorrelation * decorrelation_loss(logits)
        terms = {"contrastive": contrastive, "distillation": distillation}
        return contrastive + distillation + spread, terms

    def _gan_loss(
        self, gan: DescriptorGan, batch: Batch, done: float, number: int
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Let the judge learn, and return what generator and code pay."""
        options = self._settings.gan
        chance = Generator().manual_seed((self._settings.seed << 40) + number)
        with torch.no_grad():
            real = self.head.side_by_side(*batch.first)
            _, logits = self.head.describe(real)
        codes = gan.drawn(len(real), chance).to(self._device)
        made = gan.made(codes, chance)
        judged = discriminator_loss(gan.scores(real), gan.scores(made.detach()))
        self._require_finite(number, judged)
        self._optimizers["judge"].zero_grad()
        judged.backward()  # type: ignore[no-untyped-call]
        self._optimizers["judge"].step()
        adversarial = generator_loss(gan.scores(made))
        read = self._said(self.head.describe(made))[1]
        information = gan.information(read, codes)
        if number % FOLLOW_EVERY == 0:
            self._pulls = (
                *torch.autograd.grad(adversarial, made, retain_graph=True),
                *torch.autograd.grad(information, made, retain_graph=True),
            )
        own = torch.where(logits >= 0, 1.0, -1.0)
        again = self._said(self.head.describe(gan.made(own, chance)))[1]
        corrector = corrector_loss(again, own)
        # Adam takes no notice of how much the generator's loss counts as a whole; so
        # its share only says how much the code listens.
        counts = min(1.0, done / max(options.warm_up, 1e-9))
        counts = max(counts, 1e-3)
        total = counts * (
            options.information * (adversarial + information)
            + options.corrector * corrector
        )
        return total, {"adversarial": judged, "corrector": corrector}

    # --- small things

    def _said(self, said: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """Scale logits such that the signs' gradients neither vanish nor saturate."""
        embeddings, logits = said
        return embeddings, logits / self._scale

    @torch.no_grad()
    def _spread_of_logits(self) -> float:
        described = self._lessons.described
        contents, details = described.views(described.usable[:ITQ_ROWS], 0)
        _, logits = self.head(contents.to(self._device), details.to(self._device))
        return float(logits.std()) + 1e-12

    def _require_finite(self, number: int, *terms: Tensor) -> None:
        if not all(bool(torch.isfinite(term)) for term in terms):
            raise TrainingError(
                f"the loss is no number at step {number}; "
                "try a smaller learn.learning_rate, or gan.enabled=false"
            )


def _floats(array: npt.NDArray[np.float16]) -> Tensor:
    return torch.from_numpy(np.asarray(array, np.float32))
