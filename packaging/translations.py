"""Brings the translations up to date: `python packaging/translations.py`.

Collects the words of the window into `resources/translations/*.ts`, keeps what is
translated, drops what is not used any more, and builds the `.qm` files that the program
loads. English is a translation, too: it has the plural forms.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "en", "zh_CN")


def main() -> int:
    """Update every language and return the exit status."""
    sources = sorted(map(str, (ROOT / "photosearch" / "gui").rglob("*.py")))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        file = FOLDER / f"photosearch_{language}.ts"
        options = ["-pluralonly"] if language == "en" else []
        _run(
            "pyside6-lupdate",
            *(*options, "-no-obsolete", "-locations", "none"),
            *("-source-language", "en", "-target-language", language),
            *(*sources, "-ts", str(file)),
        )
        _run("pyside6-lrelease", "-removeidentical", str(file))
    return 0


def _run(tool: str, *arguments: str) -> None:
    # Beside the interpreter, so that it is the one of this environment.
    subprocess.run([Path(sys.executable).parent / tool, *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
