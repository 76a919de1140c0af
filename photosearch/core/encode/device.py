"""Chooses between GPU and CPU, and says why.

That onnxruntime lists CUDA among its providers proves nothing: a session may fall back
to the CPU without a word, and a GPU may compute something else. So the GPU is used only
where a session in a child process really got it, its codes agree with the CPU's, and it
is faster.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from photosearch.core.encode.machine import Machine, ThisMachine
from photosearch.core.encode.model_file import ModelFile
from photosearch.core.encode.probe import Agreement, Probe, ProbeError
from photosearch.core.encode.runtime import REINSTALL
from photosearch.core.encode.session import CUDA_PROVIDER
from photosearch.core.encode.verdicts import load_verdict, save_verdict

# Without TF32 the logits of two devices differ by about 1e-5 of their spread, which
# flips a bit in some 100,000. Half a per cent leaves room for other kernels, and is
# small beside the several per cent in which the codes of one photo saved twice differ.
MAX_FLIPPED_SHARE = 0.005
# Of one code: a picture whose logits crowd around zero; 5 of 256 bits.
MAX_WORST_FLIPPED_SHARE = 0.02
# Components of a unit vector; cosines then agree to about two digits.
MAX_EMBEDDING_GAP = 0.01

_CPU_NAME = "CPU"
_ADD_CUDA = 'pip install "photosearch[cuda]" (needs NVIDIA driver 580 or newer)'
_TRY_AGAIN = "photosearch doctor"
_MISSING_LIBRARY = re.compile(
    r"([\w.+-]+\.so[.\d]*): cannot open|\"([\w.+-]+\.dll)\" which is missing"
)


class DeviceKind(StrEnum):
    """Where networks run."""

    CPU = "cpu"
    CUDA = "cuda"


@dataclass(frozen=True, slots=True)
class Device:
    """Where networks run, and why there.

    Attributes:
        name: As shown to people, such as `CPU` or `NVIDIA GeForce RTX 4070`.
        reason: Why this one, in one line.
        repair: A command that may change that; empty where nothing needs repair.
    """

    kind: DeviceKind
    name: str
    reason: str
    repair: str = ""


class Mark(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of what the doctor found.

    Attributes:
        text: What was found.
        repair: What to do about it; empty where there is nothing to do.
    """

    mark: Mark
    text: str
    repair: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was found out about the device."""

    device: Device
    checks: tuple[Check, ...]


def choose_device(
    model: ModelFile,
    cache: Path,
    wish: str = "auto",
    machine: Machine | None = None,
) -> Device:
    """Choose where a model runs; a choice made before is remembered.

    Args:
        model: The model to try.
        cache: Folder of the verdicts.
        wish: `auto`, or `cpu` to leave a GPU alone.
        machine: The computer; this one unless told otherwise.
    """
    machine = machine or ThisMachine()
    if early := _without_trial(wish, machine):
        return early
    key = _key(model, machine)
    if known := _remembered(cache, key):
        return known
    device, _ = _try_gpu(model, machine)
    _remember(cache, key, device)
    return device


def examine_device(
    model: ModelFile,
    cache: Path,
    wish: str = "auto",
    machine: Machine | None = None,
) -> Examination:
    """Look at everything anew, for the doctor; arguments as for `choose_device`."""
    machine = machine or ThisMachine()
    checks = [_runtime_check(machine)]
    if early := _without_trial(wish, machine):
        return Examination(early, (*checks, _device_check(early)))
    checks.append(
        Check(Mark.OK, f"NVIDIA driver {machine.driver()}, GPU {machine.gpu()}")
    )
    device, probe = _try_gpu(model, machine)
    _remember(cache, _key(model, machine), device)
    checks.extend(_probe_checks(probe))
    return Examination(device, (*checks, _device_check(device)))


def judge(probe: Probe, gpu: str) -> Device:
    """Decide by what a trial showed."""
    if CUDA_PROVIDER not in probe.providers or probe.agreement is None:
        missing = missing_library(probe.printed)
        why = f"{missing} is missing" if missing else "CUDA or cuDNN did not load"
        return _cpu(f"onnxruntime could not use the {gpu}: {why}", _ADD_CUDA)
    if not agrees(probe.agreement):
        return _cpu(f"the {gpu} computes something else: {_gap(probe.agreement)}")
    if probe.cuda_ms >= probe.cpu_ms:
        return _cpu(f"the {gpu} is not faster: {_times(probe)}")
    return Device(DeviceKind.CUDA, gpu, f"it agrees with the CPU; {_times(probe)}")


def agrees(found: Agreement) -> bool:
    """Tell whether a GPU's codes may stand beside a CPU's in one library."""
    return (
        found.flipped_share <= MAX_FLIPPED_SHARE
        and found.worst_flipped_share <= MAX_WORST_FLIPPED_SHARE
        and found.embedding_gap <= MAX_EMBEDDING_GAP
    )


def missing_library(printed: str) -> str | None:
    """Find the library that could not be loaded in what was printed."""
    found = _MISSING_LIBRARY.search(printed)
    return (found.group(1) or found.group(2)) if found else None


def _without_trial(wish: str, machine: Machine) -> Device | None:
    """Decide what needs no trial: most computers have no NVIDIA GPU."""
    if wish == DeviceKind.CPU:
        return _cpu("chosen in the settings")
    if len(names := machine.distributions()) > 1:
        return _cpu(
            f"{' and '.join(names)} are both installed and overwrite each other",
            REINSTALL,
        )
    if machine.driver() is None:
        return _cpu("no NVIDIA driver was found")
    if CUDA_PROVIDER not in machine.providers():
        return _cpu("this onnxruntime was built without CUDA", REINSTALL)
    return None


def _try_gpu(model: ModelFile, machine: Machine) -> tuple[Device, Probe | None]:
    gpu = machine.gpu()
    try:
        probe = machine.probe(model.content)
    except ProbeError as error:
        return _cpu(f"trying the {gpu} failed: {error}", _TRY_AGAIN), None
    return judge(probe, gpu), probe


def _cpu(reason: str, repair: str = "") -> Device:
    return Device(DeviceKind.CPU, _CPU_NAME, reason, repair)


def _gap(found: Agreement) -> str:
    return (
        f"{found.flipped_share:.3%} of the bits differ "
        f"(at most {MAX_FLIPPED_SHARE:.1%}), "
        f"{found.worst_flipped_share:.1%} in the worst code "
        f"(at most {MAX_WORST_FLIPPED_SHARE:.0%}), embeddings by "
        f"{found.embedding_gap:.1g} (at most {MAX_EMBEDDING_GAP:g})"
    )


def _times(probe: Probe) -> str:
    return f"{probe.cuda_ms:.2f} ms a photo, {probe.cpu_ms:.2f} ms on the CPU"


# --- what the doctor says


def _runtime_check(machine: Machine) -> Check:
    names = machine.distributions()
    version = machine.runtime_version()
    if len(names) > 1:
        return Check(
            Mark.WARN,
            f"{' and '.join(names)} are both installed and overwrite each other",
            REINSTALL,
        )
    return Check(Mark.OK, f"{names[0] if names else 'onnxruntime'} {version}")


def _device_check(device: Device) -> Check:
    mark = Mark.WARN if device.repair else Mark.OK
    return Check(mark, f"networks run on {device.name}: {device.reason}", device.repair)


def _probe_checks(probe: Probe | None) -> Iterator[Check]:
    if probe is None:
        return
    if probe.agreement is None:
        yield Check(Mark.WARN, f"a session got {', '.join(probe.providers)} only")
        return
    mark = Mark.OK if agrees(probe.agreement) else Mark.FAIL
    yield Check(Mark.OK, f"a session got {', '.join(probe.providers)}")
    yield Check(mark, f"GPU against CPU: {_gap(probe.agreement)}")
    yield Check(Mark.OK, f"speed: {_times(probe)}")


# --- what is remembered


def _key(model: ModelFile, machine: Machine) -> str:
    # The libraries count, so that installing CUDA is noticed at the next start.
    libraries = hashlib.sha256("\n".join(machine.libraries()).encode()).hexdigest()
    return "|".join(
        (
            machine.driver() or "",
            machine.runtime_version(),
            libraries[:16],
            model.sha256,
        )
    )


def _remember(cache: Path, key: str, device: Device) -> None:
    verdict = {
        "kind": device.kind.value,
        "name": device.name,
        "reason": device.reason,
        "repair": device.repair,
    }
    save_verdict(cache, key, verdict)


def _remembered(cache: Path, key: str) -> Device | None:
    verdict = load_verdict(cache, key)
    try:
        if verdict is None or set(verdict) != {"kind", "name", "reason", "repair"}:
            return None
        return Device(
            DeviceKind(verdict["kind"]),
            verdict["name"],
            verdict["reason"],
            verdict["repair"],
        )
    except ValueError:
        return None
