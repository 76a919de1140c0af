import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from photosearch.core.encode import (
    Check,
    Device,
    DeviceKind,
    Mark,
    check_model,
    choose_device,
    examine_device,
)
from photosearch.core.encode.device import (
    MAX_EMBEDDING_GAP,
    MAX_FLIPPED_SHARE,
    MAX_WORST_FLIPPED_SHARE,
    agrees,
    missing_library,
)
from photosearch.core.encode.probe import Agreement, Probe, ProbeError, agreement
from photosearch.core.records import Encodings
from tests.networks import network

MODEL = check_model(network())
BOTH = ("CUDAExecutionProvider", "CPUExecutionProvider")
SAME = Agreement(0.0001, 0.004, 1e-5)
GOOD = Probe(BOTH, SAME, cpu_ms=7.0, cuda_ms=0.4)
PRINTED = (
    "[E:onnxruntime:Default] Failed to load library /x/libonnxruntime_providers_cuda.so"
    " with error: libcublasLt.so.13: cannot open shared object file: No such file"
)


@dataclass
class Computer:
    """A computer with a GPU on which everything is in order, unless told otherwise."""

    driver_version: str | None = "580.65.06"
    built_for: tuple[str, ...] = BOTH
    installed: tuple[str, ...] = ("onnxruntime-gpu",)
    runs: str = "1.31.1"
    cuda: tuple[str, ...] = ("nvidia-cublas=13.0",)
    result: Probe | ProbeError = GOOD
    trials: list[bytes] = field(default_factory=list)

    def driver(self) -> str | None:
        return self.driver_version

    def gpu(self) -> str:
        return "NVIDIA RTX 4070"

    def runtime_version(self) -> str:
        return self.runs

    def providers(self) -> tuple[str, ...]:
        return self.built_for

    def distributions(self) -> tuple[str, ...]:
        return self.installed

    def libraries(self) -> tuple[str, ...]:
        return self.cuda

    def probe(self, content: bytes) -> Probe:
        self.trials.append(content)
        if isinstance(self.result, ProbeError):
            raise self.result
        return self.result


def probe_of(**changes: float) -> Probe:
    return replace(GOOD, agreement=replace(SAME, **changes))


def test_that_a_gpu_that_agrees_and_is_faster_is_used(tmp_path):
    assert choose_device(MODEL, tmp_path, machine=Computer()) == Device(
        DeviceKind.CUDA,
        "NVIDIA RTX 4070",
        "it agrees with the CPU; 0.40 ms a photo, 7.00 ms on the CPU",
    )


@pytest.mark.parametrize(
    ("computer", "reason", "repair"),
    [
        pytest.param(
            Computer(result=Probe(BOTH[1:], printed=PRINTED)),
            "onnxruntime could not use the NVIDIA RTX 4070: "
            "libcublasLt.so.13 is missing",
            "photosearch[cuda]",
            id="library missing",
        ),
        pytest.param(
            Computer(result=Probe(BOTH[1:])),
            "onnxruntime could not use the NVIDIA RTX 4070: CUDA or cuDNN did not load",
            "photosearch[cuda]",
            id="silent fallback",
        ),
        pytest.param(
            Computer(result=probe_of(flipped_share=MAX_FLIPPED_SHARE * 1.1)),
            "the NVIDIA RTX 4070 computes something else: 0.550% of the bits differ",
            "",
            id="bits differ",
        ),
        pytest.param(
            Computer(result=probe_of(worst_flipped_share=MAX_WORST_FLIPPED_SHARE * 2)),
            "the NVIDIA RTX 4070 computes something else",
            "",
            id="one code differs",
        ),
        pytest.param(
            Computer(result=probe_of(embedding_gap=MAX_EMBEDDING_GAP * 2)),
            "the NVIDIA RTX 4070 computes something else",
            "",
            id="embeddings differ",
        ),
        pytest.param(
            Computer(result=replace(GOOD, cuda_ms=8.0)),
            "the NVIDIA RTX 4070 is not faster: 8.00 ms a photo, 7.00 ms on the CPU",
            "",
            id="slower",
        ),
        pytest.param(
            Computer(result=ProbeError("no answer within 90 seconds")),
            "trying the NVIDIA RTX 4070 failed: no answer within 90 seconds",
            "photosearch doctor",
            id="hung",
        ),
    ],
)
def test_that_a_gpu_that_fails_its_trial_is_left_alone(
    tmp_path, computer, reason, repair
):
    device = choose_device(MODEL, tmp_path, machine=computer)
    assert (device.kind, device.name) == (DeviceKind.CPU, "CPU")
    assert device.reason.startswith(reason)
    assert repair in device.repair
    assert len(computer.trials) == 1


