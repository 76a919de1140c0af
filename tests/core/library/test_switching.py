"""Another model: described beside, then switched to, and back."""

import multiprocessing
from collections.abc import Generator
from pathlib import Path

import pytest

from photosearch.core.errors import ModelError, QueryError
from photosearch.core.library import Library, LikeFile, Query
from photosearch.core.records import Counts
from tests.homes import SMALL, Home, index
from tests.networks import network, photo_spec
from tests.pictures import draw_picture, save_jpeg

COUNT = 40


@pytest.fixture
def library(home: Home, tmp_path: Path) -> Generator[Library, None, None]:
    """Give an indexed library with a model `other` that is not in use."""
    home.draw_many(COUNT)
    file = tmp_path / "other.onnx"
    file.write_bytes(network(photo_spec("other", bits=128, input_px=48), seed=2))
    with home.open() as library:
        index(library, home.photos)
        library.add_model(file)
        yield library


@pytest.fixture
def example(home: Home) -> Path:
    return home.photos / "photo 005.jpg"


def states(library: Library) -> dict[str, tuple[bool, int]]:
    return {
        each.model.name: (each.is_in_use, each.photos)
        for each in library.models()
        if not each.model.is_bundled
    }


def distances(library: Library, example: Path) -> list[int]:
    matches = library.search(Query((LikeFile(example),), count=COUNT))
    assert example == matches[0].photo.paths[0]
    return [match.distance for match in matches]


def test_that_a_model_is_switched_to_when_it_is_complete(
    library: Library, example: Path
) -> None:
    before = distances(library, example)
    assert {"tiny": (True, COUNT), "other": (False, 0)} == states(library)
    stream = library.use_model("other")
    next(stream)
    assert before == distances(library, example)
    stream.close()
    assert [] == multiprocessing.active_children()
    in_use, described = states(library)["other"]
    assert not in_use
    assert 0 < described < COUNT
    assert before == distances(library, example)

    steps = list(library.use_model("other"))
    assert COUNT - described == steps[-1].done == steps[-1].total
    assert {"tiny": (False, COUNT), "other": (True, COUNT)} == states(library)
    after = distances(library, example)
    assert before != after
    assert max(before) <= 64 < max(after)

    # Switching back needs no work at all.
    assert [] == list(library.use_model("tiny"))
    assert before == distances(library, example)


def test_that_an_example_is_not_described_by_a_model_that_came_meanwhile(
    library: Library, tmp_path: Path
) -> None:
    outside = LikeFile(save_jpeg(tmp_path / "outside.jpg", draw_picture(300, SMALL)))
    finder = library._current_finder()
    assert library._describer.describe(outside, finder).weight
    list(library.use_model("other"))
    with pytest.raises(QueryError, match="changed meanwhile; search again"):
        library._describer.describe(outside, finder)


def test_that_new_photos_are_described_by_the_model_in_use(
    home: Home, library: Library
) -> None:
    list(library.use_model("other"))
    home.draw_many(3, start=COUNT)
    index(library)
    assert {"tiny": (False, COUNT), "other": (True, COUNT + 3)} == states(library)
    list(library.use_model("tiny"))
    assert (True, COUNT + 3) == states(library)["tiny"]


def test_that_photos_out_of_reach_are_described_from_their_thumbnails(
    home: Home, library: Library, example: Path
) -> None:
    home.photos.rename(home.top / "unplugged")
    index(library)
    list(library.use_model("other"))
    assert (True, COUNT) == states(library)["other"]
    assert 0 == distances(library, example)[0]


def test_that_photos_that_could_not_be_described_are_when_they_come_back(
    home: Home, library: Library
) -> None:
    gone = home.photos.rename(home.top / "unplugged")
    (home.cache / "thumbnails").rename(home.top / "no thumbnails")
    index(library)
    list(library.use_model("other"))
    assert (True, 0) == states(library)["other"]
    gone.rename(home.photos)
    index(library)
    assert (True, COUNT) == states(library)["other"]
    assert Counts(indexed=COUNT) == library.counts()


def test_that_a_removed_model_is_gone_with_its_codes(library: Library) -> None:
    list(library.use_model("other"))
    with pytest.raises(ModelError, match="other is in use"):
        library.remove_model("other")
    list(library.use_model("tiny"))
    library.remove_model("other")
    assert {"tiny": (True, COUNT)} == states(library)
    with pytest.raises(ModelError, match="no model is named other"):
        next(library.use_model("other"))


def test_that_a_model_file_that_is_missing_is_a_clear_error(
    home: Home, library: Library, example: Path
) -> None:
    list(library.use_model("other"))
    (home.library / "models" / "other.onnx").unlink()
    with home.open() as again:
        for use in (
            lambda: again.search(Query((LikeFile(example),))),
            lambda: next(again.refresh()),
        ):
            with pytest.raises(ModelError, match="the model other that described"):
                use()
        status = again.status(0)
        assert (COUNT, None) == (status.photos, status.device)
        assert "the model other that described" in status.model
        assert {"tiny": (False, COUNT)} == states(again)
        list(again.use_model("tiny"))
        assert 0 == distances(again, example)[0]


def test_that_the_doctor_looks_at_the_model_in_use(
    home: Home, library: Library
) -> None:
    assert [] == [each for each in library.examine() if each.is_failure]
    (home.library / "models" / "tiny.onnx").unlink()
    with home.open() as again:
        texts = [each.check.text for each in again.examine() if each.is_failure]
    assert ["the model tiny that described this library is missing"] == [
        text.split(":")[0] for text in texts
    ]


def test_that_the_library_knows_which_model_to_switch_back_to(library: Library) -> None:
    list(library.use_model("other"))
    before = [each.model.name for each in library.models() if each.was_in_use]
    assert (["tiny"], "other") == (before, library.at_work().model)
