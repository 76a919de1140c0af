"""A plot of scores over the length of codes."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from trainer.evaluation.spread import Spread


def draw_lengths(
    file: Path,
    curves: Sequence[tuple[str, Mapping[int, Spread]]],
    lengths_label: str,
    score_label: str,
) -> bool:
    """Draw scores over bits, one curve a variant, with their spread over seeds.

    Args:
        file: A PNG.
        curves: Name, and score by bits.
        lengths_label: Of the axis of bits.
        score_label: Of the other one.

    Returns:
        Whether there was anything to draw.
    """
    if not any(scores for _, scores in curves):
        return False
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.add_subplot()
    lengths = sorted({bits for _, scores in curves for bits in scores})
    for name, scores in curves:
        known = sorted(scores)
        means = [scores[bits].mean for bits in known]
        spreads = [scores[bits].deviation for bits in known]
        axes.errorbar(known, means, spreads, label=name, capsize=3, marker="o")
    axes.set_xscale("log", base=2)
    axes.set_xticks(lengths, [str(bits) for bits in lengths])
    axes.minorticks_off()
    axes.set_xlabel(lengths_label)
    axes.set_ylabel(score_label)
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")
    figure.savefig(file, dpi=110, metadata={"Software": None})
    return True
