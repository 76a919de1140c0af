"""Tries the GPU in a process of its own, where it may crash, hang or print."""

import os
import sys
import tempfile
import time
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np
import numpy.typing as npt
from pebble import ProcessExpired, ProcessPool

from photosearch.core.encode.onnx_file import read_spec
from photosearch.core.encode.pictures import drawn_pictures
from photosearch.core.encode.runtime import first_line, runtime_errors
from photosearch.core.encode.session import (
    CUDA_PROVIDER,
    WARNING,
    open_cpu_session,
    open_cuda_session,
)
from photosearch.core.records import Encodings
from photosearch.spec.codes import Codes
from photosearch.spec.face_canvas import CANVAS_SIDES
from photosearch.spec.model import INPUT_NAME, SCORE_NAME, ModelKind, ModelSpec
from photosearch.spec.preprocess import Pixels

# The first use of CUDA on a machine loads about 2 GB of libraries from disk.
_TIME_OUT_S = 90.0
_PICTURES = 64
_CANVASES = 8  # of a face detector, which are large
_TIMED_RUNS = 3


class ProbeError(Exception):
    """The trial did not come to an end; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far what the GPU computes is from what the CPU computes.

    Attributes:
        flipped_share: Share of all bits that differ, 0 to 1; of photos or of regions,
            whichever is larger. Of a face detector: of all cells that see a face on
            one device only.
        worst_flipped_share: The same for the single code with the most.
        embedding_gap: Largest difference of two components, or of two scores.
    """

    flipped_share: float
    worst_flipped_share: float
    embedding_gap: float


@dataclass(frozen=True, slots=True)
class Probe:
    """What the trial showed.

    Attributes:
        providers: What the session really got, best first.
        agreement: None where the session did not get the GPU.
        cpu_ms: Milliseconds a picture on the CPU, in a batch.
        cuda_ms: The same on the GPU.
        printed: What onnxruntime and CUDA wrote on the terminal.
    """

    providers: tuple[str, ...]
    agreement: Agreement | None = None
    cpu_ms: float = 0.0
    cuda_ms: float = 0.0
    printed: str = ""


def probe_cuda(content: bytes, time_out_s: float = _TIME_OUT_S) -> Probe:
    """Try a model on the GPU and on the CPU, in a child process.

    Raises:
        ProbeError: The child hung, died or could not run the network.
    """
    with ProcessPool(max_workers=1, context=get_context("spawn")) as pool:
        future = pool.schedule(_try_both, args=(content,), timeout=time_out_s)
        try:
            probe: Probe = future.result()
        except FutureTimeoutError as error:
            raise ProbeError(f"no answer within {time_out_s:.0f} seconds") from error
        except ProcessExpired as error:
            raise ProbeError(f"the trial crashed (exit {error.exitcode})") from error
        return probe


def agreement(one: Encodings, other: Encodings) -> Agreement:
    """Compare what two devices say about the same pictures."""
    flipped = [_flipped_shares(one.codes, other.codes)]
    if one.regions is not None and other.regions is not None:
        flipped.append(_flipped_shares(one.regions, other.regions))
    gap = np.abs(one.embeddings - other.embeddings).max()
    return Agreement(
        flipped_share=max(float(each.mean()) for each in flipped),
        worst_flipped_share=max(float(each.max()) for each in flipped),
        # An embedding with a NaN agrees with nothing.
        embedding_gap=float(gap) if np.isfinite(gap) else float("inf"),
    )


def cell_agreement(
    one: npt.NDArray[np.float32], other: npt.NDArray[np.float32], least_score: float
) -> Agreement:
    """Compare what two devices say as face detectors about the same canvases.

    Args:
        one: Cells (n, k, 15) as of `spec.face_boxes`.
        other: The same of the other device.
        least_score: From this score on a cell sees a face.

    Returns:
        Shares of cells that see a face on one device only, and the largest difference
        of scores, or of distances and points in shares of their length.
    """
    scores = [1 / (1 + np.exp(-each[..., 0].clip(-60, 60))) for each in (one, other)]
    flipped = ((scores[0] >= least_score) != (scores[1] >= least_score)).mean(axis=1)
    places = np.abs(one[..., 1:] - other[..., 1:]) / (1 + np.abs(other[..., 1:]))
    gap = np.max([np.abs(scores[0] - scores[1]).max(), places.max()])
    return Agreement(
        flipped_share=float(flipped.mean()),
        worst_flipped_share=float(flipped.max()),
        embedding_gap=float(gap) if np.isfinite(gap) else float("inf"),
    )


def _flipped_shares(one: Codes, other: Codes) -> npt.NDArray[np.float64]:
    """Return of each code (..., bytes) the share of its bits that differ, (...,)."""
    flipped = np.bitwise_count(one ^ other).sum(axis=-1)
    shares: npt.NDArray[np.float64] = flipped / (8 * one.shape[-1])
    return shares


def _try_both(content: bytes) -> Probe:
    """Run in the child; everything written to the terminal is kept from it."""
    with tempfile.TemporaryFile() as printed:
        sys.stdout.flush()
        os.dup2(printed.fileno(), 1)
        os.dup2(printed.fileno(), 2)
        try:
            probe = _run_both(content)
        except runtime_errors() as error:
            raise ProbeError(first_line(error)) from error
        sys.stdout.flush()
        printed.seek(0)
        text = printed.read().decode("utf-8", "replace")
    return Probe(
        probe.providers, probe.agreement, probe.cpu_ms, probe.cuda_ms, text.strip()
    )


def _run_both(content: bytes) -> Probe:
    cuda = open_cuda_session(content, severity=WARNING)
    providers = tuple(cuda.get_providers())
    if CUDA_PROVIDER not in providers:
        return Probe(providers)
    spec = read_spec(content)
    is_detector = spec.kind is ModelKind.FACE_DETECTOR
    pictures = (
        drawn_pictures(_CANVASES, CANVAS_SIDES[-1])
        if is_detector
        else drawn_pictures(_PICTURES, spec.input_px)
    )
    on_cuda, cuda_ms = _run(cuda, spec, pictures)
    on_cpu, cpu_ms = _run(open_cpu_session(content), spec, pictures)
    found = (
        cell_agreement(on_cuda[0], on_cpu[0], spec.thresholds[SCORE_NAME])
        if is_detector
        else agreement(Encodings(*on_cuda), Encodings(*on_cpu))
    )
    return Probe(providers, found, cpu_ms, cuda_ms)


def _run(session: Any, spec: ModelSpec, pictures: Pixels) -> tuple[Any, float]:
    names, inputs = spec.output_names, {INPUT_NAME: pictures}
    # The first run plans and allocates; it is not what indexing will see.
    arrays = session.run(names, inputs)
    fastest_s = float("inf")
    for _ in range(_TIMED_RUNS):
        begin = time.perf_counter()
        session.run(names, inputs)
        fastest_s = min(fastest_s, time.perf_counter() - begin)
    return arrays, fastest_s * 1000 / len(pictures)
