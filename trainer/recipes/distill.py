"""Recipe `distill`: a small network learns what a public teacher says about photos.

Read from top to bottom: settings, targets, loss, training, choice of the hash head.
No label is used. Letters in shapes: n pictures, d features, b bits.
"""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from trainer import checkpoint
from trainer.checkpoint import Position
from trainer.data.augment import AugmentSettings, augment, cut_and_mix, plain
from trainer.data.copies import CopyThresholds, near_copies
from trainer.data.split import Part
from trainer.data.store import State, ViewStore
from trainer.errors import TrainingError
from trainer.evaluation.linear_hash import LinearHash, fit_pca, itq_rotation
from trainer.losses.agreement import agreement_loss
from trainer.losses.balance import balance_loss
from trainer.losses.code_similarity import code_similarity_loss
from trainer.losses.cosine import cosine_loss
from trainer.losses.decorrelation import decorrelation_loss
from trainer.losses.quantisation import quantisation_loss
from trainer.losses.similarity import similarity_loss
from trainer.nets.photo import NetSettings, PhotoNet
from trainer.nets.precision import Precision, autocast, choose_precision
from trainer.progress import ProgressLog
from trainer.recipes.distill_data import DataSettings, prepare

logger = logging.getLogger(__name__)

Floats = npt.NDArray[np.float32]

CHECKPOINT_FILE = "checkpoint.safetensors"
NET_FILE = "net.safetensors"
VIEWS_FOLDER = "views"
LOG_EVERY = 25
PCA_ROWS = 40_000
ITQ_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class LossWeights:
    """Table `[loss]`: what each term counts; see `trainer/losses`."""

    cosine: float = 1.0
    similarity: float = 5.0
    agreement: float = 1.0
    code_similarity: float = 5.0
    balance: float = 0.1
    decorrelation: float = 0.1
    quantisation: float = 0.02


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Table `[train]`.

    Attributes:
        minutes: Wall-clock budget; used when `steps` is 0.
        steps: Exact number of steps.
        batch: Pictures a step.
        learning_rate: Largest, after the warm-up; falls as a cosine to 0.
        warm_up: Share of the run in which it rises.
        weight_decay: Of weights, not of biases and norms.
        average: Decay of the weight average that is kept.
        small_px: Side of the pictures at first.
        small_share: Share of the run at that side; then `data.size_px`.
        precision: Number format.
        compile: Whether to translate the network to machine code first; takes a minute
            or two and a C++ compiler, and a step is then a third faster.
        threads: Of the CPU; 0 leaves the choice to torch.
        save_minutes: Between two checkpoints, each with a validation.
    """

    minutes: float = 90.0
    steps: int = 0
    batch: int = 128
    learning_rate: float = 3e-3
    warm_up: float = 0.03
    weight_decay: float = 0.05
    average: float = 0.999
    small_px: int = 96
    small_share: float = 0.55
    precision: Precision = Precision.AUTO
    compile: bool = False
    threads: int = 0
    save_minutes: float = 3.0


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Table `[export]`: what the model file says about itself."""

    name: str = "photo"
    licence: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """Table `[evaluation]`.

    Attributes:
        classless: Folders of the divided sources that are no class.
        seeds: Of baselines that are random.
        copies_database: Photos among which the originals of copies are looked for.
        copies_queries: Photos that are changed, each in every way.
        shortlist: Nearest by code that are re-ranked by embedding.
    """

    classless: tuple[str, ...] = ()
    seeds: tuple[int, ...] = (1, 2, 3)
    copies_database: int = 5000
    copies_queries: int = 500
    shortlist: int = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file."""

    recipe: str
    data: DataSettings
    seed: int = 1
    out: Path = Path("runs/distill")
    copies: CopyThresholds = field(default_factory=CopyThresholds)
    net: NetSettings = field(default_factory=NetSettings)
    augment: AugmentSettings = field(default_factory=AugmentSettings)
    loss: LossWeights = field(default_factory=LossWeights)
    train: TrainSettings = field(default_factory=TrainSettings)
    evaluation: EvaluationSettings = field(default_factory=EvaluationSettings)
    export: ExportSettings = field(default_factory=ExportSettings)

    def identity(self) -> str:
        """Text of all that a resumed run must share: not where things lie."""
        parts = (self.seed, self.data.sources, self.data.split, self.data.crop)
        shape = (self.copies, self.net, self.augment, self.loss, self.train)
        return repr((*parts, *shape))


@dataclass(frozen=True, slots=True)
class Lesson:
    """Pictures and what to learn about them.

    Attributes:
        pixels: (n, px, px, 3) uint8, memory mapped.
        rows: Rows of `pixels` that are used, (m,).
        targets: Teacher's features after PCA, (m, d) float32, not of unit length.
    """

    pixels: npt.NDArray[np.uint8]
    rows: npt.NDArray[np.int64]
    targets: Tensor

    def batch(self, chosen: npt.NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """Return pixels (n, px, px, 3) uint8 and targets (n, d) of chosen places."""
        # Ascending rows make a memory map that is larger than memory bearable.
        chosen = np.sort(chosen)
        pixels = torch.from_numpy(self.pixels[self.rows[chosen]])
        return pixels, self.targets[torch.from_numpy(chosen)]


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Everything that training needs to know about the data.

    Attributes:
        training: What is learned from.
        validation: What chooses.
        rotation: ITQ rotation of the teacher's targets, (d, b).
    """

    training: Lesson
    validation: Lesson
    rotation: Tensor


