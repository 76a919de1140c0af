from dataclasses import replace

import pytest

from photosearch.core.records import CameraCount, FolderCount, Metadata
from tests.core.catalog.libraries import MODEL, describe

CAMERAS = {
    "a.jpg": "Nikon",
    "2019/b.jpg": "Canon",
    "2019/rome/c.jpg": "Nikon",
    "2019/rome/d.jpg": None,
}


@pytest.fixture
def filled(library):
    for name in CAMERAS:
        library.write(name)
    library.scan()
    library.catalog.record(
        [
            replace(describe(file), metadata=Metadata("JPEG", 4, 3, camera=camera))
            for file in library.catalog.pending(10)
            for camera in [CAMERAS[file.path.relative_to(library.folder).as_posix()]]
        ],
        MODEL,
    )
    return library


def test_that_the_photos_of_every_camera_are_counted(filled):
    counts = (CameraCount("Canon", 1), CameraCount("Nikon", 2))
    assert counts == filled.catalog.camera_counts()


def test_that_a_folder_counts_what_lies_below_it(filled):
    folder = filled.folder
    counts = (
        FolderCount(folder, 4),
        FolderCount(folder / "2019", 3),
        FolderCount(folder / "2019" / "rome", 2),
    )
    assert counts == filled.catalog.folder_counts()


def test_that_an_empty_folder_is_not_listed(filled):
    (filled.folder / "empty").mkdir()
    filled.scan()
    assert "empty" not in [each.path.name for each in filled.catalog.folder_counts()]
