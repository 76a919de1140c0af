"""Recipe `my_labels`: the shipped photo model learns from somebody's labelled photos.

The run: read what the photos show and divide them (`my_labels_data`), describe views of
them once by the frozen trunk (`my_labels_views`), let the head learn by consistent
hashing (`my_labels_learning`), choose how much of that to keep and measure on photos
kept back (`my_labels_measure`), write model and report. What it says of parts of photos
stays as it was.
"""

import logging
import warnings
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch

from photosearch.spec.preprocess import network_input
from photosearch.spec.retraining import Stage
from trainer.data.own_folder import read_small, require_folder
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.evaluation.report import current_commit
from trainer.export import export_photo_net
from trainer.following import Follower
from trainer.nets.deploy import PartsNet
from trainer.nets.joined import JoinedDescriptor
from trainer.nets.precision import choose_precision
from trainer.nets.shipped import Shipped, bundled_file, load_shipped
from trainer.recipes.distill_export import thresholds_of
from trainer.recipes.my_labels_data import LabelledPhotos, labelled_photos, read_labels
from trainer.recipes.my_labels_learning import learn
from trainer.recipes.my_labels_measure import choose_share, logits_of, search
from trainer.recipes.my_labels_report import Comparison, write
from trainer.recipes.my_labels_settings import Settings
from trainer.recipes.my_labels_views import SeenPhotos, see_photos
from trainer.recipes.own_photos_export import THRESHOLD_PHOTOS, require_name
from trainer.recipes.own_photos_progress import Teller
from trainer.recipes.own_photos_views import Eye
from trainer.run_folder import alone_in

logger = logging.getLogger(__name__)

MODEL_FILE = "model.onnx"
COMPARED_PHOTOS = 8


def train(settings: Settings, follower: Follower) -> Path:
    """Run the recipe, or what is left of an interrupted run; return `report.md`.

    Raises:
        TrainerError: The folder, the labels, the model or the run cannot be used.
        StoppedByUser: The follower asked to stop; the same call goes on.
    """
    require_name(settings.export.name)
    # Before anything is written, the run's folder included.
    require_folder(settings.data.folder, settings.out)
    read_labels(settings.data)
    shipped = load_shipped(settings.start or bundled_file())
    if settings.threads:
        torch.set_num_threads(settings.threads)
    with warnings.catch_warnings(), alone_in(settings.out, follower):
        # Of large pictures and odd metadata: they are read, or told as failed.
        warnings.filterwarnings("ignore", module=r"PIL\.")
        return _train(settings, shipped, Teller(follower))


def _train(settings: Settings, shipped: Shipped, teller: Teller) -> Path:
    photos = labelled_photos(settings, teller)
    seen = see_photos(photos.sets, _eye(shipped, settings), settings, teller)
    shipped.net.cpu()
    old = shipped.net.whole
    learned = learn(old, photos, seen, settings, teller)
    teller.step(Stage.MEASURING, 0, 1)
    shares = settings.learn.shares
    share, head = choose_share(old, learned, photos, seen, shares)
    comparisons = _compare(old, head, photos, seen)
    teller.step(Stage.MEASURING, 1, 1)
    teller.step(Stage.EXPORTING, 0, 1)
    model = _export(shipped, head, photos, seen, comparisons, settings)
    report = write(settings, photos, comparisons, share, shipped.spec.name)
    teller.step(Stage.EXPORTING, 1, 1)
    logger.info("wrote %s, %.1f MB", model, model.stat().st_size / 1e6)
    return report


def _eye(shipped: Shipped, settings: Settings) -> Eye:
    """Put the frozen network on the fastest device."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = shipped.net.to(device, memory_format=torch.channels_last).eval()  # type: ignore[call-overload]
    precision = choose_precision(settings.precision, device)
    return Eye(net, shipped.spec.input_px, shipped.spec.resize, precision, device)


def _compare(
    old: JoinedDescriptor,
    new: JoinedDescriptor,
    photos: LabelledPhotos,
    seen: SeenPhotos,
) -> list[Comparison]:
    """Let photos kept back search all, and each other where any two share a label.

    Raises:
        DataError: None of them shares a label with any photo.
    """
    searched = {"all photos": tuple(Part), "photos kept back": (Part.HELD_OUT,)}
    comparisons = []
    for words, among in searched.items():
        before, after = (
            search(head, photos, seen, Part.HELD_OUT, among) for head in (old, new)
        )
        if len(before.asked):
            comparisons.append(Comparison(words, before, after))
    if not comparisons:
        raise DataError(
            "no photo that was kept back shares a label with another, so nothing can "
            "be measured: add photos of each label"
        )
    return comparisons


def _export(
    shipped: Shipped,
    head: JoinedDescriptor,
    photos: LabelledPhotos,
    seen: SeenPhotos,
    comparisons: list[Comparison],
    settings: Settings,
) -> Path:
    """Write the model file; nothing of the machine or of the photos goes into it."""
    file, old = settings.out / MODEL_FILE, shipped.spec
    net = PartsNet(
        shipped.net.net, shipped.net.head, head, old.region_levels, old.code_bits
    ).eval()
    inherited = {
        key: value
        for key, value in old.training.items()
        if key in ("teacher", "trunk_data", "trunk_recipes", "data", "regions", "whole")
    }
    facts = {
        "recipe": settings.recipe,
        "started_from": old.name,
        "photos": len(photos.rows(Part.TRAINING)),
        "labels": len(photos.sets.names),
        "steps": settings.learn.steps,
        "consistent": asdict(settings.consistent),
        "seed": settings.seed,
        "commit": current_commit(),
    }
    figures = {
        f"{name} among {each.among}{suffix}": round(float(values.mean()), 4)
        for each in comparisons
        for suffix, found in ((" before", each.before), ("", each.after))
        for name, values in found.figures.items()
    }
    spec = replace(
        old,
        name=settings.export.name,
        thresholds=thresholds_of(logits_of(head, seen)[:THRESHOLD_PHOTOS]),
        training=inherited | facts,
        figures=figures,
        licence=settings.export.licence or old.licence,
    )
    squares = [
        network_input(
            read_small(settings.data.folder / name, settings.data.decode_px),
            old.input_px,
            old.resize,
        )
        for name in photos.sets.files[:COMPARED_PHOTOS]
    ]
    export_photo_net(net, spec, file, np.stack(squares))
    return file
