"""Starts the program: `python -m photosearch`, and the command `photosearch`."""

import multiprocessing
import sys


def main() -> int:
    """Run the command line and return its exit status."""
    # The first thing of all: a frozen program starts its workers through this line.
    multiprocessing.freeze_support()
    from photosearch import cli

    return cli.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
