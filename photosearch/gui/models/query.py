"""Searches as text: what a saved search remembers, and how it is read back.

A photo is remembered by its content, so that it is found again after it was moved, or
after the library was made anew. Nothing that is read is trusted.
"""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from photosearch.core.errors import QueryError
from photosearch.core.face_records import PeopleFilter, PeopleRule, Person
from photosearch.core.ids import PersonId
from photosearch.core.library import LikeFile, LikePhoto, LikePicture, Mark, Query
from photosearch.core.records import Filter, Photo, PhotoId
from photosearch.gui.models.query_fields import (
    SIDES,
    count_in,
    damaged,
    day_of,
    flag_in,
    hash_of,
    list_in,
    only,
    picture_of,
    region_of,
    text_in,
    weight_of,
)
from photosearch.spec.regions import Box

_VERSION = 3
# What older versions of the program can read is still spelt as they did.
_VERSION_OF_PLAIN = 1
_VERSION_WITHOUT_PEOPLE = 2


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A photo of the library as an example, by its content.

    Attributes:
        content_hash: 16 bytes.
        name: What to call it where it is gone.
        region: The part of it that counts; None for the whole.
    """

    content_hash: bytes
    name: str
    weight: float = 1.0
    region: Box | None = None


StoredExample = StoredPhoto | LikeFile | LikePicture


@dataclass(frozen=True, slots=True)
class StoredMark:
    """What somebody called a photo of the answer.

    Attributes:
        content_hash: 16 bytes.
    """

    content_hash: bytes
    is_right: bool


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """Somebody who is to be on a photo or not.

    Attributes:
        key: What stays the same however often faces are grouped anew.
        name: What to call them where they are gone; empty for somebody unnamed.
    """

    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class StoredPeople:
    """A condition on the people in a photo."""

    people: tuple[StoredPerson, ...]
    rule: PeopleRule = PeopleRule.ANY


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A search as it is kept.

    Attributes:
        filter: Without people, which are kept in another way.
        people: Who is to be on a photo.
        marks: What was right and wrong in its answer.
        expand: Whether it looks for photos like the closest ones, too.
        seen: The newest photo of the library when its answer was last looked at, by the
            number that it has there; None where nobody took note.
    """

    examples: tuple[StoredExample, ...] = ()
    filter: Filter = field(default_factory=Filter)
    marks: tuple[StoredMark, ...] = ()
    expand: bool = False
    seen: int | None = None
    people: tuple[StoredPeople, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is of whole examples and a filter without people alone."""
        has_parts = any(each.region is not None for each in self.examples)
        is_refined = bool(has_parts or self.marks or self.expand or self.people)
        return not is_refined and self.seen is None

    @property
    def names(self) -> tuple[str, ...]:
        """What its examples are called."""
        return tuple(
            each.path.name if isinstance(each, LikeFile) else each.name
            for each in self.examples
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """A search that was read back.

    Attributes:
        lost: Names of photos and people that have left the library.
    """

    query: Query
    lost: tuple[str, ...] = ()


def store(
    query: Query,
    photos: Mapping[PhotoId, Photo],
    people: Mapping[PersonId, Person] | None = None,
) -> StoredQuery:
    """Return what to keep of a search.

    Args:
        query: The search.
        photos: Its examples and marked photos from the library; others than these are
            not kept.
        people: The people of its filter; others than these are not kept.
    """
    examples: list[StoredExample] = []
    for each in query.examples:
        if not isinstance(each, LikePhoto):
            examples.append(each)
        elif each.photo in photos:
            photo = photos[each.photo]
            name = photo.paths[0].name
            examples.append(
                StoredPhoto(photo.content_hash, name, each.weight, each.region)
            )
    marks = [
        StoredMark(photos[mark.photo].content_hash, mark.is_right)
        for mark in query.marks
        if mark.photo in photos
    ]
    return StoredQuery(
        tuple(examples),
        replace(query.filter, people=()),
        tuple(marks),
        query.expand,
        people=_store_people(query.filter.people, people or {}),
    )


def _store_people(
    filters: Iterable[PeopleFilter], people: Mapping[PersonId, Person]
) -> tuple[StoredPeople, ...]:
    stored = [
        StoredPeople(
            tuple(
                StoredPerson(people[person].key, people[person].name or "")
                for person in each.people
                if person in people
            ),
            each.rule,
        )
        for each in filters
    ]
    return tuple(each for each in stored if each.people)


def restore(
    stored: StoredQuery,
    photo_by_hash: Callable[[bytes], Photo | None],
    person_by_key: Callable[[str], Person | None] = lambda _: None,
) -> Restored:
    """Find the examples, marked photos and people of a stored search again.

    Args:
        stored: What was kept.
        photo_by_hash: Looks a photo up by its content.
        person_by_key: Looks a person up by what stays the same.
    """
    examples: list[LikeFile | LikePhoto | LikePicture] = []
    lost: list[str] = []
    wanted = replace(stored.filter, people=_restore_people(stored, person_by_key, lost))
    for each in stored.examples:
        if not isinstance(each, StoredPhoto):
            examples.append(each)
        elif (photo := photo_by_hash(each.content_hash)) is not None:
            examples.append(LikePhoto(photo.id, each.weight, each.region))
        else:
            lost.append(each.name)
    marks = [
        Mark(photo.id, mark.is_right)
        for mark in stored.marks
        if (photo := photo_by_hash(mark.content_hash)) is not None
    ]
    query = Query(tuple(examples), wanted, marks=tuple(marks), expand=stored.expand)
    return Restored(query, tuple(lost))


def _restore_people(
    stored: StoredQuery, person_by_key: Callable[[str], Person | None], lost: list[str]
) -> tuple[PeopleFilter, ...]:
    """Find people again, and add the names of those who are gone to `lost`."""
    filters = []
    for each in stored.people:
        known = {person: person_by_key(person.key) for person in each.people}
        lost.extend(person.name or "?" for person, now in known.items() if now is None)
        # Two who were merged since then are one.
        ids = dict.fromkeys(now.id for now in known.values() if now is not None)
        if ids:
            filters.append(PeopleFilter(tuple(ids), each.rule))
    return tuple(filters)


# --- writing


def write_query(stored: StoredQuery) -> str:
    """Spell a search as JSON; the same search is always the same text."""
    content: dict[str, Any] = {
        "version": _version_of(stored),
        "examples": [_example_content(each) for each in stored.examples],
        "filter": _filter_content(stored.filter),
    }
    if stored.marks:
        content["marks"] = [
            {"photo": mark.content_hash.hex(), "is_right": mark.is_right}
            for mark in stored.marks
        ]
    if stored.people:
        content["people"] = [_people_content(each) for each in stored.people]
    if stored.expand:
        content["expand"] = True
    if stored.seen is not None:
        content["seen"] = stored.seen
    # Pure ASCII keeps file names that are not valid Unicode.
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def _version_of(stored: StoredQuery) -> int:
    if stored.people:
        return _VERSION
    return _VERSION_OF_PLAIN if stored.is_plain else _VERSION_WITHOUT_PEOPLE


def _people_content(people: StoredPeople) -> dict[str, Any]:
    persons = [{"key": each.key, "name": each.name} for each in people.people]
    return {"rule": people.rule.value, "persons": persons}


def _example_content(example: StoredExample) -> dict[str, Any]:
    source: dict[str, Any]
    match example:
        case StoredPhoto():
            source = {"photo": example.content_hash.hex(), "name": example.name}
        case LikeFile():
            source = {"file": str(example.path)}
        case LikePicture():
            picture = base64.b64encode(example.content).decode("ascii")
            source = {"picture": picture, "name": example.name}
    if example.region is not None:
        source["region"] = [float(getattr(example.region, side)) for side in SIDES]
    return {**source, "weight": float(example.weight)}


def _filter_content(wanted: Filter) -> dict[str, Any]:
    values = {
        "after": wanted.after and wanted.after.isoformat(),
        "before": wanted.before and wanted.before.isoformat(),
        "under": None if wanted.under is None else str(wanted.under),
        "camera": wanted.camera,
        "has_position": wanted.has_position,
    }
    return {name: value for name, value in values.items() if value is not None}


# --- reading


def read_query(text: str) -> StoredQuery:
    """Read a search that `write_query` spelt.

    Raises:
        QueryError: The text is damaged, or a later version of the program wrote it.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise QueryError("the saved search is damaged: it is not JSON") from error
    if not isinstance(content, dict) or type(content.get("version")) is not int:
        raise QueryError("the saved search is damaged: it has no version")
    if content["version"] > _VERSION:
        raise QueryError("the saved search was made by a later version of the program")
    names = ("version", "examples", "filter", "marks", "expand", "seen", "people")
    fields = only(content, *names)
    return StoredQuery(
        tuple(_read_example(each) for each in list_in(fields, "examples")),
        _read_filter(fields.get("filter", {})),
        tuple(_read_mark(each) for each in list_in(fields, "marks")),
        bool(flag_in(fields, "expand")),
        count_in(fields, "seen"),
        tuple(_read_people(each) for each in list_in(fields, "people")),
    )


def _read_example(content: object) -> StoredExample:
    fields = only(content, "photo", "file", "picture", "name", "weight", "region")
    weight = weight_of(fields.get("weight", 1.0))
    region = region_of(fields["region"]) if "region" in fields else None
    kinds = [kind for kind in ("photo", "file", "picture") if kind in fields]
    if len(kinds) != 1:
        raise damaged("example")
    if kinds == ["file"]:
        return LikeFile(Path(text_in(fields, "file")), weight, region)
    name = text_in(fields, "name")
    if kinds == ["photo"]:
        content_hash = hash_of(text_in(fields, "photo"))
        return StoredPhoto(content_hash, name, weight, region)
    return LikePicture(picture_of(text_in(fields, "picture")), name, weight, region)


def _read_filter(content: object) -> Filter:
    fields = only(content, "after", "before", "under", "camera", "has_position")
    return Filter(
        after=day_of(text_in(fields, "after")) if "after" in fields else None,
        before=day_of(text_in(fields, "before")) if "before" in fields else None,
        under=Path(text_in(fields, "under")) if "under" in fields else None,
        camera=text_in(fields, "camera") if "camera" in fields else None,
        has_position=flag_in(fields, "has_position"),
    )


def _read_people(content: object) -> StoredPeople:
    fields = only(content, "rule", "persons")
    persons = tuple(_read_person(each) for each in list_in(fields, "persons"))
    try:
        rule = PeopleRule(text_in(fields, "rule"))
    except ValueError as error:
        raise damaged("rule") from error
    if not persons:
        raise damaged("persons")
    return StoredPeople(persons, rule)


def _read_person(content: object) -> StoredPerson:
    fields = only(content, "key", "name")
    name = text_in(fields, "name") if fields.get("name") else ""
    return StoredPerson(text_in(fields, "key"), name)


def _read_mark(content: object) -> StoredMark:
    fields = only(content, "photo", "is_right")
    is_right = flag_in(fields, "is_right")
    if is_right is None:
        raise damaged("is_right")
    return StoredMark(hash_of(text_in(fields, "photo")), is_right)
