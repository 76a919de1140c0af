"""Plots of study `metric`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from trainer.evaluation.spread import Spread


def draw_scores(file: Path, scores: Sequence[tuple[str, Spread]], label: str) -> bool:
    """Draw one figure of each row with its spread over seeds.

    Returns:
        Whether there was anything to draw.
    """
    if not scores:
        return False
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 0.35 * len(scores) + 1.2), layout="constrained")
    axes = figure.add_subplot()
    names = [name for name, _ in scores]
    means = [each.mean for _, each in scores]
    spreads = [each.deviation for _, each in scores]
    places = range(len(scores))
    axes.errorbar(means, places, xerr=spreads, fmt="o", capsize=3)
    axes.set_yticks(places, names)
    axes.invert_yaxis()
    axes.set_xlabel(label)
    axes.grid(alpha=0.3)
    figure.savefig(file, dpi=110, metadata={"Software": None})
    return True


def draw_strengths(
    file: Path, curves: Sequence[tuple[str, Mapping[int, Spread]]]
) -> bool:
    """Draw Recall@1 over the strength of an attack, one curve a row.

    Args:
        file: A PNG.
        curves: Row and its scores by strength, 0 being the unchanged query.

    Returns:
        Whether there was anything to draw.
    """
    if not any(scores for _, scores in curves):
        return False
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.add_subplot()
    for name, scores in curves:
        known = sorted(scores)
        means = [scores[strength].mean for strength in known]
        spreads = [scores[strength].deviation for strength in known]
        axes.errorbar(known, means, spreads, label=name, capsize=3, marker="o")
    axes.set_xlabel("largest change of a pixel's value by PGD, of 255")
    axes.set_ylabel("Recall@1")
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")
    figure.savefig(file, dpi=110, metadata={"Software": None})
    return True
