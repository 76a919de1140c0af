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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Generator, Tensor, nn
from torch.nn import functional

from photosearch.spec.preprocess import Pixels
from trainer import checkpoint
from trainer.data.augment import augment
from trainer.data.views import open_photo
from trainer.errors import TrainingError
from trainer.evaluation.instances import cut_box
from trainer.evaluation.linear_hash import itq_rotation
from trainer.losses.code_similarity import straight_through_signs
from trainer.losses.proposals import proposal_loss
from trainer.losses.regions import region_loss
from trainer.losses.triplet import triplet_loss
from trainer.nets.deploy import PartsNet
from trainer.nets.joined import JoinedDescriptor
from trainer.nets.photo import PhotoNet
from trainer.nets.precision import autocast, choose_precision
from trainer.nets.proposals import ProposalNet, anchors
from trainer.nets.regions import RegionHead, joined, pool
from trainer.progress import ProgressLog
from trainer.recipes.deep_retrieval_data import Pictures, prepare, training_photos
from trainer.recipes.deep_retrieval_features import (
    Eye,
    SeenInstances,
    grid,
    part,
    seen_instances,
)
from trainer.recipes.deep_retrieval_settings import HeadStage, Settings, Stage

logger = logging.getLogger(__name__)

PICTURES_FOLDER = "pictures"
PARTS_FILE = "parts.safetensors"
WHOLE_FILE = "whole.safetensors"
CLASSIFIED_FILE = "classified.safetensors"
TRIPLETS_FILE = "triplets.safetensors"
WHITENED_FILE = "whitened.safetensors"
PROPOSALS_FILE = "proposals.safetensors"
Net = TypeVar("Net", bound=nn.Module)

ITQ_ROWS = 20_000
PCA_PICTURES = 2_000
LOG_EVERY = 25
TEMPERATURE = 16.0
"""Of cosines that are to be probabilities of classes."""


@dataclass(frozen=True, slots=True)
class Stages:
    """What the stages left.

    Attributes:
        trunk: The network that the run began with.
        parts: Head trained on that trunk as it is; both describe parts of photos.
        whole: What both say together about whole photos.
        classified: The trunk after classification.
        triplets: The trunk after triplets.
        whitened: Whitening trained on that.
        proposals: Proposals trained on that.
    """

    trunk: PhotoNet
    parts: RegionHead
    whole: JoinedDescriptor
    classified: PhotoNet
    triplets: PhotoNet
    whitened: RegionHead
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
            PARTS_FILE,
            run.head(settings.regions.hidden),
            lambda net: run.teach(net, trunk, settings.parts),
        )
        whole = run.stage(
            WHOLE_FILE, run.whole(), lambda net: run.join(net, trunk, parts)
        )
        classified = run.stage(CLASSIFIED_FILE, copy.deepcopy(trunk), run.classify)
        triplets = run.stage(TRIPLETS_FILE, copy.deepcopy(classified), run.rank)
        whitened = run.stage(
            WHITENED_FILE,
            run.head(),
            lambda net: run.teach(net, triplets, settings.whitening),
        )
        proposals = run.stage(
            PROPOSALS_FILE,
            ProposalNet(run.channels),
            lambda net: run.propose(net, triplets),
        )
    return Stages(trunk, parts, whole, classified, triplets, whitened, proposals)