@pytest.mark.parametrize(
    ("computer", "wish", "reason", "repair"),
    [
        pytest.param(Computer(), "cpu", "chosen in the settings", "", id="wish"),
        pytest.param(
            Computer(driver_version=None),
            "auto",
            "no NVIDIA driver was found",
            "",
            id="no driver",
        ),
        pytest.param(
            Computer(built_for=BOTH[1:], installed=("onnxruntime",)),
            "auto",
            "this onnxruntime was built without CUDA",
            "pip uninstall -y onnxruntime onnxruntime-gpu",
            id="cpu build",
        ),
        pytest.param(
            Computer(installed=("onnxruntime", "onnxruntime-gpu")),
            "auto",
            "onnxruntime and onnxruntime-gpu are both installed "
            "and overwrite each other",
            "pip uninstall -y onnxruntime onnxruntime-gpu",
            id="both",
        ),
    ],
)
def test_that_what_is_clear_needs_no_trial(tmp_path, computer, wish, reason, repair):
    device = choose_device(MODEL, tmp_path, wish, computer)
    assert (device.kind, device.reason) == (DeviceKind.CPU, reason)
    assert device.repair.startswith(repair)
    assert computer.trials == []


def test_that_a_verdict_is_remembered(tmp_path):
    first, later = Computer(), Computer(result=ProbeError("not asked"))
    chosen = choose_device(MODEL, tmp_path / "cache", machine=first)
    assert choose_device(MODEL, tmp_path / "cache", machine=later) == chosen
    assert later.trials == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"driver_version": "590.10"}, id="driver"),
        pytest.param({"runs": "1.32.0"}, id="runtime"),
        pytest.param({"cuda": ()}, id="libraries"),
    ],
)
def test_that_a_change_of_the_computer_asks_for_another_trial(tmp_path, change):
    choose_device(MODEL, tmp_path, machine=Computer())
    changed = replace(Computer(), **change)
    choose_device(MODEL, tmp_path, machine=changed)
    assert changed.trials == [MODEL.content]


def test_that_another_model_asks_for_another_trial(tmp_path):
    choose_device(MODEL, tmp_path, machine=Computer())
    computer, other = Computer(), check_model(network(seed=1))
    choose_device(other, tmp_path, machine=computer)
    assert computer.trials == [other.content]


@pytest.mark.parametrize(
    "damage", ["", "[]", "{", '{"%s": 3}', '{"%s": {"kind": "x"}}']
)
def test_that_damaged_verdicts_are_made_again(tmp_path, damage):
    cache = tmp_path / "cache"
    choose_device(MODEL, cache, machine=Computer())
    (file,) = cache.iterdir()
    (key,) = json.loads(file.read_text())
    file.write_text(damage.replace("%s", key))
    computer = Computer()
    assert choose_device(MODEL, cache, machine=computer).kind is DeviceKind.CUDA
    assert len(computer.trials) == 1


def test_that_a_cache_that_cannot_be_written_does_no_harm(tmp_path):
    (tmp_path / "file").touch()
    device = choose_device(MODEL, tmp_path / "file", machine=Computer())
    assert device.kind is DeviceKind.CUDA


# --- the doctor


def test_that_the_doctor_tells_what_a_good_gpu_showed(tmp_path):
    examination = examine_device(MODEL, tmp_path, machine=Computer())
    assert examination.device.kind is DeviceKind.CUDA
    assert {each.mark for each in examination.checks} == {Mark.OK}
    assert [each.text.split(":")[0] for each in examination.checks] == [
        "onnxruntime-gpu 1.31.1",
        "NVIDIA driver 580.65.06, GPU NVIDIA RTX 4070",
        "a session got CUDAExecutionProvider, CPUExecutionProvider",
        "GPU against CPU",
        "speed",
        "networks run on NVIDIA RTX 4070",
    ]


