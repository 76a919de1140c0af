from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from photosearch.core import errors
from photosearch.core.records import (
    Counts,
    FileId,
    FolderUnreadable,
    Likeness,
    NotTrashed,
    Order,
    PendingFile,
    Progress,
    Root,
    RootId,
    RootOffline,
    Skipped,
    Stage,
)
from photosearch.gui import messages

ERRORS = [
    each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, errors.PhotoSearchError)
]


def make(kind, text):
    return kind(text, 7) if kind is errors.NameTakenError else kind(text)


@pytest.fixture(autouse=True)
def _english(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_that_every_error_has_words_and_keeps_its_detail(kind):
    message = messages.about(make(kind, "the cat sat on the mat"))
    assert message.title.endswith(".")
    assert "The cat sat on the mat." == message.detail
    assert message.line.startswith(f"{message.title} The cat")


def test_that_each_kind_of_error_has_a_title_of_its_own():
    assert len(ERRORS) == len(
        {messages.about(make(kind, "x")).title for kind in ERRORS}
    )


def test_that_a_path_keeps_the_case_of_its_first_letter():
    message = messages.about(errors.LibraryError("c:/photos is in the library already"))
    assert "c:/photos is in the library already." == message.detail


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("truncated file", "the file is cut short"),
        ("damaged file: bad marker", "the file is damaged (bad marker)"),
        ("too large: 400 megapixels", "too large: 400 megapixels"),
        (
            "cannot be read: input/output error",
            "it cannot be read (input/output error)",
        ),
        (
            "the model photo-1 does not describe parts of photos; use one that does, "
            "such as photo-2",
            "the model photo-1 does not describe parts of photos; use one that does, "
            "such as photo-2, on the page Models",
        ),
        ("something that nobody foresaw", "something that nobody foresaw"),
    ],
)
def test_that_a_known_reason_is_put_into_words_and_another_is_kept(reason, words):
    assert words == messages.reason(reason)


@pytest.mark.parametrize(
    "record",
    [
        Skipped(PendingFile(FileId(1), Path("/x/cat.jpg"), 1, 1), "truncated file"),
        NotTrashed(Path("/x/cat.jpg"), "truncated file"),
        FolderUnreadable(Path("/x/cat.jpg"), "truncated file"),
        RootOffline(Root(RootId(1), Path("/x/cat.jpg")), "truncated file"),
    ],
    ids=lambda record: type(record).__name__,
)
def test_that_what_was_left_out_is_named_with_its_reason(record):
    line = messages.left_out(record)
    assert str(Path("/x/cat.jpg")) in line
    assert line.endswith("the file is cut short")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (messages.stage, Stage),
        (messages.likeness, Likeness),
        (messages.order, Order),
    ],
    ids=["stage", "likeness", "order"],
)
def test_that_every_value_has_a_name_of_its_own(name, values):
    assert len(values) == len({name(value) for value in values})


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0 s"), (89, "89 s"), (90, "2 min"), (3540, "59 min"), (7500, "2 h 05 min")],
)
def test_that_durations_read_as_people_say_them(seconds, text):
    assert text == messages.duration(seconds)


@pytest.mark.parametrize(
    ("size", "text"), [(640, "640 byte(s)"), (64_000, "64 kB"), (12_340_000, "12.3 MB")]
)
def test_that_sizes_read_as_people_say_them(size, text):
    assert text == messages.size(size)


@pytest.mark.parametrize(
    ("width_px", "height_px", "size"),
    [(4000, 3000, "12.0"), (400, 300, "0.1"), (144, 144, "0.02")],
)
def test_that_even_small_pictures_have_a_size(width_px, height_px, size):
    assert f"({size} megapixels)" in messages.pixels(width_px, height_px)


def test_that_figures_have_marks_between_thousands():
    assert "1,000,000 photo(s)" == messages.photos(1_000_000)
    assert "2,345 file(s)" == messages.files(2345)


def test_that_dates_follow_the_language():
    assert "3/9/24" == messages.day(date(2024, 3, 9))
    assert messages.moment(datetime(2024, 3, 9, 17, 5)).startswith("3/9/24")  # noqa: DTZ001


def test_that_progress_tells_how_far_how_fast_and_how_long():
    line = messages.progress(
        Progress(Stage.INDEXING, 1200, 5000, Counts(), rate_per_s=41.6, remaining_s=91)
    )
    assert "Indexing photos · 1,200 of 5,000 · 42 a second · 2 min left" == line
    early = messages.progress(Progress(Stage.SCANNING, 0, 0, Counts()))
    assert "Looking for photos" == early
