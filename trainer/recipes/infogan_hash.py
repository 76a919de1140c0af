"""Recipe `infogan_hash`: codes learned without labels, with InfoGAN as corrector.

A hash network learns from views of real pictures (hash terms, contrastive terms) and
from pictures that a generator makes of known codes: it has to read the code again
(information loss), also its own code of a real picture (corrector).
Letters in shapes: n pictures, d features, b bits of all codes together.
"""

import logging
import math
import time
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor

from trainer import checkpoint
from trainer.checkpoint import CHECKPOINT_FILE, NET_FILE, Position
from trainer.data.cifar10 import Labelled, load_cifar10, split_validation
from trainer.data.neighbours import nearest_neighbours
from trainer.errors import TrainingError
from trainer.evaluation.unsupervised import Retrieval, figures_by_code
from trainer.nets.compiled import compiled
from trainer.nets.infogan import InfoGan
from trainer.nets.precision import Precision, autocast, choose_precision
from trainer.progress import ProgressLog
from trainer.recipes.infogan_hash_learn import Learner
from trainer.recipes.infogan_hash_samples import write_samples
from trainer.recipes.infogan_hash_settings import Settings
from trainer.recipes.infogan_hash_watch import Watch
from trainer.schedule import batch_places, learning_rate

logger = logging.getLogger(__name__)

NEIGHBOURS_FILE = "neighbours.npy"
SAMPLES_FILE = "samples.png"
LOG_EVERY = 25
FOLLOW_EVERY = 16
"""Steps between two looks at how hard adversarial and information loss pull."""

VALIDATION_QUERIES = 1000
WATCH_FROM = 0.1
"""Share of a run before which nothing is called a collapse."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What became of a run.

    Attributes:
        net: In evaluation mode, on the CPU.
        collapsed: What collapsed, or None.
        steps: Finished steps.
        elapsed_s: Seconds of training.
        restarts: How often the generator went on from its average.
    """

    net: InfoGan
    collapsed: str | None
    steps: int
    elapsed_s: float
    restarts: int


def train(settings: Settings) -> Trained:
    """Run the recipe, or what is left of an interrupted run.

    A run that collapses ends early and says so; its network is kept.

    Raises:
        TrainerError: Data are missing, the loss is no number, a file cannot be written.
    """
    torch.manual_seed(settings.seed)
    trained = read_trained(settings)
    if trained is not None:
        return trained
    cifar = load_cifar10(settings.data.root, settings.out.parent / "cifar10")
    learned, held = split_validation(cifar.train, settings.data.validation, 1)
    run = Run(settings)
    return keep(run, run.fit(learned, held))


def keep(run: "Run", collapsed: str | None) -> Trained:
    """Write the network of a finished run, and what became of it.

    Raises:
        TrainingError: A file cannot be written.
    """
    settings = run.settings
    net = run.net.cpu().eval()
    header = {
        "identity": settings.identity(),
        "collapsed": collapsed or "",
        "steps": str(run.step),
        "elapsed_s": f"{run.elapsed_s:.1f}",
        "restarts": str(run.restarts),
    }
    checkpoint.save_net(settings.out / NET_FILE, net, header)
    for left in (CHECKPOINT_FILE, NEIGHBOURS_FILE):
        (settings.out / left).unlink(missing_ok=True)
    return Trained(net, collapsed, run.step, run.elapsed_s, run.restarts)


def read_trained(settings: Settings) -> Trained | None:
    """Read a finished run, None if there is none yet.

    Raises:
        TrainingError: The run folder holds another run.
    """
    file = settings.out / NET_FILE
    if not file.is_file():
        return None
    net = InfoGan(settings.net, settings.gan)
    header = checkpoint.load_same(file, net, settings.identity())
    return Trained(
        net.eval(),
        header["collapsed"] or None,
        int(header["steps"]),
        float(header["elapsed_s"]),
        int(header["restarts"]),
    )