def train(settings: Settings) -> PhotoNet:
    """Run the recipe, or what is left of an interrupted run.

    Raises:
        TrainerError: Data are missing, the loss is no number, a file cannot be written.
    """
    stores = prepare(settings.data, settings.seed, settings.out / VIEWS_FOLDER)
    curriculum = make_curriculum(stores, settings)
    net = choose_hash_head(fit(curriculum, settings), curriculum, settings)
    checkpoint.save_net(settings.out / NET_FILE, net)
    return net


# --- targets -------------------------------------------------------------------------


def make_curriculum(stores: dict[Part, ViewStore], settings: Settings) -> Curriculum:
    """Leave out copies of held-out photos and turn features into targets."""
    store, held_out = stores[Part.TRAINING], stores[Part.HELD_OUT]
    rows = store.rows(State.DONE)
    known = held_out.rows(State.DONE)
    copies = near_copies(
        store.features[rows],
        store.thumbs[rows],
        held_out.features[known],
        held_out.thumbs[known],
        settings.copies,
    )
    # One suspicious view condemns all views of its photo.
    condemned = {store.views[row].photo.key for row in rows[copies]}
    rows = rows[[store.views[row].photo.key not in condemned for row in rows]]
    logger.info(
        "%d views to learn from; %d photos left out as copies of held-out ones",
        len(rows),
        len(condemned),
    )
    pca = fit_pca(
        store.features[rows[:PCA_ROWS]].astype(np.float32), settings.net.embedding_width
    )
    training = _lesson(store, rows, pca)
    validation = _lesson(
        stores[Part.VALIDATION], stores[Part.VALIDATION].rows(State.DONE), pca
    )
    units = functional.normalize(training.targets[:ITQ_ROWS], dim=1).numpy()
    rotation = itq_rotation(units, settings.seed)[:, : settings.net.code_bits]
    return Curriculum(training, validation, torch.from_numpy(rotation.copy()))


def _lesson(store: ViewStore, rows: npt.NDArray[np.int64], pca: LinearHash) -> Lesson:
    targets = np.concatenate(
        [
            pca.logits(store.features[part].astype(np.float32))
            for part in np.array_split(rows, math.ceil(len(rows) / 4096) or 1)
        ]
    )
    return Lesson(store.pixels, rows, torch.from_numpy(targets))


# --- loss ----------------------------------------------------------------------------


def total_loss(
    embeddings: Tensor,
    logits: Tensor,
    targets: Tensor,
    rotation: Tensor,
    weights: LossWeights,
) -> tuple[Tensor, dict[str, Tensor]]:
    """Return the weighted sum and its terms.

    Args:
        embeddings: (n, d), unit length.
        logits: (n, b).
        targets: (n, d), unit length.
        rotation: (d, b).
        weights: What each term counts.
    """
    terms = {
        "cosine": cosine_loss(embeddings, targets),
        "similarity": similarity_loss(embeddings, targets),
        "agreement": agreement_loss(logits, targets @ rotation),
        "code_similarity": code_similarity_loss(logits, targets),
        "balance": balance_loss(logits),
        "decorrelation": decorrelation_loss(logits),
        "quantisation": quantisation_loss(logits),
    }
    total = torch.stack([getattr(weights, name) * terms[name] for name in terms]).sum()
    return total, terms


