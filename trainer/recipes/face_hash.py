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
from typing import cast

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel

from trainer import checkpoint
from trainer.checkpoint import Position
from trainer.data.faces import Find
from trainer.data.faces_views import FaceViews, MakeTeacher, ViewMaker, open_views
from trainer.data.split import Part
from trainer.errors import TrainingError
from trainer.losses.balance import balance_loss
from trainer.losses.code_similarity import code_similarity_loss
from trainer.losses.cosine import cosine_loss
from trainer.losses.decorrelation import decorrelation_loss
from trainer.losses.quantisation_forms import (
    QuantisationForm,
    quantisation_form_loss,
)
from trainer.losses.similarity import similarity_loss
from trainer.nets.face import FaceNet
from trainer.nets.precision import autocast, choose_precision
from trainer.progress import ProgressLog
from trainer.recipes.face_hash_data import (
    VIEWS_FOLDER,
    known_faces,
    open_all,
    plan_views,
    teacher_of,
)
from trainer.recipes.face_hash_measure import Exam
from trainer.recipes.face_hash_settings import LossWeights, Settings, TrainSettings
from trainer.schedule import adamw, brief, learning_rate, share_done

logger = logging.getLogger(__name__)

CHECKPOINT_FILE = "checkpoint.safetensors"
NET_FILE = "net.safetensors"
LOG_EVERY = 25
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
    options = settings.train
    if options.threads:
        torch.set_num_threads(options.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(settings.seed)
    net = FaceNet(settings.net)
    net = net.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    precision = choose_precision(options.precision, device)
    average = average_of(net, options)
    optimizer = adamw(net, options.learning_rate, options.weight_decay)
    file = settings.out / CHECKPOINT_FILE
    step, elapsed_before = 0, 0.0
    if file.exists():
        position = checkpoint.load(file, settings.identity(), net, average, optimizer)
        step, elapsed_before = position.step, position.elapsed_s
    logger.info("training on %s in %s from step %d", device, precision, step)
    look = torch.compile(net, dynamic=False) if options.compile else net
    start = last_saved = clock()
    ready = views.ready()
    net.train()
    with ProgressLog(settings.out) as progress:
        while True:
            elapsed_s = elapsed_before + clock() - start
            done = share_done(step, elapsed_s, options)
            is_over = done >= 1
            if is_over or clock() - last_saved > 60 * options.save_minutes:
                position = Position(step, elapsed_s, settings.identity())
                checkpoint.save(file, position, net, average, optimizer)
                figures = exam.marks(net_of(average))
                progress.write(step, {"elapsed_s": elapsed_s, **figures})
                logger.info("step %d, %.0f %%: %s", step, 100 * done, brief(figures))
                last_saved = clock()
            if is_over:
                break
            if len(ready) < len(views.done) and step % LOOK_EVERY == 0:
                maker.require_alive()
                ready = views.ready()
            rate = learning_rate(done, options)
            for group in optimizer.param_groups:
                group["lr"] = rate
            pixels, answers = make_batch(views, ready, step, settings)
            pixels = pixels.to(device, memory_format=torch.channels_last)
            with autocast(precision, device):
                embeddings, logits = look(pixels)
            loss, terms = total_loss(
                embeddings.float(), logits.float(), answers.to(device), settings.loss
            )
            if not torch.isfinite(loss):
                raise TrainingError(
                    f"the loss is {loss.item()} at step {step}; "
                    "try a smaller train.learning_rate"
                )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            average.update_parameters(net)
            step += 1
            if step % LOG_EVERY == 0:
                values = {name: term.item() for name, term in terms.items()}
                values |= {"loss": loss.item(), "rate": rate, "elapsed_s": elapsed_s}
                progress.write(step, values | {"views": float(len(ready))})
    return net_of(average).cpu().eval()


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
    return pixels.float(), torch.nn.functional.normalize(answers, dim=1)


def average_of(net: FaceNet, options: TrainSettings) -> AveragedModel:
    """Return the moving average of a network, which follows fast at first.

    Statistics of the norms are averaged, too, so that it can be used at any time.
    """

    def blend(
        averages: tuple[Tensor, ...] | list[Tensor],
        currents: tuple[Tensor, ...] | list[Tensor],
        count: Tensor | int,
    ) -> None:
        if not averages[0].is_floating_point():  # how many batches a norm has seen
            torch._foreach_copy_(averages, currents)
            return
        updates = float(count)
        decay = min(options.average, (1 + updates) / (10 + updates))
        torch._foreach_lerp_(averages, currents, 1 - decay)

    return AveragedModel(net, multi_avg_fn=blend, use_buffers=True)


def net_of(average: AveragedModel) -> FaceNet:
    """Return the averaged network itself."""
    return cast(FaceNet, average.module)


def load_net(settings: Settings) -> tuple[FaceNet, bool]:
    """Return the network of a run, and whether the run is finished.

    Raises:
        TrainingError: The run has not got far enough to hold a network.
    """
    net = FaceNet(settings.net)
    finished: Path = settings.out / NET_FILE
    unfinished: Path = settings.out / CHECKPOINT_FILE
    if finished.is_file():
        checkpoint.load_net(finished, net)
        return net.eval(), True
    if not unfinished.is_file():
        raise TrainingError(f"no trained network in {settings.out}; run train first")
    average = average_of(net, settings.train)
    checkpoint.load_average(unfinished, average)
    return net_of(average).eval(), False
