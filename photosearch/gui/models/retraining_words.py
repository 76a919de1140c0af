"""What a retraining says, in the user's language: stages, figures, measures, edits."""

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from photosearch.core.retraining import Effort
from photosearch.gui import messages
from photosearch.spec.retraining_report import Compared

translate = QCoreApplication.translate

SHARES = frozenset({"held_out"})
"""Figures that are shares from 0 to 1; more is better."""


def effort(value: Effort) -> str:
    """Name how long to learn."""
    return {
        Effort.QUICK: translate("retraining", "Quick"),
        Effort.NORMAL: translate("retraining", "Normal"),
        Effort.THOROUGH: translate("retraining", "Thorough"),
    }[value]


def device(text: str) -> str:
    """Say where the trainer would run, and why."""
    return messages.sentence(reason(text))


def figure(name: str) -> str:
    """Name a figure that is measured while it learns."""
    known = {
        "held_out": translate("retraining", "Edited photos found first"),
        "loss": translate("retraining", "Loss: all that is to become less"),
        "contrastive": translate("retraining", "Telling photos apart"),
        "distillation": translate("retraining", "Distance from the old model"),
        "adversarial": translate("retraining", "Generator against critic"),
        "corrector": translate("retraining", "Corrector"),
    }
    return known.get(name, name.replace("_", " "))


def measure(name: str) -> str:
    """Name a measure of the report."""
    known = {
        "views_first": translate("retraining", "An edited photo finds the photo first"),
        "views_map": translate("retraining", "Edited photos, all places counted"),
        "bursts": translate("retraining", "Photos of one burst find each other"),
        "copies_first": translate("retraining", "A light edit finds the photo first"),
        "agreement": translate("retraining", "Neighbours that stay as they were"),
    }
    return known.get(name, name.replace("_", " "))


def measure_help(name: str) -> str:
    """Explain a measure of the report in a sentence; empty where there is none."""
    known = {
        "views_first": translate(
            "retraining",
            "Photos that it did not learn from are cropped, turned, recoloured or "
            "recompressed. How many of them find the photo they were made of as the "
            "very first one?",
        ),
        "views_map": translate(
            "retraining",
            "The same edited photos: the mean average precision, which also counts a "
            "photo that comes second or third.",
        ),
        "bursts": translate(
            "retraining",
            "Photos taken within a few seconds: how many have another one of their "
            "burst among the first ten?",
        ),
        "copies_first": translate(
            "retraining",
            "Exact copies and light edits, which have to be found in any case.",
        ),
        "agreement": translate(
            "retraining",
            "How many of the ten nearest photos are the same as with the old model? "
            "Less does not mean worse, but very little would mean that much was "
            "unlearned.",
        ),
    }
    return known.get(name, "")


def edit(name: str) -> str:
    """Say what was done to a photo to make a query of it."""
    known = {
        "part": translate("retraining", "a third of it"),
        "slanted": translate("retraining", "turned by 15 degrees"),
        "mirrored_part": translate("retraining", "half of it, mirrored"),
        "recoloured": translate("retraining", "in other colours"),
        "all_at_once": translate("retraining", "cropped, turned and recoloured"),
    }
    return known.get(name, name.replace("_", " "))


def share(value: float) -> str:
    """Return a share of 0 to 1 as a percentage with one digit."""
    return translate("retraining", "{0} %").format(
        QLocale().toString(100.0 * value, "f", 1)
    )


def gain(value: float) -> str:
    """Return a difference of shares in percentage points, with its sign."""
    digits = QLocale().toString(abs(100.0 * value), "f", 1)
    sign = "+" if value >= 0.0005 else "−" if value <= -0.0005 else "±"  # noqa: RUF001
    return f"{sign}{digits}"


def interval(compared: Compared) -> str:
    """Say between which differences the true one lies with 95 % certainty."""
    return translate("retraining", "{0} to {1}").format(
        gain(compared.low), gain(compared.high)
    )


