"""Pixels to codes and embeddings: the only room that knows onnxruntime."""

from photosearch.core.encode.device import (
    Check,
    Device,
    DeviceKind,
    Examination,
    Mark,
    choose_device,
    examine_device,
)
from photosearch.core.encode.encoder import Encoder, open_encoder
from photosearch.core.encode.model_file import ModelFile, check_model, load_model
from photosearch.core.encode.onnx_file import read_spec

__all__ = [
    "Check",
    "Device",
    "DeviceKind",
    "Encoder",
    "Examination",
    "Mark",
    "ModelFile",
    "check_model",
    "choose_device",
    "examine_device",
    "load_model",
    "open_encoder",
    "read_spec",
]
