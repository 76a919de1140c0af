"""From figures of each query to the rows of a study, with intervals over queries."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.evaluation.metrics import Floats
from trainer.evaluation.protocols import bootstrap, bootstrap_ratio, ratio_of_means
from trainer.evaluation.report import Row, current_commit, device_name


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured and how; the columns that all its rows share.

    Attributes:
        row: Row of the study's table.
        bits: Length of the code, 0 for real-valued descriptors.
        seed: Of what is random in it.
        data: On which photos.
        seconds: What the measurement took.
    """

    row: str
    bits: int
    seed: int
    data: str
    seconds: float = 0.0


def interval_rows(about: Measured, figures: Mapping[str, Floats]) -> list[Row]:
    """State the mean of each figure and its 95 % interval over queries.

    Args:
        about: What was measured.
        figures: Metric name to (q,) values.

    Returns:
        Three rows a figure: the metric, `<metric>_low` and `<metric>_high`.
    """
    rows = []
    for metric, values in figures.items():
        rows += _three(
            about, metric, float(values.mean()), bootstrap(values, about.seed)
        )
    return rows


def ratio_rows(
    about: Measured, metric: str, values: Floats, reference: Floats
) -> list[Row]:
    """State how many times better a figure is than that of another descriptor.

    Args:
        about: What was measured.
        metric: Name of the ratio, like `first_over_whole`.
        values: (q,).
        reference: (q,), of the same queries.

    Returns:
        The ratio of the means and its interval over queries, as in `interval_rows`.
    """
    ratio = ratio_of_means(values, reference)
    return _three(about, metric, ratio, bootstrap_ratio(values, reference, about.seed))


def value_rows(about: Measured, values: Mapping[str, float]) -> list[Row]:
    """State values that have no interval, metric by metric."""
    device, commit = device_name(), current_commit()
    return [
        Row(
            row=about.row,
            metric=name,
            bits=about.bits,
            seed=about.seed,
            value=value,
            data=about.data,
            device=device,
            seconds=round(about.seconds, 2),
            commit=commit,
        )
        for name, value in values.items()
    ]


def _three(
    about: Measured, metric: str, value: float, interval: tuple[float, float]
) -> list[Row]:
    named = {metric: value, f"{metric}_low": interval[0], f"{metric}_high": interval[1]}
    return value_rows(about, named)
