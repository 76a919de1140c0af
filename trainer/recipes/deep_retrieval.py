"""Recipe `deep_retrieval`: descriptors that find a thing again (Gordo et al. 2016).

From a trunk that describes photos: classification of made instances, triplets with
mined hard negatives, a whitening that is trained, proposals in the place of the grid.
Each stage leaves a file in the run's folder; a run that was stopped goes on with the
first stage that has none. Letters in shapes: n pictures, s their side, c channels, r
regions, d numbers of a descriptor.
"""

import copy
import logging
import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Generator, Tensor, nn
from torch.nn import functional

from photosearch.spec.preprocess import Pixels
from photosearch.spec.regions import Box
from trainer import checkpoint
from trainer.data.augment import augment
from trainer.errors import TrainingError
from trainer.evaluation.instances import cut_box
from trainer.evaluation.linear_hash import itq_rotation
from trainer.losses.proposals import proposal_loss
from trainer.losses.triplet import hardest_triplet_loss, triplet_loss
from trainer.nets.photo import PhotoNet
from trainer.nets.precision import autocast, choose_precision
from trainer.nets.proposals import ProposalNet, anchors
from trainer.nets.regions import Whitening, joined, region_vectors
from trainer.progress import ProgressLog
from trainer.recipes.deep_retrieval_data import Pictures, prepare
from trainer.recipes.deep_retrieval_features import (
    Eye,
    Features,
    Pyramid,
    features_of,
    part_vectors,
    picture_vectors,
)
from trainer.recipes.deep_retrieval_settings import RegionSettings, Settings, Stage

logger = logging.getLogger(__name__)

PICTURES_FOLDER = "pictures"
PARTS_FILE = "parts.safetensors"
CLASSIFIED_FILE = "classified.safetensors"
TRIPLETS_FILE = "triplets.safetensors"
WHITENED_FILE = "whitened.safetensors"
PROPOSALS_FILE = "proposals.safetensors"
Net = TypeVar("Net", bound=nn.Module)

ITQ_ROWS = 20_000
PCA_PICTURES = 3_000
PCA_ROWS = 40_000
LOG_EVERY = 25
TEMPERATURE = 16.0
"""Of cosines that are to be probabilities."""

WHOLE = Box(0, 0, 1, 1)


@dataclass(frozen=True, slots=True)
class Stages:
    """What the stages left.

    Attributes:
        trunk: The network that the run began with.
        parts: Whitening trained for it as it is; both describe parts of photos.
        classified: The trunk after classification.
        triplets: The trunk after triplets.
        whitened: Whitening trained for that.
        proposals: Proposals trained on that.
    """

    trunk: PhotoNet
    parts: Whitening
    classified: PhotoNet
    triplets: PhotoNet
    whitened: Whitening
    proposals: ProposalNet


def train(settings: Settings) -> Stages:
    """Run the recipe, or what is left of an interrupted run.

    Raises:
        TrainerError: Data are missing, a loss is no number, a file cannot be written.
    """
    if settings.threads:
        torch.set_num_threads(settings.threads)
    pictures = prepare(settings.data, settings.seed, settings.out / PICTURES_FOLDER)
    trunk = PhotoNet(settings.net)
    checkpoint.load_net(settings.trunk, trunk)
    trunk.eval()
    with ProgressLog(settings.out) as progress:
        run = Run(settings, pictures, progress)
        parts = run.stage(
            PARTS_FILE, run.whitening(), lambda net: run.whiten(net, trunk)
        )
        classified = run.stage(CLASSIFIED_FILE, copy.deepcopy(trunk), run.classify)
        triplets = run.stage(TRIPLETS_FILE, copy.deepcopy(classified), run.rank)
        whitened = run.stage(
            WHITENED_FILE, run.whitening(), lambda net: run.whiten(net, triplets)
        )
        channels = settings.net.backbone.fine_width
        proposals = run.stage(
            PROPOSALS_FILE,
            ProposalNet(channels),
            lambda net: run.propose(net, triplets),
        )
    return Stages(trunk, parts, classified, triplets, whitened, proposals)


