"""The recipe file of `metric` as dataclasses, table by table."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from photosearch.spec.preprocess import ResizeRule
from trainer.evaluation.robustness import RobustnessSettings
from trainer.losses.adversarial_embedding import AdversarialSettings, Form
from trainer.losses.input_gradient import GradientSettings
from trainer.losses.pairs import PairLoss, PairSettings
from trainer.nets.backbones import BackboneSettings, Family
from trainer.nets.precision import Precision
from trainer.recipes.study_runs import StudyRow, StudySettings

SHIPPED = "shipped"


def _small_backbone() -> BackboneSettings:
    """Return what learns fastest on a processor from nothing."""
    return BackboneSettings(
        family=Family.PLAIN,
        widths=(32, 64, 128, 256),
        depths=(1, 1, 1, 1),
        expand=1,
        final_width=256,
    )


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]`.

    Attributes:
        root: Folder that holds the set, or its pack.
        source: Folder of the set below the root, or name of the pack; photos in
            folders named by class, or CUB-200-2011, Stanford Online Products or
            In-Shop as distributed.
        name: As reports call the set.
        exclude: Classes to leave out.
        validation_classes: Classes of the half to learn from that choose instead.
        resize: How a photo becomes a square.
        stored_px: Side of the squares that training crops are cut from.
    """

    root: Path
    source: str
    name: str
    exclude: tuple[str, ...] = ()
    validation_classes: int = 20
    resize: ResizeRule = ResizeRule.STRETCH
    stored_px: int = 72


@dataclass(frozen=True, slots=True)
class NetSettings:
    """Table `[net]`.

    Attributes:
        start: Model file whose trunk is trained on, one that knows parts as photo-2
            does, or `shipped` for the one that comes with the program; empty where the
            network starts from nothing.
        input_px: Side of what the network sees.
        embedding_width: Length of the embedding; the start's own layer is kept where
            it is as long.
        cbam: Whether residual blocks attend to channels and places.
        backbone: Shape of a network from nothing.
    """

    start: str = SHIPPED
    input_px: int = 64
    embedding_width: int = 256
    cbam: bool = False
    backbone: BackboneSettings = field(default_factory=_small_backbone)


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Table `[train]`.

    Attributes:
        epochs: Of the photos to learn from.
        batch: Photos a step.
        class_photos: Photos of each class in a batch, K of P x K.
        learning_rate: Largest; falls as a cosine to 0.
        weight_decay: Of weights with two and more axes.
        warm_up: Share of the run in which the rate rises.
        precision: Number format.
        threads: Of the CPU; 0 leaves the choice to torch.
        save_minutes: Between two checkpoints.
        validations: How often in a run the validation classes are searched.
    """

    epochs: float = 20.0
    batch: int = 128
    class_photos: int = 4
    learning_rate: float = 3e-4
    weight_decay: float = 1e-4
    warm_up: float = 0.05
    precision: Precision = Precision.AUTO
    threads: int = 0
    save_minutes: float = 3.0
    validations: int = 5

    def __post_init__(self) -> None:
        """Reject batches without pairs."""
        if self.class_photos < 2 or self.batch < 2 * self.class_photos:
            raise ValueError("a batch needs two classes with two photos each")


@dataclass(frozen=True, slots=True)
class MetricStudy(StudySettings):
    """Table `[study]`.

    Attributes:
        parallel: Runs at a time, each with `train.threads` threads.
        rows: The runs.
        candidates: Names of the rows among which the best by validation is looked for,
            one run of each.
        best: Rows to which the changes of that best row are added.
    """

    candidates: tuple[str, ...] = ()
    best: tuple[StudyRow, ...] = ()

    def __post_init__(self) -> None:
        """Reject candidates that are no rows."""
        names = {row.name for row in self.rows}
        unknown = [name for name in self.candidates if name not in names]
        if unknown:
            raise ValueError(f"candidate {unknown[0]!r} is no row of the study")
        if self.best and not self.candidates:
            raise ValueError("rows with the best changes need candidates")


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Table `[export]`.

    Attributes:
        name: Of the model, as users type it.
        bits: Length of the code, at most that of the embedding.
        licence: Terms of the weights in one sentence.
    """

    name: str = "metric"
    bits: int = 128
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file."""

    recipe: str
    data: DataSettings
    seed: int = 1
    out: Path = Path("runs/metric")
    net: NetSettings = field(default_factory=NetSettings)
    loss: PairSettings = field(default_factory=PairSettings)
    adversarial: AdversarialSettings = field(default_factory=AdversarialSettings)
    gradient: GradientSettings = field(default_factory=GradientSettings)
    train: TrainSettings = field(default_factory=TrainSettings)
    robustness: RobustnessSettings = field(default_factory=RobustnessSettings)
    study: MetricStudy = field(default_factory=MetricStudy)
    export: ExportSettings = field(default_factory=ExportSettings)

    def __post_init__(self) -> None:
        """Reject parts that do not fit each other."""
        if self.net.input_px > self.data.stored_px:
            raise ValueError("net.input_px is larger than data.stored_px")
        is_closed = self.adversarial.form is Form.CLOSED
        if is_closed and self.loss.kind is not PairLoss.TRIPLET:
            raise ValueError("adversarial.form closed is for loss.kind triplet only")

    def identity(self) -> str:
        """Text of all that a resumed run must share: not where things lie."""
        data = (
            self.data.source,
            self.data.exclude,
            self.data.validation_classes,
            self.data.resize,
            self.data.stored_px,
        )
        terms = (self.loss, self.adversarial, self.gradient)
        train = replace(self.train, save_minutes=0.0, threads=0, validations=0)
        return repr((self.seed, *data, self.net, *terms, train))
