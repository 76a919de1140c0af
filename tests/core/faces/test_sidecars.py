"""Files beside nothing: in a folder of their own, and never over somebody's work."""

import stat
from pathlib import Path

import pytest

from photosearch.core.errors import LibraryError
from photosearch.core.faces.sidecars import Written, open_sidecars
from photosearch.core.faces.xmp import NamedRegion, xmp_packet
from photosearch.spec.regions import Box


def packet_for(name: str) -> bytes:
    return xmp_packet([NamedRegion(name, Box(0.1, 0.1, 0.2, 0.2))], 40, 30)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "photos"
    root.mkdir()
    return root


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "sidecars"


def test_that_sidecars_mirror_where_photos_lie(root: Path, target: Path) -> None:
    sidecars = open_sidecars(target, [root])
    assert not target.exists()
    photo = root / "2024" / "IMG 1.jpg"
    assert Written.WRITTEN == sidecars.write(photo, packet_for("Ada"))
    file = target / "photos" / "2024" / "IMG 1.jpg.xmp"
    assert [file] == [each for each in target.rglob("*") if each.is_file()]
    assert packet_for("Ada") == file.read_bytes()
    assert stat.S_IMODE(root.stat().st_mode) & 0o444 == (
        stat.S_IMODE(file.stat().st_mode) & 0o444
    )
    assert [] == list(root.iterdir())


def test_that_folders_of_one_name_are_told_apart(tmp_path: Path, target: Path) -> None:
    roots = [tmp_path / "one" / "Photos", tmp_path / "two" / "photos"]
    sidecars = open_sidecars(target, roots)
    places = [sidecars.path_of(root / "a.jpg") for root in roots]
    assert [target / "Photos" / "a.jpg.xmp", target / "photos 2" / "a.jpg.xmp"] == (
        places
    )


def test_that_an_own_sidecar_is_brought_up_to_date(root: Path, target: Path) -> None:
    sidecars = open_sidecars(target, [root])
    photo = root / "a.jpg"
    sidecars.write(photo, packet_for("Ada"))
    assert Written.UNCHANGED == sidecars.write(photo, packet_for("Ada"))
    assert Written.WRITTEN == sidecars.write(photo, packet_for("Grace"))
    assert packet_for("Grace") == sidecars.path_of(photo).read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no XMP",
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core"></x:xmpmeta>',
        packet_for("Ada").replace(b"Face", b"Face</mwg-rs:Type><y/><mwg-rs:Type>"),
    ],
    ids=["empty", "text", "of another program", "added to"],
)
def test_that_a_foreign_sidecar_is_left_as_it_is(
    root: Path, target: Path, content: bytes
) -> None:
    sidecars = open_sidecars(target, [root])
    file = sidecars.path_of(root / "a.jpg")
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert Written.FOREIGN == sidecars.write(root / "a.jpg", packet_for("Ada"))
    assert content == file.read_bytes()


def test_that_a_link_is_not_written_through(root: Path, target: Path) -> None:
    original = root / "a.jpg"
    original.write_bytes(packet_for("Ada"))
    sidecars = open_sidecars(target, [root])
    link = sidecars.path_of(original)
    link.parent.mkdir(parents=True)
    link.symlink_to(original)
    assert Written.FOREIGN == sidecars.write(original, packet_for("Grace"))
    assert packet_for("Ada") == original.read_bytes()


def test_that_a_link_into_the_library_is_refused(root: Path, target: Path) -> None:
    sidecars = open_sidecars(target, [root])
    target.mkdir()
    (target / "photos").symlink_to(root)
    with pytest.raises(LibraryError, match="where photos lie"):
        sidecars.write(root / "a.jpg", packet_for("Ada"))
    assert [] == list(root.iterdir())


def test_that_a_folder_within_the_library_is_refused(
    root: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(root)
    for folder in (root, root / "sidecars", link / "sidecars"):
        with pytest.raises(LibraryError, match="lies in"):
            open_sidecars(folder, [root])
    with pytest.raises(LibraryError, match="holds"):
        open_sidecars(tmp_path, [root])


def test_that_a_file_is_no_folder(root: Path, target: Path) -> None:
    target.write_text("busy")
    with pytest.raises(LibraryError, match="is not a folder"):
        open_sidecars(target, [root])


def test_that_a_photo_outside_the_library_has_no_sidecar(
    root: Path, target: Path, tmp_path: Path
) -> None:
    sidecars = open_sidecars(target, [root])
    with pytest.raises(LibraryError, match="lies in no folder of the library"):
        sidecars.write(tmp_path / "elsewhere.jpg", packet_for("Ada"))


def test_that_a_disk_that_refuses_leaves_nothing_behind(
    root: Path, target: Path
) -> None:
    sidecars = open_sidecars(target, [root])
    too_long = root / ("x" * 250 + ".jpg")
    with pytest.raises(OSError, match="name too long"):
        sidecars.write(too_long, packet_for("Ada"))
    assert [] == [each for each in target.rglob("*") if each.is_file()]
