"""Names of people, as they are kept and compared."""

import unicodedata

from photosearch.core.errors import LibraryError

# Join letters of some scripts, and the parts of one emoji.
_JOINERS = "\u200c\u200d"
# Spell the flags of some regions, behind a black flag.
_TAGS = range(0xE0020, 0xE0080)
# Letters and signs by their category that nothing is seen of.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_VISIBLE = "LNPS"


def clean_name(typed: str) -> str:
    """Return a name as it is kept.

    Letters with accents are composed, blanks are single, and what steers a terminal or
    cannot be seen is left out.

    Raises:
        LibraryError: Nothing of it can be seen, it is a number such as `#3`, by which
            people are called that have no name, or it is no text.
    """
    name = _plain(typed)
    if not any(_is_visible(each) for each in name):
        raise LibraryError("a person's name must not be empty")
    if any(unicodedata.category(each) == "Cs" for each in name):
        raise LibraryError("a person's name must be text")
    if name.startswith("#") and name[1:].isdecimal():
        raise LibraryError(f"{name} is the number of a person, and cannot be a name")
    return name


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common, letter case aside."""
    plain = _plain(name).translate(dict.fromkeys(map(ord, _JOINERS)))
    return unicodedata.normalize("NFC", plain.casefold())


def _plain(name: str) -> str:
    composed = unicodedata.normalize("NFC", " ".join(name.split()))
    kept = "".join(each for each in composed if not _is_dropped(each))
    return " ".join(kept.split()).strip(f"{_JOINERS} ")


def _is_dropped(letter: str) -> bool:
    category = unicodedata.category(letter)
    is_mark = category == "Cf" and letter not in _JOINERS and ord(letter) not in _TAGS
    return category == "Cc" or is_mark


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter)[0] in _VISIBLE and letter not in _BLANKS
