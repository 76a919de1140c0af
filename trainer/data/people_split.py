"""Which people faces are learned from: photos of CelebA, divided by person.

Ids of people are those of CelebA in every subset, so that a person is in one part
only, whichever subset a photo comes from. LFW is divided nowhere: it only measures.
"""

from dataclasses import dataclass
from pathlib import Path

from trainer.data.sources import Photo, Source, list_photos, stable_share
from trainer.data.split import Part
from trainer.errors import DataError

LARGE_FOLDER = "celeb"
"""Uncropped photos at 500 px in any folders, and who they show in a list."""

WILD_FOLDER = "celeba_wild"
"""Uncropped photos at 304 px, a folder a person; the same as some of the large ones."""

ALIGNED_FOLDER = "celeba_aligned"
"""Crops of the same size with the face in the middle, a folder a person."""

IDENTITIES_FILE = "identity_CelebA.txt"

_TRAINING_SHARE = 0.7
_VALIDATION_SHARE = 0.07


@dataclass(frozen=True, slots=True)
class PersonPhoto:
    """A photo of a person of CelebA.

    Attributes:
        photo: Where it lies.
        person: Id of the person.
    """

    photo: Photo
    person: int

    @property
    def part(self) -> Part:
        """What the photo is used for: the same for all photos of a person."""
        return part_of_person(self.person)

    @property
    def number(self) -> str:
        """CelebA's number of the photo, the same in every subset: `003628`."""
        return self.photo.file.stem


def part_of_person(person: int) -> Part:
    """Say what photos of a person are used for: 70 % learn, 7 % choose, 23 % test."""
    share = stable_share(f"celeba/{person}")
    if share < _TRAINING_SHARE:
        return Part.TRAINING
    if share < _TRAINING_SHARE + _VALIDATION_SHARE:
        return Part.VALIDATION
    return Part.HELD_OUT


def wild_photos(root: Path, cache: Path) -> list[PersonPhoto]:
    """List uncropped photos, the large ones where they are there.

    Args:
        root: The data root.
        cache: Where packs are unpacked.

    Raises:
        DataError: Neither folder is there, or the list of people is damaged.
    """
    if (root / LARGE_FOLDER / IDENTITIES_FILE).is_file():
        people = read_identities(root / LARGE_FOLDER / IDENTITIES_FILE)
        photos = list_photos(Source(LARGE_FOLDER), root, cache)
        return [
            PersonPhoto(photo, people[photo.file.stem])
            for photo in photos
            if photo.file.stem in people
        ]
    return photos_in_folders(WILD_FOLDER, root, cache)


def photos_in_folders(path: str, root: Path, cache: Path) -> list[PersonPhoto]:
    """List photos that lie in a folder for each person, named by the person's id.

    Raises:
        DataError: The folder is missing, or one in it is not named by a number.
    """
    photos = list_photos(Source(path), root, cache)
    wrong = next((each for each in photos if not each.folder.isdecimal()), None)
    if wrong:
        raise DataError(f"{wrong.file} is not in a folder named by a person's number")
    return [PersonPhoto(photo, int(photo.folder)) for photo in photos]


def read_identities(file: Path) -> dict[str, int]:
    """Read CelebA's list of who is on which photo.

    Args:
        file: Lines `000001.jpg 2880`, perhaps below a heading.

    Returns:
        Number of the photo, as in its name, to the person's id.

    Raises:
        DataError: The file cannot be read or holds no such line.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read {file}: {error}") from error
    words = [line.split() for line in lines]
    people = {
        Path(pair[0]).stem: int(pair[1])
        for pair in words
        if len(pair) == 2 and pair[1].isdecimal()
    }
    if not people:
        raise DataError(f"{file} names no photo and person")
    return people