class Run:
    """The stages of a run; each changes a network in place."""

    def __init__(
        self, settings: Settings, pictures: Pictures, progress: ProgressLog | None
    ) -> None:
        self.settings = settings
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.precision = choose_precision(settings.precision, self.device)
        backbone = settings.net.backbone
        self.channels = backbone.fine_width + backbone.final_width
        self._pictures = pictures.training
        self._progress = progress

    def stage(self, name: str, net: Net, teach: Callable[[Net], None]) -> Net:
        """Return a network that a stage has trained, now or in an earlier run."""
        file = self.settings.out / name
        # A later stage starts from the earlier ones, so all belong to the same recipe.
        identity = {"settings": self._identity()}
        if file.exists():
            header = checkpoint.load_net(file, net)
            if header != identity:
                raise TrainingError(
                    f"{file} was made with other settings; "
                    "delete it or choose another run folder with out=DIR"
                )
            return net.eval()
        torch.manual_seed(self.settings.seed)
        start = time.monotonic()
        teach(net.to(self.device))
        net.cpu().eval()
        checkpoint.save_net(file, net, identity)
        logger.info("%s: %.0f s", file.stem, time.monotonic() - start)
        return net

    def whitening(self) -> Whitening:
        """Return a whitening that knows nothing yet."""
        return Whitening(self.channels, self.settings.regions.width)

    def started_whitening(self, trunk: PhotoNet) -> Whitening:
        """Return the PCA whitening of what a trunk sees."""
        whitening = self.whitening()
        features = self._features(trunk, PCA_PICTURES)
        start_whitening(whitening, features, self.settings)
        return whitening

    def eye(self, trunk: PhotoNet) -> Eye:
        """Return a trunk as it looks at pictures outside of training."""
        trunk = trunk.to(self.device, memory_format=torch.channels_last).eval()  # type: ignore[call-overload]
        return Eye(trunk, self.precision, self.settings.regions)

    # --- classification

    def classify(self, trunk: PhotoNet) -> None:
        """Let a trunk tell the made instances apart (section 3.2, first stage)."""
        options = self.settings.classification
        labels = torch.from_numpy(np.array(self._pictures.instances, np.int64))
        head = nn.Linear(self.channels, int(labels.max()) + 1).to(self.device)
        optimizer = torch.optim.AdamW(
            [
                {"params": trunk.parameters(), "share": 1.0},
                {"params": head.parameters(), "share": 10.0},
            ],
            weight_decay=0.01,
        )
        trunk.train()
        for step, chosen in self._steps(options, optimizer):
            pixels = self._augmented(chosen, step)
            with autocast(self.precision, self.device):
                pyramid = trunk.pyramid(pixels)
                pooled = region_vectors(pyramid, [WHOLE], self.settings.regions.pooling)
                logits = head(pooled[:, 0] * TEMPERATURE)
            loss = functional.cross_entropy(
                logits.float(), labels[chosen].to(self.device)
            )
            self._learn("classification", step, loss, optimizer)

    # --- triplets

    def rank(self, trunk: PhotoNet) -> None:
        """Train a trunk with triplets through R-MAC; the whitening stays PCA's."""
        options = self.settings.triplets
        whitening = self.started_whitening(trunk).to(self.device)
        whitening.requires_grad_(requires_grad=False)
        optimizer = torch.optim.AdamW(trunk.parameters(), weight_decay=0.01)
        for group in optimizer.param_groups:
            group["share"] = 1.0
        miner = Generator().manual_seed(self.settings.seed)
        stage = Stage(options.steps, options.batch, options.learning_rate)
        mined: list[tuple[int, int, int]] = []
        for step, _ in self._steps(stage, optimizer):
            if step % options.mine_every == 0:
                mined = self._mine(trunk, whitening, miner)
                # Norms keep what they know: triplets are no fair sample.
                trunk.eval()
            picked = torch.randint(len(mined), (options.batch,), generator=miner)
            rows = np.array([mined[i] for i in picked.tolist()])
            asked = [
                cut_box(self._pictures.pixels[row], self._pictures.boxes[row])
                for row in rows[:, 0]
            ]
            shown = [self._pictures.pixels[row] for row in rows[:, 1:].T.reshape(-1)]
            eye = self.eye(trunk)
            query = self._descriptors(trunk, eye.parts(asked), whitening, part_vectors)
            right, wrong = torch.chunk(
                self._descriptors(trunk, eye.pictures(shown), whitening), 2
            )
            loss = triplet_loss(query, right, wrong, options.margin)
            self._learn("triplets", step, loss, optimizer)

    def _mine(
        self, trunk: PhotoNet, whitening: Whitening, generator: Generator
    ) -> list[tuple[int, int, int]]:
        """Find triplets of rows: a query, its picture, and a picture hard to tell."""
        options = self.settings.triplets
        rows = torch.randperm(len(self._pictures.instances), generator=generator)
        chosen = np.sort(rows[: options.pool].numpy())
        labels = torch.from_numpy(np.array(self._pictures.instances[chosen], np.int64))
        eye = self.eye(trunk)
        pictures = [self._pictures.pixels[row] for row in chosen]
        crops = [
            cut_box(self._pictures.pixels[r], self._pictures.boxes[r]) for r in chosen
        ]
        with torch.no_grad():
            shown = self._descriptors(trunk, eye.pictures(pictures), whitening)
            asked = self._descriptors(trunk, eye.parts(crops), whitening, part_vectors)
        similarities = asked @ shown.T  # (n, n)
        is_same = labels[:, None] == labels[None]
        hard = similarities.masked_fill(is_same, -math.inf).topk(options.hardest, dim=1)
        is_other = is_same & ~torch.eye(len(labels), dtype=torch.bool)
        triplets = [
            (int(chosen[query]), int(chosen[right]), int(chosen[wrong]))
            for query, right in is_other.nonzero().tolist()
            for wrong in hard.indices[query].tolist()
            if similarities[query, wrong]
            > similarities[query, right] - 0.5 * options.margin
        ]
        if not triplets:
            raise TrainingError(
                "no hard triplet is left; raise triplets.pool or stop earlier"
            )
        logger.info("mined %d triplets", len(triplets))
        return triplets

    def _descriptors(
        self,
        trunk: PhotoNet,
        squares: Iterable[Pixels],
        whitening: Whitening,
        vectors: Callable[[Pyramid, RegionSettings], Tensor] = picture_vectors,
    ) -> Tensor:
        """Return R-MAC descriptors (n, d) on the device, with gradients."""
        described = []
        for pixels in self.eye(trunk).shown(squares):
            with autocast(self.precision, self.device):
                fine, last = trunk.pyramid(pixels)
            regions = vectors((fine.float(), last.float()), self.settings.regions)
            described.append(joined(whitening(regions)))
        return torch.cat(described)

    # --- whitening

    def whiten(self, whitening: Whitening, trunk: PhotoNet) -> None:
        """Train a whitening so that an object finds the region that shows it.

        A query is compared with every region of a picture and the best one counts, as
        in use; the hardest other picture of the batch is the negative.
        """
        options = self.settings.whitening
        features = self._features(trunk)
        start_whitening(whitening.cpu(), features, self.settings)
        whitening.to(self.device)
        optimizer = torch.optim.Adam(whitening.parameters())
        for group in optimizer.param_groups:
            group["share"] = 1.0
        views = self.settings.data.views
        generator = Generator().manual_seed(self.settings.seed)
        stage = Stage(options.steps, options.batch, options.learning_rate)
        for step, _ in self._steps(stage, optimizer):
            count = min(options.batch, self.settings.data.objects)
            objects = torch.randperm(self.settings.data.objects, generator=generator)
            asked = torch.randint(views, (count,), generator=generator)
            other = (
                asked + torch.randint(1, views, (count,), generator=generator)
            ) % views
            rows = objects[:count] * views
            queries = whitening.raw(
                features.queries[rows + asked].float().to(self.device)
            )
            regions = whitening.raw(
                features.regions[rows + other].float().to(self.device)
            )
            loss = self._region_loss(queries, regions)
            if options.codes:
                soft = (
                    torch.tanh(options.sharpness * each) for each in (queries, regions)
                )
                loss = loss + options.codes * self._region_loss(*soft)
            self._learn("whitening", step, loss, optimizer)

    def _region_loss(self, queries: Tensor, regions: Tensor) -> Tensor:
        """Compare queries (n, d) with the regions (n, r, d) of pictures."""
        units = functional.normalize(queries, dim=-1)
        others = functional.normalize(regions, dim=-1)
        best = torch.einsum("qd,prd->qpr", units, others).amax(dim=2)
        return hardest_triplet_loss(best, self.settings.whitening.margin)

    # --- proposals

    def propose(self, net: ProposalNet, trunk: PhotoNet) -> None:
        """Train proposals on the paste boxes; the trunk stays as it is."""
        eye = self.eye(trunk)
        pyramids = eye.pyramids(eye.pictures(self._pictures.pixels))
        maps = torch.cat([fine.half() for fine, _ in pyramids])
        boxes = torch.from_numpy(np.array(self._pictures.boxes))
        corners = torch.cat([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]], dim=1)
        places = anchors(maps.shape[-1]).to(self.device)
        optimizer = torch.optim.AdamW(net.parameters(), weight_decay=0.01)
        for group in optimizer.param_groups:
            group["share"] = 1.0
        for step, chosen in self._steps(self.settings.proposals, optimizer):
            logits, shifts = net(maps[chosen].float().to(self.device))
            wanted = corners[chosen].to(self.device)
            loss = proposal_loss(logits, shifts, places, wanted)
            self._learn("proposals", step, loss, optimizer)

    # --- every stage

    def _features(self, trunk: PhotoNet, most: int | None = None) -> Features:
        return features_of(self._pictures, self.eye(trunk), most)

    def _steps(
        self, stage: Stage, optimizer: torch.optim.Optimizer
    ) -> Iterator[tuple[int, Tensor]]:
        """Yield each step and rows for it, and set the rate: a cosine to 0."""
        generator = Generator().manual_seed(self.settings.seed)
        for step in range(stage.steps):
            rate = (
                stage.learning_rate * 0.5 * (1 + math.cos(math.pi * step / stage.steps))
            )
            for group in optimizer.param_groups:
                group["lr"] = rate * group["share"]
            order = torch.randperm(len(self._pictures.instances), generator=generator)
            yield step, order[: stage.batch].sort().values

    def _augmented(self, chosen: Tensor, step: int) -> Tensor:
        pixels = torch.from_numpy(self._pictures.pixels[chosen.numpy()])
        generator = Generator().manual_seed((self.settings.seed << 40) + step)
        px = self.settings.regions.input_px
        changed, _ = augment(pixels, px, self.settings.augment, generator)
        return changed.to(self.device, memory_format=torch.channels_last)

    def _learn(
        self, stage: str, step: int, loss: Tensor, optimizer: torch.optim.Optimizer
    ) -> None:
        if not torch.isfinite(loss):
            raise TrainingError(
                f"the loss of {stage} is {loss.item()} at step {step}; "
                f"try a smaller {stage}.learning_rate"
            )
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if self._progress is not None and step % LOG_EVERY == 0:
            self._progress.write(step, {f"{stage}_loss": loss.item()})

    def _identity(self) -> str:
        kept = replace(
            self.settings,
            out=Path(),
            trunk=Path(),
            data=replace(self.settings.data, root=Path(), workers=0),
            export=type(self.settings.export)(),
            evaluation=type(self.settings.evaluation)(),
        )
        return repr(kept)


def start_whitening(
    whitening: Whitening, features: Features, settings: Settings
) -> None:
    """Start as PCA whitening of regions and queries, turned so that signs say most."""
    generator = Generator().manual_seed(settings.seed)
    seen = torch.cat([features.regions.flatten(0, 1), features.queries])
    rows = torch.randperm(len(seen), generator=generator)[:PCA_ROWS]
    sample = seen[rows].float()
    power = settings.regions.power
    whitening.start_as_pca(sample, power=power)
    with torch.no_grad():
        whitened = whitening(sample[:ITQ_ROWS])
    rotation = itq_rotation(whitened.numpy(), settings.seed)
    whitening.start_as_pca(sample, torch.from_numpy(rotation).float(), power)