class Run:
    """The stages of a run; each changes a network in place."""

    def __init__(
        self, settings: Settings, pictures: Pictures, progress: ProgressLog | None
    ) -> None:
        self.settings = settings
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.precision = choose_precision(settings.precision, self.device)
        self.channels = settings.net.backbone.fine_width
        self._pictures = pictures.training
        self._progress = progress

    def stage(self, name: str, net: Net, teach: Callable[[Net], None]) -> Net:
        """Return a network that a stage has trained, now or in an earlier run."""
        file = self.settings.out / name
        # A later stage starts from the earlier ones, so all belong to the same recipe.
        if file.exists():
            checkpoint.load_same(file, net, self._identity())
            return net.eval()
        torch.manual_seed(self.settings.seed)
        start = time.monotonic()
        teach(net.to(self.device))
        net.cpu().eval()
        checkpoint.save_net(file, net, {"identity": self._identity()})
        logger.info("%s: %.0f s", file.stem, time.monotonic() - start)
        return net

    def head(self, hidden: int = 0) -> RegionHead:
        """Return a head that knows nothing yet; without `hidden` it only whitens."""
        torch.manual_seed(self.settings.seed)
        regions = self.settings.regions
        return RegionHead(self.channels, hidden, regions.width, regions.pooling)

    def whole(self) -> JoinedDescriptor:
        """Return what joins contents and details, and knows nothing yet."""
        options, regions = self.settings.whole, self.settings.regions
        contents = self.settings.net.embedding_width
        return JoinedDescriptor(
            contents, regions.width, options.width, options.bits, options.share
        )

    def whitening(self, trunk: PhotoNet) -> RegionHead:
        """Return the PCA whitening of what a trunk sees."""
        head = self.head()
        seen = seen_instances(self._pictures, self.eye(trunk), PCA_PICTURES)
        start_whitening(head, seen, self.settings)
        return head.eval()

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
                maps = trunk.fine_maps(pixels)
            pooled = pool(maps.float(), self.settings.regions.pooling)
            logits = head(functional.normalize(pooled, dim=1) * TEMPERATURE)
            loss = functional.cross_entropy(logits, labels[chosen].to(self.device))
            self._learn("classification", step, loss, optimizer)

    # --- triplets

    def rank(self, trunk: PhotoNet) -> None:
        """Train a trunk with triplets through R-MAC; the whitening stays PCA's."""
        options = self.settings.triplets
        head = self.whitening(trunk).to(self.device)
        head.requires_grad_(requires_grad=False)
        optimizer = torch.optim.AdamW(trunk.parameters(), weight_decay=0.01)
        for group in optimizer.param_groups:
            group["share"] = 1.0
        miner = Generator().manual_seed(self.settings.seed)
        stage = Stage(options.steps, options.batch, options.learning_rate)
        mined: list[tuple[int, int, int]] = []
        for step, _ in self._steps(stage, optimizer):
            if step % options.mine_every == 0:
                mined = self._mine(trunk, head, miner)
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
            query = self._asked(eye, asked, head)
            right, wrong = torch.chunk(self._shown(eye, shown, head), 2)
            loss = triplet_loss(query, right, wrong, options.margin)
            self._learn("triplets", step, loss, optimizer)

    def _mine(
        self, trunk: PhotoNet, head: RegionHead, generator: Generator
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
            shown = self._shown(eye, pictures, head)
            asked = self._asked(eye, crops, head)
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

    def _shown(self, eye: Eye, pictures: list[Pixels], head: RegionHead) -> Tensor:
        """Return R-MAC descriptors (n, d) of pictures, with gradients."""
        squares = grid(eye.regions)
        maps = eye.seen(eye.pictures(pictures))
        return torch.cat([joined(head(each, squares)) for each in maps])

    def _asked(self, eye: Eye, objects: list[Pixels], head: RegionHead) -> Tensor:
        """Return the same of objects that were cut out of pictures."""
        square = part(eye.regions)
        maps = eye.seen(eye.parts(objects))
        return torch.cat([joined(head(each, square)) for each in maps])

    # --- heads

    def teach(self, head: RegionHead, trunk: PhotoNet, options: HeadStage) -> None:
        """Train a head so that an object finds the region that shows it.

        A part is compared with every region of a picture and the best one counts, as
        in use; the other pictures of the batch are wrong. The trunk stays as it is, so
        its maps are made once.
        """
        seen = seen_instances(self._pictures, self.eye(trunk))
        start_whitening(head.cpu(), seen, self.settings)
        head.to(self.device).train()
        optimizer = torch.optim.AdamW(head.parameters(), weight_decay=0.01)
        for group in optimizer.param_groups:
            group["share"] = 1.0
        objects, views = self.settings.data.objects, self.settings.data.views
        squares, square = grid(self.settings.regions), part(self.settings.regions)
        generator = Generator().manual_seed(self.settings.seed)
        stage = Stage(options.steps, options.batch, options.learning_rate)
        for step, _ in self._steps(stage, optimizer):
            chosen = torch.randperm(objects, generator=generator)[: options.batch]
            first = torch.randint(views, (len(chosen),), generator=generator)
            more = torch.randint(1, views, (len(chosen),), generator=generator)
            rows = chosen * views
            parts = seen.parts[rows + first].to(self.device).float()
            pictures = seen.pictures[rows + (first + more) % views]
            with autocast(self.precision, self.device):
                asked = head.raw(parts, square)[:, 0].float()
                shown = head.raw(pictures.to(self.device).float(), squares).float()
            loss = region_loss(asked, shown, options.temperature)
            if options.codes:
                signs = region_loss(
                    straight_through_signs(asked),
                    straight_through_signs(shown),
                    options.temperature,
                )
                loss = loss + options.codes * signs
            self._learn("parts", step, loss, optimizer)

    # --- whole photos

    def join(self, whole: JoinedDescriptor, trunk: PhotoNet, head: RegionHead) -> None:
        """Fit what describes whole photos on training photos as they are."""
        options, regions = self.settings.whole, self.settings.regions
        cache = self.settings.out / PICTURES_FOLDER / "unpacked"
        files = training_photos(self.settings.data, self.settings.seed, cache)
        photos = (open_photo(file) for file in files[: options.photos])
        eye = self.eye(trunk)
        net = PartsNet(trunk, head, whole, regions.levels).to(self.device).eval()
        with torch.no_grad():
            seen = [net.seen(pixels) for pixels in eye.shown(eye.pictures(photos))]
        contents = torch.cat([contents.cpu() for contents, _ in seen])
        details = torch.cat(
            [joined(functional.normalize(each, dim=-1)).cpu() for _, each in seen]
        )
        whole.cpu().fit(contents, details, options.power, self.settings.seed)

    # --- proposals

    def propose(self, net: ProposalNet, trunk: PhotoNet) -> None:
        """Train proposals on the paste boxes; the trunk stays as it is."""
        eye = self.eye(trunk)
        maps = eye.kept(eye.pictures(self._pictures.pixels))
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
            threads=0,
            data=replace(self.settings.data, root=Path(), workers=0),
            export=type(self.settings.export)(),
            evaluation=type(self.settings.evaluation)(),
        )
        return repr(kept)


def start_whitening(head: RegionHead, seen: SeenInstances, settings: Settings) -> None:
    """Start as PCA whitening of regions, turned so that signs say most (ITQ)."""
    regions = settings.regions
    with torch.no_grad():
        sample = torch.cat(
            [
                head.pooled(
                    seen.pictures[:PCA_PICTURES].float(), grid(regions)
                ).flatten(0, 1),
                head.pooled(seen.parts[:PCA_PICTURES].float(), part(regions))[:, 0],
            ]
        )
    order = torch.randperm(
        len(sample), generator=Generator().manual_seed(settings.seed)
    )
    sample = sample[order]
    head.whitening.start_as_pca(sample, power=regions.power)
    with torch.no_grad():
        whitened = head.whitening(sample[:ITQ_ROWS])
    rotation = torch.from_numpy(itq_rotation(whitened.numpy(), settings.seed)).float()
    head.whitening.start_as_pca(sample, rotation, regions.power)
