"""Files of real cameras and of decoders' own test suites, where they are at hand."""

import os
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.core.decode import (
    DecodeFailure,
    DecodeLimits,
    DecodeTask,
    InputShape,
    decode_photo,
    open_pool,
)
from photosearch.core.records import Decoded
from photosearch.spec.preprocess import ResizeRule

PACK = "camera_files"
SHAPES = (InputShape(64, ResizeRule.STRETCH),)
# Not photos at all, or of kinds that are refused on purpose.
REFUSED_SUFFIXES = {".rst", ".psd", ".ico", ""}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = os.environ.get("PHOTOSEARCH_DATA")
    if not data:
        pytest.skip("PHOTOSEARCH_DATA is not set")
    folder = Path(data) / PACK
    archive = Path(data) / f"{PACK}.tar.xz"
    if not folder.is_dir() and archive.is_file():
        target = tmp_path_factory.mktemp("packs")
        with tarfile.open(archive) as packed:
            packed.extractall(target, filter="data")
        folder = target
    if not folder.is_dir():
        pytest.skip(f"PHOTOSEARCH_DATA holds no {PACK}")
    return folder


def outcomes(folder: Path) -> dict[str, Decoded | DecodeFailure]:
    tasks = [
        (path.name, DecodeTask(path, SHAPES, 128)) for path in sorted(folder.iterdir())
    ]
    with open_pool(2, DecodeLimits()) as pool:
        return dict(pool.map(tasks))


def decoded(path: Path) -> Decoded:
    return decode_photo(DecodeTask(path, SHAPES, 128), DecodeLimits())


@pytest.mark.parametrize("folder", ["camera", "exif", "orientation"])
def test_that_every_photo_of_a_camera_is_decoded(pack: Path, folder: str) -> None:
    failures = {
        name: outcome
        for name, outcome in outcomes(pack / folder).items()
        if isinstance(outcome, DecodeFailure)
        and Path(name).suffix not in REFUSED_SUFFIXES
    }
    assert failures == {}


@pytest.mark.parametrize("orientation", range(9))
def test_that_each_orientation_gives_the_same_photo(
    pack: Path, orientation: int
) -> None:
    folder = pack / "orientation"
    expected = decoded(folder / "Landscape_1.jpg")
    found = decoded(folder / f"Landscape_{orientation}.jpg")
    assert found.metadata is not None
    assert (found.metadata.width_px, found.metadata.height_px) == (1800, 1200)
    # Only the digit in the middle differs.
    difference = np.abs(found.inputs[0].astype(int) - expected.inputs[0].astype(int))
    assert difference.mean() < 3


@pytest.mark.parametrize("name", ["rot1mir0.avif", "rot2mir1.avif", "rot3mir1.avif"])
def test_that_avif_is_turned_as_its_container_says(pack: Path, name: str) -> None:
    found = decoded(pack / "odd" / name)
    assert found.metadata is not None
    assert (found.metadata.width_px, found.metadata.height_px) == (640, 427)
    sky, grass = found.inputs[0][4].mean(0), found.inputs[0][-8].mean(0)
    assert sky[2] > sky[0]
    assert grass[1] > grass[2]


def test_that_odd_and_hostile_files_cost_only_themselves(pack: Path) -> None:
    odd = outcomes(pack / "odd") | outcomes(pack / "heif")
    reasons = {
        outcome.reason for outcome in odd.values() if isinstance(outcome, DecodeFailure)
    }
    assert "the decoder crashed" not in reasons
    assert not any(reason.startswith("timed out") for reason in reasons)
    succeeded = sum(isinstance(outcome, Decoded) for outcome in odd.values())
    assert succeeded >= 290
    for name in ("truncated_jpeg.jpg", "decompression_bomb.gif", "psd-oob-write.psd"):
        assert isinstance(odd[name], DecodeFailure)


def test_that_photos_with_exif_say_when_and_by_what(pack: Path) -> None:
    found = decoded(pack / "exif" / "jpg_Canon_40D.jpg").metadata
    assert found is not None
    assert found.camera == "Canon EOS 40D"
    assert found.taken_at is not None
    assert found.taken_at.isoformat() == "2008-05-30T15:56:01"


def test_that_the_files_of_the_pack_stay_as_they_are(pack: Path) -> None:
    path = pack / "orientation" / "Landscape_6.jpg"
    before = path.stat().st_mtime_ns, path.read_bytes()
    with Image.open(path) as image:
        assert image.getexif()[274] == 6
    decoded(path)
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before
