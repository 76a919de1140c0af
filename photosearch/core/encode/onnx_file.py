"""What an ONNX file says about itself, read without building its network.

Two things are needed before onnxruntime may see a file: the description in its
metadata, and whether it points to data in other files, which onnxruntime would look up
in the folder the program happens to run in. Both lie in few places of the protobuf
(onnx.proto), so that a walk over its tags is enough.
"""

from collections.abc import Iterator

from photosearch.core.errors import ModelError
from photosearch.spec.model import ModelSpec, SpecError

Buffer = memoryview

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5

_METADATA_FIELD = 14
_DATA_LOCATION_FIELD, _EXTERNAL = 14, 1
_EXTERNAL_DATA_FIELD = 13

# Message -> field number -> message in it, for all that can lead to a tensor.
_LEADS_TO = {
    "model": {7: "graph", 25: "function"},
    "graph": {1: "node", 5: "tensor", 15: "sparse"},
    "function": {7: "node"},
    "node": {5: "attribute"},
    "attribute": {
        5: "tensor",
        6: "graph",
        10: "tensor",
        11: "graph",
        22: "sparse",
        23: "sparse",
    },
    "sparse": {1: "tensor", 2: "tensor"},
}
_DEEPEST = 64


class _MalformedError(Exception):
    """The bytes are no protobuf."""


def read_spec(content: bytes) -> ModelSpec:
    """Read the description out of a model file.

    Raises:
        ModelError: It is no ONNX file or has no usable description.
    """
    entries: dict[str, str] = {}
    try:
        for number, value in _fields(memoryview(content)):
            if number == _METADATA_FIELD and isinstance(value, memoryview):
                entry = dict(_fields(value))
                entries[_text(entry.get(1))] = _text(entry.get(2))
        return ModelSpec.from_metadata(entries)
    except _MalformedError as error:
        raise ModelError("the file is no ONNX model, or is cut short") from error
    except SpecError as error:
        raise ModelError(str(error)) from error


def has_external_data(content: bytes) -> bool:
    """Tell whether a tensor of the network lies in another file.

    Raises:
        ModelError: The bytes are no ONNX file.
    """
    try:
        return _is_external("model", memoryview(content), _DEEPEST)
    except _MalformedError as error:
        raise ModelError("the file is no ONNX model, or is cut short") from error


def _is_external(message: str, content: Buffer, deepest: int) -> bool:
    if not deepest:
        raise _MalformedError
    for number, value in _fields(content):
        if message == "tensor":
            if number == _EXTERNAL_DATA_FIELD:
                return True
            if number == _DATA_LOCATION_FIELD and value == _EXTERNAL:
                return True
        elif (
            isinstance(value, memoryview)
            and (inner := _LEADS_TO[message].get(number))
            and _is_external(inner, value, deepest - 1)
        ):
            return True
    return False


def _fields(content: Buffer) -> Iterator[tuple[int, int | Buffer]]:
    """Yield number and value of each field; nothing is copied."""
    at = 0
    while at < len(content):
        tag, at = _varint(content, at)
        number, wire_type = tag >> 3, tag & 7
        if wire_type == _VARINT:
            value, at = _varint(content, at)
            yield number, value
            continue
        if wire_type == _BYTES:
            length, at = _varint(content, at)
        elif wire_type in (_FIXED64, _FIXED32):
            length = 8 if wire_type == _FIXED64 else 4
        else:
            raise _MalformedError
        if at + length > len(content):
            raise _MalformedError
        yield number, content[at : at + length]
        at += length


def _varint(content: Buffer, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(content):
            raise _MalformedError
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise _MalformedError


def _text(value: int | Buffer | None) -> str:
    if not isinstance(value, memoryview):
        raise _MalformedError
    try:
        return bytes(value).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _MalformedError from error
