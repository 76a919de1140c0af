"""The recipe file of `infogan_faces`: that of `infogan_hash`, and which faces."""

from dataclasses import dataclass, field
from pathlib import Path

from typing_extensions import override

from trainer.data.faces import FaceSettings
from trainer.recipes import infogan_hash_settings


@dataclass(frozen=True, slots=True)
class PairSettings:
    """Table `[pairs]`: what is learned from, and what it is judged on.

    Attributes:
        found: Folder in which another run keeps aligned faces of the same `[faces]`;
            None finds them again.
        limit: Most faces to learn from; 0 takes all.
        lfw: Folder of the LFW pairs below the root.
        beside: Folder of results whose figures on these pairs are told beside.
    """

    found: Path | None = None
    limit: int = 0
    lfw: str = "lfw_pairs"
    beside: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings(infogan_hash_settings.Settings):
    """The whole recipe file."""

    faces: FaceSettings = field(default_factory=FaceSettings)
    pairs: PairSettings = field(default_factory=PairSettings)

    @override
    def identity(self) -> str:
        """Text of all that a resumed run must share: not where things lie."""
        # A class with slots is made twice, which super() without words does not know.
        learned = infogan_hash_settings.Settings.identity(self)
        return repr((learned, self.net.side_px, self.faces, self.pairs.limit))
