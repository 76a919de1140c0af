"""What was decided about faces, in the user's language.

Core says it in plain English, with the names as they were; those sentences are put
into other words here.
"""

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from photosearch.core.face_records import Action
from photosearch.gui import messages

translate = QCoreApplication.translate

_UNNAMED = r"(?:person \d+|an unnamed person)"
# Older versions of the program said the second.
_SAID = r"said (?:of \d+ faces? that (?:it is|they are)|that \d+ faces? are)"
_SENTENCES = (
    (
        r"took the name (.+) away",
        QT_TRANSLATE_NOOP("decisions", "Name taken away: {0}"),
    ),
    (rf"named {_UNNAMED} (.+)", QT_TRANSLATE_NOOP("decisions", "Named {0}")),
    (r"renamed (.+) to (.+)", QT_TRANSLATE_NOOP("decisions", "Renamed {0} to {1}")),
    (r"named \d+ faces? (.+)", QT_TRANSLATE_NOOP("decisions", "Named {0}")),
    (
        rf"confirmed \d+ faces? of {_UNNAMED}",
        QT_TRANSLATE_NOOP("decisions", "Confirmed"),
    ),
    (
        r"confirmed \d+ faces? of (.+)",
        QT_TRANSLATE_NOOP("decisions", "Confirmed as {0}"),
    ),
    (
        rf"{_SAID} not {_UNNAMED}",
        QT_TRANSLATE_NOOP("decisions", "Not the same person"),
    ),
    (rf"{_SAID} none", QT_TRANSLATE_NOOP("decisions", "Not a face")),
    (
        rf"{_SAID} not (.+)",
        QT_TRANSLATE_NOOP("decisions", "Not {0}"),
    ),
    (
        rf"merged {_UNNAMED}(?:, {_UNNAMED})* into {_UNNAMED}",
        QT_TRANSLATE_NOOP("decisions", "Merged"),
    ),
    (
        rf"merged {_UNNAMED}(?:, {_UNNAMED})* into (.+)",
        QT_TRANSLATE_NOOP("decisions", "Merged into {0}"),
    ),
    (
        r"merged (.+) into (.+)",
        QT_TRANSLATE_NOOP("decisions", "Merged {0} into {1}"),
    ),
    (
        rf"split \d+ faces? off (?:nobody|{_UNNAMED})",
        QT_TRANSLATE_NOOP("decisions", "Taken out as another person"),
    ),
    (
        r"split \d+ faces? off (.+)",
        QT_TRANSLATE_NOOP("decisions", "Taken out of {0}"),
    ),
    (rf"hid {_UNNAMED}", QT_TRANSLATE_NOOP("decisions", "Hidden")),
    (r"hid (.+)", QT_TRANSLATE_NOOP("decisions", "Hidden: {0}")),
    (rf"showed {_UNNAMED}", QT_TRANSLATE_NOOP("decisions", "Shown again")),
    (r"showed (.+)", QT_TRANSLATE_NOOP("decisions", "Shown again: {0}")),
    (r"drew a face", QT_TRANSLATE_NOOP("decisions", "Face drawn by hand")),
)


def about(action: Action) -> str:
    """Say what was decided, such as `Named Anna`, without a full stop."""
    for pattern, words in _SENTENCES:
        if found := re.fullmatch(pattern, action.words):
            return translate("decisions", str(words)).format(*found.groups())
    return messages.sentence(action.words).rstrip(".")
