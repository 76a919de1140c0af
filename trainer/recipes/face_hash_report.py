"""The report of recipe `face_hash`: tables, a plot and what they mean."""

from collections.abc import Sequence
from pathlib import Path

from trainer.evaluation.report import Row, bar_chart, current_commit, table, write_rows
from trainer.recipes.face_hash_figures import LFW, SEEN, SPEED, UNSEEN

_PLOT_FILE = "lfw.png"

_LFW_METRICS = ("accuracy", "accuracy_std", "tar@far=0.001", "no_face")
_PEOPLE_METRICS = (
    "map@all",
    "rank-1",
    "tar@far=0.01",
    "tar@far=0.001",
    "tar@far=0.0001",
    "faces",
    "people",
)


def write(folder: Path, rows: Sequence[Row], name: str) -> None:
    """Write rows, tables and a plot.

    Args:
        folder: Where they go.
        rows: What was measured.
        name: The model.
    """
    write_rows(folder, rows)
    protocols = [
        data for data in dict.fromkeys(row.data for row in rows) if data.startswith(LFW)
    ]
    _plot(folder / _PLOT_FILE, rows, protocols)
    parts = [
        f"# Faces: {name}\n\n"
        f"Code state {current_commit()}. All values are in `rows.csv`.\n",
        _pairs_text(rows, protocols),
        _people_text(rows),
        "\n## Speed\n\nOne core, onnxruntime, batches of 16, time of the processor."
        "\n\n"
        f"{table(rows, ('faces_per_second', 'file_mb'), SPEED)}",
    ]
    (folder / "report.md").write_text("".join(parts), encoding="utf-8")


def _pairs_text(rows: Sequence[Row], protocols: Sequence[str]) -> str:
    lines = [
        "\n## Labeled Faces in the Wild\n\n",
        "6,000 pairs, ten folds; the threshold of each fold comes from the nine other "
        "ones. LFW was used for nothing else. CelebA and UTKFace, which were learned "
        "from, may show people of LFW; neither names its people, so this cannot be "
        "checked. `no_face`: pictures on which the detector found no face; their "
        "middle was taken.\n",
    ]
    lines += [
        f"\n### {data}\n\n{table(rows, _LFW_METRICS, data)}" for data in protocols
    ]
    return "".join([*lines, f"\n![LFW]({_PLOT_FILE})\n"])


def _people_text(rows: Sequence[Row]) -> str:
    return (
        "\n## Search for a person\n\n"
        "Every face asks for the others of its person among all; average precision "
        "over the whole list, ties shuffled once. `tar@far`: share of the pairs of one "
        "person found where so many pairs of different people match. Both sets have "
        "the same number of people with uncropped photos and of those without.\n"
        f"\n### {UNSEEN}\n\n{table(rows, _PEOPLE_METRICS, UNSEEN)}"
        f"\n### {SEEN}\n\nTheir names were not learned, only how the teacher sees "
        f"these photos.\n\n{table(rows, _PEOPLE_METRICS, SEEN)}"
    )


def _plot(file: Path, rows: Sequence[Row], protocols: Sequence[str]) -> None:
    spreads = {
        (row.data, row.row): row.value for row in rows if row.metric == "accuracy_std"
    }
    bars = [
        (
            f"{row.row} ({row.data.removeprefix(LFW + ', ')})",
            row.value,
            row.value - spreads[row.data, row.row],
            row.value + spreads[row.data, row.row],
        )
        for row in rows
        if row.metric == "accuracy" and row.data in protocols
    ]
    bar_chart(file, "LFW, 10 folds, standard deviation of the folds", bars, "accuracy")
