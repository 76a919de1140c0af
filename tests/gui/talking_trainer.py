"""Speaks as a trainer does, and learns nothing.

Its arguments: the model file that it pretends to have made, seconds a step, and then
what a trainer is given. It goes on where it was stopped, and a folder named `empty` has
too few photos.
"""

import json
import math
import shutil
import sys
import threading
import time
from pathlib import Path

STEPS = 30


class Listener:
    """Follows orders on a thread."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.is_stopped = False
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for word in sys.stdin:
            if word == "stop\n":
                break
            (self.may_go_on.clear if word == "pause\n" else self.may_go_on.set)()
        self.is_stopped = True
        self.may_go_on.set()


def say(event: str, **content: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **content}) + "\n")
    sys.stdout.flush()


def step(stage: str, done: int, total: int, **figures: float) -> None:
    left = (total - done) * pace_s
    say(
        "stepped",
        stage=stage,
        done=done,
        total=total,
        failed=2,
        remaining_s=left,
        figures=figures,
    )


def figures(done: int) -> dict[str, float]:
    share = done / STEPS
    wave = 0.04 * math.sin(2.1 * done)
    return {
        "loss": 0.9 + 2.2 * math.exp(-3 * share) + wave,
        "contrastive": 0.4 + 1.6 * math.exp(-4 * share) + wave / 2,
        "distillation": 0.01 + 0.05 * share + abs(wave) / 10,
        "adversarial": 1.38 - 0.3 * share + wave,
        "corrector": 0.7 - 0.3 * share - wave,
        "held_out": 0.71 + 0.14 * (1 - math.exp(-3 * share)) + wave / 8,
    }


def learn() -> None:
    listener = Listener()
    state = out / "state"
    first = int(state.read_text()) if state.exists() else 0
    for done in range(first, STEPS + 1):
        state.write_text(str(done))
        step("learning", done, STEPS, **figures(done))
        time.sleep(pace_s)
        listener.may_go_on.wait()
        if listener.is_stopped:
            return
    step("exporting", 1, 1)
    shutil.copy(model, out / "model.onnx")
    (out / "queries").mkdir()
    shutil.copy(next(folder.rglob("*.jpg")), out / "queries" / "1.jpg")
    (out / "report.json").write_text(json.dumps(report()))
    say("finished", report=str(out / "report.json"), model=str(out / "model.onnx"))


def report() -> dict[str, object]:
    names = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.jpg")
    )
    edits = ("part", "slanted", "mirrored_part", "recoloured", "all_at_once")
    return {
        "folder": str(folder),
        "name": json.loads(values["export.name"]),
        "started_from": "photo-2",
        "photos": len(names),
        "learned": len(names) - 4,
        "held_out": 4,
        "failed": [["broken.jpg", "truncated file"], ["old/empty.png", "no pixels"]],
        "bits": int(values["bits"]),
        "effort": json.loads(values["effort"]),
        "minutes": 21.4,
        "device": "the processor",
        "seed": 1,
        "date": "2026-11-21",
        "measures": [
            measure("views_first", 0.712, 0.846, 0.101, 0.167),
            measure("views_map", 0.754, 0.871, 0.092, 0.141),
            measure("bursts", 0.934, 0.941, -0.012, 0.026),
            measure("copies_first", 0.998, 0.996, -0.006, 0.0),
            measure("agreement", 1.0, 0.731, -0.284, -0.254),
        ],
        "samples": [sample(names, place, edit) for place, edit in enumerate(edits[:3])],
        "advice": "switch",
        "reason": "edited views are found first more often, and nothing got worse",
    }


def measure(
    name: str, before: float, after: float, low: float, high: float
) -> dict[str, object]:
    return {
        "measure": name,
        "queries": 406,
        "before": before,
        "after": after,
        "low": low,
        "high": high,
    }


def sample(names: list[str], place: int, edit: str) -> dict[str, object]:
    others = [name for name in names if name != names[place]]
    return {
        "photo": names[place],
        "edit": edit,
        "before": [*others[:3], names[place], *others[3:5]][:6],
        "after": [names[place], *others[2:7]],
        "rank_before": 4,
        "rank_after": 1,
    }


model, pace_s = Path(sys.argv[1]), float(sys.argv[2])
command, recipe, *settings = sys.argv[3:]
settings.remove("--events")
values = dict(pair.split("=", 1) for pair in settings)
out, folder = Path(json.loads(values["out"])), Path(json.loads(values["data.folder"]))
if folder.name == "empty":
    say("failed", reason="only 3 usable photos: at least 200 are needed")
    sys.exit(1)
elif command == "estimate":
    minutes = {"quick": 5.0, "normal": 21.0, "thorough": 95.0}
    say(
        "estimated",
        photos=len(list(folder.rglob("*.jpg"))),
        cpu_minutes=minutes[json.loads(values["effort"])],
        gpu_minutes=None,
        device="the processor, because no NVIDIA driver was found",
    )
else:
    learn()
