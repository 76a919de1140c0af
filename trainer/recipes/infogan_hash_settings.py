"""The recipe file of `infogan_hash` as dataclasses, table by table."""

from dataclasses import dataclass, field
from pathlib import Path

from trainer.data.contrast_views import ContrastViews
from trainer.nets.infogan import GanSettings, HashNetSettings
from trainer.nets.precision import Precision
from trainer.recipes.study_runs import StudySettings


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]`.

    Attributes:
        root: Folder that holds CIFAR-10 (`cifar10/train/<class>/*.jpg`), the official
            batches, or the pack.
        validation: Training pictures kept out of training, for all decisions.
    """

    root: Path
    validation: int = 5000


@dataclass(frozen=True, slots=True)
class HashWeights:
    """Table `[hash]`: what the terms on the bits of real pictures count.

    Attributes:
        certainty: Entropy of each bit.
        frequency: Missing entropy of the mean of each bit.
        consistency: Difference of the bits of two views.
        decorrelation: Correlation of the bits.
    """

    certainty: float = 0.01
    frequency: float = 1.0
    consistency: float = 1.0
    decorrelation: float = 1.0


@dataclass(frozen=True, slots=True)
class ContrastSettings:
    """Table `[contrastive]`: the terms that tell pictures apart.

    Attributes:
        enabled: Whether they count.
        temperature: Of the codes.
        projection_temperature: Of the real-valued projection.
        projection: What the projection counts beside the codes' 1.
        bottleneck: What the divergence of the views' bits counts.
    """

    enabled: bool = True
    temperature: float = 0.3
    projection_temperature: float = 0.2
    projection: float = 1.0
    bottleneck: float = 0.001


@dataclass(frozen=True, slots=True)
class NeighbourSettings:
    """Table `[neighbours]`: pictures that the network itself finds alike.

    From some point on the second view is often one of a near neighbour (as in SCAN, Van
    Gansbeke et al. 2020), so that codes bring kinds together and not only views.

    Attributes:
        enabled: Whether they are used; needs the contrastive terms.
        start: Share of the run after which they are.
        count: Neighbours of each picture, found once at the start.
        share: Of the second views that show a neighbour.
    """

    enabled: bool = False
    start: float = 0.7
    count: int = 20
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Table `[train]`.

    Attributes:
        epochs: Of the training pictures.
        batch: Pictures a step.
        gan_batch: Pictures a step for the discriminator, and from the generator.
        learning_rate: Of the hash network, largest; falls as a cosine to 0.
        weight_decay: Of the hash network.
        warm_up: Share of the run in which that rate rises.
        generator_rate: Of the generator.
        discriminator_rate: Of the discriminator.
        hash_from: Share of the run after which the hash terms begin.
        hash_ramp: Share of the run in which they grow to their weight.
        average: Decay of the averaged generator.
        precision: Number format.
        compile: Whether to translate the trunk to machine code; takes half a minute
            and a C++ compiler, and a step is then a quarter faster.
        threads: Of the CPU; 0 leaves the choice to torch.
        save_minutes: Between two checkpoints.
        validations: How often in a run the validation queries are measured.
    """

    epochs: float = 40.0
    batch: int = 512
    gan_batch: int = 64
    learning_rate: float = 2e-3
    weight_decay: float = 0.01
    warm_up: float = 0.05
    generator_rate: float = 2e-4
    discriminator_rate: float = 4e-4
    hash_from: float = 0.0
    hash_ramp: float = 0.05
    average: float = 0.999
    precision: Precision = Precision.AUTO
    compile: bool = False
    threads: int = 0
    save_minutes: float = 3.0
    validations: int = 5


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """Table `[watch]`: when a run counts as collapsed, and what then.

    Attributes:
        every: Steps between two looks.
        patience: Bad looks in a row that make a collapse.
        restarts: How often the generator goes on from its average, against a
            discriminator that learns half as fast, before the run stops.
        least_spread: Smallest mean distance of two generated pictures, as a share of
            that of two real ones.
        most_won: Largest share of pictures that the discriminator tells right.
        least_codes: Fewest different codes, as a share of the pictures looked at.
        most_imbalance: Largest |mean of +-1| of a bit.
    """

    every: int = 100
    patience: int = 3
    restarts: int = 2
    least_spread: float = 0.1
    most_won: float = 0.99
    least_codes: float = 0.2
    most_imbalance: float = 0.9


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Table `[export]`.

    Attributes:
        name: Of the model, as users type it.
        bits: Which of the codes.
        licence: Terms of the weights in one sentence.
    """

    name: str = "cifar10"
    bits: int = 64
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file."""

    recipe: str
    data: DataSettings
    seed: int = 1
    out: Path = Path("runs/infogan_hash")
    net: HashNetSettings = field(default_factory=HashNetSettings)
    gan: GanSettings = field(default_factory=GanSettings)
    hash: HashWeights = field(default_factory=HashWeights)
    contrastive: ContrastSettings = field(default_factory=ContrastSettings)
    neighbours: NeighbourSettings = field(default_factory=NeighbourSettings)
    views: ContrastViews = field(default_factory=ContrastViews)
    train: TrainSettings = field(default_factory=TrainSettings)
    watch: WatchSettings = field(default_factory=WatchSettings)
    study: StudySettings = field(default_factory=StudySettings)
    export: ExportSettings = field(default_factory=ExportSettings)

    def __post_init__(self) -> None:
        """Reject a recipe in which nothing would be learned."""
        learns = (self.gan.enabled, self.contrastive.enabled, self.hash.consistency)
        if not any(learns):
            raise ValueError("gan, contrastive and hash.consistency are all off")
        if self.neighbours.enabled and not self.contrastive.enabled:
            raise ValueError("neighbours need contrastive.enabled")

    def identity(self) -> str:
        """Text of all that a resumed run must share: not where things lie."""
        parts = (self.seed, self.data.validation, self.net, self.gan, self.hash)
        terms = (self.contrastive, self.neighbours, self.views)
        return repr((*parts, *terms, self.train, self.watch))