def test_that_the_doctor_tries_again_and_remembers(tmp_path):
    choose_device(MODEL, tmp_path, machine=Computer(result=ProbeError("hung")))
    examine_device(MODEL, tmp_path, machine=Computer())
    later = Computer()
    assert choose_device(MODEL, tmp_path, machine=later).kind is DeviceKind.CUDA
    assert later.trials == []


@pytest.mark.parametrize(
    ("computer", "mark", "text"),
    [
        pytest.param(
            Computer(result=probe_of(flipped_share=0.2)),
            Mark.FAIL,
            "GPU against CPU: 20.000% of the bits differ",
            id="parity",
        ),
        pytest.param(
            Computer(result=Probe(BOTH[1:])),
            Mark.WARN,
            "a session got CPUExecutionProvider only",
            id="fallback",
        ),
        pytest.param(
            Computer(installed=("onnxruntime", "onnxruntime-gpu")),
            Mark.WARN,
            "onnxruntime and onnxruntime-gpu are both installed",
            id="both",
        ),
        pytest.param(
            Computer(driver_version=None),
            Mark.OK,
            "networks run on CPU: no NVIDIA driver was found",
            id="no driver",
        ),
        pytest.param(
            Computer(result=ProbeError("the trial crashed (exit -11)")),
            Mark.WARN,
            "networks run on CPU: trying the NVIDIA RTX 4070 failed",
            id="crash",
        ),
        pytest.param(
            Computer(installed=(), driver_version=None),
            Mark.OK,
            "onnxruntime 1.31.1",
            id="frozen",
        ),
    ],
)
def test_that_the_doctor_marks_what_is_wrong(tmp_path, computer, mark, text):
    checks = examine_device(MODEL, tmp_path, machine=computer).checks
    assert mark in [each.mark for each in checks if each.text.startswith(text)]


def test_that_every_warning_of_the_device_names_its_repair(tmp_path):
    computer = Computer(installed=("onnxruntime", "onnxruntime-gpu"))
    checks = examine_device(MODEL, tmp_path, machine=computer).checks
    assert all(isinstance(each, Check) for each in checks)
    assert all(each.repair for each in checks if each.mark is Mark.WARN)


# --- what a trial measures


def encodings(change: Callable[[np.ndarray, np.ndarray], None] | None = None):
    random = np.random.default_rng(0)
    codes = random.integers(0, 256, (10, 8), dtype=np.uint8)
    embeddings = random.standard_normal((10, 6)).astype(np.float32)
    if change:
        change(codes, embeddings)
    return Encodings(codes, embeddings)


def test_that_equal_results_agree():
    assert agreement(encodings(), encodings()) == Agreement(0.0, 0.0, 0.0)


def test_that_flipped_bits_and_gaps_are_counted():
    def flip(codes, embeddings):
        codes[3, 0] ^= 0b101
        codes[4, 7] ^= 0b1
        embeddings[2, 1] += 0.25

    found = agreement(encodings(), encodings(flip))
    assert (found.flipped_share, found.worst_flipped_share) == (3 / 640, 2 / 64)
    assert found.embedding_gap == pytest.approx(0.25)


def with_regions(flipped: int) -> Encodings:
    """Return encodings of 10 photos with 14 regions; bits of one region differ."""
    whole = encodings()
    regions = np.zeros((10, 14, 8), np.uint8)
    regions[6, 3, 0] = (1 << flipped) - 1
    return Encodings(whole.codes, whole.embeddings, regions)


def test_that_flipped_bits_of_regions_are_counted():
    found = agreement(with_regions(0), with_regions(7))
    assert (found.flipped_share, found.worst_flipped_share) == (7 / 8960, 7 / 64)
    assert not agrees(found)
    assert agrees(agreement(with_regions(7), with_regions(7)))


def test_that_a_nan_agrees_with_nothing():
    def spoil(codes, embeddings):
        embeddings[0, 0] = np.nan

    assert agreement(encodings(), encodings(spoil)).embedding_gap == float("inf")


@pytest.mark.parametrize(
    ("printed", "library"),
    [
        (PRINTED, "libcublasLt.so.13"),
        ('which depends on "cublasLt64_13.dll" which is missing.', "cublasLt64_13.dll"),
        ("something else went wrong", None),
    ],
)
def test_that_the_missing_library_is_named(printed, library):
    assert missing_library(printed) == library
