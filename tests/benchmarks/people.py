"""Grouping faces into people: of very many, and of photos whose people are known."""

import shutil
import time
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.core.errors import ModelError
from photosearch.core.face_records import Face
from photosearch.core.faces.evidence import read_evidence
from photosearch.core.faces.grouping import Faces, group_faces
from photosearch.core.ids import FaceId
from photosearch.core.library import Library, open_library
from photosearch.core.settings import Settings
from tests.benchmarks.packs import find_pack, missing_pack
from tests.benchmarks.processes import has_proc, own_mb, peak_mb
from tests.benchmarks.rows import Options, Row, folders_in, skipped
from trainer.data.people_split import part_of_person
from trainer.data.split import Part

_FACES, _FACES_EACH = 100_000, 12
_WIDTH, _BITS, _NOISE = 128, 256, 0.075
_BAR_S, _BAR_MB, _BAR_PRECISION = 60, 1000, 0.98
_PACK = "celeba_wild"

Numbers = npt.NDArray[np.int64]


def measure(options: Options) -> list[Row]:
    """Group made-up faces, and those of people of CelebA whom no model learned from."""
    return [*_many(options), *_known(options)]


def _many(options: Options) -> list[Row]:
    """Group faces made by perturbing one of each person; some people have thousands."""
    count = options.scaled(_FACES, least=1000)
    faces, people = _crowd(count)
    evidence = read_evidence(
        {"cosine@0.01": 0.21, "cosine@0.001": 0.28, "cosine@0.0001": 0.34}, _BITS
    )
    before = own_mb() if has_proc() else 0
    began, began_cpu = time.perf_counter(), time.process_time()
    groups = _outcome(group_faces(faces, evidence))
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    precision, recall = _pairwise(groups, people)
    what = f"grouping {count:,} faces of {people.max() + 1:,} people"
    note = (
        f"{cpu:.1f} s of one core; pairwise precision {precision:.4f}, recall "
        f"{recall:.4f}; the largest person has {np.bincount(people).max():,} faces"
    )
    rows = [Row(what, f"{seconds:.1f} s", f"< {_BAR_S} s", seconds < _BAR_S, note)]
    if has_proc():
        peak = peak_mb() - before
        met = peak < _BAR_MB
        rows.append(Row(f"{what}: memory", f"{peak:.0f} MB", f"< {_BAR_MB} MB", met))
    return rows


def _crowd(count: int) -> tuple[Faces, Numbers]:
    random = np.random.default_rng(0)
    people = max(1, count // _FACES_EACH)
    share = random.pareto(1.2, people) + 0.2
    whose = random.choice(people, count, p=share / share.sum())
    whose = np.unique(whose, return_inverse=True)[1].astype(np.int64)
    centres = _unit(random.standard_normal((people, _WIDTH), np.float32))
    noise = _NOISE * random.standard_normal((count, _WIDTH), np.float32)
    vectors = _unit(centres[whose] + noise)
    sides = random.standard_normal((_WIDTH, _BITS), np.float32)
    codes = np.packbits(vectors @ sides >= 0, axis=1)
    sure = np.ones(count, np.float32)
    return Faces(codes, vectors, sure, sure, np.arange(count)), whose


def _known(options: Options) -> list[Row]:
    """Index photos of people held out from training; judge groups and suggestions."""
    what, bar = "grouping photos of held-out people", f">= {_BAR_PRECISION}"
    pack = find_pack(options, _PACK)
    if pack is None:
        return [skipped(what, missing_pack(options, _PACK), bar)]
    home = options.fresh_folder("people")
    photos = _held_out(pack, options)
    for photo in photos:
        folder = home / "photos" / photo.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(photo, folder / photo.name)
    with open_library(folders_in(home), Settings()) as library:
        try:
            library.switch_faces_on()
        except ModelError as error:
            return [skipped(what, str(error), bar)]
        library.add_folders([home / "photos"])
        for _ in library.refresh():
            pass
        shown = _shown(library, home / "photos")
        asked, right = _judged_suggestions(library, shown)
    groups, people, alone = _compare(shown)
    precision, recall = _pairwise(groups, people)
    grouping = Row(
        f"{what}: {len(photos):,} photos of {people.max() + 1} people",
        f"precision {precision:.4f}, recall {recall:.3f}",
        bar,
        precision >= _BAR_PRECISION,
        f"over pairs of the largest faces of photos; {groups.max() + 1} groups, "
        f"{alone:.0%} of the faces in none; {len(photos) - len(people)} photos "
        "without a face",
    )
    share = right / max(asked, 1)
    note = "group or face against person; most faces of both show the same one"
    suggesting = Row(
        "  suggestions that are right", f"{share:.1%} of {asked}", note=note
    )
    return [grouping, suggesting]


def _held_out(pack: Path, options: Options) -> list[Path]:
    folders = [
        folder
        for folder in sorted(pack.iterdir())
        if part_of_person(int(folder.name)) is Part.HELD_OUT
    ]
    chosen = folders[: options.scaled(len(folders), least=2)]
    return [photo for folder in chosen for photo in sorted(folder.iterdir())]


def _shown(library: Library, photos: Path) -> list[tuple[Face, str]]:
    """Return the largest face of each photo, and whose photo it is."""
    listed = library.photos(library.list_photos().ids.tolist())
    return [
        (max(faces, key=_size), photo.paths[0].relative_to(photos).parts[0])
        for photo in listed
        if (faces := library.faces_in(photo.id))
    ]


def _compare(shown: Sequence[tuple[Face, str]]) -> tuple[Numbers, Numbers, float]:
    """Return the groups (n,), below 0 for none, and people (n,) of the faces."""
    numbers = {0: -1}
    for face, _ in shown:
        numbers.setdefault(face.person or 0, len(numbers) - 1)
    groups = np.array([numbers[face.person or 0] for face, _ in shown])
    people = np.unique([person for _, person in shown], return_inverse=True)[1]
    return groups, people.astype(np.int64), float((groups < 0).mean())


def _judged_suggestions(
    library: Library, shown: Sequence[tuple[Face, str]]
) -> tuple[int, int]:
    """Count the suggestions about faces whose people are known, and the right ones."""
    known = {face.id: person for face, person in shown}

    def mostly(faces: Iterable[FaceId]) -> str | None:
        return Counter(known.get(face) for face in faces).most_common(1)[0][0]

    owners = {
        person.id: mostly(face.id for face in library.faces_of(person.id))
        for person in library.people()
    }
    said = [
        (mostly(each.faces), owners[each.person])
        for each in library.suggestions(count=len(shown))
    ]
    judged = [(guessed, owner) for guessed, owner in said if guessed is not None]
    return len(judged), sum(guessed == owner for guessed, owner in judged)


def _size(face: Face) -> float:
    return face.box.width * face.box.height


def _pairwise(groups: Numbers, people: Numbers) -> tuple[float, float]:
    """Return which share of pairs in one group, and of one person, is both."""
    is_in = groups >= 0
    both = groups[is_in] * (people.max() + 1) + people[is_in]
    right = _pairs(both)
    return right / max(_pairs(groups[is_in]), 1), right / max(_pairs(people), 1)


def _pairs(numbers: Numbers) -> int:
    sizes = np.unique(numbers, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())


def _outcome(steps: Generator[float, None, Numbers]) -> Numbers:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return np.asarray(end.value)


def _unit(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    unit: npt.NDArray[np.float32] = vectors / np.linalg.norm(
        vectors, axis=1, keepdims=True
    )
    return unit
