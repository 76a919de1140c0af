"""The recipe file of `face_detector` as dataclasses, table by table."""

from dataclasses import dataclass, field
from pathlib import Path

from trainer.data.face_scenes import SceneSettings
from trainer.nets.face_detector import NetSettings
from trainer.nets.precision import Precision
from trainer.recipes.face_detector_data import DataSettings


@dataclass(frozen=True, slots=True)
class LossWeights:
    """Table `[loss]`: what each term counts; see `trainer/losses/face_cells.py`."""

    score: float = 1.0
    box: float = 2.0
    points: float = 5.0


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Table `[train]`.

    Attributes:
        minutes: Wall-clock budget; used when `steps` is 0.
        steps: Exact number of steps.
        batch: Scenes a step on the smaller side.
        sides: Sides of the scenes in pixels; the second is shown now and then, in
            batches of as many pixels.
        second_share: Share of the steps on the second side.
        learning_rate: Largest, after the warm-up; falls as a cosine to 0.
        warm_up: Share of the run in which it rises.
        weight_decay: Of weights, not of biases and norms.
        average: Decay of the weight average that is kept.
        precision: Number format.
        threads: Of the CPU; 0 leaves the choice to torch.
        save_minutes: Between two checkpoints, each with a validation.
        validated: Pictures that each validation looks at.
    """

    minutes: float = 45.0
    steps: int = 0
    batch: int = 32
    sides: tuple[int, ...] = (192, 288)
    second_share: float = 0.2
    learning_rate: float = 3e-3
    warm_up: float = 0.03
    weight_decay: float = 0.05
    average: float = 0.998
    precision: Precision = Precision.AUTO
    threads: int = 0
    save_minutes: float = 4.0
    validated: int = 200

    def __post_init__(self) -> None:
        """Reject sides that are not made of whole cells."""
        if len(self.sides) != 2 or any(each <= 0 or each % 32 for each in self.sides):
            raise ValueError("sides must be two multiples of 32")


@dataclass(frozen=True, slots=True)
class ChoiceSettings:
    """Table `[choice]`: how the least score of a face is chosen on validation pictures.

    Attributes:
        precision: Share of found faces that the teacher sees, too.
        false_faces: Most false faces per picture without people.
        pictures: Validation pictures that are looked at, chosen by their names.
    """

    precision: float = 0.96
    false_faces: float = 0.015
    pictures: int = 400


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Table `[export]`: name as users type it, terms of the weights in one sentence."""

    name: str = "face-detector"
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file."""

    recipe: str
    data: DataSettings
    seed: int = 1
    out: Path = Path("runs/face_detector")
    net: NetSettings = field(default_factory=NetSettings)
    scenes: SceneSettings = field(default_factory=SceneSettings)
    loss: LossWeights = field(default_factory=LossWeights)
    train: TrainSettings = field(default_factory=TrainSettings)
    choice: ChoiceSettings = field(default_factory=ChoiceSettings)
    export: ExportSettings = field(default_factory=ExportSettings)

    def identity(self) -> str:
        """Text of all that a resumed run must share: not where things lie."""
        shares = (self.data.held_out_share, self.data.validation_share)
        sources = (
            self.data.sources,
            self.data.animals,
            self.data.people,
            self.data.training_px,
            shares,
        )
        shape = (self.seed, self.net, self.scenes, self.loss, self.train)
        return repr((sources, shape))
