"""The readable side of recipe `infogan_faces`: report.md."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from trainer.errors import DataError
from trainer.evaluation.report import Row, write_rows
from trainer.evaluation.spread import Spread, spread_of
from trainer.recipes.face_hash_study_report import PAIR_METRICS
from trainer.recipes.infogan_faces import NAME
from trainer.recipes.infogan_faces_settings import Settings
from trainer.recipes.infogan_hash import SAMPLES_FILE


def write(folder: Path, rows: Sequence[Row], settings: Settings) -> None:
    """Write rows.csv, rows.json and report.md; pictures of the generator, if any.

    Raises:
        DataError: The folder cannot be written.
    """
    try:
        write_rows(folder, rows)
        samples = settings.out / SAMPLES_FILE
        shown = ""
        if samples.is_file():
            shutil.copyfile(samples, folder / SAMPLES_FILE)
            shown = f"\nGenerated faces, one code a row:\n\n![faces]({SAMPLES_FILE})\n"
        text = _opening(rows, settings) + _table(rows) + shown
        (folder / "report.md").write_text(text, encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot write results {folder}: {error.strerror}") from error


def _opening(rows: Sequence[Row], settings: Settings) -> str:
    outcome = {row.metric: row.value for row in rows if row.row == NAME}
    ended = "collapsed" if outcome.get("collapsed") else "did not collapse"
    return f"""# Recipe infogan_faces

The first system on aligned faces of {settings.net.side_px} px: a code learned without
any label from at most {settings.pairs.limit or "all"} faces, in
{settings.train.epochs:g} epochs ({outcome.get("minutes", 0):.1f} minutes; the run
{ended}). Judged on the 6,000 pairs of LFW, of whom nobody was learned from: accuracy by
ten folds, and by the threshold that parts the validation people of CelebA best, the
shares of same pairs (similarity detection rate) and of other pairs (false detection
rate) that count as similar. Rows of supervised networks come from their own study and
see the same 64 px.
Measured on {rows[0].device}, code state {rows[0].commit}.

"""


def _table(rows: Sequence[Row]) -> str:
    lines = [
        f"| | bits | {' | '.join(PAIR_METRICS)} |",
        f"|---|---|{'---|' * len(PAIR_METRICS)}",
    ]
    for name, bits in dict.fromkeys((row.row, row.bits) for row in rows):
        found = [_spread(rows, name, bits, metric) for metric in PAIR_METRICS]
        if any(found):
            cells = [each.text() if each else "" for each in found]
            lines.append(f"| {name} | {bits or 'cosine'} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _spread(rows: Sequence[Row], name: str, bits: int, metric: str) -> Spread | None:
    asked = (name, bits, metric)
    values = [row.value for row in rows if (row.row, row.bits, row.metric) == asked]
    return spread_of(values) if values else None
