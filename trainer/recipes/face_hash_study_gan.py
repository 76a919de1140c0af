"""What the face translator of the study does: who stays the same, what changes."""

from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.spec.preprocess import Pixels
from trainer.data.face_attributes import ATTRIBUTES, Floats, measure_attributes
from trainer.data.faces import Find
from trainer.evaluation.kept_rows import kept_rows
from trainer.evaluation.report import Row
from trainer.evaluation.rows import Measured, value_rows
from trainer.recipes.face_gan_learn import GanEditor
from trainer.recipes.face_hash_study_data import FaceSet, find_points, finder
from trainer.recipes.face_hash_study_settings import Settings, VariantSource
from trainer.recipes.face_hash_study_variants import kept_shares, open_gan

SHOWN = 8
ASKED = 300
"""Faces by which it is measured whether attributes follow."""

DATA = "CelebA, synthetic faces"
SAMPLES_FILE = "samples.png"


def gan_rows(settings: Settings, learned: FaceSet) -> list[Row]:
    """Return the figures of the variants that were made, measuring on first use."""
    shares = kept_shares(settings)
    if not shares:
        return []
    origin = repr([shares, settings.gan, settings.gan_training])

    def measure(folder: Path) -> list[Row]:
        rows = []
        for source, share in shares.items():
            about = Measured(f"variants: {source}", 0, settings.gan_training.seed, DATA)
            rows += value_rows(about, {"kept_share": share})
        if VariantSource.GAN in shares:
            editor = open_gan(settings, learned)
            about = Measured("variants: gan", 0, settings.gan_training.seed, DATA)
            rows += value_rows(about, response(editor, learned, finder(settings)()))
            write_samples(folder / SAMPLES_FILE, editor, learned)
        return rows

    return kept_rows(settings.material / "gan_figures", origin, measure)


def response(editor: GanEditor, learned: FaceSet, find: Find) -> dict[str, float]:
    """Return how far each attribute follows what is wanted: a correlation of changes.

    Attributes are measured again on the changed faces, as on photos.
    """
    chosen = np.linspace(0, len(learned) - 1, min(ASKED, len(learned))).astype(int)
    faces = learned.rows(chosen)
    own = editor.scale.scaled(measure_attributes(faces.pixels, faces.points))
    found = {}
    for number, name in enumerate(ATTRIBUTES):
        wanted = own.copy()
        wanted[:, number] = np.where(np.arange(len(own)) % 2, 0.8, -0.8)
        made = editor.translated(faces.pixels, wanted)
        points = find_points(made, find)
        became = editor.scale.scaled(measure_attributes(made, points))
        asked = wanted[:, number] - own[:, number]
        moved = became[:, number] - own[:, number]
        found[f"response_{name}"] = _correlation(asked, moved)
    return found


def write_samples(file: Path, editor: GanEditor, learned: FaceSet) -> None:
    """Write a PNG: faces, and each with every attribute at its two ends."""
    faces = learned.rows(np.linspace(0, len(learned) - 1, SHOWN).astype(int))
    own = editor.scale.scaled(measure_attributes(faces.pixels, faces.points))
    columns = [faces.pixels]
    for number in range(len(ATTRIBUTES)):
        for end in (-1.0, 1.0):
            wanted = own.copy()
            wanted[:, number] = end
            columns.append(editor.translated(faces.pixels, wanted))
    Image.fromarray(_grid(columns)).save(file)


def _grid(columns: list[Pixels]) -> Pixels:
    rows: Pixels = np.concatenate(
        [np.concatenate(list(column), axis=0) for column in columns], axis=1
    )
    return rows


def _correlation(one: Floats, other: Floats) -> float:
    if not one.std() or not other.std():
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
