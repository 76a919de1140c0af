"""The recipe file of `my_labels` as dataclasses, table by table."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from trainer.data.edited import EditSettings
from trainer.data.multi_label import Layout
from trainer.losses.consistent_pairs import ConsistentWeights
from trainer.nets.precision import Precision


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]`.

    Attributes:
        folder: The photos; only read. Without anything else, the folder that a photo
            lies in names what it shows.
        labels: CSV file of `file,label[;label...]` instead.
        layout: A data set as distributed instead.
        held_out: Share of the photos that only measure.
        choose: Share of the photos that choose between variants.
        burst_s: Photos of one folder taken so shortly after each other stay together.
        copy_similarity: Correlation of tiny pictures from which photos are copies.
        decode_px: Shorter side at which photos are cut and turned.
        workers: Threads that read photos.
    """

    folder: Path
    labels: Path | None = None
    layout: Layout | None = None
    held_out: float = 0.2
    choose: float = 0.15
    burst_s: float = 3.0
    copy_similarity: float = 0.95
    decode_px: int = 288
    workers: int = 2

    def __post_init__(self) -> None:
        """Reject parts that leave nothing to learn from, and two sorts of labels."""
        if min(self.held_out, self.choose) <= 0 or self.held_out + self.choose > 0.6:
            raise ValueError(
                "held_out and choose must be above 0, and at most 0.6 together"
            )
        if self.labels is not None and self.layout is not None:
            raise ValueError("give labels or layout, not both")


@dataclass(frozen=True, slots=True)
class LearnSettings:
    """Table `[learn]`.

    Attributes:
        views: Random views of each photo that teaches, besides the whole of it.
        batch: Photos a step, two views of each.
        steps: Of the optimiser.
        learning_rate: Largest; falls as a cosine to 0.
        weight_decay: Of AdamW.
        distillation: What counts that photos stay as alike as the old model says.
        save_every_s: Seconds between two checkpoints.
        shares: Of the new weights, from which one is chosen; 0 is always tried.
    """

    views: int = 4
    batch: int = 128
    steps: int = 400
    learning_rate: float = 1e-3
    weight_decay: float = 1e-4
    distillation: float = 5.0
    save_every_s: float = 20.0
    shares: tuple[float, ...] = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Table `[export]`.

    Attributes:
        name: Of the new model, as users type it.
        licence: Terms of the weights; by default those of the model started from.
    """

    name: str = "my-labels"
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file.

    Attributes:
        start: Model file to start from; None is the one that came with the program.
    """

    recipe: str
    data: DataSettings
    start: Path | None = None
    out: Path = Path("runs/my_labels")
    seed: int = 1
    precision: Precision = Precision.AUTO
    threads: int = 0
    views: EditSettings = field(default_factory=EditSettings)
    learn: LearnSettings = field(default_factory=LearnSettings)
    consistent: ConsistentWeights = field(default_factory=ConsistentWeights)
    export: ExportSettings = field(default_factory=ExportSettings)

    def identity(self) -> str:
        """Return what a run must share to go on from another one's files."""
        data = replace(self.data, workers=0)
        learn = replace(self.learn, save_every_s=0.0, shares=())
        parts = (data, self.start, self.seed, self.views, learn, self.consistent)
        return repr(parts)

    def seeing(self) -> str:
        """Return what decides how the views of photos are described."""
        parts = (self.start, self.seed, self.learn.views, self.views)
        return repr((*parts, self.data.folder, self.data.decode_px))
