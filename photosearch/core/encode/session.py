"""Sessions of onnxruntime with the options that keep memory and idle load low."""

from typing import Any

from photosearch.core.encode.runtime import runtime

CPU_PROVIDER = "CPUExecutionProvider"
CUDA_PROVIDER = "CUDAExecutionProvider"

WARNING, SILENT = 2, 4

_CUDA_OPTIONS = {
    # An exhaustive search costs seconds for each new batch shape.
    "cudnn_conv_algo_search": "HEURISTIC",
    "arena_extend_strategy": "kSameAsRequested",
    # The short mantissa of TF32 would flip bits whose logits are near zero, and codes
    # made on a GPU are compared with codes made on a CPU.
    "use_tf32": "0",
}


def open_cpu_session(content: bytes, threads: int = 0) -> Any:
    """Open a network on the CPU.

    Args:
        content: The model file; no path reaches onnxruntime.
        threads: Threads within an operator; 0 means one a core.
    """
    return _open(content, [(CPU_PROVIDER, {})], threads)


def open_cuda_session(content: bytes, threads: int = 0, severity: int = SILENT) -> Any:
    """Open a network on the first NVIDIA GPU.

    The session silently runs on the CPU where CUDA cannot be had: look at its
    `get_providers()`.

    Args:
        content: The model file.
        threads: Threads within an operator that falls to the CPU.
        severity: What onnxruntime prints; it names a missing library nowhere else.
    """
    runtime().preload_dlls(directory="")
    providers = [(CUDA_PROVIDER, _CUDA_OPTIONS), (CPU_PROVIDER, {})]
    return _open(content, providers, threads, severity)


def _open(
    content: bytes,
    providers: list[tuple[str, dict[str, str]]],
    threads: int,
    severity: int = SILENT,
) -> Any:
    ort = runtime()
    ort.set_default_logger_severity(severity)
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Batches come in a few sizes; a memory pattern is planned for one shape only.
    options.enable_mem_pattern = False
    options.log_severity_level = severity
    # Waiting threads sleep instead of burning a core.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(content, options, providers=providers)