# --- training ------------------------------------------------------------------------


def fit(
    curriculum: Curriculum,
    settings: Settings,
    clock: Callable[[], float] = time.monotonic,
) -> PhotoNet:
    """Train, or go on training, and return the averaged network.

    Every random choice of a step follows from the seed and the step's number, so a run
    that was killed goes on exactly as it would have.

    Raises:
        TrainingError: The loss is no number, or a checkpoint cannot be used.
    """
    options = settings.train
    if options.threads:
        torch.set_num_threads(options.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(settings.seed)
    net = PhotoNet(settings.net).to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    precision = choose_precision(options.precision, device)
    average = average_of(net, options)
    optimizer = _optimizer(net, options)
    file = settings.out / CHECKPOINT_FILE
    step, elapsed_before = 0, 0.0
    if file.exists():
        position = checkpoint.load(file, settings.identity(), net, average, optimizer)
        step, elapsed_before = position.step, position.elapsed_s
    logger.info("training on %s in %s from step %d", device, precision, step)
    run_net = torch.compile(net, dynamic=False) if options.compile else net
    start = last_saved = clock()
    rotation = curriculum.rotation.to(device)
    net.train()
    with ProgressLog(settings.out) as progress:
        while True:
            elapsed_s = elapsed_before + clock() - start
            done = _share_done(step, elapsed_s, options)
            is_over = done >= 1
            if is_over or clock() - last_saved > 60 * options.save_minutes:
                position = Position(step, elapsed_s, settings.identity())
                checkpoint.save(file, position, net, average, optimizer)
                figures = validate(average.module, curriculum, settings)
                progress.write(step, {"elapsed_s": elapsed_s, **figures})
                logger.info("step %d, %.0f %%: %s", step, 100 * done, _brief(figures))
                last_saved = clock()
            if is_over:
                break
            rate = learning_rate(done, options)
            for group in optimizer.param_groups:
                group["lr"] = rate
            pixels, targets = make_batch(curriculum.training, step, done, settings)
            pixels = pixels.to(device, memory_format=torch.channels_last)
            with autocast(precision, device):
                embeddings, logits = run_net(pixels)
            loss, terms = total_loss(
                embeddings.float(),
                logits.float(),
                targets.to(device),
                rotation,
                settings.loss,
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
                progress.write(step, values)
    trained: PhotoNet = average.module
    return trained.cpu().eval()


def average_of(net: PhotoNet, options: TrainSettings) -> AveragedModel:
    """Return the moving average of a network's weights and statistics."""
    return AveragedModel(
        net, multi_avg_fn=get_ema_multi_avg_fn(options.average), use_buffers=True
    )


def make_batch(
    lesson: Lesson, step: int, done: float, settings: Settings
) -> tuple[Tensor, Tensor]:
    """Make the batch of a step.

    Returns:
        Pixels (n, 3, px, px) float 0 to 255 and targets (n, d) of unit length.
    """
    options = settings.train
    chosen = batch_places(len(lesson.rows), options.batch, step, settings.seed)
    pixels, targets = lesson.batch(chosen)
    generator = Generator().manual_seed((settings.seed << 40) + step)
    size_px = options.small_px if done < options.small_share else settings.data.size_px
    changed = augment(pixels, size_px, settings.augment, generator)
    changed, targets = cut_and_mix(changed, targets, settings.augment.mix, generator)
    return changed, functional.normalize(targets, dim=1)


def batch_places(count: int, batch: int, step: int, seed: int) -> npt.NDArray[np.int64]:
    """Return the places of a step's pictures; each epoch has its own order."""
    per_epoch = max(1, count // batch)
    epoch, place = divmod(step, per_epoch)
    order = np.random.default_rng([seed, epoch]).permutation(count)
    return order[place * batch : (place + 1) * batch]


def learning_rate(done: float, options: TrainSettings) -> float:
    """Return the rate at a share of the run: a linear rise, then a cosine to 0."""
    if done < options.warm_up:
        return options.learning_rate * (done + 1e-3) / (options.warm_up + 1e-3)
    rest = (done - options.warm_up) / (1 - options.warm_up)
    return options.learning_rate * 0.5 * (1 + math.cos(math.pi * min(rest, 1.0)))


def _share_done(step: int, elapsed_s: float, options: TrainSettings) -> float:
    if options.steps:
        return step / options.steps
    return elapsed_s / (60 * options.minutes)


def _optimizer(net: PhotoNet, options: TrainSettings) -> torch.optim.Optimizer:
    weights = [each for each in net.parameters() if each.ndim > 1]
    others = [each for each in net.parameters() if each.ndim <= 1]
    groups = [
        {"params": weights, "weight_decay": options.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=options.learning_rate)


def _brief(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.4f}" for name, value in figures.items())


# --- validation and choice of the hash head ------------------------------------------


def validate(
    net: PhotoNet, curriculum: Curriculum, settings: Settings
) -> dict[str, float]:
    """Measure a network on validation photos.

    Returns:
        `val_cosine` to the target; `val_agreement`, the share of bits that equal the
        teacher's code; `val_neighbours`, the share of each photo's ten nearest by the
        teacher that are among its ten nearest by code.
    """
    embeddings, logits = describe(net, curriculum.validation, settings.data.size_px)
    targets = functional.normalize(curriculum.validation.targets, dim=1)
    wanted = targets @ curriculum.rotation >= 0
    return {
        "val_cosine": (embeddings * targets).sum(dim=1).mean().item(),
        "val_agreement": (wanted == (logits >= 0)).float().mean().item(),
        "val_neighbours": neighbours_kept(logits, targets),
    }


def neighbours_kept(logits: Tensor, targets: Tensor, count: int = 10) -> float:
    """Return the share of the teacher's nearest that the codes find, too.

    Args:
        logits: (n, b).
        targets: (n, d), unit length.
        count: Neighbours that are compared.
    """
    count = min(count, len(logits) - 1)
    signs = torch.where(logits >= 0, 1.0, -1.0)
    found = []
    for similarity in (signs @ signs.T, targets @ targets.T):
        nearest = similarity.fill_diagonal_(-math.inf).topk(count, dim=1).indices
        found.append(torch.zeros_like(similarity).scatter_(1, nearest, 1.0))
    return (found[0] * found[1]).sum().item() / (len(logits) * count)


@torch.no_grad()
def describe(
    net: PhotoNet, lesson: Lesson, size_px: int, most: int | None = None
) -> tuple[Tensor, Tensor]:
    """Return embeddings (n, d) and logits (n, b) of a lesson's first pictures."""
    was_training = net.training
    net.eval()
    device = next(net.parameters()).device
    embeddings, logits = [], []
    for rows in torch.from_numpy(lesson.rows[:most]).split(128):
        pixels = torch.from_numpy(lesson.pixels[rows.numpy()])
        described = net(plain(pixels, size_px).to(device))
        embeddings.append(described[0].cpu())
        logits.append(described[1].cpu())
    net.train(was_training)
    return torch.cat(embeddings), torch.cat(logits)


def choose_hash_head(
    net: PhotoNet, curriculum: Curriculum, settings: Settings
) -> PhotoNet:
    """Keep the trained hash head, or put an ITQ rotation of the embedding in its place.

    The one that keeps more of the teacher's neighbours on validation photos stays.
    """
    rotated = with_rotated_head(net, curriculum, settings)
    candidates = {"trained": net, "rotated": rotated}
    figures = {
        name: validate(each, curriculum, settings)["val_neighbours"]
        for name, each in candidates.items()
    }
    best = max(figures, key=lambda name: figures[name])
    logger.info("hash head: %s stays (%s)", best, _brief(figures))
    return candidates[best]


@torch.no_grad()
def with_rotated_head(
    net: PhotoNet, curriculum: Curriculum, settings: Settings
) -> PhotoNet:
    """Return a copy whose hash head is an ITQ rotation of the embedding."""
    copy = PhotoNet(net.settings)
    copy.load_state_dict(net.state_dict())
    copy.eval()
    embeddings, _ = describe(
        net, curriculum.training, settings.data.size_px, most=ITQ_ROWS
    )
    mean = embeddings.mean(dim=0)
    rotation = torch.from_numpy(
        itq_rotation((embeddings - mean).numpy(), settings.seed)
    )[:, : net.settings.code_bits]
    copy.code.weight.copy_(rotation.T @ net.embedding.weight)
    # The embedding's mean is close to zero, which is what lets its unit length, the
    # one step that is not linear, be left out.
    copy.code.bias.copy_(net.embedding.bias @ rotation)
    copy.balance.reset_running_stats()
    return copy
