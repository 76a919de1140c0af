"""Named faces as XMP, readable by other photo programs.

Regions are those of the Metadata Working Group (Guidelines for Handling Image Metadata
2.0, section 5.9): shares of the picture *as it is stored*, before its EXIF turns it
upright. Other programs read them so, whatever the photo's orientation.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from photosearch.spec.regions import Box

_WRITER = "photosearch"
_META = "adobe:ns:meta/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_REGIONS = "http://www.metadataworkinggroup.com/schemas/regions/"
_DIMENSIONS = "http://ns.adobe.com/xap/1.0/sType/Dimensions#"
_AREA = "http://ns.adobe.com/xmp/sType/Area#"
_OURS = frozenset({_META, _RDF, _REGIONS, _DIMENSIONS, _AREA})

# The mark of a packet in UTF-8, and the id that the XMP specification gives to it.
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_END = '<?xpacket end="w"?>'

# XML 1.0 has no way to spell these; lone surrogates come from odd file names.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_FIRST_SIDEWAYS = 5  # orientations 5 to 8 swap width and height


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A face and whose it is.

    Attributes:
        name: Any text.
        box: On the upright photo.
    """

    name: str
    box: Box


def xmp_packet(
    regions: Sequence[NamedRegion],
    width_px: int,
    height_px: int,
    orientation: int = 1,
) -> bytes:
    """Return an XMP packet that names the faces of one photo, in UTF-8.

    Args:
        regions: The faces, at least one.
        width_px: Width of the upright photo.
        height_px: Height of the upright photo.
        orientation: How the file is stored, 1 to 8 as EXIF numbers it.
    """
    if orientation >= _FIRST_SIDEWAYS:
        width_px, height_px = height_px, width_px
    lines = (
        _BEGIN,
        f'<x:xmpmeta xmlns:x="{_META}" x:xmptk="{_WRITER}">',
        f' <rdf:RDF xmlns:rdf="{_RDF}">',
        '  <rdf:Description rdf:about=""',
        f'    xmlns:mwg-rs="{_REGIONS}"',
        f'    xmlns:stDim="{_DIMENSIONS}"',
        f'    xmlns:stArea="{_AREA}">',
        '   <mwg-rs:Regions rdf:parseType="Resource">',
        f'    <mwg-rs:AppliedToDimensions stDim:w="{width_px}" '
        f'stDim:h="{height_px}" stDim:unit="pixel"/>',
        "    <mwg-rs:RegionList>",
        "     <rdf:Bag>",
        *(_item(each, orientation) for each in regions),
        "     </rdf:Bag>",
        "    </mwg-rs:RegionList>",
        "   </mwg-rs:Regions>",
        "  </rdf:Description>",
        " </rdf:RDF>",
        "</x:xmpmeta>",
        _END,
        "",
    )
    return "\n".join(lines).encode()


def is_own_packet(packet: bytes) -> bool:
    """Tell whether `xmp_packet` wrote this and nobody added anything to it."""
    # What we write declares no entities; whoever does may want to fill the memory.
    if b"<!" in packet:
        return False
    try:
        root = ElementTree.fromstring(packet)
    except (ElementTree.ParseError, ValueError):
        return False
    if root.get(f"{{{_META}}}xmptk") != _WRITER:
        return False
    return all(
        _namespace(name) in _OURS
        for element in root.iter()
        for name in (element.tag, *element.keys())
    )


def stored_box(box: Box, orientation: int) -> Box:
    """Return where a part of the upright photo lies on the photo as it is stored.

    Args:
        box: On the upright photo.
        orientation: 1 to 8 as EXIF numbers them.
    """
    left, top = box.left, box.top
    right, bottom = left + box.width, top + box.height
    match orientation:
        case 2:
            left = 1 - right
        case 3:
            left, top = 1 - right, 1 - bottom
        case 4:
            top = 1 - bottom
        case 5:
            left, top = top, left
        case 6:
            left, top = top, 1 - right
        case 7:
            left, top = 1 - bottom, 1 - right
        case 8:
            left, top = 1 - bottom, left
    if orientation >= _FIRST_SIDEWAYS:
        return Box(max(left, 0.0), max(top, 0.0), box.height, box.width)
    return Box(max(left, 0.0), max(top, 0.0), box.width, box.height)


def _item(region: NamedRegion, orientation: int) -> str:
    box = stored_box(region.box, orientation)
    area = _attributes(
        (
            ("x", box.left + box.width / 2),
            ("y", box.top + box.height / 2),
            ("w", box.width),
            ("h", box.height),
        )
    )
    name = escape(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", region.name))
    lines = (
        '      <rdf:li rdf:parseType="Resource">',
        f"       <mwg-rs:Name>{name}</mwg-rs:Name>",
        "       <mwg-rs:Type>Face</mwg-rs:Type>",
        f'       <mwg-rs:Area {area} stArea:unit="normalized"/>',
        "      </rdf:li>",
    )
    return "\n".join(lines)


def _attributes(numbers: Iterable[tuple[str, float]]) -> str:
    return " ".join(f'stArea:{name}="{number:.6f}"' for name, number in numbers)


def _namespace(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""
