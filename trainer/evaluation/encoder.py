"""Run a model file over photos, as the program does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidGraph,
    InvalidProtobuf,
)

from photosearch.spec.codes import unpack
from photosearch.spec.model import (
    CODE_NAME,
    EMBEDDING_NAME,
    INPUT_NAME,
    REGION_CODES_NAME,
    ModelSpec,
    SpecError,
)
from photosearch.spec.preprocess import Pixels, network_input, part_input
from trainer.errors import DataError

BATCH = 32
NOT_A_MODEL = (Fail, InvalidGraph, InvalidProtobuf)


@dataclass(frozen=True, slots=True)
class Described:
    """What a network says about n photos.

    Attributes:
        codes: (n, bits) bool.
        embeddings: (n, d) float32, unit length.
        regions: (n, r, bits / 8) uint8; r is 0 where it knows no parts.
    """

    codes: npt.NDArray[np.bool_]
    embeddings: npt.NDArray[np.float32]
    regions: npt.NDArray[np.uint8]


class Encoder:
    """A model file that is open for use on the CPU."""

    def __init__(self, file: Path, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        try:
            content = file.read_bytes()
            self._session = onnxruntime.InferenceSession(
                content, options, providers=["CPUExecutionProvider"]
            )
            metadata = self._session.get_modelmeta().custom_metadata_map
            self.spec = ModelSpec.from_metadata(metadata)
        except OSError as error:
            raise DataError(f"cannot read model {file}: {error.strerror}") from error
        except (SpecError, *NOT_A_MODEL) as error:
            raise DataError(f"cannot use model {file}: {error}") from error

    def describe(self, photos: Iterable[Pixels]) -> Described:
        """Describe photos of any size, each upright RGB (h, w, 3) uint8."""
        size_px, rule = self.spec.input_px, self.spec.resize
        squares = (network_input(photo, size_px, rule) for photo in photos)
        names = [CODE_NAME, EMBEDDING_NAME]
        if self.spec.region_levels:
            names.append(REGION_CODES_NAME)
        codes, embeddings, regions = [], [], []
        for batch in _batches(squares):
            code, embedding, *parts = self._session.run(names, {INPUT_NAME: batch})
            codes.append(unpack(code).astype(bool))
            embeddings.append(embedding)
            regions.append(
                parts[0] if parts else np.empty((len(batch), 0, 0), np.uint8)
            )
        return Described(
            np.concatenate(codes), np.concatenate(embeddings), np.concatenate(regions)
        )

    def describe_parts(self, parts: Iterable[Pixels]) -> npt.NDArray[np.uint8]:
        """Return the codes (n, bits / 8) of what was cut out of photos."""
        px, levels = self.spec.input_px, self.spec.region_levels
        squares = (part_input(part, px, levels) for part in parts)
        codes = [
            self._session.run([REGION_CODES_NAME], {INPUT_NAME: batch})[0]
            for batch in _batches(squares)
        ]
        return np.concatenate(codes)[:, self.spec.part_region]


def _batches(squares: Iterable[Pixels]) -> Iterator[Pixels]:
    batch: list[Pixels] = []
    for square in squares:
        batch.append(square)
        if len(batch) == BATCH:
            yield np.stack(batch)
            batch = []
    if batch:
        yield np.stack(batch)
