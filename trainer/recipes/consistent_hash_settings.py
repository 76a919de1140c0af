"""The recipe file of `consistent_hash` as dataclasses, table by table."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from trainer.data.contrast_views import ContrastViews
from trainer.losses.consistent_pairs import ConsistentWeights
from trainer.nets.label_hash import LabelNetSettings
from trainer.nets.precision import Precision
from trainer.recipes.study_runs import StudySettings


class DataSet(StrEnum):
    """What is learned from and searched.

    Attributes:
        P2: CIFAR-10: of 60,000 pictures 1,000 ask, 5,000 teach, 54,000 are searched.
        P3: CIFAR-10: the test part asks, the training part teaches and is searched.
        MOSAICS: Two by two pictures of CIFAR-10 with one to four classes.
        MIRFLICKR: MIRFlickr-25k as distributed.
        NUS_WIDE: NUS-WIDE as distributed, its 21 most frequent concepts.
        COCO: COCO as distributed.
        BOXES: Photos with boxes in YOLO's text files.
    """

    P2 = "cifar10_p2"
    P3 = "cifar10_p3"
    MOSAICS = "mosaics"
    MIRFLICKR = "mirflickr"
    NUS_WIDE = "nus_wide"
    COCO = "coco"
    BOXES = "boxes"


class Head(StrEnum):
    """Which loss makes the code.

    Attributes:
        CONSISTENT: Percentage similarity, strong and weak pairs.
        LIKELIHOOD: Pairwise likelihood, as DHN.
        DSH: Contrastive with a margin.
        CENTRAL: Cross entropy to a centre of the label set.
        ORTHOGONAL: Cosine to orthogonal codes of the classes.
    """

    CONSISTENT = "consistent"
    LIKELIHOOD = "pairwise_likelihood"
    DSH = "dsh"
    CENTRAL = "central_similarity"
    ORTHOGONAL = "orthogonal_cosine"


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]`.

    Attributes:
        root: Folder that holds CIFAR-10, or the photos and labels of another set.
        set: Which one.
        folder: Of a set of photos, below `root`.
        px: Side at which photos are learned from; CIFAR-10 has its own.
        learned: Mosaics or photos that teach.
        queries: Mosaics or photos that ask.
        searched: Mosaics that are searched; of photos it is all but the queries.
        validation: Share of what teaches that is kept out of it, to choose by.
    """

    root: Path
    set: DataSet = DataSet.P3
    folder: str = ""
    px: int = 64
    learned: int = 20_000
    queries: int = 1000
    searched: int = 20_000
    validation: float = 0.1


@dataclass(frozen=True, slots=True)
class OtherWeights:
    """Table `[other]`: of the heads that consistent hashing is compared with.

    Attributes:
        likelihood_quantisation: Of DHN's smooth gap.
        dsh_quantisation: Of DSH, a bit.
        central_quantisation: Of central similarity.
        scale: Of the cosines of the orthogonal head.
        margin: Taken off its right classes.
    """

    likelihood_quantisation: float = 1.0
    dsh_quantisation: float = 0.01
    central_quantisation: float = 0.05
    scale: float = 8.0
    margin: float = 0.2


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Table `[train]`.

    Attributes:
        epochs: Of the pictures that teach.
        batch: Pictures a step.
        learning_rate: Largest; falls as a cosine to 0.
        weight_decay: Of AdamW.
        warm_up: Share of the run in which the rate rises.
        precision: Number format.
        compile: Whether to translate the network to machine code.
        threads: Of the CPU; 0 leaves the choice to torch.
        save_minutes: Between two checkpoints.
        validations: How often in a run what was kept out is measured.
    """

    epochs: float = 30.0
    batch: int = 256
    learning_rate: float = 2e-3
    weight_decay: float = 0.01
    warm_up: float = 0.05
    precision: Precision = Precision.AUTO
    compile: bool = False
    threads: int = 0
    save_minutes: float = 3.0
    validations: int = 5


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Table `[export]`.

    Attributes:
        name: Of the model, as users type it.
        bits: Which of the codes.
        licence: Terms of the weights in one sentence.
    """

    name: str = "labels"
    bits: int = 48
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file."""

    recipe: str
    data: DataSettings
    seed: int = 1
    out: Path = Path("runs/consistent_hash")
    head: Head = Head.CONSISTENT
    net: LabelNetSettings = field(default_factory=LabelNetSettings)
    consistent: ConsistentWeights = field(default_factory=ConsistentWeights)
    other: OtherWeights = field(default_factory=OtherWeights)
    views: ContrastViews = field(default_factory=ContrastViews)
    train: TrainSettings = field(default_factory=TrainSettings)
    study: StudySettings = field(default_factory=StudySettings)
    export: ExportSettings = field(default_factory=ExportSettings)

    def identity(self) -> str:
        """Text of all that a resumed run must share: not where things lie."""
        data = replace(self.data, root=Path())
        parts = (self.seed, data, self.head, self.net, self.consistent, self.other)
        train = replace(self.train, save_minutes=0.0, threads=0, validations=0)
        return repr((*parts, self.views, train))
