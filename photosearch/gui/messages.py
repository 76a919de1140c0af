"""What core says, in the user's language: errors, reasons, progress, figures.

Core's own words are English and name the file at hand. Those that come often are put
into other words here; the others stay as the detail below a translated sentence.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QDate,
    QDateTime,
    QLocale,
    QObject,
    QTime,
)

from photosearch.core.errors import (
    DecodeError,
    LibraryCorruptError,
    LibraryError,
    LibraryLockedError,
    LibraryNewerError,
    ModelError,
    NameTakenError,
    PhotoSearchError,
    QueryError,
    RetrainError,
    StorageFullError,
)
from photosearch.core.records import (
    FolderUnreadable,
    Hindrance,
    Likeness,
    NotTrashed,
    Order,
    Progress,
    RootOffline,
    Skipped,
    Stage,
)
from photosearch.spec import retraining
from photosearch.spec.retraining import Stepped

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Message:
    """An error as people read it.

    Attributes:
        title: What happened, one short sentence.
        detail: To what, in core's words.
        advice: What to do; empty where there is nothing to do.
    """

    title: str
    detail: str
    advice: str = ""

    @property
    def line(self) -> str:
        """The whole on one line."""
        return " ".join(part for part in (self.title, self.detail, self.advice) if part)


# PySide6 types what it only marks for translation as object.
_ERRORS: dict[type[PhotoSearchError], tuple[object, object]] = {
    LibraryNewerError: (
        QT_TRANSLATE_NOOP("messages", "A later version made this library."),
        QT_TRANSLATE_NOOP("messages", "Install that version, or open another library."),
    ),
    LibraryLockedError: (
        QT_TRANSLATE_NOOP("messages", "The library is busy."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Another program is writing to it. Wait until it is done, or close it.",
        ),
    ),
    LibraryCorruptError: (
        QT_TRANSLATE_NOOP("messages", "The library is damaged."),
        QT_TRANSLATE_NOOP(
            "messages",
            "Your photos are not affected. Restore a backup as described, or move the "
            "library away and index the folders again.",
        ),
    ),
    StorageFullError: (
        QT_TRANSLATE_NOOP("messages", "The disk is full, or refuses to be written to."),
        QT_TRANSLATE_NOOP("messages", "Make room on the disk, then try again."),
    ),
    NameTakenError: (
        QT_TRANSLATE_NOOP("messages", "This name is taken."),
        QT_TRANSLATE_NOOP("messages", "Merge the two if they are one person."),
    ),
    LibraryError: (
        QT_TRANSLATE_NOOP("messages", "The library cannot do that."),
        "",
    ),
    ModelError: (
        QT_TRANSLATE_NOOP("messages", "The model cannot be used."),
        QT_TRANSLATE_NOOP("messages", "Choose another one on the page Models."),
    ),
    DecodeError: (
        QT_TRANSLATE_NOOP("messages", "The photo cannot be read."),
        "",
    ),
    QueryError: (
        QT_TRANSLATE_NOOP("messages", "This search is not possible."),
        "",
    ),
    RetrainError: (
        QT_TRANSLATE_NOOP("messages", "The retraining cannot go on."),
        "",
    ),
    PhotoSearchError: (
        QT_TRANSLATE_NOOP("messages", "This did not work."),
        "",
    ),
}


def about(error: PhotoSearchError) -> Message:
    """Put an error into words."""
    kind = next(each for each in type(error).__mro__ if each in _ERRORS)
    title, advice = _ERRORS[kind]
    return Message(
        translate("messages", str(title)),
        sentence(reason(str(error))),
        translate("messages", str(advice)) if advice else "",
    )


def sentence(text: str) -> str:
    """Begin a line of core with a large letter, and end it with a full stop."""
    if not text:
        return ""
    # A path keeps the case of its first letter.
    first, *_ = text.split(maxsplit=1)
    start = text[0].upper() if first.isalpha() else text[0]
    return f"{start}{text[1:]}" + ("" if text[-1] in ".!?。" else ".")


# --- why a file was left out

_REASONS = (
    ("the file is empty", QT_TRANSLATE_NOOP("reasons", "the file is empty")),
    ("not a regular file", QT_TRANSLATE_NOOP("reasons", "not a regular file")),
    (
        "cloud placeholder, not on this disk",
        QT_TRANSLATE_NOOP("reasons", "only in the cloud, not on this disk"),
    ),
    (
        "the file changed while it was read",
        QT_TRANSLATE_NOOP("reasons", "the file changed while it was read"),
    ),
    (
        "not a photo format that is known",
        QT_TRANSLATE_NOOP("reasons", "not a photo format that is known"),
    ),
    (
        r"damaged, or a kind of (.+) that is not known",
        QT_TRANSLATE_NOOP("reasons", "damaged, or a kind of {0} that is not known"),
    ),
    ("truncated file", QT_TRANSLATE_NOOP("reasons", "the file is cut short")),
    (
        "damaged file: it has no pixels",
        QT_TRANSLATE_NOOP("reasons", "the file is damaged: it has no pixels"),
    ),
    (
        r"damaged (?:RAW )?file: (.+)",
        QT_TRANSLATE_NOOP("reasons", "the file is damaged ({0})"),
    ),
    ("damaged file", QT_TRANSLATE_NOOP("reasons", "the file is damaged")),
    (
        r"too large: (\d+) megapixels",
        QT_TRANSLATE_NOOP("reasons", "too large: {0} megapixels"),
    ),
    (
        r"too large: (\d+) megabytes",
        QT_TRANSLATE_NOOP("reasons", "too large: {0} megabytes"),
    ),
    (
        "too large for the memory limit",
        QT_TRANSLATE_NOOP("reasons", "too large for the memory limit"),
    ),
    ("the decoder crashed", QT_TRANSLATE_NOOP("reasons", "the decoder crashed")),
    (r"timed out after (.+) s", QT_TRANSLATE_NOOP("reasons", "timed out after {0} s")),
    (
        r"(.+): there is no such file",
        QT_TRANSLATE_NOOP("reasons", "{0}: there is no such file"),
    ),
    (
        r"cannot be read: (.+)",
        QT_TRANSLATE_NOOP("reasons", "it cannot be read ({0})"),
    ),
    (
        "permission denied",
        QT_TRANSLATE_NOOP("reasons", "no permission to read it"),
    ),
    ("the file is gone", QT_TRANSLATE_NOOP("reasons", "the file is gone")),
    ("is missing", QT_TRANSLATE_NOOP("reasons", "is missing")),
    (
        "it is there, but all photos in it are gone",
        QT_TRANSLATE_NOOP("reasons", "it is there, but all photos in it are gone"),
    ),
    (
        r"(\d+) of its (\d+) photos are gone at once",
        QT_TRANSLATE_NOOP("reasons", "{0} of its {1} photos are gone at once"),
    ),
    (
        "the library is empty: index a folder first",
        QT_TRANSLATE_NOOP("reasons", "the library is empty: add a folder first"),
    ),
    (
        r"there is no folder (.+)",
        QT_TRANSLATE_NOOP("reasons", "there is no folder {0}"),
    ),
    (
        r"(.+) is in the library already",
        QT_TRANSLATE_NOOP("reasons", "{0} is in the library already"),
    ),
    (
        r"(.+) lies in (.+), which is in the library",
        QT_TRANSLATE_NOOP("reasons", "{0} lies in {1}, which is in the library"),
    ),
    (
        r"(.+) holds (.+), which is in the library; remove that first",
        QT_TRANSLATE_NOOP(
            "reasons", "{0} holds {1}, which is in the library; remove that first"
        ),
    ),
    (
        r"the model (.+) does not describe parts of photos; use one that does, such as "
        r"(.+)",
        QT_TRANSLATE_NOOP(
            "reasons",
            "the model {0} does not describe parts of photos; use one that does, such "
            "as {1}, on the page Models",
        ),
    ),
    (
        "looking for faces is switched off: 'photosearch faces --on' starts it",
        QT_TRANSLATE_NOOP(
            "reasons", "faces are not looked for; the page People switches that on"
        ),
    ),
    (
        "no face models are installed",
        QT_TRANSLATE_NOOP("reasons", "no models for faces are installed"),
    ),
    (
        "a model that looked for the faces of this library is missing: add its file "
        "again, or use another model",
        QT_TRANSLATE_NOOP(
            "reasons",
            "a model that looked for the faces of this library is missing: add its "
            "file again, or use another model",
        ),
    ),
    (
        r"(.+) is for faces, which are switched off",
        QT_TRANSLATE_NOOP("reasons", "{0} is for faces, which are switched off"),
    ),
    (
        "no face was found in the picture",
        QT_TRANSLATE_NOOP("reasons", "no face was found in the picture"),
    ),
    (
        "no face was found in that part of the picture",
        QT_TRANSLATE_NOOP("reasons", "no face was found in that part of the picture"),
    ),
    (
        "this face is not in the library any more",
        QT_TRANSLATE_NOOP("reasons", "this face is not in the library any more"),
    ),
    (
        "this person is not in the library any more",
        QT_TRANSLATE_NOOP("reasons", "this person is not in the library any more"),
    ),
    (
        r"somebody else is called (.+) already",
        QT_TRANSLATE_NOOP("reasons", "somebody else is called {0} already"),
    ),
    (
        "a person's name must not be empty",
        QT_TRANSLATE_NOOP("reasons", "a person's name must not be empty"),
    ),
    (
        r"(#\d+) is the number of a person, and cannot be a name",
        QT_TRANSLATE_NOOP(
            "reasons", "{0} is the number of a person, and cannot be a name"
        ),
    ),
    (
        r"(.*): a bracket is not closed; '\[\[\]' is the bracket itself",
        QT_TRANSLATE_NOOP(
            "reasons", "{0}: a bracket is not closed; '[[]' is the bracket itself"
        ),
    ),
    (
        r"(.*): nothing can match it",
        QT_TRANSLATE_NOOP("reasons", "{0}: nothing can match it"),
    ),
    ("chosen in the settings", QT_TRANSLATE_NOOP("reasons", "chosen in the settings")),
    (
        "no NVIDIA driver was found",
        QT_TRANSLATE_NOOP("reasons", "no NVIDIA driver was found"),
    ),
)


def reason(text: str) -> str:
    """Translate a reason of core where it is known; otherwise return it as it is."""
    for pattern, words in _REASONS:
        if found := re.fullmatch(pattern, text):
            return translate("reasons", str(words)).format(*found.groups())
    return text


def left_out(record: Skipped | NotTrashed | FolderUnreadable | RootOffline) -> str:
    """Say of a file or folder what became of it, in one line."""
    match record:
        case Skipped():
            path, words = record.file.path, translate("messages", "{0}: left out, {1}")
        case NotTrashed():
            path, words = record.path, translate("messages", "{0}: left there, {1}")
        case FolderUnreadable():
            path = record.path
            words = translate("messages", "The folder {0} cannot be listed: {1}")
        case RootOffline():
            path = record.root.path
            words = translate("messages", "The folder {0} is offline: {1}")
    return words.format(path, reason(record.reason))


# --- names of closed sets


def stage(value: Stage | retraining.Stage) -> str:
    """Name what a long task is doing."""
    if isinstance(value, retraining.Stage):
        return _stage_of_training(value)
    return {
        Stage.SCANNING: translate("messages", "Looking for photos"),
        Stage.INDEXING: translate("messages", "Indexing photos"),
        Stage.ENCODING: translate("messages", "Describing photos"),
        Stage.PREPARING: translate("messages", "Preparing"),
        Stage.COMPARING: translate("messages", "Comparing photos"),
        Stage.FINDING_FACES: translate("messages", "Looking for faces"),
        Stage.GROUPING: translate("messages", "Grouping faces"),
        Stage.EXPORTING: translate("messages", "Writing names"),
    }[value]


def _stage_of_training(value: retraining.Stage) -> str:
    return {
        retraining.Stage.READING: translate("messages", "Reading your photos"),
        retraining.Stage.LEARNING: translate("messages", "Learning"),
        retraining.Stage.MEASURING: translate("messages", "Comparing old and new"),
        retraining.Stage.EXPORTING: translate("messages", "Writing the new model"),
    }[value]


def likeness(value: Likeness) -> str:
    """Name a kind of duplicates."""
    return {
        Likeness.EXACT: translate("messages", "Exact copies"),
        Likeness.NEAR: translate("messages", "Near copies"),
        Likeness.MOMENT: translate("messages", "Same moment"),
    }[value]


def order(value: Order) -> str:
    """Name an order of photos."""
    return {
        Order.NEWEST: translate("messages", "Newest first"),
        Order.OLDEST: translate("messages", "Oldest first"),
        Order.NAME: translate("messages", "Name"),
        Order.LARGEST: translate("messages", "Largest first"),
    }[value]


# --- figures


def number(value: int) -> str:
    """Return a number with the marks that the language puts between thousands."""
    return QLocale().toString(value)


def photos(count: int) -> str:
    """Count photos."""
    return _counted(_Plurals().photos(count), count)


def files(count: int) -> str:
    """Count files."""
    return _counted(_Plurals().files(count), count)


class _Plurals(QObject):
    """Words with plural forms; a class, as these are collected from `tr` alone."""

    def photos(self, count: int) -> str:
        return self.tr("%n photo(s)", "", count)

    def files(self, count: int) -> str:
        return self.tr("%n file(s)", "", count)

    def size_in_bytes(self, count: int) -> str:
        return self.tr("%n byte(s)", "", count)


def _counted(text: str, count: int) -> str:
    # Qt puts the bare figure for %n.
    return text.replace(str(count), number(count), 1)


def size(size_bytes: int) -> str:
    """Return a size such as `640 kB` or `12.3 MB`."""
    if size_bytes < 1000:
        return _Plurals().size_in_bytes(size_bytes)
    format_ = QLocale.DataSizeFormat.DataSizeSIFormat
    return QLocale().formattedDataSize(
        size_bytes, 0 if size_bytes < 1e6 else 1, format_
    )


def pixels(width_px: int, height_px: int) -> str:
    """Return the measures of a picture, such as `4000 × 3000 (12.0 megapixels)`."""
    megapixels = width_px * height_px / 1e6
    digits = 1 if megapixels >= 0.1 else 2
    shown = QLocale().toString(megapixels, "f", digits)
    words = translate("messages", "{0} × {1} pixels ({2} megapixels)")  # noqa: RUF001
    return words.format(width_px, height_px, shown)


def duration(seconds: float) -> str:
    """Return a duration such as `40 s`, `3 min` or `2 h 05 min`."""
    if seconds < 90:
        return translate("messages", "{0} s").format(round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return translate("messages", "{0} min").format(minutes)
    hours, minutes = divmod(minutes, 60)
    return translate("messages", "{0} h {1:02} min").format(hours, minutes)


def day(value: date) -> str:
    """Return a day in the order of the language."""
    moment_ = QDate(value.year, value.month, value.day)
    return QLocale().toString(moment_, QLocale.FormatType.ShortFormat)


def moment(value: datetime) -> str:
    """Return a day and a time."""
    moment_ = QDateTime(
        QDate(value.year, value.month, value.day),
        QTime(value.hour, value.minute, value.second),
    )
    return QLocale().toString(moment_, QLocale.FormatType.ShortFormat)


def hindrance(value: Hindrance) -> str:
    """Say why long work holds by itself."""
    return {
        Hindrance.BATTERY: translate(
            "messages", "waits while the computer runs on its battery"
        ),
        Hindrance.BUSY: translate("messages", "waits while other programs are at work"),
    }[value]


def progress(value: Progress | Stepped) -> str:
    """Say how far a long task is, in one line."""
    parts = [stage(value.stage)]
    if value.total:
        words = translate("messages", "{0} of {1}")
        parts.append(words.format(number(value.done), number(value.total)))
    elif value.done:
        parts.append(number(value.done))
    if isinstance(value, Progress) and value.rate_per_s >= 0.05:
        rate = QLocale().toString(value.rate_per_s, "f", int(value.rate_per_s < 10))
        parts.append(translate("messages", "{0} a second").format(rate))
    if value.remaining_s is not None:
        left = duration(value.remaining_s)
        parts.append(translate("messages", "{0} left").format(left))
    return " · ".join(parts)
