"""Starts the program: `python -m photosearch`, and the command `photosearch`."""

import io
import multiprocessing
import signal
import sys


def main() -> int:
    """Run the command line and return its exit status."""
    # The first thing of all: a frozen program starts its workers through this line.
    multiprocessing.freeze_support()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter of a file name must not end the program.
            stream.reconfigure(errors="backslashreplace")
    try:
        from photosearch import cli
    except KeyboardInterrupt:
        return 1
    status = cli.run(sys.argv[1:])
    # The work is over: an interrupt from here on would only print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return status


if __name__ == "__main__":
    sys.exit(main())
