"""The report of the study of recipe `face_detector`."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from trainer.data.face_pictures import SURE
from trainer.data.hard_faces import HARD_KINDS
from trainer.evaluation.face_agreement import Agreement
from trainer.evaluation.report import Row, curves, write_rows
from trainer.recipes.face_detector_study import Study

_METHOD = (
    "The public detector YuNet (at 160, 320 and 640 pixels) is the judge: a face is "
    f"one that it sees with a score of at least {SURE:g}, IoU at least 0.5; what it "
    "sees with a score of 0.3 or more but less than that is neither owed nor wrong. "
    "All pictures were kept out of training and out of every choice. Point errors "
    "are shares of the distance of the eyes."
)

_HARD = (
    "Made of held-out pictures of people with one face: the forty faces lie side by "
    "side on one picture, the face of 2,000 pixels is enlarged, the border cuts off "
    "30 % of a face, the pictures with no faces are shuffled blocks."
)

_BARS = {"recall": 0.95, "precision": 0.95, "false_faces": 0.02}


def write(folder: Path, study: Study) -> None:
    """Write `report.md`, the plot and the rows into a folder."""
    write_rows(folder, study.rows)
    _plot(folder / "precision.png", study)
    text = "\n".join(_lines(study))
    (folder / "report.md").write_text(text + "\n", encoding="utf-8")


def _lines(study: Study) -> list[str]:
    return [
        f"# {study.spec.name} against YuNet",
        "",
        _origin(study),
        "",
        _METHOD,
        "",
        *_agreement_table(study),
        "",
        "![precision over recall](precision.png)",
        "",
        *_quiet_lines(study.rows),
        "## Hard input",
        "",
        _HARD,
        "",
        *_hard_table(study.rows),
        "",
        "## Speed on one core",
        "",
        *_speed_table(study.rows),
    ]


def _origin(study: Study) -> str:
    first, origin = study.rows[0], study.spec.training
    return (
        f"Trained {origin['minutes']} minutes, {origin['steps']} steps, seed "
        f"{origin['seed']}, code state {origin['commit']}; "
        f"{study.size_bytes / 1e6:.2f} MB. Measured on {first.device}, code state "
        f"{first.commit}. Least score of a face: {study.spec.thresholds['score']:.2f}, "
        "chosen on validation pictures."
    )


def _agreement_table(study: Study) -> list[str]:
    lines = [
        "| data | pictures | faces | recall | precision | recall at precision 0.95 | "
        "AP | point error | recall from 20 px | precision from 20 px |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name in study.curves:
        value = _values(study.rows, name)
        lines.append(
            f"| {name} | {value['pictures']:.0f} | {value['faces']:.0f} | "
            f"{value['recall']:.4f} | {value['precision']:.4f} | "
            f"{value['recall@precision0.95']:.4f} | {value['average_precision']:.4f} | "
            f"{value['point_error']:.3f} | {value['recall_20px']:.4f} | "
            f"{value['precision_20px']:.4f} |"
        )
    bars = f"{_BARS['recall']:g} at precision {_BARS['precision']:g}"
    lines += [
        "",
        f"Faces of 32 pixels and more but for the last two; aim: recall {bars}.",
    ]
    return lines


def _quiet_lines(rows: Sequence[Row]) -> list[str]:
    value = _values(rows, "photos without people")
    if not value:
        return []
    return [
        f"On {value['pictures']:.0f} ordinary photos on which YuNet suspects no face "
        f"at all it finds {value['false_faces']:.4f} faces a photo, of any size (aim: "
        f"at most {_BARS['false_faces']:g}).",
        "",
    ]


def _hard_table(rows: Sequence[Row]) -> list[str]:
    lines = [
        "| input | pictures | faces | found | false faces a picture |",
        "|---|---|---|---|---|",
    ]
    for kind in HARD_KINDS:
        value = _values(rows, f"hard: {kind}")
        if value:
            share = f"{value['recall']:.1%}" if value["faces"] else "-"
            lines.append(
                f"| {kind} | {value['pictures']:.0f} | {value['faces']:.0f} | "
                f"{share} | {value['false_faces']:.3f} |"
            )
    return lines


def _speed_table(rows: Sequence[Row]) -> list[str]:
    lines = ["| what | milliseconds |", "|---|---|"]
    for metric, value in _values(rows, "one core").items():
        what, size = metric.removeprefix("ms_").split("_")
        words = "network" if what == "network" else "all passes of a picture"
        lines.append(f"| {words}, {size.replace('x', ' x ')} | {value:.1f} |")
    return lines


def _values(rows: Sequence[Row], data: str) -> dict[str, float]:
    return {row.metric: row.value for row in rows if row.data == data}


def _plot(file: Path, study: Study) -> None:
    lines = [(name, *_curve(found)) for name, found in study.curves.items()]
    curves(
        file, "Agreement with YuNet, faces from 32 px", lines, ("recall", "precision")
    )


def _curve(found: Agreement) -> tuple[list[float], list[float]]:
    order = np.argsort(-found.scores, kind="stable")
    right = np.cumsum(found.is_right[order])
    recall = right / max(1, found.owed)
    precision = right / np.arange(1, len(order) + 1)
    return recall.tolist(), precision.tolist()
