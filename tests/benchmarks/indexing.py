"""Indexing of camera JPEGs, against the least that the work itself takes."""

import math
import multiprocessing
import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.core.decode import (
    DecodeLimits,
    DecodeTask,
    InputShape,
    decode_photo,
)
from photosearch.core.decode.pixels import Scale
from photosearch.core.encode import DeviceKind, choose_device, load_model, open_encoder
from photosearch.core.library import open_library
from photosearch.core.records import Progress, Stage
from photosearch.core.settings import Settings
from tests.benchmarks.camera_jpegs import camera_jpegs
from tests.benchmarks.encoding import CPU
from tests.benchmarks.packs import find_pack
from tests.benchmarks.rows import Options, Row, folders_in, shipped_model, skipped
from tests.benchmarks.timing import seconds
from tests.benchmarks.variants import write_variants

_PHOTOS, _PICTURES, _PEER_PHOTOS = 1600, 25, 150
_TOGETHER = 16
# How far above the network's input the decoder stops shrinking, as in the program.
_OVERSAMPLING = 1.5
_BAR_BOUND, _BAR_PEER, _BAR_FACES = 0.85, 4.0, 0.5


def measure(options: Options) -> list[Row]:
    """Index with all cores and compare with the bound and with imagededup."""
    count = options.scaled(_PHOTOS, least=50)
    home = options.fresh_folder("indexing")
    pictures, kind = camera_jpegs(_PICTURES, find_pack(options, "camera_files"))
    photos = write_variants(home / "photos", pictures, count)
    bounds = [_bound(photos)]
    rate, steady = _index(home, "cpu", photos)
    bounds.append(_bound(photos))
    decode_s, encode_s = (statistics.mean(each) for each in zip(*bounds, strict=True))
    bound = 1 / (decode_s + encode_s)
    share = rate / bound
    megabytes = statistics.median(len(each) for each in pictures) / 1e6
    return [
        Row(
            f"indexing {count:,} JPEGs of 8-14 MP, all cores / bound",
            f"{share:.2f}",
            f">= {_BAR_BOUND}",
            share >= _BAR_BOUND,
            f"{rate:.1f} photos/s in all, start of network and workers, scan and "
            f"commits included ({steady:.1f} between the first and last commit); bound "
            f"{bound:.1f} = decoding at 1/8 scale {1 / decode_s:.1f}, then encoding "
            f"{1 / encode_s:.0f}, each on all cores, measured before and after; {kind} "
            f"of {megabytes:.1f} MB, in the page cache",
        ),
        _with_faces(home, photos, rate),
        _peer(options, photos, home / "peer", rate),
        _gpu(options, home, photos, rate),
    ]


def _bound(photos: Sequence[Path]) -> tuple[float, float]:
    """Return the seconds a photo of decoding and of encoding, both on all cores."""
    model = load_model(shipped_model().path)
    input_px, thumbnail_px = model.spec.input_px, Settings().thumbnail_px
    limits = DecodeLimits()
    scale = Scale(round(_OVERSAMPLING * input_px), thumbnail_px, limits.max_pixels)
    decode = partial(_decode_only, scale=scale)
    workers = os.cpu_count() or 1
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn) as executor:
        list(executor.map(decode, photos[: 8 * workers]))  # start the workers
        decode_s = seconds(lambda: list(executor.map(decode, photos, chunksize=4)))
    task = DecodeTask(
        photos[0], (InputShape(input_px, model.spec.resize),), thumbnail_px
    )
    pixels = decode_photo(task, limits).inputs[0]
    batch = np.repeat(pixels[None], _TOGETHER, axis=0)
    batches = math.ceil(len(photos) / _TOGETHER)
    with open_encoder(model, CPU) as encoder:
        encoder.encode(batch)
        encode_s = seconds(lambda: [encoder.encode(batch) for _ in range(batches)])
    return decode_s / len(photos), encode_s / (batches * _TOGETHER)


def _decode_only(path: Path, scale: Scale) -> None:
    """Read a file and decode its JPEG at the scale that indexing needs."""
    with Image.open(BytesIO(path.read_bytes())) as photo:
        factor = scale.of(photo.size)
        wanted = [math.ceil(side * factor) for side in photo.size]
        photo.draft("RGB", (wanted[0], wanted[1]))
        photo.load()


def _index(
    home: Path, device: str, photos: Sequence[Path], *, with_faces: bool = False
) -> tuple[float, float]:
    """Return photos a second of a whole run, and between first and last commit."""
    began = time.perf_counter()
    folders = folders_in(home / (f"{device} with faces" if with_faces else device))
    with open_library(folders, Settings(device=device)) as library:
        library.add_folders([home / "photos"])
        if with_faces:
            library.switch_faces_on()
        marks = [
            (time.perf_counter(), event.done)
            for event in library.refresh()
            if isinstance(event, Progress) and event.stage is Stage.INDEXING
        ]
        passed = time.perf_counter() - began
        indexed = library.counts().indexed
    if indexed != len(photos):
        raise RuntimeError(f"{indexed} of {len(photos)} photos were indexed")
    (first_at, first), (last_at, last) = marks[0], marks[-1]
    between = (last - first) / (last_at - first_at) if last > first else math.nan
    return indexed / passed, between


def _with_faces(home: Path, photos: Sequence[Path], usual_rate: float) -> Row:
    """Index the same files once more, and look for faces in them."""
    rate, _ = _index(home, "cpu", photos, with_faces=True)
    share = rate / usual_rate
    return Row(
        "the same indexing with faces on / off",
        f"{share:.2f}",
        f">= {_BAR_FACES}",
        share >= _BAR_FACES,
        f"{rate:.1f} photos/s, {usual_rate:.1f} without",
    )


def _peer(options: Options, photos: Sequence[Path], folder: Path, rate: float) -> Row:
    """Let imagededup's perceptual hash have some of the same files."""
    what, bar = "the same indexing / imagededup's PHash", f">= {_BAR_PEER:.0f}"
    if options.peer is None:
        reason = "name an interpreter that has imagededup with --peer"
        return skipped(what, reason, bar)
    some = photos[: options.scaled(_PEER_PHOTOS, least=2 * _PICTURES)]
    folder.mkdir()
    for path in some:
        shutil.copyfile(path, folder / path.name)
    script = Path(__file__).with_name("peer_phash.py")
    command = [options.peer, script, folder, str(os.cpu_count() or 1)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        last = (run.stderr.strip().splitlines() or ["no reason"])[-1]
        return skipped(what, f"{options.peer} failed: {last}", bar)
    passed, version = run.stdout.splitlines()[-1].split()
    peer_rate = len(some) / float(passed)
    ratio = rate / peer_rate
    return Row(
        what,
        f"{ratio:.1f}",
        bar,
        ratio >= _BAR_PEER,
        f"imagededup {version} {peer_rate:.1f} photos/s on {len(some)} of the files, "
        "all cores, import excluded",
    )


def _gpu(options: Options, home: Path, photos: Sequence[Path], cpu_rate: float) -> Row:
    what = "the same indexing with the GPU"
    model = load_model(shipped_model().path)
    device = choose_device(model, options.fresh_folder("device"))
    if device.kind is not DeviceKind.CUDA:
        return skipped(what, device.reason)
    rate, _ = _index(home, "auto", photos)
    note = f"{device.name}; {cpu_rate:.1f} photos/s without it"
    return Row(what, f"{rate:.1f} photos/s", note=note)
