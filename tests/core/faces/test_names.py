"""Names are kept as they are read, whatever was typed."""

import pytest

from photosearch.core.errors import LibraryError
from photosearch.core.faces.names import clean_name, name_key

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Rene\u0301", "Ren\u00e9"),
        ("\x1b[31mAda\x07", "[31mAda"),
        ("Ada\nKing", "Ada King"),
        ("\u202eadA\u2066", "adA"),
        ("Ada\u200b \u200b King", "Ada King"),
        (FAMILY, FAMILY),
        (f"Team {ENGLAND}", f"Team {ENGLAND}"),
        ("\u200dAda\u200c", "Ada"),
        ("Ada \u200d", "Ada"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("42", "42"),
        ("#1 fan", "#1 fan"),
    ],
)
def test_that_a_name_is_kept_as_it_is_read(typed: str, kept: str) -> None:
    assert kept == clean_name(typed)
    assert kept == clean_name(kept)


@pytest.mark.parametrize(
    "typed", ["", " \n", "\u200b", "\u200d", "\x1b\x00", "\u3164", "\ufe0f", "\u0301"]
)
def test_that_a_name_has_something_to_see(typed: str) -> None:
    with pytest.raises(LibraryError, match="must not be empty"):
        clean_name(typed)


def test_that_bytes_that_are_no_text_are_no_name() -> None:
    with pytest.raises(LibraryError, match="must be text"):
        clean_name("Ren\udce9")


def test_that_the_number_of_a_person_is_no_name() -> None:
    with pytest.raises(LibraryError, match="#3 is the number of a person"):
        clean_name(" #3 ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u00c9mile", "e\u0301mile"),
        ("Strasse", "stra\u00dfe"),
        ("\u0390", "\u03b9\u0308\u0301"),
        ("Ada", "A\u200dda"),
        ("Ada", "Ada \u200d"),
    ],
)
def test_that_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_that_other_names_are_others() -> None:
    assert name_key("Rene") != name_key("Ren\u00e9")
