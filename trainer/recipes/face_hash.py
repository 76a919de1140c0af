"""Recipe `face_hash`: a small network learns what a public one says about faces.

Names of people are used to divide the faces and to measure, not to learn. The teacher
answers many changed views of every face, and of mixtures of two faces, while the
student learns from those that are there. Letters in shapes: n faces, d features, b
bits.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor

from trainer import checkpoint
from trainer.averaged_run import AveragedRun, load_unfinished
from trainer.checkpoint import CHECKPOINT_FILE, NET_FILE
from trainer.data.face_looks import look_at
from trainer.data.faces import Find
from trainer.data.faces_views import FaceViews, MakeTeacher, ViewMaker, open_views
from trainer.data.split import Part
from trainer.losses.balance import balance_loss
from trainer.losses.code_similarity import code_similarity_loss
from trainer.losses.cosine import cosine_loss
from trainer.losses.decorrelation import decorrelation_loss
from trainer.losses.quantisation_forms import (
    QuantisationForm,
    quantisation_form_loss,
)
from trainer.losses.similarity import similarity_loss
from trainer.nets.compiled import compiled
from trainer.nets.face import FaceNet
from trainer.nets.precision import autocast
from trainer.recipes.face_hash_data import (
    VIEWS_FOLDER,
    known_faces,
    open_all,
    plan_views,
    teacher_of,
)
from trainer.recipes.face_hash_measure import Exam
from trainer.recipes.face_hash_settings import LossWeights, Settings

logger = logging.getLogger(__name__)

LOOK_EVERY = 100
"""Steps after which views that were made meanwhile are learned from, too."""


def train(
    settings: Settings,
    find: Callable[[], Find] | None = None,
    make_teacher: MakeTeacher | None = None,
) -> dict[str, float]:
    """Run the recipe, or what is left of an interrupted run.

    Args:
        settings: The recipe.
        find: Makes another detector than the recipe's.
        make_teacher: Makes another teacher than the recipe's; must be picklable.

    Returns:
        What the finished network was measured at on validation people.

    Raises:
        TrainerError: Data are missing, the loss is no number, a file cannot be written.
    """
    make_teacher = make_teacher or teacher_of(settings)
    faces = open_all(settings, find)
    plan = plan_views(faces, settings)
    exam = Exam(known_faces(faces, Part.VALIDATION), make_teacher())
    folder = settings.out / VIEWS_FOLDER
    views = open_views(folder, plan)
    with ViewMaker(folder, plan, make_teacher) as maker:
        _wait_for(views, maker, settings)
        net = fit(views, maker, exam, settings)
    figures = exam.marks(net)
    checkpoint.save_net(settings.out / NET_FILE, net, {})
    return figures


def _wait_for(views: FaceViews, maker: ViewMaker, settings: Settings) -> None:
    """Wait until enough views are there to begin."""
    wanted = max(settings.train.batch, settings.data.begin_with * len(views.done))
    while (there := int(views.done.sum(dtype=np.int64))) < wanted:
        maker.require_alive()
        logger.info("%d of %d views are made", there, len(views.done))
        time.sleep(1 if there + 1000 > wanted else 10)


# --- loss


def total_loss(
    embeddings: Tensor, logits: Tensor, answers: Tensor, weights: LossWeights
) -> tuple[Tensor, dict[str, Tensor]]:
    """Return the weighted sum and its terms.

    Args:
        embeddings: (n, d), unit length.
        logits: (n, b).
        answers: (n, d), the teacher's, unit length.
        weights: What each term counts.
    """
    half = logits.shape[1] // 2
    quadratic = QuantisationForm.QUADRATIC
    terms = {
        "cosine": cosine_loss(embeddings, answers),
        "similarity": similarity_loss(embeddings, answers),
        "code_similarity": code_similarity_loss(logits, answers),
        "short_similarity": code_similarity_loss(logits[:, :half], answers),
        "balance": balance_loss(logits),
        "decorrelation": decorrelation_loss(logits),
        "quantisation": quantisation_form_loss(torch.tanh(logits), quadratic),
    }
    total = torch.stack([getattr(weights, name) * terms[name] for name in terms]).sum()
    return total, terms


# --- training


def fit(
    views: FaceViews,
    maker: ViewMaker,
    exam: Exam,
    settings: Settings,
    clock: Callable[[], float] = time.monotonic,
) -> FaceNet:
    """Train, or go on training, and return the averaged network.

    Raises:
        TrainingError: The loss is no number, or a checkpoint cannot be used.
    """
    start = settings.train.start
    begins = not (settings.out / CHECKPOINT_FILE).exists()

    def make_net() -> FaceNet:
        net = FaceNet(settings.net)
        if start and begins:
            checkpoint.load_net(Path(start), net)
        return net

    run = AveragedRun(
        make_net,
        settings.train,
        settings.seed,
        settings.out,
        settings.identity(),
        with_norms=True,
    )
    device = run.device
    look = compiled(run.net, is_wanted=settings.train.compile)
    ready = views.ready()

    def learn(step: int, _done: float) -> tuple[Tensor, dict[str, Tensor]]:
        nonlocal ready
        if len(ready) < len(views.done) and step % LOOK_EVERY == 0:
            maker.require_alive()
            ready = views.ready()
        pixels, answers = make_batch(views, ready, step, settings)
        pixels = pixels.to(device, memory_format=torch.channels_last)
        with autocast(run.precision, device):
            embeddings, logits = look(pixels)
        return total_loss(
            embeddings.float(), logits.float(), answers.to(device), settings.loss
        )

    def marks() -> dict[str, float]:
        return {**exam.marks(run.averaged), "views": float(len(ready))}

    run.fit(learn, marks, clock)
    return run.averaged.cpu().eval()


def make_batch(
    views: FaceViews, ready: npt.NDArray[np.int64], step: int, settings: Settings
) -> tuple[Tensor, Tensor]:
    """Draw the batch of a step.

    Returns:
        Pixels (n, 3, 112, 112) float, 0 to 255, and answers (n, d) of unit length.
    """
    generator = np.random.default_rng([settings.seed, step])
    rows = ready[generator.integers(len(ready), size=settings.train.batch)]
    rows.sort()  # neighbours on disk are read together
    pixels = torch.from_numpy(np.array(views.pixels[rows])).permute(0, 3, 1, 2)
    answers = torch.from_numpy(np.array(views.answers[rows], np.float32))
    draw = Generator().manual_seed((settings.seed << 40) + step)
    looked_at = look_at(pixels.float(), settings.look, draw)
    return looked_at, torch.nn.functional.normalize(answers, dim=1)


def load_net(settings: Settings) -> tuple[FaceNet, bool]:
    """Return the network of a run, and whether the run is finished.

    Raises:
        TrainingError: The run has not got far enough to hold a network.
    """
    net = FaceNet(settings.net)
    finished: Path = settings.out / NET_FILE
    if finished.is_file():
        checkpoint.load_net(finished, net)
        return net.eval(), True
    return load_unfinished(settings.out, net)[0], False
