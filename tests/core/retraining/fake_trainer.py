"""Speaks as a trainer does; the name of the model to make says what it does."""

import json
import sys
import time
from pathlib import Path


def say(event: str, **content: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **content}) + "\n")
    sys.stdout.flush()


def step(done: int) -> None:
    say(
        "stepped",
        stage="learning",
        done=done,
        total=100,
        failed=0,
        remaining_s=None,
        figures={"loss": 1 / (1 + done)},
    )


def obey() -> None:
    """Go on where the earlier one was stopped; step at every word that is heard."""
    state = out / "state"
    done = int(state.read_text()) if state.exists() else 0
    step(done)
    for word in sys.stdin:
        sys.stderr.write(f"heard {word}")
        if word == "stop\n":
            break
        done += 1
        step(done)
    state.write_text(str(done))


def finish() -> None:
    step(100)
    say("finished", report=str(out / "report.json"), model=str(out / "model.onnx"))


command, recipe, *settings = sys.argv[1:]
settings.remove("--events")
values = dict(pair.split("=", 1) for pair in settings)
out = Path(json.loads(values["out"]))
name = json.loads(values["export.name"])
if command == "estimate" and name == "slow":
    time.sleep(60)
elif command == "estimate" and name == "few":
    say("failed", reason="only 3 usable photos: at least 200 are needed")
    sys.exit(1)
elif command == "estimate" and name != "crash":
    say("estimated", photos=7, cpu_minutes=2.5, gpu_minutes=None, device=str(values))
elif name == "finish":
    finish()
elif name == "few":
    say("failed", reason="only 3 usable photos: at least 200 are needed")
    sys.exit(1)
elif name == "crash":
    raise MemoryError("nothing left")
elif name == "chatter":
    sys.stdout.write('a library prints this\n{"event": "stepped", "stage": ')
else:
    obey()
