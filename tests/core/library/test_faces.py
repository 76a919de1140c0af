"""Faces in a library: off, on, found, described anew, deleted."""

import os
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.core.catalog.backup_files import backups
from photosearch.core.errors import ModelError, QueryError
from photosearch.core.face_records import Face, FaceCounts
from photosearch.core.library import Library, LikeFile, LikePhoto, LikePicture
from photosearch.core.records import PhotoId, Progress, Stage
from photosearch.spec.face_boxes import box_overlaps
from photosearch.spec.regions import Box
from tests.face_networks import (
    detector_network,
    detector_spec,
    face_network,
    face_spec,
)
from tests.faces import DrawnFace
from tests.homes import Home, index
from tests.pictures import save_jpeg

ANN, BEN = DrawnFace(1, 30, 40, 80), DrawnFace(2, 180, 60, 110)
SIZE = (320, 240)


def photo_at(library: Library, path: Path) -> PhotoId:
    return library.photo_of_file(path).id


def faces_at(library: Library, path: Path) -> tuple[Face, ...]:
    return library.faces_in(photo_at(library, path))


def found_in(library: Library) -> tuple[int, int, int]:
    """Return photos that were looked at, those that wait, and faces."""
    counts = library.face_counts()
    return counts.photos_looked_at, counts.photos_waiting, counts.faces


def overlap(one: Box, other: Box) -> float:
    sides = [
        np.array([[each.left, each.top, each.width, each.height]], np.float32)
        for each in (one, other)
    ]
    return float(box_overlaps(*sides)[0, 0])


def finding(events: list[object]) -> list[Progress]:
    return [
        each
        for each in events
        if isinstance(each, Progress) and each.stage is Stage.FINDING_FACES
    ]


def test_that_no_faces_are_looked_for_until_that_is_switched_on(home: Home) -> None:
    path = home.draw_faces("a.jpg", [ANN])
    with home.open() as library:
        index(library, home.photos)
        assert not library.faces_are_on()
        assert FaceCounts() == library.face_counts()
        assert () == faces_at(library, path)
        assert [] == list(library.look_for_faces())
        with pytest.raises(QueryError, match=r"^looking for faces is switched off"):
            library.faces_of_file(path)


def test_that_indexing_finds_faces_where_they_are(faces_home: Home) -> None:
    path = faces_home.draw_faces("a.jpg", [BEN, ANN])
    empty = faces_home.draw_faces("b.jpg", [])
    with faces_home.open() as library:
        index(library, faces_home.photos)
        ann, ben = faces_at(library, path)
        assert 0.9 <= overlap(ann.box, ANN.box_in(*SIZE))
        assert 0.9 <= overlap(ben.box, BEN.box_in(*SIZE))
        due = ANN.points / np.array(SIZE)
        assert np.abs(np.array(ann.points) - due).max() < 0.02
        assert (False, None, 0.0) == (ann.is_drawn, ann.person, ann.certainty)
        assert 0.9 < ann.quality <= ann.score <= 1
        assert () == faces_at(library, empty)
        assert ann == library.face(ann.id)
        assert (2, 0, 2) == found_in(library)


def test_that_faces_lie_upright_in_turned_photos(faces_home: Home) -> None:
    path = faces_home.photos / "turned.jpg"
    drawn = faces_home.draw_faces("a.jpg", [ANN])
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    with Image.open(drawn) as picture:
        lying = picture.transpose(Image.Transpose.ROTATE_90)
    save_jpeg(path, lying, exif=exif, quality=95, subsampling=0)
    with faces_home.open() as library:
        index(library, faces_home.photos)
        (face,) = faces_at(library, path)
        assert 0.9 <= overlap(face.box, ANN.box_in(*SIZE))


def test_that_one_person_is_alike_in_two_photos(faces_home: Home) -> None:
    first = faces_home.draw_faces("a.jpg", [ANN, BEN])
    large = DrawnFace(1, 700, 300, 400)
    second = faces_home.draw_faces("b.jpg", [large], size=(1600, 1200), seed=1)
    with faces_home.open() as library:
        index(library, faces_home.photos)
        said = library._catalog.described_faces(library.face_models().face)
        ann, ben = (face.id for face in faces_at(library, first))
        (again,) = (face.id for face in faces_at(library, second))
        rows = [said.ids.tolist().index(each) for each in (ann, ben, again)]
        alike = said.embeddings[rows] @ said.embeddings[rows].T
        assert alike[0, 2] > 0.95 > 0.6 > alike[0, 1]
        bits = np.bitwise_count(said.codes[rows[0]] ^ said.codes[rows]).sum(axis=1)
        assert bits[2] < 20 < 40 < bits[1]
        assert [photo_at(library, first)] * 2 == said.photos[rows[:2]].tolist()


