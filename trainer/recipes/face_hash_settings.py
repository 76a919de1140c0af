"""The recipe file of `face_hash` as dataclasses, table by table."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from trainer.data.face_looks import LookSettings
from trainer.data.faces import FaceSettings
from trainer.data.faces_jitter import FaceJitter
from trainer.nets.face import FaceNetSettings
from trainer.nets.precision import Precision


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]`.

    Attributes:
        root: Folder that holds the sources, or their packs, and the teachers.
        teacher: MobileFaceNet's file below it.
        views: How often each face is shown to the teacher.
        begin_with: Share of the views to be made before training begins; the others
            are made meanwhile.
    """

    root: Path
    teacher: str = "teachers/mobilefacenet.onnx"
    views: int = 4
    begin_with: float = 1.0


@dataclass(frozen=True, slots=True)
class LossWeights:
    """Table `[loss]`: what each term counts; see `trainer/losses`.

    Attributes:
        cosine: Embedding to the teacher's.
        similarity: All similarities of a batch to the teacher's.
        code_similarity: Those of the codes.
        short_similarity: Those of the first half of the bits.
        balance: Every bit on for half of the faces.
        decorrelation: No bit like another.
        quantisation: Quadratic, of the relaxed code.
    """

    cosine: float = 1.0
    similarity: float = 5.0
    code_similarity: float = 5.0
    short_similarity: float = 2.0
    balance: float = 0.1
    decorrelation: float = 0.1
    quantisation: float = 0.02


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Table `[train]`.

    Attributes:
        minutes: Wall-clock budget; used when `steps` is 0.
        steps: Exact number of steps.
        batch: Faces a step.
        learning_rate: Largest, after the warm-up; falls as a cosine to 0.
        warm_up: Share of the run in which it rises.
        weight_decay: Of weights, not of biases and norms.
        average: Decay of the weight average that is kept.
        precision: Number format.
        compile: Whether to translate the network to machine code first.
        threads: Of the CPU; 0 leaves the choice to torch.
        save_minutes: Between two checkpoints, each with a validation.
        start: File of a finished network (`net.safetensors` of another run) to begin
            with instead of random weights; empty for those.
    """

    minutes: float = 80.0
    steps: int = 0
    batch: int = 128
    learning_rate: float = 2e-3
    warm_up: float = 0.03
    weight_decay: float = 0.05
    average: float = 0.999
    precision: Precision = Precision.AUTO
    compile: bool = False
    threads: int = 0
    save_minutes: float = 4.0
    start: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """Table `[evaluation]`.

    Attributes:
        lfw: Folder, or pack, of Labeled Faces in the Wild; with `pairs.txt`.
        detector: Model file of our own detector, beside YuNet; empty for YuNet alone.
    """

    lfw: str = "lfw_pairs"
    detector: str = ""


class Head(StrEnum):
    """Where the bits of the code come from.

    Attributes:
        TRAINED: The hash head that was trained.
        TURNED: Signs of the embedding, turned as often as it takes, each time such
            that the signs lose little (ITQ).
    """

    TRAINED = "trained"
    TURNED = "turned"


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Table `[export]`: what becomes of the trained network.

    Attributes:
        name: Of the model, as users type it.
        licence: Terms of the weights in one sentence.
        mirror: Whether a face is looked at twice, as it is and mirrored.
        head: Where the bits come from.
    """

    name: str = "face"
    licence: str = ""
    mirror: bool = False
    head: Head = Head.TRAINED


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file."""

    recipe: str
    data: DataSettings
    seed: int = 1
    out: Path = Path("runs/face_hash")
    faces: FaceSettings = field(default_factory=FaceSettings)
    jitter: FaceJitter = field(default_factory=FaceJitter)
    look: LookSettings = field(default_factory=LookSettings)
    net: FaceNetSettings = field(default_factory=FaceNetSettings)
    loss: LossWeights = field(default_factory=LossWeights)
    train: TrainSettings = field(default_factory=TrainSettings)
    evaluation: EvaluationSettings = field(default_factory=EvaluationSettings)
    export: ExportSettings = field(default_factory=ExportSettings)

    def identity(self) -> str:
        """Text of all that a resumed run must share: not where things lie."""
        parts = (self.seed, self.data.views, self.faces, self.jitter, self.look)
        start = bool(self.train.start)
        train = replace(self.train, save_minutes=0.0, threads=0, start="")
        return repr((*parts, self.net, self.loss, train, start))
