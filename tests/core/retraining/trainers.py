"""Commands that stand in for the trainer."""

import sys
from pathlib import Path

# Only talks; see there.
FAKE_TRAINER = (sys.executable, str(Path(__file__).parent / "fake_trainer.py"))
# Learns in earnest, but little.
SMALL_TRAINER = (sys.executable, str(Path(__file__).parent / "small_trainer.py"))
