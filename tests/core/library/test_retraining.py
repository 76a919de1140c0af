"""A model that learned from the user's photos is made, used, and left again."""

from pathlib import Path

import pytest

from photosearch.core.errors import RetrainError
from photosearch.core.retraining import Effort, RetrainOptions, State
from photosearch.spec.retraining import Estimated
from tests.core.retraining.trainers import FAKE_TRAINER
from tests.homes import Home, index
from tests.networks import network, photo_spec


def options(home: Home, name: str) -> RetrainOptions:
    return RetrainOptions(
        home.photos, 64, Effort.QUICK, home.library / "models" / "tiny.onnx", name
    )


def test_that_a_retrained_model_is_put_to_use_and_left_again(home: Home) -> None:
    home.draw_many(8)
    with home.open(trainer=FAKE_TRAINER) as library:
        index(library, home.photos)
        run = library.new_retraining(options(home, "finish"))
        list(run.events())
        (state,) = library.retrainings()
        assert State.FINISHED == state.state
        (run.folder / "model.onnx").write_bytes(network(photo_spec("mine-1"), seed=9))
        library.add_model(state.run.model())
        list(library.use_model("mine-1"))
        before = {each.model.name for each in library.models() if each.was_in_use}
        assert {"tiny"} == before
        assert "mine-1" == library.status(0).model
        list(library.use_model("tiny"))
        assert "tiny" == library.status(0).model
        # The model was copied: it outlives the run.
        state.run.discard()
        assert () == library.retrainings()
        list(library.use_model("mine-1"))
        assert "mine-1" == library.status(0).model


def test_that_runs_lie_in_the_library(home: Home) -> None:
    with home.open(trainer=FAKE_TRAINER) as library:
        run = library.new_retraining(options(home, "obey"))
    assert home.library / "retraining" == run.folder.parent
    with home.open(trainer=FAKE_TRAINER) as library:
        assert [run] == [each.run for each in library.retrainings()]


def test_that_a_free_name_is_found(home: Home, tmp_path: Path) -> None:
    with home.open(trainer=FAKE_TRAINER) as library:
        assert "my-photos-1" == library.name_for_retraining()
        library.new_retraining(options(home, "My-Photos-1"))
        (tmp_path / "m.onnx").write_bytes(network(photo_spec("my-photos-2"), seed=9))
        library.add_model(tmp_path / "m.onnx")
        assert "my-photos-3" == library.name_for_retraining()


def test_that_the_time_is_estimated(home: Home) -> None:
    with home.open(trainer=FAKE_TRAINER) as library:
        answers = list(library.estimate_retraining(options(home, "mine-1")))
        assert isinstance(answers[-1], Estimated)
        with pytest.raises(RetrainError, match=r"^only 3 usable photos"):
            list(library.estimate_retraining(options(home, "few")))


def test_that_another_trainer_needs_nothing_to_be_installed(home: Home) -> None:
    with home.open(trainer=FAKE_TRAINER) as library:
        assert None is library.why_no_retraining()
