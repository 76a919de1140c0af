from datetime import UTC, datetime

import pytest

from photosearch.core.face_records import Action, ActionKind
from photosearch.core.ids import ActionId
from photosearch.gui.models.decision_words import about


def said(words):
    now = datetime(2026, 5, 4, tzinfo=UTC)
    return Action(ActionId(1), now, ActionKind.NAME, words, faces=2)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("named an unnamed person Ada King", "Named Ada King"),
        ("renamed Ada King to Ada Lovelace", "Renamed Ada King to Ada Lovelace"),
        ("named 2 faces Ada", "Named Ada"),
        ("took the name Ada away", "Name taken away: Ada"),
        ("confirmed 3 faces of Ada", "Confirmed as Ada"),
        ("confirmed 1 face of an unnamed person", "Confirmed"),
        ("said that 1 face are not Ada", "Not Ada"),
        ("said that 2 faces are not an unnamed person", "Not the same person"),
        ("said that 2 faces are none", "Not a face"),
        ("said of 1 face that it is not Ada", "Not Ada"),
        ("said of 2 faces that they are not person 12", "Not the same person"),
        ("said of 1 face that it is none", "Not a face"),
        ("said of 2 faces that they are none", "Not a face"),
        ("named person 3 Ada King", "Named Ada King"),
        ("confirmed 1 face of person 3", "Confirmed"),
        ("merged person 4, person 12 into person 3", "Merged"),
        ("merged person 4 into Ada", "Merged into Ada"),
        ("split 2 faces off person 3", "Taken out as another person"),
        ("hid person 3", "Hidden"),
        ("showed person 3", "Shown again"),
        ("merged an unnamed person, an unnamed person into Ada", "Merged into Ada"),
        ("merged Grace, an unnamed person into Ada", None),
        ("merged Grace into Ada", "Merged Grace into Ada"),
        ("split 2 faces off nobody", "Taken out as another person"),
        ("split 2 faces off Ada", "Taken out of Ada"),
        ("hid an unnamed person", "Hidden"),
        ("hid Ada", "Hidden: Ada"),
        ("showed Ada", "Shown again: Ada"),
        ("drew a face", "Face drawn by hand"),
        ("something new", "Something new"),
    ],
)
def test_that_decisions_are_put_into_words(qapp, words, shown):
    if shown is None:
        shown = "Merged Grace, an unnamed person into Ada"
    assert shown == about(said(words))
