"""The recipe file of `face_hash_study` as dataclasses, table by table."""

import dataclasses
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from trainer.data.face_views import FaceViews
from trainer.data.faces import FaceSettings
from trainer.losses.quantisation_forms import QuantisationForm
from trainer.nets.face_codes import FaceCodesSettings
from trainer.nets.face_gan import FaceGanSettings
from trainer.nets.precision import Precision
from trainer.recipes.study_runs import StudySettings


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]`.

    Attributes:
        root: Folder that holds the photos and the teachers.
        found: Folder in which another run keeps aligned faces of the same `[faces]`;
            None finds them again.
        teacher: MobileFaceNet's file below the root.
        least_photos: Photos of a person from which on that person is learned.
        asked: Share of a learned or tested person's photos that are kept as queries.
        stored_px: Side of the stored crops, a multiple of 4.
        lfw: Folder of the LFW pairs below the root; "" measures without.
        described: Length of the teacher's description, where that is given in place of
            pixels and only what follows is learned; 0 where pixels are given.
    """

    root: Path
    found: Path | None = None
    teacher: str = "teachers/mobilefacenet.onnx"
    least_photos: int = 6
    asked: float = 0.25
    stored_px: int = 80
    lfw: str = "lfw_pairs"
    described: int = 0

    def __post_init__(self) -> None:
        """Reject people without a query or without an answer."""
        if self.least_photos < 2 or not 0 < self.asked < 1:
            raise ValueError("least_photos must be 2 or more, asked between 0 and 1")
        if self.stored_px % 4:
            raise ValueError("stored_px must be a multiple of 4")


@dataclass(frozen=True, slots=True)
class LossWeights:
    """Table `[loss]`: what each term counts; 0 leaves it out.

    Attributes:
        scale: Of the cosines of the margin softmax.
        margin: Of the margin softmax.
        feature: Margin softmax of the features.
        code: Margin softmax of the relaxed codes.
        signs: Margin softmax of the signs, by straight-through gradients.
        triplet: Batch-hard triplets of the relaxed codes.
        triplet_margin: Of squared distances of codes scaled to unit length.
        balance: Of the bits.
        decorrelation: Of the bits.
        sign_control: Signs of each person's centre.
        centre_distance: Centres that are too near.
        least_distance: Share of the bits by which centres should differ.
        quantisation: Of the relaxed codes, at the end of its ramp.
        form: Form of the quantisation loss.
    """

    scale: float = 16.0
    margin: float = 0.2
    feature: float = 1.0
    code: float = 1.0
    signs: float = 0.5
    triplet: float = 1.0
    triplet_margin: float = 0.2
    balance: float = 0.1
    decorrelation: float = 0.1
    sign_control: float = 1.0
    centre_distance: float = 1.0
    least_distance: float = 0.25
    quantisation: float = 1.0
    form: QuantisationForm = QuantisationForm.QUADRATIC


@dataclass(frozen=True, slots=True)
class DistillationWeights:
    """Table `[distillation]`: from the teacher to the features, and on to the codes.

    Attributes:
        teacher: Similarities of features as the teacher's.
        answers: Answers of the codes' classifier as those of the features'.
        relations: Similarities of codes as those of the features.
        temperature: Of the answers.
    """

    teacher: float = 50.0
    answers: float = 1.0
    relations: float = 10.0
    temperature: float = 4.0


@dataclass(frozen=True, slots=True)
class StageSettings:
    """Table `[stages]`.

    Attributes:
        enabled: Whether trunk, codes and both together learn one after the other; if
            not, all learns from the start, with the quantisation ramp over the run.
        trunk: Share of the epochs of the first stage.
        head: Share of the second stage.
        last_rate: Rate of the third stage, as a share of the first's.
    """

    enabled: bool = True
    trunk: float = 0.6
    head: float = 0.2
    last_rate: float = 0.1

    def __post_init__(self) -> None:
        """Reject stages that leave no third one."""
        if not (self.trunk > 0 and self.head > 0 and self.trunk + self.head < 1):
            raise ValueError("trunk and head must leave a share for the third stage")


class VariantSource(StrEnum):
    """What makes synthetic faces."""

    GAN = "gan"
    EDITS = "edits"


@dataclass(frozen=True, slots=True)
class VariantSettings:
    """Table `[variants]`: synthetic faces.

    Attributes:
        sources: What makes them.
        each: Variants of a photo from each source.
        least_similarity: Teacher's cosine of photo and variant; below it is another
            person.
        share: Of a batch's photos that are shown as a variant.
        weight: What a variant counts beside a photo's 1.
    """

    sources: tuple[VariantSource, ...] = (VariantSource.GAN, VariantSource.EDITS)
    each: int = 2
    least_similarity: float = 0.5
    share: float = 0.25
    weight: float = 0.5


@dataclass(frozen=True, slots=True)
class GanTraining:
    """Table `[gan_training]`.

    Attributes:
        steps: Of the generator.
        batch: Faces a step.
        rate: Of generator and discriminator.
        attributes: What attributes that are not as wanted count.
        cycle: What a face that does not come back counts.
        grey: Share of the real faces that lose their colour, which few photos lack.
        seed: Decides everything.
    """

    steps: int = 500
    batch: int = 32
    rate: float = 4e-4
    attributes: float = 5.0
    cycle: float = 10.0
    grey: float = 0.2
    seed: int = 1


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Table `[train]`.

    Attributes:
        epochs: Of the photos to learn from.
        batch: Faces a step.
        person_photos: Faces of a person in a batch.
        learning_rate: Largest; falls as a cosine in each stage.
        weight_decay: Of weights with two and more axes.
        warm_up: Share of the run in which the rate rises.
        precision: Number format.
        threads: Of the CPU; 0 leaves the choice to torch.
        save_minutes: Between two checkpoints.
        validations: How often in a run the validation people are searched.
        watched_bits: Length of the code that searches them.
    """

    epochs: float = 24.0
    batch: int = 128
    person_photos: int = 4
    learning_rate: float = 3e-3
    weight_decay: float = 0.05
    warm_up: float = 0.05
    precision: Precision = Precision.AUTO
    threads: int = 0
    save_minutes: float = 1.0
    validations: int = 24
    watched_bits: int = 48

    def __post_init__(self) -> None:
        """Reject batches without triplets."""
        if self.person_photos < 2 or self.batch < 2 * self.person_photos:
            raise ValueError("a batch needs two people with two photos each")


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file."""

    recipe: str
    data: DataSettings
    seed: int = 1
    out: Path = Path("runs/face_hash_study")
    faces: FaceSettings = field(default_factory=FaceSettings)
    net: FaceCodesSettings = field(default_factory=FaceCodesSettings)
    loss: LossWeights = field(default_factory=LossWeights)
    distillation: DistillationWeights = field(default_factory=DistillationWeights)
    stages: StageSettings = field(default_factory=StageSettings)
    variants: VariantSettings = field(default_factory=VariantSettings)
    gan: FaceGanSettings = field(default_factory=FaceGanSettings)
    gan_training: GanTraining = field(default_factory=GanTraining)
    views: FaceViews = field(default_factory=FaceViews)
    train: TrainSettings = field(default_factory=TrainSettings)
    study: StudySettings = field(default_factory=StudySettings)

    def __post_init__(self) -> None:
        """Reject parts that do not fit each other."""
        if self.net.input_px + 2 * self.views.shift_px > self.data.stored_px:
            raise ValueError("net.input_px and shifts are larger than data.stored_px")
        if self.train.watched_bits not in self.net.bits:
            raise ValueError("train.watched_bits is none of net.bits")

    @property
    def material(self) -> Path:
        """Folder of the faces that all runs of a study share."""
        return self.out.parent / "material"

    @property
    def last_stage(self) -> float:
        """Share of the run after which all learns together."""
        stages = self.stages
        return stages.trunk + stages.head if stages.enabled else 0.0

    def identity_before_last(self) -> str:
        """Text of all that runs share which differ in the last stage only."""
        loss = dataclasses.replace(
            self.loss,
            quantisation=0.0,
            form=QuantisationForm.NONE,
            sign_control=0.0,
            centre_distance=0.0,
        )
        stages = dataclasses.replace(self.stages, last_rate=0.0)
        return dataclasses.replace(self, loss=loss, stages=stages).identity()

    def identity(self) -> str:
        """Text of all that a resumed run must share: not where things lie."""
        data = (self.data.least_photos, self.data.asked, self.data.stored_px)
        terms = (self.loss, self.distillation, self.stages)
        made = (self.variants, self.gan, self.gan_training)
        shown = (self.faces, self.views, self.train)
        text = repr((self.seed, data, self.net, *terms, *made, *shown))
        return f"{text} described" if self.data.described else text