_NEW = r"the new model(?: with \d+ bits instead of \d+)? "
_COPY = "a copy finds its photo first"
_BURST = "a photo finds another one of its burst among the first ten"

_REASONS = (
    (
        r"processor, because torch was installed without support for CUDA",
        QT_TRANSLATE_NOOP(
            "retraining",
            "on the processor, because PyTorch was installed without support for "
            "NVIDIA graphics cards",
        ),
    ),
    (
        r"processor, because no graphics card that CUDA can use was found",
        QT_TRANSLATE_NOOP(
            "retraining", "on the processor, because no NVIDIA graphics card was found"
        ),
    ),
    (
        r"graphics card (.+)",
        QT_TRANSLATE_NOOP("retraining", "on the graphics card {0}"),
    ),
    (
        r"retraining needs the package (\S+): (.+)",
        QT_TRANSLATE_NOOP(
            "retraining",
            "to retrain, the program needs the package {0}; install it with: {1}",
        ),
    ),
    (
        r"the trainer is not installed: (.+)",
        QT_TRANSLATE_NOOP(
            "retraining", "the trainer is not installed; install it with: {0}"
        ),
    ),
    (
        r"this copy of the program cannot train: install it with pip instead \((.+)\)",
        QT_TRANSLATE_NOOP(
            "retraining",
            "this copy of the program cannot train; install it with pip instead: {0}",
        ),
    ),
    (
        r"(\d+) (?:pictures|usable photos) in (.+), at least (\d+) are needed: "
        r"choose another folder",
        QT_TRANSLATE_NOOP(
            "retraining",
            "{0} usable photos are too few, at least {2} are needed: choose another "
            "folder than {1}",
        ),
    ),
    (
        r"nearly all photos in (.+) were taken at one moment or are copies: choose a "
        r"folder with more different photos",
        QT_TRANSLATE_NOOP(
            "retraining",
            "nearly all photos in {0} were taken at one moment or are copies: choose a "
            "folder with more different photos",
        ),
    ),
    (
        # A later version of the program learns otherwise.
        r".+ (?:was made with|holds a run with) other settings; .+",
        QT_TRANSLATE_NOOP(
            "retraining",
            "the program has changed since this retraining began: delete it and begin "
            "a new one",
        ),
    ),
    (
        r"the trainer ended unexpectedly: (.+)",
        QT_TRANSLATE_NOOP("retraining", "the trainer ended unexpectedly: {0}"),
    ),
    (
        _NEW + r"finds ([\d.]+) more of 100 edited photos first, beyond what chance "
        r"explains, and loses nothing elsewhere",
        QT_TRANSLATE_NOOP(
            "retraining",
            "the new model finds {0} more of 100 edited photos first, beyond what "
            "chance explains, and loses nothing elsewhere",
        ),
    ),
    (
        _NEW + r"finds edited photos no better than chance explains \((.+) of 100\)",
        QT_TRANSLATE_NOOP(
            "retraining",
            "the new model finds edited photos no better than chance explains ({0} of "
            "100)",
        ),
    ),
    (
        _NEW + f"is worse where {_COPY} and {_BURST}",
        QT_TRANSLATE_NOOP(
            "retraining", "the new model finds copies and photos of one burst worse"
        ),
    ),
    (
        _NEW + f"is worse where {_COPY}",
        QT_TRANSLATE_NOOP("retraining", "the new model finds copies worse"),
    ),
    (
        _NEW + f"is worse where {_BURST}",
        QT_TRANSLATE_NOOP(
            "retraining", "the new model finds photos of one burst worse"
        ),
    ),
)


def reason(text: str) -> str:
    """Translate what the trainer says where it is known; otherwise return it."""
    for pattern, words in _REASONS:
        if found := re.fullmatch(pattern, text):
            return translate("retraining", str(words)).format(*found.groups())
    return messages.reason(text)
