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
        QLocale().toString(100 * value, "f", 1)
    )


def gain(value: float) -> str:
    """Return a difference of shares in percentage points, with its sign."""
    digits = QLocale().toString(abs(100 * value), "f", 1)
    sign = "+" if value >= 0.0005 else "−" if value <= -0.0005 else "±"  # noqa: RUF001
    return f"{sign}{digits}"


def interval(compared: Compared) -> str:
    """Say between which differences the true one lies with 95 % certainty."""
    return translate("retraining", "{0} to {1}").format(
        gain(compared.low), gain(compared.high)
    )


_REASONS = (
    (
        r"stopped; the same command goes on from here",
        QT_TRANSLATE_NOOP("retraining", "It was stopped, and goes on from there."),
    ),
)


def reason(text: str) -> str:
    """Translate what the trainer says where it is known."""
    for pattern, words in _REASONS:
        if found := re.fullmatch(pattern, text):
            return translate("retraining", str(words)).format(*found.groups())
    return messages.reason(text)
