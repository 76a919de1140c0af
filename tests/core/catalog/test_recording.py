import os
from dataclasses import replace

import pytest

from photosearch.core.errors import ModelError
from photosearch.core.records import Changes, Counts, FileState, Skipped
from tests.core.catalog.libraries import MODEL, describe


def test_that_a_batch_may_come_twice(library):
    library.write("a.jpg")
    library.scan()
    batch = [describe(file) for file in library.catalog.pending(10)]
    (photo,) = library.catalog.record(batch, MODEL).added
    assert Changes() == library.catalog.record(batch, MODEL)
    assert [photo] == library.catalog.codes(MODEL)[0].tolist()


def test_that_files_with_one_content_are_one_photo(library):
    library.write("a.jpg", b"same")
    library.write("b.jpg", b"same")
    library.scan()
    assert 1 == len(library.index().added)
    assert Counts(indexed=2) == library.catalog.counts()
    assert 1 == library.catalog.photo_count()


def test_that_known_content_needs_no_code(library):
    library.write("a.jpg", b"same")
    library.update()
    path = library.write("b.jpg", b"same")
    library.scan()
    (result,) = map(describe, library.catalog.pending(1))
    known = replace(result, metadata=None, code=None, embedding=None)
    assert 1 == len(library.catalog.record([known], MODEL).moved)
    assert 2 == len(library.catalog.photo_at(path).paths)


def test_that_known_content_that_went_meanwhile_waits_for_another_turn(library):
    library.write("a.jpg")
    library.scan()
    (result,) = map(describe, library.catalog.pending(1))
    known = replace(result, metadata=None, code=None, embedding=None)
    assert not library.catalog.record([known], MODEL)
    assert Counts(pending=1) == library.catalog.counts()


def test_that_a_failure_is_kept_with_its_reason_and_not_handed_out_again(library):
    path = library.write("a.jpg")
    library.scan()
    (file,) = library.catalog.pending(1)
    library.catalog.record([Skipped(file, "truncated file")], MODEL)
    (failed,) = library.catalog.failed_files(10)
    told = (failed.path, failed.state, failed.reason, failed.attempts)
    assert (path, FileState.FAILED, "truncated file", 1) == told
    assert () == library.catalog.pending(10)


def test_that_a_failed_file_is_tried_again_when_asked(library):
    library.write("a.jpg")
    library.scan()
    library.catalog.record([Skipped(library.catalog.pending(1)[0], "broken")], MODEL)
    assert 1 == library.catalog.retry_failed()
    library.index()
    assert Counts(indexed=1) == library.catalog.counts()
    assert () == library.catalog.failed_files(10)


def test_that_a_failed_file_is_tried_again_when_it_changes(library):
    path = library.write("a.jpg")
    library.scan()
    library.catalog.record([Skipped(library.catalog.pending(1)[0], "broken")], MODEL)
    library.scan()
    assert Counts(failed=1) == library.catalog.counts()
    path.write_bytes(b"longer than before")
    library.scan()
    assert Counts(pending=1) == library.catalog.counts()


def test_that_a_result_of_a_file_that_changed_meanwhile_is_not_taken(library):
    path = library.write("a.jpg", b"old")
    library.scan()
    batch = [describe(file) for file in library.catalog.pending(1)]
    path.write_bytes(b"newer")
    library.scan()
    assert Changes() == library.catalog.record(batch, MODEL)
    assert Counts(pending=1) == library.catalog.counts()
    assert 0 == library.catalog.photo_count()


def test_that_the_newest_files_come_first(library):
    for name, time_ns in (("old.jpg", 1), ("new.jpg", 3), ("mid.jpg", 2)):
        os.utime(library.write(name), ns=(time_ns, time_ns))
    library.scan()
    names = [file.path.name for file in library.catalog.pending(3)]
    assert ["new.jpg", "mid.jpg", "old.jpg"] == names
    first, *_ = library.catalog.pending(1)
    rest = [file.path.name for file in library.catalog.pending(2, after=first)]
    assert ["mid.jpg", "old.jpg"] == rest


def test_that_files_of_a_root_offline_do_not_wait(library):
    library.write("a.jpg")
    library.scan()
    library.catalog.set_online(library.root.id, False)
    assert () == library.catalog.pending(10)


def test_that_an_unknown_model_is_refused_and_nothing_is_written(library):
    library.write("a.jpg")
    library.scan()
    batch = [describe(file) for file in library.catalog.pending(1)]
    with pytest.raises(ModelError, match="does not know the model bbbb"):
        library.catalog.record(batch, "b" * 64)
    assert Counts(pending=1) == library.catalog.counts()


def test_that_an_empty_batch_changes_nothing(library):
    assert Changes() == library.catalog.record([], MODEL)


def test_that_contents_are_known_by_length_once_they_have_a_code(library):
    library.write("a.jpg", b"123")
    library.write("b.jpg", b"1234")
    library.update()
    hashes = {size: library.catalog.hashes_of_sizes([size], MODEL) for size in (3, 9)}
    photo = library.catalog.photo_at(library.folder / "a.jpg")
    assert {3: {3: (photo.content_hash,)}, 9: {}} == hashes
    library.catalog.register_model("b" * 64, "other", "photo", "{}")
    assert {} == library.catalog.hashes_of_sizes([3], "b" * 64)