@torch.no_grad()
def describe(
    net: InfoGan,
    pixels: npt.NDArray[np.uint8],
    device: torch.device,
    precision: Precision = Precision.FLOAT32,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Describe pictures (n, 32, 32, 3) by features (n, d) and logits (n, b)."""
    was_training = net.training
    net.eval()
    features, logits = [], []
    for start in range(0, len(pixels), 1000):
        pictures = to_pictures(pixels[start : start + 1000], device)
        with autocast(precision, device):
            seen = net.features(pictures)
            said = net.heads(seen)
        features.append(seen.float().cpu().numpy())
        logits.append(said.float().cpu().numpy())
    net.train(was_training)
    return np.concatenate(features), np.concatenate(logits)


def to_pictures(pixels: npt.NDArray[np.uint8], device: torch.device) -> Tensor:
    """Turn (n, s, s, 3) uint8 into (n, 3, s, s) in -1..1, channels last in memory."""
    batch = torch.from_numpy(pixels).to(device).permute(0, 3, 1, 2)
    return batch.float().div(127.5).sub(1)


class Run:
    """A training run: networks, optimisers and where it stands."""

    def __init__(self, settings: Settings) -> None:
        options = settings.train
        if options.threads:
            torch.set_num_threads(options.threads)
        self.settings = settings
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.precision = choose_precision(options.precision, self.device)
        net = InfoGan(settings.net, settings.gan)
        self.net: InfoGan = net.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        seen = compiled(self.net.features, is_wanted=options.compile)
        self.learner = Learner(self.net, seen, settings, self.device, self.precision)
        self.step = 0
        self.elapsed_s = 0.0
        self.restarts = 0
        self.neighbours: npt.NDArray[np.int32] | None = None
        self.watch = Watch(settings.watch)
        self.optimizers = {"hash": _hash_optimizer(self.net, settings)}
        if settings.gan.enabled:
            self.optimizers |= self._adversaries()

    def fit(self, learned: Labelled, held: Labelled) -> str | None:
        """Train to the end and return what collapsed, if anything did.

        Every random choice of a step follows from the seed and the step's number, so a
        run that was killed goes on exactly as it would have.
        """
        options, seed = self.settings.train, self.settings.seed
        steps = max(1, round(options.epochs * len(learned) / options.batch))
        self._resume()
        logger.info(
            "training on %s in %s from step %d of %d",
            *(self.device, self.precision, self.step, steps),
        )
        collapsed = None
        before, start = self.elapsed_s, time.monotonic()
        last_saved = start
        self.net.train()
        with ProgressLog(self.settings.out) as progress:
            while self.step < steps and collapsed is None:
                chosen = batch_places(len(learned), options.batch, self.step, seed)
                done = self.step / steps
                others = self._others(learned, chosen, done)
                pixels = learned.pixels[chosen], learned.pixels[others]
                values = self._take_step(*pixels, done)
                self.step += 1
                self.elapsed_s = before + time.monotonic() - start
                if self.step % LOG_EVERY == 0 or self.step == steps:
                    shown = {name: value.item() for name, value in values.items()}
                    progress.write(self.step, {**shown, "elapsed_s": self.elapsed_s})
                    if not all(map(math.isfinite, shown.values())):
                        raise TrainingError(
                            f"a loss is no number at step {self.step}; "
                            "try a smaller train.learning_rate"
                        )
                if self._is_time_to_look(steps):
                    look = self.learner.look(pixels[0])
                    progress.write(self.step, asdict(look))
                    collapsed = self._answer(self.watch.see(look))
                if self._is_time_to_validate(steps) or collapsed:
                    figures = self.validate(learned, held)
                    progress.write(self.step, figures)
                    logger.info("step %d of %d: %s", self.step, steps, figures)
                    self._draw_samples(progress)
                if time.monotonic() - last_saved > 60 * options.save_minutes:
                    self._save()
                    last_saved = time.monotonic()
        return collapsed

    def _others(
        self, learned: Labelled, chosen: npt.NDArray[np.int64], done: float
    ) -> npt.NDArray[np.int64]:
        """Return whose second views belong to the chosen pictures (n,): (n,) places."""
        options = self.settings.neighbours
        if not options.enabled or done < options.start:
            return chosen
        if self.neighbours is None:
            self.neighbours = self._find_neighbours(learned)
        draw = np.random.default_rng([self.settings.seed, self.step])
        drawn = draw.integers(0, options.count, len(chosen))
        near = self.neighbours[chosen, drawn].astype(np.int64)
        return np.where(draw.random(len(chosen)) < options.share, near, chosen)

    def _find_neighbours(self, learned: Labelled) -> npt.NDArray[np.int32]:
        """Find each picture's neighbours once; a resumed run takes the same."""
        file = self.settings.out / NEIGHBOURS_FILE
        if file.is_file():
            found: npt.NDArray[np.int32] = np.load(file)
            return found
        seen, _ = describe(self.net, learned.pixels, self.device, self.precision)
        found = nearest_neighbours(seen, self.settings.neighbours.count)
        partial = file.with_suffix(".partial.npy")
        np.save(partial, found)
        partial.replace(file)
        return found

    def _take_step(
        self,
        pixels: npt.NDArray[np.uint8],
        others: npt.NDArray[np.uint8],
        done: float,
    ) -> dict[str, Tensor]:
        """Train on a batch and return the loss terms.

        Args:
            pixels: (n, 32, 32, 3).
            others: (n, 32, 32, 3), what their second views show.
            done: Share of the run.
        """
        settings, learner = self.settings, self.learner
        draw = Generator().manual_seed((settings.seed << 40) + self.step)
        hashing = self.optimizers["hash"]
        for group in hashing.param_groups:
            group["lr"] = learning_rate(done, settings.train)
        first, second = learner.views(pixels, others, draw)
        terms: dict[str, Tensor] = {}
        if settings.gan.enabled:
            judging = self.optimizers["discriminator"]
            judging.zero_grad()
            terms |= learner.learn_to_judge(first, draw)
            judging.step()
        # Only now: a shared trunk has gradients of the discriminator's.
        hashing.zero_grad()
        terms |= learner.learn_from_views(first, second, done)
        if settings.gan.enabled:
            making = self.optimizers["generator"]
            making.zero_grad()
            follows = self.step % FOLLOW_EVERY == 0
            terms |= learner.learn_from_generated(first, done, draw, follows=follows)
            making.step()
            # Fast at first, or the average would long be what there was before.
            early = (1 + self.step) / (10 + self.step)
            self.net.follow(min(settings.train.average, early))
        hashing.step()
        return terms

    def _adversaries(self) -> dict[str, torch.optim.Optimizer]:
        """Make the optimisers of both adversaries; the old ones are forgotten."""
        options, net = self.settings.train, self.net
        trunk = net.trunk if net.judge_trunk is None else net.judge_trunk
        judging = [*trunk.parameters(), *net.judge.parameters()]
        making = list(net.generator.parameters())
        betas = (0.5, 0.999)
        return {
            "discriminator": torch.optim.Adam(judging, self._judging_rate, betas),
            "generator": torch.optim.Adam(making, options.generator_rate, betas),
        }

    @property
    def _judging_rate(self) -> float:
        """The discriminator's rate: after a collapse it learns more slowly."""
        return self.settings.train.discriminator_rate * 0.5**self.restarts

    def _answer(self, reason: str | None) -> str | None:
        """Restart after a collapse; return the reason if there were enough of these."""
        if reason is None or self.restarts >= self.settings.watch.restarts:
            return reason
        self.restarts += 1
        logger.info(
            "step %d: %s; the generator goes on from its average", self.step, reason
        )
        self.net.restart()
        self.optimizers |= self._adversaries()
        return None

    def _is_time_to_look(self, steps: int) -> bool:
        is_due = self.step % self.settings.watch.every == 0
        return self.settings.gan.enabled and is_due and self.step > WATCH_FROM * steps

    def _is_time_to_validate(self, steps: int) -> bool:
        every = max(1, steps // self.settings.train.validations)
        return self.step % every == 0 or self.step == steps

    def validate(self, learned: Labelled, held: Labelled) -> dict[str, float]:
        """Measure the codes of the validation queries."""
        # Drawn: they lie class by class.
        drawn = np.random.default_rng(0).permutation(len(held))
        queries = held.rows(drawn[:VALIDATION_QUERIES])
        _, asked = describe(self.net, queries.pixels, self.device, self.precision)
        _, known = describe(self.net, learned.pixels, self.device, self.precision)
        task = Retrieval(queries.labels, learned.labels)
        figures, start = {}, 0
        for bits in self.settings.net.bits:
            part = slice(start, start + bits)
            found = figures_by_code(task, asked[:, part] >= 0, known[:, part] >= 0)
            figures[f"validation_map@1000_{bits}"] = float(found["map@1000"].mean())
            start += bits
        return figures

    def _draw_samples(self, progress: ProgressLog) -> None:
        if self.settings.gan.enabled:
            file = self.settings.out / SAMPLES_FILE
            grid = write_samples(file, self.net, self.device)
            progress.show(self.step, "samples", grid)

    def _save(self) -> None:
        standing = (
            f" restarts={self.restarts} won={self.learner.won} bad={self.watch.bad}"
        )
        identity = self.settings.identity() + standing
        position = Position(self.step, self.elapsed_s, identity)
        file = self.settings.out / CHECKPOINT_FILE
        checkpoint.save_all(file, position, {"net": self.net}, self.optimizers)

    def _resume(self) -> None:
        file = self.settings.out / CHECKPOINT_FILE
        if not file.is_file():
            # They would be those of another run, whose checkpoint somebody deleted.
            (self.settings.out / NEIGHBOURS_FILE).unlink(missing_ok=True)
            return
        identity = self.settings.identity()
        standing = checkpoint.read(file)[0].settings.removeprefix(identity)
        position = checkpoint.load_all(
            file, identity + standing, {"net": self.net}, self.optimizers
        )
        facts = dict(word.split("=") for word in standing.split())
        self.restarts = int(facts["restarts"])
        self.learner.won = float(facts.get("won", self.learner.won))
        self.watch.bad = int(facts.get("bad", 0))
        if self.settings.gan.enabled:
            for group in self.optimizers["discriminator"].param_groups:
                group["lr"] = self._judging_rate
        self.step, self.elapsed_s = position.step, position.elapsed_s


def _hash_optimizer(net: InfoGan, settings: Settings) -> torch.optim.Optimizer:
    options = settings.train
    parts = (net.trunk, net.heads, net.projection)
    parameters = [each for part in parts for each in part.parameters()]
    decayed = [each for each in parameters if each.ndim > 1]
    others = [each for each in parameters if each.ndim <= 1]
    groups = [
        {"params": decayed, "weight_decay": options.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=options.learning_rate, fused=True)
