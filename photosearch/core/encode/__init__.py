"""Pixels to codes, embeddings and faces: the only room that knows onnxruntime."""

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
from photosearch.core.encode.face_detector import FaceDetector, open_detector
from photosearch.core.encode.face_finder import FACE_PICTURE_PX, FaceFinder
from photosearch.core.encode.model_file import ModelFile, check_model, load_model
from photosearch.core.encode.onnx_file import read_spec

__all__ = [
    "FACE_PICTURE_PX",
    "Check",
    "Device",
    "DeviceKind",
    "Encoder",
    "Examination",
    "FaceDetector",
    "FaceFinder",
    "Mark",
    "ModelFile",
    "check_model",
    "choose_device",
    "examine_device",
    "load_model",
    "open_detector",
    "open_encoder",
    "read_spec",
]
