"""How fast the shipped model describes photos."""

import time

from photosearch.core.encode import (
    Device,
    DeviceKind,
    Encoder,
    choose_device,
    load_model,
    open_encoder,
)
from photosearch.core.encode.pictures import drawn_pictures
from photosearch.core.encode.probe import agreement
from tests.benchmarks.rows import Options, Row, shipped_model, skipped

CPU = Device(DeviceKind.CPU, "CPU", "chosen by the benchmark")

_PICTURES = 64
_LEAST_S = 5.0
_BAR = 150


def measure(options: Options) -> list[Row]:
    """Measure one core of the CPU, and the GPU where there is one."""
    installed = shipped_model()
    model = load_model(installed.path)
    pixels = drawn_pictures(_PICTURES, model.spec.input_px)
    with open_encoder(model, CPU, threads=1) as encoder:
        on_cpu, rate = encoder.encode(pixels), _rate(encoder, pixels)
    rows = [
        Row(
            f"encoding by {model.spec.name} on one core",
            f"{rate:.0f} photos/s",
            f">= {_BAR}",
            rate >= _BAR,
            f"{model.spec.input_px} px, batches of 16, file of "
            f"{installed.size_bytes / 1e6:.1f} MB",
        )
    ]
    what = "encoding on the GPU"
    device = choose_device(model, options.fresh_folder("device"))
    if device.kind is not DeviceKind.CUDA:
        return [*rows, skipped(what, device.reason)]
    with open_encoder(model, device) as encoder:
        found = agreement(encoder.encode(pixels), on_cpu)
        gpu_rate = _rate(encoder, pixels)
    return [
        *rows,
        Row(
            what,
            f"{gpu_rate:.0f} photos/s",
            note=f"{device.name}, {gpu_rate / rate:.1f} times one core; "
            f"{found.flipped_share:.4%} of the bits differ from the CPU's",
        ),
    ]


def _rate(encoder: Encoder, pixels: object) -> float:
    """Return photos a second, after one batch to warm up."""
    encoder.encode(pixels)
    began, done = time.perf_counter(), 0
    while (passed := time.perf_counter() - began) < _LEAST_S:
        encoder.encode(pixels)
        done += len(pixels)
    return done / passed
