"""The album of drawn people for tests of the window."""

from photosearch.core.face_records import Face, Person
from photosearch.core.ids import PhotoId
from photosearch.core.library import Library

OPENING_MS = 60_000
"""So long it may take to open the networks before the first face is looked for."""


def photo_named(library: Library, name: str) -> PhotoId:
    """Return the photo in a file of this name."""
    ids = library.list_photos().ids.tolist()
    named = (each for each in library.photos(ids) if each.paths[0].name == name)
    return next(named).id


def faces_named(library: Library, name: str) -> tuple[Face, ...]:
    """Return the faces in the photo of this name, from left to right."""
    return library.faces_in(photo_named(library, name))


def name_album(library: Library) -> tuple[Person, Person]:
    """Name the two people of the album; return Ada and Grace."""
    for file, name in (("ada 1.jpg", "Ada"), ("grace 1.jpg", "Grace")):
        (face,) = faces_named(library, file)
        assert face.person is not None
        library.name_person(face.person, name)
    ada, grace = (library.find_person(name) for name in ("Ada", "Grace"))
    assert ada is not None
    assert grace is not None
    return ada, grace
