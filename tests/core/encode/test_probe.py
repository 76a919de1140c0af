import os
import time
from importlib import metadata

import pytest

from photosearch.core.encode import probe as probe_module
from photosearch.core.encode.machine import ThisMachine, driver_version
from photosearch.core.encode.probe import ProbeError, probe_cuda
from tests.networks import network, parts_spec

HAS_GPU = ThisMachine().driver() is not None


def hang(content: bytes) -> None:
    time.sleep(60)


def die(content: bytes) -> None:
    os._exit(11)


@pytest.mark.skipif(HAS_GPU, reason="this machine has an NVIDIA driver")
def test_that_a_session_without_a_gpu_is_seen_to_run_on_the_cpu(capfd):
    probe = probe_cuda(network())
    assert probe.providers == ("CPUExecutionProvider",)
    assert probe.agreement is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.gpu
@pytest.mark.skipif(not HAS_GPU, reason="this machine has no NVIDIA driver")
def test_that_a_gpu_and_the_cpu_are_compared():
    probe = probe_cuda(network(parts_spec()))
    assert probe.providers[0] == "CUDAExecutionProvider"
    assert probe.agreement.flipped_share <= 0.005
    assert probe.cuda_ms > 0
    assert probe.cpu_ms > 0


def test_that_a_network_that_fails_in_the_child_ends_in_a_reason():
    with pytest.raises(ProbeError, match="protobuf parsing failed"):
        probe_cuda(b"no model")


def test_that_a_child_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(probe_module, "_try_both", hang)
    with pytest.raises(ProbeError, match="no answer within 1 seconds"):
        probe_cuda(b"", time_out_s=1.0)


def test_that_a_child_that_dies_is_noticed(monkeypatch):
    monkeypatch.setattr(probe_module, "_try_both", die)
    with pytest.raises(ProbeError, match=r"the trial crashed \(exit 11\)"):
        probe_cuda(b"")


# --- this machine


@pytest.mark.parametrize(
    ("text", "version"),
    [
        (
            "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19",
            "535.104.05",
        ),
        (
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Rel",
            "580.65.06",
        ),
        ("572.16", "572.16"),
        ("nothing of the kind", "unknown"),
    ],
)
def test_that_the_driver_version_is_found(text, version):
    assert driver_version(text) == version


def test_that_this_machine_has_one_onnxruntime():
    (name,) = ThisMachine().distributions()
    assert metadata.version(name) == ThisMachine().runtime_version()


def test_that_a_list_of_providers_is_told():
    assert "CPUExecutionProvider" in ThisMachine().providers()


def test_that_nvidia_smi_is_asked_where_the_driver_has_no_file(tmp_path, monkeypatch):
    tool = tmp_path / "nvidia-smi"
    tool.write_text(
        '#!/bin/sh\ncase "$1" in *driver*) echo 551.23;; *) echo "NVIDIA T4";; esac\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(
        "photosearch.core.encode.machine._DRIVER_FILE", tmp_path / "none"
    )
    assert (ThisMachine().driver(), ThisMachine().gpu()) == ("551.23", "NVIDIA T4")


def test_that_a_failing_nvidia_smi_is_no_driver(tmp_path, monkeypatch):
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\nexit 9\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    machine = "photosearch.core.encode.machine"
    monkeypatch.setattr(f"{machine}._DRIVER_FILE", tmp_path / "none")
    monkeypatch.setattr(f"{machine}._DRIVER_LIBRARIES", ())
    assert (ThisMachine().driver(), ThisMachine().gpu()) == (None, "NVIDIA GPU")
