"""Recipe `face_hash_study`: hashing of faces by the published method, part by part.

A short training of a narrow network at 64 px, so that each part of the method can be
switched off in turn. All random choices of a step follow from the seed and its number.
"""

import hashlib
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from photosearch.spec.preprocess import Pixels
from trainer import checkpoint
from trainer.checkpoint import CHECKPOINT_FILE, NET_FILE, Position
from trainer.data.class_batches import ClassBatches
from trainer.data.face_views import face_views
from trainer.evaluation.unsupervised import Retrieval, figures_by_code
from trainer.losses.sign_control import least_distance
from trainer.nets.face_codes import FaceCodesNet, PeopleCentres
from trainer.nets.precision import choose_precision
from trainer.progress import ProgressLog
from trainer.recipes.face_hash_study_data import (
    FaceSet,
    Search,
    StudyFaces,
    load_faces,
    middle,
)
from trainer.recipes.face_hash_study_learn import Batch, Learner, phase_at
from trainer.recipes.face_hash_study_settings import Settings
from trainer.recipes.face_hash_study_variants import KnownVariants, load_variants
from trainer.schedule import adamw

logger = logging.getLogger(__name__)

SHARED_FOLDER = "begun"
LOG_EVERY = 10
FACES_AT_ONCE = 200
VALIDATION = "validation_map@all"

Floats32 = npt.NDArray[np.float32]
Described = tuple[Floats32, list[Floats32]]
"""Features (n, d) and logits (n, b) of each code."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What became of a run.

    Attributes:
        net: In evaluation mode, on the CPU.
        apart: Bits by which the two nearest people's centres differ, for each code.
        history: Epochs and the mAP of the validation people after each of them.
        steps: Finished steps.
        elapsed_s: Seconds of training.
    """

    net: FaceCodesNet
    apart: tuple[int, ...]
    history: tuple[tuple[float, float], ...]
    steps: int
    elapsed_s: float


def train(settings: Settings) -> Trained:
    """Run the recipe, or what is left of an interrupted run.

    Raises:
        TrainerError: Data are missing, a loss is no number, a file cannot be written.
    """
    trained = read_trained(settings)
    if trained is not None:
        return trained
    faces = load_faces(settings)
    run = Run(settings, faces)
    run.fit()
    signs = [torch.where(each >= 0, 1.0, -1.0) for each in run.centres.codes]
    header = {
        "identity": settings.identity(),
        "apart": json.dumps([least_distance(each) for each in signs]),
        "history": json.dumps(run.history),
        "steps": str(run.step),
        "elapsed_s": f"{run.elapsed_s:.1f}",
    }
    checkpoint.save_net(settings.out / NET_FILE, run.net, header)
    (settings.out / CHECKPOINT_FILE).unlink(missing_ok=True)
    return _trained(run.net, header)


def read_trained(settings: Settings) -> Trained | None:
    """Read a finished run, None if there is none yet.

    Raises:
        TrainingError: The run folder holds another run.
    """
    file = settings.out / NET_FILE
    if not file.is_file():
        return None
    net = FaceCodesNet(settings.net, settings.data.described)
    header = checkpoint.load_same(file, net, settings.identity())
    return _trained(net, header)


def describe_faces(net: FaceCodesNet, faces: FaceSet, input_px: int) -> Described:
    """Describe faces by what the network is given of them."""
    if net.is_described:
        return describe(net, faces.embeddings)
    return describe(net, middle(faces.pixels, input_px))


@torch.no_grad()
def describe(net: FaceCodesNet, faces: Pixels | Floats32) -> Described:
    """Describe faces (n, s, s, 3) or descriptions (n, e), in single precision."""
    was_training = net.training
    net.eval()
    features, logits = [], []
    for start in range(0, len(faces), FACES_AT_ONCE):
        part = np.ascontiguousarray(faces[start : start + FACES_AT_ONCE])
        batch = torch.from_numpy(part)
        if not net.is_described:
            batch = batch.permute(0, 3, 1, 2)
        said, codes = net(batch.float())
        features.append(said.numpy())
        logits.append([code.numpy() for code in codes])
    net.train(was_training)
    joined = [np.concatenate(code) for code in zip(*logits, strict=True)]
    return np.concatenate(features), joined


