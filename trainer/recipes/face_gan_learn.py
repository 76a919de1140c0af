"""Learn to change faces: pose, mouth, light and colour, measured without labels.

StarGAN with continuous attributes (Choi et al. 2018) and the hinge in place of
WGAN-GP, which needs a second derivative and so twice the time. Letters in shapes: n
faces, s side in pixels, a attributes in -1..1.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from photosearch.spec.preprocess import Pixels
from trainer import checkpoint
from trainer.checkpoint import CHECKPOINT_FILE
from trainer.counted_run import CountedRun
from trainer.data.face_attributes import (
    ATTRIBUTES,
    GREY,
    AttributeScale,
    Floats,
    fit_scale,
    measure_attributes,
    without_colour,
)
from trainer.finite import require_finite_terms
from trainer.losses.adversarial import discriminator_loss, generator_loss
from trainer.nets.face_gan import FaceGanSettings, FaceJudge, FaceTranslator
from trainer.nets.precision import Precision, autocast, choose_precision
from trainer.recipes.face_hash_study_settings import GanTraining

NET_FILE = "translator.safetensors"
SAVE_MINUTES = 1.0
CPU = torch.device("cpu")
FACES_AT_ONCE = 64
CHANGED = 2
"""Attributes of a face that are changed at a time."""


@dataclass(frozen=True, slots=True)
class GanEditor:
    """Changes faces by a trained translator; a `FaceEditor`.

    Attributes:
        net: In evaluation mode.
        scale: Of the attributes.
    """

    net: FaceTranslator
    scale: AttributeScale

    def edited(
        self, pixels: Pixels, points: Floats, draw: np.random.Generator
    ) -> Pixels:
        """Change two attributes of each of faces (n, s, s, 3), points (n, 5, 2) px."""
        wanted = self.scale.scaled(measure_attributes(pixels, points))
        for row in wanted:
            chosen = draw.choice(len(ATTRIBUTES), CHANGED, replace=False)
            side = -np.sign(row[chosen]) + (row[chosen] == 0)
            row[chosen] = side * draw.uniform(0.4, 1.0, CHANGED)
        return self.translated(pixels, wanted)

    @torch.no_grad()
    def translated(self, pixels: Pixels, wanted: Floats) -> Pixels:
        """Change faces (n, s, s, 3) to attributes (n, a)."""
        parts = []
        for start in range(0, len(pixels), FACES_AT_ONCE):
            part = slice(start, start + FACES_AT_ONCE)
            made = self.net(_pictures(pixels[part]), torch.from_numpy(wanted[part]))
            bytes_ = made.add(1).mul(127.5).round().clamp(0, 255).to(torch.uint8)
            parts.append(bytes_.permute(0, 2, 3, 1).numpy())
        return np.concatenate(parts)


def train_translator(
    folder: Path,
    pixels: Pixels,
    points: Floats,
    size_px: int,
    net: FaceGanSettings,
    options: GanTraining,
) -> GanEditor:
    """Train a translator, or what is left of an interrupted training, or read it.

    Args:
        folder: Where it is kept.
        pixels: (n, s, s, 3), aligned.
        points: (n, 5, 2) px in these.
        size_px: Side of the crops to train on, at most s.
        net: Shape of the networks.
        options: The training.

    Raises:
        TrainingError: A loss is no number, or a file cannot be written.
    """
    scale = fit_scale(measure_attributes(pixels, points))
    run = _Run(folder, size_px, net, options, scale)
    file = folder / NET_FILE
    if file.is_file():
        header = checkpoint.load_same(file, run.translator, run.identity)
    else:
        run.fit(pixels, points)
        header = {"identity": run.identity, "elapsed_s": f"{run.elapsed_s:.1f}"}
        checkpoint.save_net(file, run.translator, header)
        (folder / CHECKPOINT_FILE).unlink(missing_ok=True)
    return GanEditor(run.translator.eval(), scale)


class _Run(CountedRun):
    """A training: both networks, their optimisers and where it stands."""

    def __init__(
        self,
        folder: Path,
        size_px: int,
        net: FaceGanSettings,
        options: GanTraining,
        scale: AttributeScale,
    ) -> None:
        torch.manual_seed(options.seed)
        self.size_px = size_px
        self.options = options
        self.scale = scale
        self.precision = choose_precision(Precision.AUTO, CPU)
        self.translator = FaceTranslator(len(ATTRIBUTES), net)
        self.judge = FaceJudge(len(ATTRIBUTES), net)
        self.nets = {"translator": self.translator, "judge": self.judge}
        # A checkpoint tells networks and optimisers apart by their names.
        self.optimizers = {
            f"{name}_steps": torch.optim.Adam(
                each.parameters(), options.rate, (0.5, 0.999)
            )
            for name, each in self.nets.items()
        }
        fitted = json.dumps([scale.middle.tolist(), scale.reach.tolist()])
        self.identity = repr((size_px, net, options, fitted))
        super().__init__(folder, self.identity, self.nets, self.optimizers)

    def fit(self, pixels: Pixels, points: Floats) -> None:
        """Train to the end."""

        def take_step() -> Mapping[str, Tensor]:
            terms = self._take_step(pixels, points)
            require_finite_terms(terms, self.step, "try a smaller gan_training.rate")
            return terms

        self.train_to(self.options.steps, take_step, save_minutes=SAVE_MINUTES)

    def _take_step(self, pixels: Pixels, points: Floats) -> Mapping[str, Tensor]:
        options = self.options
        draw = np.random.default_rng([options.seed, self.step])
        chosen = draw.integers(0, len(pixels), options.batch)
        faces, own = self._real(pixels[chosen], points[chosen], draw)
        wanted = own[torch.from_numpy(draw.permutation(options.batch))]
        with autocast(self.precision, CPU):
            made = self.translator(faces, wanted)
        terms = self._judge(faces, own, made.detach())
        with autocast(self.precision, CPU):
            score, read = self.judge(made)
            back = self.translator(made, own)
        cycle = functional.l1_loss(back, faces)
        attributes = functional.mse_loss(read, wanted)
        adversarial = generator_loss(score)
        total = adversarial + options.attributes * attributes + options.cycle * cycle
        self._learn("translator", total)
        return terms | {"cycle": cycle, "fake": attributes, "generator": adversarial}

    def _judge(self, faces: Tensor, own: Tensor, made: Tensor) -> dict[str, Tensor]:
        """Teach the discriminator to tell faces apart and to read real ones."""
        with autocast(self.precision, CPU):
            real, read = self.judge(faces)
            fake, _ = self.judge(made)
        attributes = functional.mse_loss(read, own)
        adversarial = discriminator_loss(real, fake)
        self._learn("judge", adversarial + self.options.attributes * attributes)
        return {"discriminator": adversarial, "real": attributes}

    def _learn(self, name: str, loss: Tensor) -> None:
        optimizer = self.optimizers[f"{name}_steps"]
        optimizer.zero_grad()
        parameters = list(self.nets[name].parameters())
        for each, slope in zip(
            parameters, torch.autograd.grad(loss, parameters), strict=True
        ):
            each.grad = slope
        optimizer.step()

    def _real(
        self, pixels: Pixels, points: Floats, draw: np.random.Generator
    ) -> tuple[Tensor, Tensor]:
        """Return crops of real faces, some of them grey, and their attributes."""
        values = self.scale.scaled(measure_attributes(pixels, points))
        grey = draw.random(len(pixels)) < self.options.grey
        shown = np.where(grey[:, None, None, None], without_colour(pixels), pixels)
        values[grey, GREY] = 1.0
        # Never mirrored: left and right are attributes.
        top, left = draw.integers(0, pixels.shape[1] - self.size_px + 1, 2)
        rows, columns = (slice(each, each + self.size_px) for each in (top, left))
        return _pictures(shown[:, rows, columns]), torch.from_numpy(values)


def _pictures(pixels: Pixels) -> Tensor:
    """Turn (n, s, s, 3) uint8 into (n, 3, s, s) in -1..1, channels last in memory."""
    batch = torch.from_numpy(np.ascontiguousarray(pixels)).permute(0, 3, 1, 2)
    return batch.float().div(127.5).sub(1)
