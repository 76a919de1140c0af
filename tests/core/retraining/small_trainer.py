"""The trainer itself with little to do, for folders of a few drawn photos."""

import sys

from trainer.__main__ import main

LITTLE = [
    "data.least_photos=20",
    "efforts.quick.views=2",
    "efforts.quick.steps=20",
    "learn.batch=16",
    "learn.measure_every=5",
    "learn.save_every_s=0",
    "evaluation.samples=2",
]

if __name__ == "__main__":
    command, recipe, *settings = sys.argv[1:]
    # Settings behind an option would not be taken.
    sys.exit(main([command, recipe, *LITTLE, *settings]))