class Run:
    """A training run: networks, optimiser and where it stands.

    Args:
        settings: The recipe.
        faces: The faces of the study.
    """

    def __init__(self, settings: Settings, faces: StudyFaces) -> None:
        options = settings.train
        if options.threads:
            torch.set_num_threads(options.threads)
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.faces = faces
        self.names, self.labels = np.unique(faces.learned.people, return_inverse=True)
        self.variants: KnownVariants = load_variants(settings, faces.learned)
        self.device = torch.device("cpu")
        net = FaceCodesNet(settings.net, settings.data.described)
        self.net: FaceCodesNet = net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.centres = PeopleCentres(len(self.names), settings.net)
        precision = choose_precision(options.precision, self.device)
        self.learner = Learner(self.net, self.centres, settings, self.device, precision)
        self.optimizer = adamw(
            self.net,
            settings.train.learning_rate,
            settings.train.weight_decay,
            self.centres.parameters(),
        )
        self.history: list[tuple[float, float]] = []
        self.step = 0
        self.elapsed_s = 0.0

    def fit(self) -> None:
        """Train to the end, or from where an interrupted run was saved."""
        options, learned = self.settings.train, self.faces.learned
        steps = max(1, round(options.epochs * len(learned) / options.batch))
        batches = ClassBatches(
            self.labels, options.person_photos, options.batch, self.settings.seed
        )
        self._resume()
        logger.info("training from step %d of %d", self.step, steps)
        before, start = self.elapsed_s, time.monotonic()
        saved = start
        with ProgressLog(self.settings.out) as progress:
            while self.step < steps:
                terms = self._take_step(batches, steps)
                self.step += 1
                now = time.monotonic()
                self.elapsed_s = before + now - start
                if self.step % LOG_EVERY == 0:
                    shown = {name: term.item() for name, term in terms.items()}
                    progress.write(self.step, {**shown, "elapsed_s": self.elapsed_s})
                if self._is_due(options.validations, steps):
                    found = self._validate()
                    self.history.append((self._epochs(steps), found))
                    progress.write(self.step, {VALIDATION: found})
                    logger.info("step %d of %d: %.4f", self.step, steps, found)
                if self.step == round(self.settings.last_stage * steps):
                    self._save(self._shared_file, self._shared_standing())
                if now - saved > 60 * options.save_minutes:
                    self._save(self._own_file, self._standing())
                    saved = now

    def _take_step(self, batches: ClassBatches, steps: int) -> dict[str, Tensor]:
        options = self.settings.train
        phase = phase_at(self.step / steps, self.settings)
        steps_an_epoch = max(1, round(len(self.labels) / options.batch))
        begins = not self.centres.signs[0].lt(0).any()
        if phase.controls and (begins or self.step % steps_an_epoch == 0):
            self.learner.part_signs()
        for group in self.optimizer.param_groups:
            group["lr"] = phase.rate * options.learning_rate
        self.optimizer.zero_grad()
        terms = self.learner.learn(self._batch(batches.at(self.step)), phase)
        self.optimizer.step()
        return terms

    def _batch(self, chosen: npt.NDArray[np.int64]) -> Batch:
        """Show photos, some of them as one of their variants."""
        seed = self.settings.seed
        draw = np.random.default_rng([seed, 1, self.step])
        learned = self.faces.learned
        pixels, embeddings = learned.pixels[chosen], learned.embeddings[chosen]
        shares = np.ones(len(chosen), np.float32)
        variants = self.variants.drawn(chosen, self.settings.variants.share, draw)
        for place, variant in variants.items():
            pixels[place] = self.variants.pixels[variant]
            embeddings[place] = self.variants.embeddings[variant]
            shares[place] = self.settings.variants.weight
        shown = (
            torch.from_numpy(embeddings)
            if self.net.is_described
            else face_views(
                pixels,
                self.settings.net.input_px,
                self.settings.views,
                (seed << 40) + self.step,
            )
        )
        return Batch(
            shown,
            torch.from_numpy(embeddings),
            torch.from_numpy(self.labels[chosen]),
            torch.from_numpy(shares),
        )

    def _validate(self) -> float:
        """Return the mAP of the validation people by the watched code."""
        number = self.settings.net.bits.index(self.settings.train.watched_bits)
        search = self.faces.validation
        asked, known = (
            describe_faces(self.net, part, self.settings.net.input_px)[1][number] >= 0
            for part in (search.queries, search.database)
        )
        found = figures_by_code(as_retrieval(search), asked, known)
        return float(found["map@all_tied"].mean())

    def _epochs(self, steps: int) -> float:
        return self.settings.train.epochs * self.step / steps

    def _is_due(self, times: int, steps: int) -> bool:
        return self.step == steps or self.step * times // steps > (
            (self.step - 1) * times // steps
        )

    @property
    def _own_file(self) -> Path:
        return self.settings.out / CHECKPOINT_FILE

    @property
    def _shared_file(self) -> Path:
        """Where runs that differ in their last stage only find its beginning."""
        identity = self.settings.identity_before_last().encode()
        name = hashlib.blake2b(identity, digest_size=8).hexdigest()
        return self.settings.material / SHARED_FOLDER / f"{name}.safetensors"

    def _save(self, file: Path, standing: str) -> None:
        position = Position(self.step, self.elapsed_s, standing)
        checkpoint.save_all(file, position, self._nets(), {"all": self.optimizer})

    def _standing(self) -> str:
        return self.settings.identity() + "\n" + json.dumps(self.history)

    def _shared_standing(self) -> str:
        return self.settings.identity_before_last() + "\n" + json.dumps(self.history)

    def _resume(self) -> None:
        """Go on from this run's checkpoint, or from where a sister run branched off."""
        if self._own_file.is_file():
            self._load(self._own_file, self._standing)
        elif self.settings.stages.enabled and self._shared_file.is_file():
            self._load(self._shared_file, self._shared_standing)

    def _load(self, file: Path, standing: Callable[[], str]) -> None:
        _, _, history = checkpoint.read(file)[0].settings.rpartition("\n")
        self.history = [(epochs, value) for epochs, value in json.loads(history)]
        optimizers = {"all": self.optimizer}
        position = checkpoint.load_all(file, standing(), self._nets(), optimizers)
        self.step, self.elapsed_s = position.step, position.elapsed_s

    def _nets(self) -> dict[str, torch.nn.Module]:
        return {"net": self.net, "centres": self.centres}


def as_retrieval(search: Search) -> Retrieval:
    """Say what counts in a search by person."""
    return Retrieval(search.queries.people, search.database.people, first=1)


def _trained(net: FaceCodesNet, header: dict[str, str]) -> Trained:
    history = tuple((epochs, found) for epochs, found in json.loads(header["history"]))
    return Trained(
        net.eval(),
        tuple(json.loads(header["apart"])),
        history,
        int(header["steps"]),
        float(header["elapsed_s"]),
    )
