import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.errors import QueryError
from photosearch.core.library import LikeFile, LikePhoto, LikePicture, Mark, Query
from photosearch.core.records import Filter, Metadata, Photo, PhotoId
from photosearch.gui.models.query import (
    StoredMark,
    StoredPhoto,
    StoredQuery,
    read_query,
    restore,
    store,
    write_query,
)
from photosearch.spec.regions import Box

HASH = bytes(range(16))
OTHER_HASH = bytes(range(16, 32))
FILTER = Filter(
    after=date(2019, 5, 1),
    before=date(2020, 12, 31),
    under=Path("/photos/ümläut"),
    camera="Nikon D70",
    has_position=False,
)


def photo(number: int, name: str = "a.jpg") -> Photo:
    return Photo(
        id=PhotoId(number),
        content_hash=HASH,
        size_bytes=1,
        metadata=Metadata("JPEG", 4, 3),
        paths=(Path("/photos") / name,),
    )


weights = st.floats(0.01, 100) | st.floats(-100, -0.01)
regions = st.none() | st.builds(
    lambda left, top, share: Box(left, top, share * (1 - left), share * (1 - top)),
    *[st.floats(0, 0.99)] * 2,
    st.floats(0.01, 1),
)
names = st.text(st.characters(exclude_characters="\0"), min_size=1)
files = names.filter(lambda name: str(Path("/", name)) == "/" + name)
examples = st.one_of(
    st.builds(
        StoredPhoto, st.binary(min_size=16, max_size=16), names, weights, regions
    ),
    st.builds(
        lambda name, *facts: LikeFile(Path("/", name), *facts), files, weights, regions
    ),
    st.builds(LikePicture, st.binary(min_size=1), names, weights, regions),
)
marks = st.builds(StoredMark, st.binary(min_size=16, max_size=16), st.booleans())
filters = st.builds(
    Filter,
    after=st.none() | st.dates(),
    before=st.none() | st.dates(),
    camera=st.none() | names,
    has_position=st.none() | st.booleans(),
)


@given(
    st.builds(
        StoredQuery,
        st.lists(examples, max_size=4).map(tuple),
        filter=filters,
        marks=st.lists(marks, max_size=4).map(tuple),
        expand=st.booleans(),
        seen=st.none() | st.integers(0),
    )
)
def test_that_a_search_is_read_back_as_it_was_written(stored):
    assert stored == read_query(write_query(stored))


def test_that_every_condition_is_kept():
    assert FILTER == read_query(write_query(StoredQuery((), FILTER))).filter


def test_that_a_file_name_that_is_not_valid_unicode_is_kept():
    path = Path("/photos/\udcff.jpg")
    text = write_query(StoredQuery((LikeFile(path),)))
    text.encode("ascii")
    assert (LikeFile(path),) == read_query(text).examples


def test_that_a_photo_is_kept_by_its_content():
    query = Query((LikePhoto(PhotoId(7), -0.5), LikeFile(Path("/b.jpg"))), FILTER)
    assert StoredQuery(
        (StoredPhoto(HASH, "a.jpg", -0.5), LikeFile(Path("/b.jpg"))), FILTER
    ) == store(query, {PhotoId(7): photo(7)})


def test_that_the_part_of_a_photo_that_counts_is_kept():
    part = Box(0.25, 0.5, 0.5, 0.125)
    query = Query((LikePhoto(PhotoId(7), region=part),))
    text = write_query(store(query, {PhotoId(7): photo(7)}))
    restored = restore(read_query(text), {HASH: photo(9)}.get)
    assert (LikePhoto(PhotoId(9), region=part),) == restored.query.examples


def test_that_marks_are_kept_by_the_content_of_their_photos():
    marked = (Mark(PhotoId(7), True), Mark(PhotoId(8), False), Mark(PhotoId(9), True))
    query = Query((LikeFile(Path("/b.jpg")),), marks=marked, expand=True)
    of_hash = {HASH: photo(70), OTHER_HASH: replace(photo(80), content_hash=OTHER_HASH)}
    photos = {
        PhotoId(7): photo(7),
        PhotoId(8): replace(photo(8), content_hash=OTHER_HASH),
    }
    text = write_query(store(query, photos))
    restored = restore(read_query(text), of_hash.get)
    # That of a photo that has left the library is of no use.
    assert (Mark(PhotoId(70), True), Mark(PhotoId(80), False)) == restored.query.marks
    assert (True, ()) == (restored.query.expand, restored.lost)


def test_that_marks_of_photos_that_are_gone_are_left_out():
    stored = StoredQuery((LikeFile(Path("/b.jpg")),), marks=(StoredMark(HASH, True),))
    restored = restore(stored, lambda _: None)
    assert ((), ()) == (restored.query.marks, restored.lost)


