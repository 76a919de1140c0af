"""Recipe `consistent_hash`: codes that are as alike as label sets are.

A small network learns from labelled pictures; heads of other kinds are trained in the
same way for comparison.
Letters in shapes: n pictures, s side, c labels, d features, b bits of all codes.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor

from trainer import checkpoint
from trainer.checkpoint import NET_FILE
from trainer.counted_run import CountedRun, Figures
from trainer.data.contrast_views import contrast_view
from trainer.data.labelled_squares import LabelledSquares, split_off
from trainer.errors import DataError
from trainer.evaluation.graded import GradedTask, graded_by_code
from trainer.finite import require_finite_gradients, require_finite_terms
from trainer.nets.compiled import compiled
from trainer.nets.label_hash import LabelHash
from trainer.nets.precision import Precision, autocast, choose_precision
from trainer.recipes.consistent_hash_data import load_task
from trainer.recipes.consistent_hash_learn import LabelLoss
from trainer.recipes.consistent_hash_settings import Settings
from trainer.schedule import adamw, batch_places, learning_rate

CACHE_FOLDER = "pictures"
VALIDATION_QUERIES = 500
VALIDATION_SEED = 4
PICTURES_AT_ONCE = 500

Floats32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trained:
    """What became of a run.

    Attributes:
        net: In evaluation mode, on the CPU.
        steps: Finished steps.
        elapsed_s: Seconds of training.
    """

    net: LabelHash
    steps: int
    elapsed_s: float


def train(settings: Settings) -> Trained:
    """Run the recipe, or what is left of an interrupted run.

    Raises:
        TrainerError: Data are missing, the loss is no number, a file cannot be written.
    """
    trained = read_trained(settings)
    if trained is not None:
        return trained
    task = load_task(settings.data, cache_of(settings))
    count = round(settings.data.validation * len(task.learned))
    learned, held = split_off(task.learned, count, VALIDATION_SEED)
    if len(learned) < settings.train.batch:
        raise DataError(
            f"{len(learned)} pictures that teach are fewer than "
            f"train.batch={settings.train.batch}"
        )
    run = Run(settings, learned.labels.shape[1])
    run.fit(learned, held)
    net = run.net.cpu().eval()
    header = {
        "identity": settings.identity(),
        "steps": str(run.step),
        "elapsed_s": f"{run.elapsed_s:.1f}",
    }
    checkpoint.save_net(settings.out / NET_FILE, net, header)
    return Trained(net, run.step, run.elapsed_s)


def read_trained(settings: Settings) -> Trained | None:
    """Read a finished run, None if there is none yet.

    Raises:
        TrainingError: The run folder holds another run.
    """
    file = settings.out / NET_FILE
    if not file.is_file():
        return None
    net = LabelHash(settings.net)
    header = checkpoint.load_same(file, net, settings.identity())
    return Trained(net.eval(), int(header["steps"]), float(header["elapsed_s"]))


def cache_of(settings: Settings) -> Path:
    """Return where arrays of pictures are kept: the runs of a study share it."""
    return settings.out.parent / CACHE_FOLDER


@torch.no_grad()
def describe(
    net: LabelHash,
    pixels: npt.NDArray[np.uint8],
    device: torch.device,
    precision: Precision = Precision.FLOAT32,
) -> tuple[Floats32, Floats32]:
    """Describe pictures (n, s, s, 3) by features (n, d) and logits (n, b)."""
    was_training = net.training
    net.eval()
    features, logits = [], []
    for start in range(0, len(pixels), PICTURES_AT_ONCE):
        batch = torch.from_numpy(pixels[start : start + PICTURES_AT_ONCE])
        with autocast(precision, device):
            seen, said = net(to_pictures(batch.permute(0, 3, 1, 2).float(), device))
        features.append(seen.float().cpu().numpy())
        logits.append(said.float().cpu().numpy())
    net.train(was_training)
    return np.concatenate(features), np.concatenate(logits)


def to_pictures(pixels: Tensor, device: torch.device) -> Tensor:
    """Turn (n, 3, s, s) in 0..255 into -1..1, channels last in memory."""
    pictures = pixels.to(device).div(127.5).sub(1)
    return pictures.contiguous(memory_format=torch.channels_last)


class Run(CountedRun):
    """A training run: network, loss, optimiser and where it stands.

    Args:
        settings: The recipe.
        classes: How many labels there are.
    """

    def __init__(self, settings: Settings, classes: int) -> None:
        options = settings.train
        if options.threads:
            torch.set_num_threads(options.threads)
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.precision = choose_precision(options.precision, self.device)
        net = LabelHash(settings.net)
        self.net: LabelHash = net.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.loss = LabelLoss(settings, classes).to(self.device)
        self._seen = compiled(self.net, is_wanted=options.compile)
        self.optimizer = adamw(self.net, options.learning_rate, options.weight_decay)
        super().__init__(
            settings.out,
            settings.identity(),
            {"net": self.net},
            {"optimizer": self.optimizer},
        )

    def fit(self, learned: LabelledSquares, held: LabelledSquares) -> None:
        """Train to the end.

        Raises:
            TrainingError: The loss is no number.
        """
        options, seed = self.settings.train, self.settings.seed
        steps = max(1, round(options.epochs * len(learned) / options.batch))

        def take_step() -> dict[str, Tensor]:
            chosen = batch_places(len(learned), options.batch, self.step, seed)
            return self._take_step(learned.rows(chosen), self.step / steps)

        def measure() -> Figures:
            return self._validate(learned, held) if len(held) else {}

        self.net.train()
        self.train_to(
            steps,
            take_step,
            save_minutes=options.save_minutes,
            measure=measure,
            validations=options.validations,
        )

    def _take_step(self, batch: LabelledSquares, done: float) -> dict[str, Tensor]:
        """Train on a batch at a share of the run; return the loss terms."""
        settings = self.settings
        draw = Generator().manual_seed((settings.seed << 40) + self.step)
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(done, settings.train)
        pixels = torch.from_numpy(batch.pixels).permute(0, 3, 1, 2).float()
        pictures = to_pictures(contrast_view(pixels, settings.views, draw), self.device)
        labels = torch.from_numpy(batch.labels).to(self.device)
        with autocast(self.precision, self.device):
            features, logits = self._seen(pictures)
        terms: dict[str, Tensor] = self.loss(
            features.float(), self.net.each(logits.float()), labels
        )
        require_finite_terms(terms, self.step)
        total = torch.stack(list(terms.values())).sum()
        self.optimizer.zero_grad()
        total.backward()  # type: ignore[no-untyped-call]
        advice = "try a smaller train.learning_rate"
        require_finite_gradients(self.optimizer, self.step, advice)
        self.optimizer.step()
        return {name: term.detach() for name, term in terms.items()}

    def _validate(
        self, learned: LabelledSquares, held: LabelledSquares
    ) -> dict[str, float]:
        """Measure how well pictures kept out find those that were learned from."""
        queries = held.rows(np.arange(min(VALIDATION_QUERIES, len(held))))
        _, asked = describe(self.net, queries.pixels, self.device, self.precision)
        _, known = describe(self.net, learned.pixels, self.device, self.precision)
        task = GradedTask(queries.labels, learned.labels)
        figures, start = {}, 0
        for bits in self.settings.net.bits:
            part = slice(start, start + bits)
            start += bits
            found = graded_by_code(task, asked[:, part] >= 0, known[:, part] >= 0)
            for name in ("map@all_tied", "ndcg@100_tied"):
                figures[f"validation_{name}_{bits}"] = float(found[name].mean())
        return figures
