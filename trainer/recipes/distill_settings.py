"""The recipe file of `distill` as dataclasses, table by table."""

from dataclasses import dataclass, field
from pathlib import Path

from trainer.data.augment import AugmentSettings
from trainer.data.copies import CopyThresholds
from trainer.nets.looks import Looks
from trainer.nets.photo import NetSettings
from trainer.nets.precision import Precision
from trainer.recipes.distill_data import DataSettings


@dataclass(frozen=True, slots=True)
class LossWeights:
    """Table `[loss]`: what each term counts; see `trainer/losses`."""

    cosine: float = 1.0
    places: float = 1.0
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
        start: File of a finished network (`net.safetensors` of another run) to begin
            with instead of random weights; empty for those.
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
    start: str = ""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Table `[export]`: what becomes of the trained network.

    Attributes:
        name: Of the model, as users type it.
        licence: Terms of the weights in one sentence.
        looks: Ways of using the network, to choose from by validation.
    """

    name: str = "photo"
    licence: str = ""
    looks: tuple[Looks, ...] = (Looks(),)


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