def test_that_a_search_without_parts_is_spelt_as_it_always_was():
    stored = StoredQuery((StoredPhoto(HASH, "a.jpg"),))
    text = (
        '{"examples":[{"name":"a.jpg","photo":"000102030405060708090a0b0c0d0e0f",'
        '"weight":1.0}],"filter":{},"version":1}'
    )
    assert (text, stored) == (write_query(stored), read_query(text))


def test_that_a_photo_is_found_again_under_another_number():
    stored = StoredQuery((StoredPhoto(HASH, "a.jpg", -2.0),), FILTER)
    restored = restore(stored, {HASH: photo(9)}.get)
    assert Query((LikePhoto(PhotoId(9), -2.0),), FILTER) == restored.query
    assert () == restored.lost


def test_that_photos_that_are_gone_are_named():
    stored = StoredQuery((StoredPhoto(HASH, "gone.jpg"), LikeFile(Path("/b.jpg"))))
    restored = restore(stored, lambda _: None)
    assert (LikeFile(Path("/b.jpg")),) == restored.query.examples
    assert ("gone.jpg",) == restored.lost


def test_that_every_example_has_a_name():
    stored = StoredQuery(
        (StoredPhoto(HASH, "a.jpg"), LikeFile(Path("/b.jpg")), LikePicture(b"", "c"))
    )
    assert ("a.jpg", "b.jpg", "c") == stored.names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 100_000,
        "[]",
        "{}",
        '{"version": true}',
        '{"version": "1"}',
        '{"version": 1, "colour": "red"}',
        '{"version": 1, "examples": {}}',
        '{"version": 1, "examples": [1]}',
        '{"version": 1, "examples": [{}]}',
        '{"version": 1, "examples": [{"file": ""}]}',
        '{"version": 1, "examples": [{"file": "a\\u0000b"}]}',
        '{"version": 1, "examples": [{"file": "/a", "photo": "00"}]}',
        '{"version": 1, "examples": [{"file": "/a", "weight": 0}]}',
        '{"version": 1, "examples": [{"file": "/a", "weight": true}]}',
        '{"version": 1, "examples": [{"file": "/a", "weight": NaN}]}',
        '{"version": 1, "examples": [{"file": "/a", "weight": Infinity}]}',
        '{"version": 1, "examples": [{"file": "/a", "weight": 1000.5}]}',
        '{"version": 1, "examples": [{"file": "/a", "weight": -1e300}]}',
        '{"version": 1, "examples": [{"file": "/a", "weight": 0.0009}]}',
        '{"version": 1, "examples": [{"file": "/a", "weight": "1"}]}',
        '{"version": 1, "examples": [{"file": "/a", "weight": 1' + "0" * 400 + "}]}",
        '{"version": 2, "examples": [{"file": "/a", "region": null}]}',
        '{"version": 2, "examples": [{"file": "/a", "region": [0, 0, 1]}]}',
        '{"version": 2, "examples": [{"file": "/a", "region": [0, 0, 1, "1"]}]}',
        '{"version": 2, "examples": [{"file": "/a", "region": [0, 0, 1, true]}]}',
        '{"version": 2, "examples": [{"file": "/a", "region": [0, 0, 1, NaN]}]}',
        '{"version": 2, "examples": [{"file": "/a", "region": [0.5, 0, 0.6, 1]}]}',
        '{"version": 1, "examples": [{"photo": "xyz", "name": "a"}]}',
        '{"version": 1, "examples": [{"photo": "0011", "name": "a"}]}',
        '{"version": 1, "examples": [{"picture": "???", "name": "a"}]}',
        '{"version": 1, "examples": [{"picture": "\u00e4", "name": "a"}]}',
        '{"version": 1, "examples": [{"picture": "AAAA"}]}',
        '{"version": 2, "marks": {}}',
        '{"version": 2, "marks": [{"photo": "00", "is_right": true}]}',
        '{"version": 2, "marks": [{"is_right": true}]}',
        f'{{"version": 2, "marks": [{{"photo": "{HASH.hex()}"}}]}}',
        f'{{"version": 2, "marks": [{{"photo": "{HASH.hex()}", "is_right": 1}}]}}',
        '{"version": 2, "expand": 1}',
        '{"version": 2, "seen": -1}',
        '{"version": 2, "seen": true}',
        '{"version": 2, "seen": 1.5}',
        '{"version": 1, "filter": []}',
        '{"version": 1, "filter": {"after": "yesterday"}}',
        '{"version": 1, "filter": {"camera": 7}}',
        '{"version": 1, "filter": {"has_position": "yes"}}',
        '{"version": 1, "filter": {"person": "me"}}',
    ],
)
def test_that_a_damaged_search_gives_one_clear_line(text):
    with pytest.raises(
        QueryError, match=r"^the saved search is damaged: .+$"
    ) as raised:
        read_query(text)
    assert "\n" not in str(raised.value)


def test_that_a_search_of_a_later_version_is_refused():
    text = json.dumps({"version": 4, "examples": [], "sketch": "..."})
    with pytest.raises(QueryError, match="later version"):
        read_query(text)