def test_that_photos_indexed_before_are_looked_at_later(faces_home: Home) -> None:
    faces_home.draw_faces("a.jpg", [ANN])
    faces_home.draw_faces("b.jpg", [BEN], seed=1)
    with faces_home.open() as library:
        library.switch_faces_off()
        index(library, faces_home.photos)
        library.switch_faces_on("tiny-detector", "tiny-face")
        assert (0, 2, 0) == found_in(library)
        events = list(library.look_for_faces())
        *_, told = finding(events)
        assert (2, 2) == (told.done, told.total)
        assert (2, 0, 2) == found_in(library)
        assert [] == list(library.look_for_faces())


def test_that_the_next_refresh_goes_on_where_looking_was_cancelled(
    faces_home: Home,
) -> None:
    for n in range(20):
        faces_home.draw_faces(f"{n}.jpg", [ANN], seed=n)
    with faces_home.open() as library:
        library.switch_faces_off()
        index(library, faces_home.photos)
        library.switch_faces_on("tiny-detector", "tiny-face")
        looking = library.look_for_faces()
        next(looking)
        looking.close()
        counts = library.face_counts()
        assert 20 == counts.photos_looked_at + counts.photos_waiting
        assert counts.photos_looked_at == counts.faces
        list(library.refresh())
        assert (20, 0, 20) == found_in(library)


def test_that_photos_on_a_drive_that_is_away_wait_for_it(faces_home: Home) -> None:
    path = faces_home.draw_faces("a.jpg", [ANN])
    away = faces_home.top / "away"
    with faces_home.open() as library:
        library.switch_faces_off()
        index(library, faces_home.photos)
        faces_home.photos.rename(away)
        list(library.refresh())
        library.switch_faces_on("tiny-detector", "tiny-face")
        assert [] == finding(list(library.look_for_faces()))
        assert 1 == library.face_counts().photos_waiting
        away.rename(faces_home.photos)
        list(library.refresh())
        assert 1 == len(faces_at(library, path))
        assert 0 == library.face_counts().photos_waiting


def test_that_a_file_that_cannot_be_read_waits_and_costs_no_other(
    faces_home: Home,
) -> None:
    changed = faces_home.draw_faces("a.jpg", [ANN])
    broken = faces_home.draw_faces("b.jpg", [ANN], seed=1)
    gone = faces_home.draw_faces("c.jpg", [ANN], seed=2)
    whole = faces_home.draw_faces("d.jpg", [BEN], seed=3)
    with faces_home.open() as library:
        library.switch_faces_off()
        index(library, faces_home.photos)
        library.switch_faces_on("tiny-detector", "tiny-face")
        faces_home.draw_faces("a.jpg", [ANN, BEN], seed=4)
        broken.write_bytes(broken.read_bytes()[:200])
        gone.unlink()
        *_, told = finding(list(library.look_for_faces()))
        assert (4, 4) == (told.done, told.total)
        assert 1 == len(faces_at(library, whole))
        assert 3 == library.face_counts().photos_waiting
        list(library.refresh(accept_losses=True))
        assert 2 == len(faces_at(library, changed))
        assert (2, 0, 3) == found_in(library)


def test_that_faces_go_with_their_photo(faces_home: Home) -> None:
    path = faces_home.draw_faces("a.jpg", [ANN])
    other = faces_home.draw_faces("b.jpg", [BEN], seed=1)
    with faces_home.open() as library:
        index(library, faces_home.photos)
        (face,) = faces_at(library, path)
        path.unlink()
        list(library.refresh(accept_losses=True))
        assert library.face(face.id) is None
        assert 1 == len(faces_at(library, other))
        assert (1, 0, 1) == found_in(library)
        said = library._catalog.described_faces(library.face_models().face)
        assert face.id not in said.ids


def test_that_a_moved_photo_keeps_its_faces(faces_home: Home) -> None:
    path = faces_home.draw_faces("a.jpg", [ANN])
    with faces_home.open() as library:
        index(library, faces_home.photos)
        (face,) = faces_at(library, path)
        moved = faces_home.photos / "moved.jpg"
        path.rename(moved)
        list(library.refresh())
        assert (face,) == faces_at(library, moved)


