"""What there is to read about a model: its card, or what its file says."""

from collections.abc import Iterator, Mapping
from typing import Any

from photosearch.core.models import InstalledModel


def card_of(model: InstalledModel) -> str:
    """Return the card beside a model's file, or one made from the file, as Markdown."""
    try:
        return model.path.with_suffix(".md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "\n".join(_lines(model))


def _lines(model: InstalledModel) -> Iterator[str]:
    spec = model.spec
    yield f"# {spec.name}\n"
    yield (
        f"Describes a photo by a {spec.code_bits}-bit code and a "
        f"{spec.embedding_width}-number embedding. Input {spec.input_px} x "
        f"{spec.input_px} pixels.\n"
    )
    if spec.region_levels:
        yield f"Describes {spec.region_count} regions of a photo by such codes.\n"
    if spec.licence:
        yield f"## Terms\n\n{spec.licence}\n"
    yield from _table("Training", spec.training)
    yield from _table("Figures", spec.figures)
    yield f"SHA-256 `{model.sha256}`"


def _table(title: str, facts: Mapping[str, Any]) -> Iterator[str]:
    if not facts:
        return
    yield f"## {title}\n"
    yield "| | |"
    yield "|---|---|"
    for name, value in facts.items():
        text = str(value).replace("|", "\\|").replace("\n", " ")
        yield f"| {name} | {text} |"
    yield ""
