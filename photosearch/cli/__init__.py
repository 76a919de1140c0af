"""The command line: prints what core yields, and only wires.

Exit status: 0 done, 1 failed with one line that says why, 2 wrong usage.
"""

from photosearch.cli.app import run

__all__ = ["run"]