def test_that_a_face_has_a_picture_that_is_made_again_when_lost(
    faces_home: Home,
) -> None:
    path = faces_home.draw_faces("a.jpg", [DrawnFace(1, 0, 100, 60)])
    with faces_home.open() as library:
        index(library, faces_home.photos)
        (face,) = faces_at(library, path)
        jpeg = library.face_thumbnail(face.id, 96)
        with Image.open(BytesIO(jpeg)) as picture:
            assert (96, 96) == picture.size
            # The nose is where the face is: left in the part that the photo reaches.
            red, green, blue = picture.getpixel((33, 56))
        assert (True, True, True) == (red > 200, green < 90, blue > 200)
        files = list((faces_home.cache / "faces").rglob("*.jpg"))
        assert 1 == len(files)
        files[0].unlink()
        assert jpeg == library.face_thumbnail(face.id, 96)
        path.rename(faces_home.top / "away.jpg")
        assert jpeg == library.face_thumbnail(face.id, 96)
        # Its thumbnail stands in for a photo that is out of reach.
        assert library.face_thumbnail(face.id, 64) is not None
        assert library.face_thumbnail(999) is None


def test_that_faces_are_found_in_any_picture(faces_home: Home) -> None:
    known = faces_home.draw_faces("a.jpg", [ANN])
    with faces_home.open() as library:
        index(library, faces_home.photos)
        outside = faces_home.top / "outside.png"
        with Image.open(faces_home.draw_faces("b.jpg", [ANN, BEN], seed=9)) as picture:
            picture.save(outside)
        assert 2 == len(library.faces_of_file(outside))
        pasted = LikePicture(outside.read_bytes(), "the clipboard")
        assert 2 == len(library.faces_of_example(pasted))
        photo = LikePhoto(photo_at(library, known))
        (found,) = library.faces_of_example(photo)
        assert (256 // 8, 128) == (len(found.code), len(found.embedding))
        (stored,) = faces_at(library, known)
        assert 0.9 <= overlap(found.box, stored.box)
        outside.write_bytes(b"no picture")
        with pytest.raises(QueryError, match=r"outside\.png"):
            library.faces_of_example(LikeFile(outside))


def test_that_a_face_that_a_person_sees_is_described(faces_home: Home) -> None:
    path = faces_home.draw_faces("a.jpg", [ANN])
    with faces_home.open() as library:
        index(library, faces_home.photos)
        photo = photo_at(library, path)
        around = Box(0.08, 0.15, 0.28, 0.36)
        seen = library.face_at(photo, around)
        assert (around, True, 1.0) == (seen.box, seen.is_drawn, seen.score)
        assert 5 == len(seen.points)
        elsewhere = library.face_at(photo, Box(0.7, 0.6, 0.2, 0.3))
        assert () == elsewhere.points
        assert 0.999 < float(np.linalg.norm(elsewhere.embedding)) < 1.001


def test_that_another_face_network_is_built_beside_the_one_in_use(
    faces_home: Home,
) -> None:
    path = faces_home.draw_faces("a.jpg", [ANN])
    faces_home.draw_faces("none.jpg", [], seed=1)
    second = faces_home.top / "second.onnx"
    second.write_bytes(face_network(face_spec("second"), seed=5))
    with faces_home.open() as library:
        index(library, faces_home.photos)
        (before,) = faces_at(library, path)
        old = library.face_models()
        library.add_model(second)
        switching = library.use_model("second")
        assert Stage.FINDING_FACES is next(switching).stage
        assert old == library.face_models()
        assert [] == list(switching)
        new = library.face_models()
        assert (True, False) == (old.detector == new.detector, old.face == new.face)
        assert (before,) == faces_at(library, path)
        codes = [library._catalog.described_faces(each.face) for each in (old, new)]
        assert [[before.id]] * 2 == [each.ids.tolist() for each in codes]
        assert (codes[0].codes != codes[1].codes).any()
        assert 0 == library.face_counts().photos_waiting
        states = {each.model.name: each for each in library.models()}
        assert (True, 2) == (states["second"].is_in_use, states["second"].photos)
        assert states["tiny-face"].was_in_use
        library.remove_model("tiny-face")
        assert 0 == len(library._catalog.described_faces(old.face).ids)
        assert (before,) == faces_at(library, path)


def test_that_another_detector_keeps_the_faces_that_it_finds_too(
    faces_home: Home,
) -> None:
    path = faces_home.draw_faces("a.jpg", [ANN, BEN])
    other = faces_home.top / "other.onnx"
    other.write_bytes(detector_network(detector_spec("other")))
    with faces_home.open() as library:
        index(library, faces_home.photos)
        before = faces_at(library, path)
        library.add_model(other)
        list(library.use_model("other"))
        assert before == faces_at(library, path)
        assert (1, 0, 2) == found_in(library)
        with pytest.raises(ModelError, match="other is in use"):
            library.remove_model("other")


def test_that_a_face_model_needs_faces_to_be_on(faces_home: Home) -> None:
    with faces_home.open() as library:
        library.switch_faces_off()
        with pytest.raises(ModelError, match="tiny-face is for faces, which are"):
            list(library.use_model("tiny-face"))


def test_that_switching_off_keeps_the_faces(faces_home: Home) -> None:
    path = faces_home.draw_faces("a.jpg", [ANN])
    with faces_home.open() as library:
        index(library, faces_home.photos)
        library.switch_faces_off()
        later = faces_home.draw_faces("b.jpg", [BEN], seed=1)
        list(library.refresh())
        assert not library.faces_are_on()
        assert (1, 0) == (len(faces_at(library, path)), len(faces_at(library, later)))
        assert (1, 0, 1) == found_in(library)


def test_that_deleting_leaves_nothing_of_any_face(faces_home: Home) -> None:
    path = faces_home.draw_faces("a.jpg", [ANN, BEN])
    with faces_home.open() as library:
        index(library, faces_home.photos)
        (face, _) = faces_at(library, path)
        library.face_thumbnail(face.id)
        sought = library.faces_of_file(path)[0].embedding.astype("<f2").tobytes()
        (old,) = backups(faces_home.library)
        os.utime(old, (0, 0))
        list(library.refresh())
        kept = [*backups(faces_home.library), faces_home.library / "catalog.sqlite"]
        assert 3 == len(kept)
        assert any(sought in each.read_bytes() for each in kept)
        assert 2 == library.delete_faces()
        assert not library.faces_are_on()
        assert FaceCounts() == library.face_counts()
        assert [] == list((faces_home.cache / "faces").rglob("*.jpg"))
        files = [each for each in faces_home.library.rglob("*") if each.is_file()]
        assert [] == [each for each in files if sought in each.read_bytes()]
        list(library.refresh())
        assert FaceCounts() == library.face_counts()


def fill(home: Home) -> None:
    """Draw so many photos that they are not all looked at together."""
    for number in range(60):
        home.draw_faces(f"{number}.jpg", [ANN], seed=number)


def test_that_faces_deleted_while_photos_are_indexed_stay_deleted(
    faces_home: Home,
) -> None:
    fill(faces_home)
    with faces_home.open() as library:
        library.add_folders([faces_home.photos])
        refreshing = library.refresh()
        for event in refreshing:
            if isinstance(event, Progress) and event.stage is Stage.INDEXING:
                break
        library.delete_faces()
        assert [] == finding(list(refreshing))
        assert 60 == library.photo_count()
        assert not library.faces_are_on()
        assert FaceCounts() == library.face_counts()


@pytest.mark.parametrize("deletes", [False, True])
def test_that_switching_off_ends_the_search_for_faces(
    faces_home: Home, deletes: bool
) -> None:
    fill(faces_home)
    with faces_home.open() as library:
        library.switch_faces_off()
        index(library, faces_home.photos)
        library.switch_faces_on("tiny-detector", "tiny-face")
        looking = library.look_for_faces()
        next(looking)
        if deletes:
            library.delete_faces()
        else:
            library.switch_faces_off()
        before = library.face_counts()
        list(looking)
        assert before == library.face_counts()
        assert before.photos_looked_at < 60


def test_that_a_change_of_networks_does_not_switch_faces_on_again(
    faces_home: Home,
) -> None:
    faces_home.draw_faces("a.jpg", [ANN])
    second = faces_home.top / "second.onnx"
    second.write_bytes(face_network(face_spec("second"), seed=5))
    with faces_home.open() as library:
        index(library, faces_home.photos)
        library.add_model(second)
        switching = library.use_model("second")
        next(switching)
        library.delete_faces()
        list(switching)
        assert not any(
            each.is_in_use for each in library.models() if each.model.name == "second"
        )
        assert FaceCounts() == library.face_counts()


def test_that_a_library_without_face_models_says_so(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = "photosearch.core.library.library.bundled_models"
    monkeypatch.setattr(bundled, lambda: None)
    with home.open() as library:
        with pytest.raises(ModelError, match=r"^no face models are installed$"):
            library.switch_faces_on()
        assert not library.faces_are_on()
