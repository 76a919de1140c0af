"""Names of people, written for other programs."""

import shutil
from pathlib import Path
from xml.dom import minidom

import pytest
from PIL import ExifTags

from photosearch.core.catalog import Catalog, open_catalog
from photosearch.core.errors import LibraryError
from photosearch.core.face_records import Face
from photosearch.core.ids import FaceId, PersonId, PhotoId
from photosearch.core.library.exporting import export_names
from photosearch.core.records import Exported, NotExported, Progress, RootOffline
from photosearch.spec.regions import Box
from tests.homes import Home, index
from tests.pictures import exif_with

REGIONS = "http://www.metadataworkinggroup.com/schemas/regions/"
AREA = "http://ns.adobe.com/xmp/sType/Area#"


def face_in(photo: PhotoId, box: Box) -> Face:
    return Face(FaceId(1), photo, box, (), 0.9, 0.9, False, PersonId(1), 1.0, True)


def photo_at(catalog: Catalog, path: Path) -> PhotoId:
    photo = catalog.photo_at(path)
    assert photo is not None
    return photo.id


def export(home: Home, photo: Path, *names: str) -> list[object]:
    """Export a photo with a face for each name, side by side."""
    with open_catalog(home.library) as catalog:
        known = photo_at(catalog, photo)
        boxes = [Box(0.25 * n, 0.5, 0.2, 0.25) for n in range(len(names))]
        named = [
            (name, [face_in(known, box)])
            for name, box in zip(names, boxes, strict=True)
        ]
        return list(export_names(catalog, named, home.top / "names"))


def regions_in(file: Path) -> list[tuple[str, float, float]]:
    """Read names and centres."""
    document = minidom.parse(str(file))
    names = [
        each.firstChild.data
        for each in document.getElementsByTagNameNS(REGIONS, "Name")
    ]
    centres = [
        tuple(float(each.getAttributeNS(AREA, side)) for side in "xy")
        for each in document.getElementsByTagNameNS(REGIONS, "Area")
    ]
    return [(name, *centre) for name, centre in zip(names, centres, strict=True)]


@pytest.fixture
def photo(home: Home) -> Path:
    photo = home.draw("trip/a.jpg", 1)
    with home.open() as library:
        index(library, home.photos)
    return photo


def test_that_every_place_of_a_photo_gets_its_names(home: Home, photo: Path) -> None:
    shutil.copy(photo, home.photos / "copy.jpg")
    with home.open() as library:
        list(library.refresh())
    *progress, end = export(home, photo, "Grace", "Ada")
    assert Exported(2, 0) == end
    assert {Progress} == set(map(type, progress))
    expected = [("Grace", 0.1, 0.625), ("Ada", 0.35, 0.625)]
    for name in ("trip/a.jpg.xmp", "copy.jpg.xmp"):
        assert expected == regions_in(home.top / "names" / "photos" / name)
    assert Exported(0, 2) == export(home, photo, "Grace", "Ada")[-1]


def test_that_regions_fit_the_file_and_not_its_turned_picture(home: Home) -> None:
    sideways = exif_with({ExifTags.Base.Orientation: 6})
    photo = home.draw("a.jpg", 1, exif=sideways)
    with home.open() as library:
        index(library, home.photos)
    export(home, photo, "Ada")
    assert [("Ada", 0.625, 0.9)] == regions_in(
        home.top / "names" / "photos" / "a.jpg.xmp"
    )


def test_that_a_sidecar_of_another_program_is_reported(home: Home, photo: Path) -> None:
    foreign = home.top / "names" / "photos" / "trip" / "a.jpg.xmp"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("rated by hand")
    refused, _, end = export(home, photo, "Ada")
    assert isinstance(refused, NotExported)
    assert photo == refused.path
    assert "another program" in refused.reason
    assert Exported(0, 0) == end
    assert "rated by hand" == foreign.read_text()


def test_that_a_photo_out_of_reach_is_reported(home: Home, photo: Path) -> None:
    photo.rename(home.top / "unplugged.jpg")
    refused, _, end = export(home, photo, "Ada")
    assert NotExported(photo, "the file is gone") == refused
    assert Exported(0, 0, failed=1) == end


@pytest.mark.parametrize("is_mounted", [True, False], ids=["empty", "missing"])
def test_that_a_folder_out_of_reach_is_reported_once(
    home: Home, photo: Path, is_mounted: bool
) -> None:
    shutil.copy(photo, home.photos / "copy.jpg")
    with home.open() as library:
        list(library.refresh())
    export(home, photo, "Ada")
    sidecars = sorted((home.top / "names").rglob("*.xmp"))
    home.photos.rename(home.top / "unplugged")
    if is_mounted:
        home.photos.mkdir()
    offline, _, end = export(home, photo, "Grace")
    assert isinstance(offline, RootOffline)
    assert home.photos == offline.root.path
    assert Exported(0, 0, failed=2) == end
    # Nobody knows whether they are outdated.
    assert [Exported(0, 0)] == export(home, photo)
    assert sidecars == sorted((home.top / "names").rglob("*.xmp"))


def test_that_what_was_exported_before_does_not_keep_old_names(
    home: Home, photo: Path
) -> None:
    twin = home.draw("b.jpg", 2)
    with home.open() as library:
        list(library.refresh())
    names = home.top / "names" / "photos"
    for path in (photo, twin):
        export(home, path, "Ada")
    assert not (names / "trip" / "a.jpg.xmp").exists()
    foreign = names / "trip" / "rated.jpg.xmp"
    foreign.write_text("rated by hand")
    assert Exported(0, 0, removed=1) == export(home, photo)[-1]
    assert [foreign] == list(names.rglob("*.xmp"))


def test_that_the_names_of_a_photo_out_of_reach_stay_and_of_one_that_is_gone_do_not(
    home: Home, photo: Path
) -> None:
    home.draw("b.jpg", 2)
    with home.open() as library:
        list(library.refresh())
    export(home, photo, "Ada")
    sidecar = home.top / "names" / "photos" / "trip" / "a.jpg.xmp"
    photo.unlink()
    assert [Exported(0, 0)] == export(home, home.photos / "b.jpg")
    assert sidecar.exists()
    with home.open() as library:
        list(library.refresh())
    assert [Exported(0, 0, removed=1)] == export(home, home.photos / "b.jpg")
    assert not sidecar.exists()


def test_that_a_disk_that_refuses_is_reported(home: Home, photo: Path) -> None:
    blocked = home.top / "names" / "photos"
    blocked.mkdir(parents=True)
    (blocked / "trip").write_text("in the way")
    refused, _, _ = export(home, photo, "Ada")
    assert isinstance(refused, NotExported)
    assert "cannot be written" in refused.reason


def test_that_nobody_is_exported_without_names(home: Home, photo: Path) -> None:
    assert [Exported(0, 0)] == export(home, photo)
    assert not (home.top / "names").exists()


def test_that_originals_stay_as_they_are(home: Home, photo: Path) -> None:
    before = {each: each.stat().st_mtime_ns for each in home.photos.rglob("*")}
    export(home, photo, "Ada")
    with open_catalog(home.library) as catalog:
        named = [("Ada", [face_in(photo_at(catalog, photo), Box(0, 0, 1, 1))])]
        with pytest.raises(LibraryError, match="lies in"):
            list(export_names(catalog, named, photo.parent))
    assert before == {each: each.stat().st_mtime_ns for each in home.photos.rglob("*")}
