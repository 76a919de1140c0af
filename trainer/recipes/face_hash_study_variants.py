"""The synthetic faces that runs of `face_hash_study` learn from, made once.

Letters in shapes: n learned faces, v variants, s side in pixels.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.data.face_attributes import Floats
from trainer.data.face_edits import ParametricEditor
from trainer.data.face_variants import (
    Describe,
    FaceEditor,
    Variants,
    join_variants,
    make_variants,
)
from trainer.errors import DataError
from trainer.recipes.face_gan_learn import GanEditor, train_translator
from trainer.recipes.face_hash_study_data import FaceSet, open_describe
from trainer.recipes.face_hash_study_settings import Settings, VariantSource

logger = logging.getLogger(__name__)

GAN_FOLDER = "gan"

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class KnownVariants:
    """Variants, found by the photo they were made of.

    Attributes:
        pixels: (v, s, s, 3) uint8, ordered by photo.
        embeddings: (v, 128) float32, the teacher's.
        starts: (n + 1,) place of each photo's first variant, and v.
    """

    pixels: Pixels
    embeddings: Floats
    starts: Places

    def drawn(
        self, chosen: Places, share: float, draw: np.random.Generator
    ) -> dict[int, int]:
        """Draw variants for a share of the chosen photos.

        Args:
            chosen: (m,) photos of a batch.
            share: Of these that are to be shown as a variant, if they have any.
            draw: Decides everything.

        Returns:
            Place in the batch to place of the variant.
        """
        counts = self.starts[chosen + 1] - self.starts[chosen]
        wanted = (draw.random(len(chosen)) < share) & (counts > 0)
        which = (draw.random(len(chosen)) * counts).astype(np.int64)
        return {
            int(place): int(self.starts[chosen[place]] + which[place])
            for place in np.flatnonzero(wanted)
        }


def load_variants(settings: Settings, learned: FaceSet) -> KnownVariants:
    """Read the variants of a run's sources, or make them on first use.

    Raises:
        TrainerError: The teacher is missing, or the generator cannot be trained.
    """
    parts = [_kept(settings, learned, source) for source in settings.variants.sources]
    return _ordered(parts, learned)


def open_gan(settings: Settings, learned: FaceSet) -> GanEditor:
    """Open the trained generator of the study, training it on first use."""
    return train_translator(
        settings.material / GAN_FOLDER,
        learned.pixels,
        learned.points,
        settings.net.input_px,
        settings.gan,
        settings.gan_training,
    )


def kept_shares(settings: Settings) -> dict[VariantSource, float]:
    """Return the share of variants that still showed the same person, by source.

    Sources whose variants were not made yet are left out.
    """
    shares = {}
    for source in VariantSource:
        file = _file(settings, source)
        if file.is_file():
            variants = _read(file)
            shares[source] = len(variants) / max(1, variants.made)
    return shares


def _kept(settings: Settings, learned: FaceSet, source: VariantSource) -> Variants:
    file = _file(settings, source)
    plan = repr((settings.variants.each, settings.variants.least_similarity))
    if source is VariantSource.GAN:
        plan += repr((settings.gan, settings.gan_training))
    if file.is_file() and _plan_of(file) == plan:
        return _read(file)
    editor: FaceEditor = ParametricEditor()
    if source is VariantSource.GAN:
        editor = open_gan(settings, learned)
    describe = open_describe(settings.data.root / settings.data.teacher)
    logger.info("making variants: %s", source)
    variants = _make(editor, learned, describe, settings)
    _write(file, variants, plan)
    return variants


def _make(
    editor: FaceEditor, learned: FaceSet, describe: Describe, settings: Settings
) -> Variants:
    return make_variants(
        editor,
        learned.pixels,
        learned.points,
        learned.embeddings,
        describe,
        each=settings.variants.each,
        least_similarity=settings.variants.least_similarity,
        seed=settings.gan_training.seed,
    )


def _ordered(parts: Sequence[Variants], learned: FaceSet) -> KnownVariants:
    if not parts:
        empty = np.zeros((0, *learned.pixels.shape[1:]), np.uint8)
        none = np.zeros((0, learned.embeddings.shape[1]), np.float32)
        return KnownVariants(empty, none, np.zeros(len(learned) + 1, np.int64))
    variants = join_variants(list(parts))
    order = np.argsort(variants.origins, kind="stable")
    starts = np.searchsorted(variants.origins[order], np.arange(len(learned) + 1))
    return KnownVariants(
        variants.pixels[order], variants.embeddings[order], starts.astype(np.int64)
    )


def _file(settings: Settings, source: VariantSource) -> Path:
    return settings.material / f"variants-{source}.npz"


def _write(file: Path, variants: Variants, plan: str) -> None:
    try:
        partial = file.with_suffix(".partial.npz")
        np.savez(
            partial,
            pixels=variants.pixels,
            embeddings=variants.embeddings,
            origins=variants.origins,
            facts=np.array(json.dumps({"plan": plan, "made": variants.made})),
        )
        partial.replace(file)
    except OSError as error:
        raise DataError(f"cannot keep variants in {file}: {error}") from error


def _plan_of(file: Path) -> str:
    with np.load(file) as kept:
        return str(json.loads(str(kept["facts"]))["plan"])


def _read(file: Path) -> Variants:
    try:
        with np.load(file) as kept:
            made = int(json.loads(str(kept["facts"]))["made"])
            return Variants(kept["pixels"], kept["embeddings"], kept["origins"], made)
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"cannot read variants in {file}: {error}") from error
