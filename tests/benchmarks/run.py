"""Prints the table of speed, memory and finding copies, beside the bars.

    python tests/benchmarks/run.py [NAME ...] [--data DIR] [--peer PYTHON] [--json FILE]

The worker processes of the program that is measured import this script, too: so nothing
is imported here that would make them slower or larger than they are in use.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if __name__ == "__main__":
    from tests.benchmarks.table import main

    sys.exit(main(sys.argv[1:]))
