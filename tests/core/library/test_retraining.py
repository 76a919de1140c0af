"""A model that learned from the user's photos is put to use, and left again."""

from photosearch.core.retraining import Effort, RetrainOptions, open_run, runs
from tests.core.retraining.trainers import FAKE_TRAINER
from tests.homes import Home, index
from tests.networks import network, photo_spec


def test_that_a_retrained_model_is_put_to_use_and_left_again(home: Home) -> None:
    home.draw_many(8)
    place = home.library / "retraining"
    model = home.library / "models" / "tiny.onnx"
    options = RetrainOptions(home.photos, 64, Effort.QUICK, model, "finish")
    with home.open() as library:
        index(library, home.photos)
        run = open_run(place, options, FAKE_TRAINER)
        list(run.events())
        (run.folder / "model.onnx").write_bytes(network(photo_spec("mine-1"), seed=9))
        library.add_model(run.model())
        list(library.use_model("mine-1"))
        before = {each.model.name for each in library.models() if each.was_in_use}
        assert {"tiny"} == before
        assert "mine-1" == library.status(0).model
        list(library.use_model("tiny"))
        assert "tiny" == library.status(0).model
        # The model was copied: it outlives the run.
        run.discard()
        assert () == runs(place)
        list(library.use_model("mine-1"))
        assert "mine-1" == library.status(0).model
