"""The recipe file of `deep_retrieval` as dataclasses, table by table."""

from dataclasses import dataclass, field
from pathlib import Path

from trainer.data.augment import AugmentSettings
from trainer.nets.photo import NetSettings
from trainer.nets.precision import Precision
from trainer.nets.regions import Pooling
from trainer.recipes.deep_retrieval_data import DataSettings
from trainer.recipes.landmark_study import LandmarkSet


@dataclass(frozen=True, slots=True)
class RegionSettings:
    """Table `[regions]`: how a picture is described part by part.

    Attributes:
        input_px: Side of the network's input.
        levels: Scales of the R-MAC grid; 3 give 14 regions.
        pooling: How the places of a region become one vector.
        hidden: Channels of the convolution before pooling, in the head for parts.
        width: Length of a whitened descriptor where the maps have as many channels,
            and of the code of a region.
        power: Of the eigenvalues, where whitening starts; 0.5 whitens fully.
    """

    input_px: int = 192
    levels: int = 3
    pooling: Pooling = Pooling.MEAN
    hidden: int = 256
    width: int = 256
    power: float = 0.5


@dataclass(frozen=True, slots=True)
class Stage:
    """Tables of the stages that train with a plain loss.

    Attributes:
        steps: Of the optimiser.
        batch: Pictures, or pairs of pictures, a step.
        learning_rate: Largest; falls as a cosine to 0.
    """

    steps: int
    batch: int
    learning_rate: float


@dataclass(frozen=True, slots=True)
class TripletStage:
    """Table `[triplets]`.

    Attributes:
        steps: Of the optimiser.
        batch: Triplets a step.
        learning_rate: Largest; falls as a cosine to 0.
        margin: Of squared distances.
        mine_every: Steps between two searches for hard negatives.
        pool: Pictures among which they are searched.
        hardest: How many of the nearest wrong pictures may be taken.
    """

    steps: int = 300
    batch: int = 32
    learning_rate: float = 1e-4
    margin: float = 0.1
    mine_every: int = 75
    pool: int = 1500
    hardest: int = 10


@dataclass(frozen=True, slots=True)
class HeadStage:
    """Tables `[parts]` and `[whitening]`: a head learns on maps that were kept.

    Attributes:
        steps: Of the optimiser.
        batch: Pairs of a part and a picture a step.
        learning_rate: Largest; falls as a cosine to 0.
        temperature: Of cosines.
        codes: What the same loss on codes counts.
    """

    steps: int = 800
    batch: int = 128
    learning_rate: float = 3e-3
    temperature: float = 0.05
    codes: float = 1.0


@dataclass(frozen=True, slots=True)
class WholeSettings:
    """Table `[whole]`: how whole photos are described, from contents and details.

    Attributes:
        width: Length of the embedding.
        bits: Length of the code.
        share: What details count beside contents.
        power: Of the eigenvalues, before the signs of the code are taken.
        photos: Training photos that means and directions are fitted on.
    """

    width: int = 256
    bits: int = 256
    share: float = 0.6
    power: float = 0.25
    photos: int = 4000


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """Table `[evaluation]`.

    Attributes:
        same_object: Folder or pack of UKBench objects below the data root.
        proposals: Boxes of the proposal network in the place of the grid.
        scales: Sides of the input at several scales.
        expansion: Results that expand a query.
        alpha: Power of their similarities.
        augmentation: Neighbours that a vector of the database is joined with.
        landmarks: Sets of landmarks to measure on as well, for whoever has them.
    """

    same_object: str = "same_object"
    proposals: int = 16
    scales: tuple[int, ...] = (160, 192, 256)
    expansion: int = 3
    alpha: float = 3.0
    augmentation: int = 3
    landmarks: tuple[LandmarkSet, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Table `[export]`: the photo model that learns to describe parts.

    Attributes:
        name: Of the model, as users type it.
        licence: Terms of the weights in one sentence.
        trained_by: Recipes that made the trunk, for the model's description.
        trunk_data: Data sets that they learned from.
        teacher: Whose features the trunk learned; empty where there was none.
    """

    name: str = "photo-parts"
    licence: str = ""
    trained_by: tuple[str, ...] = ()
    trunk_data: tuple[str, ...] = ()
    teacher: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file.

    Attributes:
        trunk: Network to start from, `net.safetensors` of a run of `distill`.
    """

    recipe: str
    data: DataSettings
    trunk: Path
    seed: int = 1
    out: Path = Path("runs/deep_retrieval")
    precision: Precision = Precision.AUTO
    threads: int = 0
    net: NetSettings = field(default_factory=NetSettings)
    regions: RegionSettings = field(default_factory=RegionSettings)
    augment: AugmentSettings = field(default_factory=AugmentSettings)
    classification: Stage = field(default_factory=lambda: Stage(400, 64, 3e-4))
    triplets: TripletStage = field(default_factory=TripletStage)
    parts: HeadStage = field(default_factory=HeadStage)
    whitening: HeadStage = field(default_factory=HeadStage)
    whole: WholeSettings = field(default_factory=WholeSettings)
    proposals: Stage = field(default_factory=lambda: Stage(1500, 256, 1e-3))
    evaluation: EvaluationSettings = field(default_factory=EvaluationSettings)
    export: ExportSettings = field(default_factory=ExportSettings)
