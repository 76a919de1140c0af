"""XMP as other programs read it: with a parser that is none of ours."""

from xml.dom import minidom

import pytest

from photosearch.core.faces.xmp import (
    NamedRegion,
    is_own_packet,
    stored_box,
    xmp_packet,
)
from photosearch.spec.regions import Box
from tests.pictures import quadrants

REGIONS = "http://www.metadataworkinggroup.com/schemas/regions/"
DIMENSIONS = "http://ns.adobe.com/xap/1.0/sType/Dimensions#"
AREA = "http://ns.adobe.com/xmp/sType/Area#"
FACE = Box(0.25, 0.5, 0.125, 0.25)


def parsed(packet: bytes) -> minidom.Document:
    return minidom.parseString(packet)


def read_names(packet: bytes) -> list[str]:
    names = parsed(packet).getElementsByTagNameNS(REGIONS, "Name")
    return [each.firstChild.data if each.firstChild else "" for each in names]


def read_areas(packet: bytes) -> list[tuple[float, ...]]:
    return [
        tuple(float(each.getAttributeNS(AREA, side)) for side in "xywh")
        for each in parsed(packet).getElementsByTagNameNS(REGIONS, "Area")
    ]


def test_that_a_region_is_told_by_its_centre_and_sides() -> None:
    packet = xmp_packet([NamedRegion("Ada", FACE)], 4000, 3000)
    assert [(0.3125, 0.625, 0.125, 0.25)] == read_areas(packet)
    document = parsed(packet)
    (area,) = document.getElementsByTagNameNS(REGIONS, "Area")
    assert "normalized" == area.getAttributeNS(AREA, "unit")
    (kind,) = document.getElementsByTagNameNS(REGIONS, "Type")
    assert "Face" == kind.firstChild.data
    (applied,) = document.getElementsByTagNameNS(REGIONS, "AppliedToDimensions")
    assert ("4000", "3000", "pixel") == tuple(
        applied.getAttributeNS(DIMENSIONS, name) for name in ("w", "h", "unit")
    )


@pytest.mark.parametrize(
    "name",
    ["Ada", "<b>&amp;\"'>", "Zoë Müller", "李雷", "😀", "]]>", "two\nlines", " wide "],
)
def test_that_every_name_comes_back_as_it_was(name: str) -> None:
    packet = xmp_packet([NamedRegion(name, FACE), NamedRegion("Bob", FACE)], 40, 30)
    assert [name, "Bob"] == read_names(packet)


@pytest.mark.parametrize("name", ["nul\0", "bell\a", "lone \udcff"], ids=ascii)
def test_that_what_xml_cannot_spell_is_replaced(name: str) -> None:
    packet = xmp_packet([NamedRegion(name, FACE)], 40, 30)
    assert [name[:-1] + "\N{REPLACEMENT CHARACTER}"] == read_names(packet)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_a_region_lies_on_the_photo_as_it_is_stored(orientation: int) -> None:
    # A red quarter at the upper left of the upright photo.
    upright = quadrants((64, 48))
    box = stored_box(Box(0, 0, 0.5, 0.5), orientation)
    stored = upright.transpose(HOW_STORED[orientation]) if orientation > 1 else upright
    left, top, right, bottom = box.in_pixels(*stored.size)
    colours = stored.crop((left, top, right, bottom)).getcolors()
    assert [(64 * 48 // 4, (255, 0, 0))] == colours


# The turn that undoes what Pillow's `ImageOps.exif_transpose` does for a value.
HOW_STORED = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}


def test_that_a_sideways_photo_has_its_stored_size() -> None:
    packet = xmp_packet([NamedRegion("Ada", FACE)], 3000, 4000, orientation=6)
    (applied,) = parsed(packet).getElementsByTagNameNS(REGIONS, "AppliedToDimensions")
    assert "4000" == applied.getAttributeNS(DIMENSIONS, "w")
    assert [(0.625, 0.6875, 0.25, 0.125)] == read_areas(packet)


def test_that_own_packets_are_told_from_those_of_others() -> None:
    own = xmp_packet([NamedRegion("Ada", FACE)], 40, 30)
    assert is_own_packet(own)
    assert not is_own_packet(own.replace(b'"photosearch"', b'"XMP Core 5.6"'))
    rated = own.replace(
        b'rdf:about=""', b'rdf:about="" xmlns:xmp="urn:x" xmp:Rating="5"'
    )
    assert not is_own_packet(rated)
    assert not is_own_packet(own[: len(own) // 2])
    assert not is_own_packet(b"")
    assert not is_own_packet(b"<!DOCTYPE x>" + own)
