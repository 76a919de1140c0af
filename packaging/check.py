"""Run everything that CI runs: format, lint, types, import contracts, tests.

python packaging/check.py [extra arguments for pytest]
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = (sys.executable, "-m")
STEPS = {
    "format": (*PYTHON, "ruff", "format", "--check", "."),
    "lint": (*PYTHON, "ruff", "check", "."),
    "types": (*PYTHON, "mypy"),
    "imports": (
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ),
    "tests": (*PYTHON, "pytest"),
}


def main(pytest_arguments: list[str]) -> int:
    """Run all steps, also after a failure, and return 0 if every one passed."""
    failed = []
    for name, command in STEPS.items():
        arguments = pytest_arguments if name == "tests" else []
        print(f"\n== {name}", flush=True)
        started = time.monotonic()
        status = subprocess.run(
            [*command, *arguments], cwd=ROOT, check=False
        ).returncode
        print(
            f"== {name}: {'ok' if status == 0 else 'FAILED'}, "
            f"{time.monotonic() - started:.0f} s",
            flush=True,
        )
        if status:
            failed.append(name)
    if failed:
        print("failed: " + ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
