"""Recipe `metric`: an embedding in which photos of a class lie close together.

A network learns from classes, by one of four losses on pairs and with parts that plug
into any of them, and is measured on classes that it never saw. Every batch holds a few
photos of each of many classes.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor

from photosearch.spec.preprocess import Pixels
from trainer import checkpoint
from trainer.checkpoint import NET_FILE
from trainer.counted_run import CountedRun, Figures
from trainer.data.class_batches import ClassBatches
from trainer.data.crops import random_crops
from trainer.data.tensors import as_tensor
from trainer.evaluation.recall import Gallery, retrieval_figures
from trainer.finite import require_finite_gradients
from trainer.losses.pairs import PairCriterion
from trainer.nets.cbam import Gate, add_attention
from trainer.nets.embedding import EmbeddingNet
from trainer.nets.photo import NetSettings as PhotoSettings
from trainer.nets.photo import PhotoNet
from trainer.nets.precision import choose_precision
from trainer.nets.shipped import bundled_file, load_shipped
from trainer.recipes.metric_data import Photos, Pictures, load_photos
from trainer.recipes.metric_learn import Learner
from trainer.recipes.metric_settings import SHIPPED, NetSettings, Settings
from trainer.schedule import adamw, learning_rate

VALIDATION = "validation_recall@1"


@dataclass(frozen=True, slots=True)
class Trained:
    """What became of a run.

    Attributes:
        net: In evaluation mode, on the CPU.
        validation: Recall@1 of the validation classes.
        steps: Finished steps.
        elapsed_s: Seconds of training.
    """

    net: EmbeddingNet
    validation: float
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
    photos = load_photos(settings)
    run = Run(settings, len(np.unique(photos.learned.labels)))
    validation = run.fit(photos)
    net = run.net.cpu().eval()
    header = {
        "identity": settings.identity(),
        VALIDATION: repr(validation),
        "steps": str(run.step),
        "elapsed_s": f"{run.elapsed_s:.1f}",
    }
    checkpoint.save_net(settings.out / NET_FILE, net, header)
    return Trained(net, validation, run.step, run.elapsed_s)


def read_trained(settings: Settings) -> Trained | None:
    """Read a finished run, None if there is none yet.

    Raises:
        TrainingError: The run folder holds another run.
    """
    file = settings.out / NET_FILE
    if not file.is_file():
        return None
    net = build_net(settings.net)
    header = checkpoint.load_same(file, net, settings.identity())
    return Trained(
        net.eval(),
        float(header[VALIDATION]),
        int(header["steps"]),
        float(header["elapsed_s"]),
    )


def build_net(settings: NetSettings) -> EmbeddingNet:
    """Build the network as it is before it learns.

    Raises:
        DataError: The model file to start from cannot be used.
    """
    width = settings.embedding_width
    if settings.start:
        is_bundled = settings.start == SHIPPED
        file = bundled_file() if is_bundled else Path(settings.start)
        photo = load_shipped(file).net.net
        pooled = photo.embedding.in_features
        if photo.embedding.out_features != width:
            photo.embedding = torch.nn.Linear(pooled, width)
    else:
        photo = PhotoNet(PhotoSettings(settings.backbone, width, 8))
    if settings.cbam:
        add_attention(photo.backbone, Gate.OPEN if settings.start else Gate.HALF)
    return EmbeddingNet(photo)


@torch.no_grad()
def describe(
    net: EmbeddingNet, pixels: Pixels, device: torch.device
) -> npt.NDArray[np.float32]:
    """Describe pictures (n, s, s, 3) by embeddings (n, d), in single precision."""
    was_training = net.training
    net.eval()
    parts = [
        net(as_tensor(pixels[start : start + 200]).to(device)).cpu().numpy()
        for start in range(0, len(pixels), 200)
    ]
    net.train(was_training)
    return np.concatenate(parts)


def recall_among(
    net: EmbeddingNet, pictures: Pictures, device: torch.device
) -> dict[str, float]:
    """Return mean figures of pictures each of which searches all others."""
    said = describe(net, pictures.pixels, device)
    gallery = Gallery(said, pictures.labels)
    own = np.arange(len(pictures))
    figures = retrieval_figures(said, pictures.labels, own, gallery)
    return {name: float(values.mean()) for name, values in figures.items()}


class Run(CountedRun):
    """A training run: network, loss, optimiser and where it stands."""

    def __init__(self, settings: Settings, classes: int) -> None:
        options = settings.train
        if options.threads:
            torch.set_num_threads(options.threads)
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        net = build_net(settings.net)
        self.net: EmbeddingNet = net.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.criterion = PairCriterion(settings.loss, classes, net.width)
        self.criterion.to(self.device)
        precision = choose_precision(options.precision, self.device)
        self.learner = Learner(
            self.net, self.criterion, settings, self.device, precision
        )
        self.optimizer = _optimizer(self.net, self.criterion, settings)
        super().__init__(
            settings.out,
            settings.identity(),
            {"net": self.net, "criterion": self.criterion},
            {"all": self.optimizer},
        )

    def fit(self, photos: Photos) -> float:
        """Train to the end and return Recall@1 of the validation classes.

        Raises:
            TrainingError: A term or a gradient is no number.
        """
        options, learned = self.settings.train, photos.learned
        steps = max(1, round(options.epochs * len(learned) / options.batch))
        batches = ClassBatches(
            learned.labels, options.class_photos, options.batch, self.settings.seed
        )

        def take_step() -> dict[str, Tensor]:
            return self._take_step(
                learned.rows(batches.at(self.step)), self.step / steps
            )

        def measure() -> Figures:
            found = recall_among(self.net, photos.validation, self.device)
            return {VALIDATION: found["recall@1"]}

        self.net.train()
        found = self.train_to(
            steps,
            take_step,
            save_minutes=options.save_minutes,
            measure=measure,
            validations=options.validations,
        )
        return found[VALIDATION]

    def _take_step(self, chosen: Pictures, done: float) -> dict[str, Tensor]:
        """Train on a batch and return the terms of its loss."""
        seed = [self.settings.seed, self.step]
        draw = Generator().manual_seed((self.settings.seed << 40) + self.step)
        crops = random_crops(
            chosen.pixels, self.settings.net.input_px, np.random.default_rng([*seed, 1])
        )
        rate = learning_rate(done, self.settings.train)
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["faster"]
        self.optimizer.zero_grad()
        labels = torch.from_numpy(chosen.labels).to(self.device)
        terms = self.learner.learn(crops, labels, draw)
        require_finite_gradients(self.optimizer, self.step, self._advice)
        self.optimizer.step()
        return terms

    @property
    def _advice(self) -> str:
        if self.learner.is_penalised:
            return "try gradient.method=difference or a smaller gradient weight"
        return "try a smaller train.learning_rate"


def _optimizer(
    net: EmbeddingNet, criterion: PairCriterion, settings: Settings
) -> torch.optim.Optimizer:
    """Make the optimiser; proxies have a group and a rate of their own."""
    options = settings.train
    optimizer = adamw(net, options.learning_rate, options.weight_decay)
    for group in optimizer.param_groups:
        group["faster"] = 1.0
    if proxies := list(criterion.parameters()):
        decay = {"weight_decay": options.weight_decay}
        faster = {"params": proxies, "faster": settings.loss.proxy_rate}
        optimizer.add_param_group(faster | decay)
    return optimizer
