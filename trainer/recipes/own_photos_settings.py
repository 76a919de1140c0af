"""The recipe file of `own_photos` as dataclasses, table by table."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from trainer.data.edited import EditSettings
from trainer.nets.precision import Precision

BITS = (64, 128, 256)
MOST_SEED = 2**23
"""A step's random choices follow from the seed and its number, 63 bits together."""


class Effort(StrEnum):
    """How long to learn."""

    QUICK = "quick"
    NORMAL = "normal"
    THOROUGH = "thorough"


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]`.

    Attributes:
        folder: The photos; only read.
        least_photos: Fewer usable ones teach nothing.
        held_out: Share of the photos that only measure.
        choose: Share of the photos that choose between variants.
        most_measured: Most photos in each of these two parts.
        burst_s: Photos of one folder taken so shortly after each other are a burst.
        copy_similarity: Correlation of tiny pictures from which photos are copies.
        decode_px: Shorter side at which photos are cut and turned.
        workers: Threads that read photos; 0 is one, too.
    """

    folder: Path
    least_photos: int = 200
    held_out: float = 0.15
    choose: float = 0.1
    most_measured: int = 600
    burst_s: float = 3.0
    copy_similarity: float = 0.95
    decode_px: int = 288
    workers: int = 2

    def __post_init__(self) -> None:
        """Reject parts that leave nothing to learn from."""
        if self.workers < 0:
            raise ValueError("workers must not be below 0")
        if min(self.held_out, self.choose) <= 0 or self.held_out + self.choose > 0.5:
            raise ValueError(
                "held_out and choose must be above 0, and at most 0.5 together"
            )


@dataclass(frozen=True, slots=True)
class EffortSettings:
    """Tables `[effort.<name>]`.

    Attributes:
        photos: Most photos that are looked at; of more, some are drawn.
        views: Random views of each photo.
        steps: Of the optimiser.
    """

    photos: int
    views: int
    steps: int

    def __post_init__(self) -> None:
        """Reject what teaches nothing."""
        if self.views < 2 or self.steps < 1:
            raise ValueError("views must be at least 2, learned in pairs, steps 1")


@dataclass(frozen=True, slots=True)
class LearnSettings:
    """Table `[learn]`.

    Attributes:
        batch: Pairs of views a step, at most one of each burst.
        learning_rate: Largest; falls as a cosine to 0.
        weight_decay: Of AdamW.
        whole: Share of the pairs in which one view is the whole photo, as in use.
        measure_every: Steps between two measurements on the photos that choose.
        save_every_s: Seconds between two checkpoints.
    """

    batch: int = 256
    learning_rate: float = 1e-3
    weight_decay: float = 1e-4
    whole: float = 0.5
    measure_every: int = 50
    save_every_s: float = 20.0

    def __post_init__(self) -> None:
        """Reject what teaches nothing."""
        if self.batch < 2 or self.measure_every < 1:
            raise ValueError("batch must be at least 2, measure_every at least 1")


@dataclass(frozen=True, slots=True)
class LossSettings:
    """Table `[loss]`: what each term counts; 0 leaves it out.

    Attributes:
        contrastive: Two views of a photo find each other, by embedding.
        codes: The same by code.
        temperature: Of the cosines of embeddings.
        code_temperature: Of the cosines of codes.
        distillation: Whole photos are as similar as the old embedding says.
        code_distillation: The same of codes.
        balance: Each bit is on for half of the photos.
        decorrelation: No bit repeats another.
    """

    contrastive: float = 1.0
    codes: float = 1.0
    temperature: float = 0.1
    code_temperature: float = 0.2
    distillation: float = 50.0
    code_distillation: float = 50.0
    balance: float = 0.1
    decorrelation: float = 0.1


@dataclass(frozen=True, slots=True)
class GanSettings:
    """Table `[gan]`: an InfoGAN of descriptors that corrects the code.

    Attributes:
        enabled: Whether there is one.
        noise: Length of the Gaussian part of the generator's input.
        adjustment: Bits beside the information vector of which nothing is asked.
        hidden: Width of generator and discriminator.
        learning_rate: Of the generator; the discriminator's is twice that.
        information: What the code has to say about what a descriptor was made from.
        corrector: What a code counts that no descriptor can be made from.
        warm_up: Share of the steps after which the code learns from both.
    """

    enabled: bool = True
    noise: int = 64
    adjustment: int = 64
    hidden: int = 512
    learning_rate: float = 2e-4
    information: float = 0.1
    corrector: float = 0.1
    warm_up: float = 0.1


@dataclass(frozen=True, slots=True)
class ChoiceSettings:
    """Table `[choice]`: how much of the new weights is kept (Wortsman et al. 2022).

    Attributes:
        shares: Of the new weights, from which one is chosen.
        least_agreement: Share of the ten nearest photos of the old model that the new
            one must keep, on the photos that choose.
    """

    shares: tuple[float, ...] = (0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0)
    least_agreement: float = 0.9

    def __post_init__(self) -> None:
        """Reject what is no share."""
        if not self.shares or not all(0 < each <= 1 for each in self.shares):
            raise ValueError("shares must be above 0 to 1, and at least one")


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """Table `[evaluation]`.

    Attributes:
        samples: Queries that are shown side by side.
        shown: Photos that are shown of what each model finds.
        near: Photos among which another one of a burst is looked for.
    """

    samples: int = 12
    shown: int = 6
    near: int = 10


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Table `[export]`.

    Attributes:
        name: Of the new model, as users type it.
        licence: Terms of the weights; by default those of the model started from.
    """

    name: str = "own-photos"
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Efforts:
    """Table `[efforts]`: what each effort means."""

    quick: EffortSettings
    normal: EffortSettings
    thorough: EffortSettings


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file.

    Attributes:
        bits: Length of the code: 64, 128 or 256.
        effort: How long to learn.
        start: Model file to start from; None is the one that came with the program.
    """

    recipe: str
    data: DataSettings
    efforts: Efforts
    bits: int = 256
    effort: Effort = Effort.NORMAL
    start: Path | None = None
    out: Path = Path("runs/own_photos")
    seed: int = 1
    precision: Precision = Precision.AUTO
    threads: int = 0
    views: EditSettings = field(default_factory=EditSettings)
    learn: LearnSettings = field(default_factory=LearnSettings)
    loss: LossSettings = field(default_factory=LossSettings)
    gan: GanSettings = field(default_factory=GanSettings)
    choice: ChoiceSettings = field(default_factory=ChoiceSettings)
    evaluation: EvaluationSettings = field(default_factory=EvaluationSettings)
    export: ExportSettings = field(default_factory=ExportSettings)

    def __post_init__(self) -> None:
        """Reject seeds that nothing follows from, and codes of other lengths."""
        if not 0 <= self.seed < MOST_SEED:
            raise ValueError(f"seed must be from 0 to {MOST_SEED - 1}")
        if self.bits not in BITS:
            known = ", ".join(map(str, BITS))
            raise ValueError(f"bits must be one of {known}, got {self.bits}")

    @property
    def chosen(self) -> EffortSettings:
        """What the chosen effort means."""
        efforts: dict[Effort, EffortSettings] = {
            Effort.QUICK: self.efforts.quick,
            Effort.NORMAL: self.efforts.normal,
            Effort.THOROUGH: self.efforts.thorough,
        }
        return efforts[self.effort]

    def division(self) -> str:
        """Return what decides which photo is used for what."""
        return repr((self.seed, self.chosen.photos, replace(self.data, workers=0)))

    def seeing(self) -> str:
        """Return what decides how the views of photos are described."""
        return repr((self.start, self.chosen.views, self.views))

    def identity(self) -> str:
        """Return what a run must share to go on from another one's checkpoint."""
        kept = replace(
            self,
            data=replace(self.data, workers=0),
            out=Path(),
            threads=0,
            choice=ChoiceSettings(),
            evaluation=EvaluationSettings(),
            export=ExportSettings(),
        )
        return repr(kept)

    def outcome(self) -> str:
        """Return what decides what a run ends with."""
        data = replace(self.data, workers=0)
        return ascii(replace(self, data=data, out=Path(), threads=0))
