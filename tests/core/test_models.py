from pathlib import Path

import pytest

from photosearch.core.encode import read_spec
from photosearch.core.errors import ModelError, StorageFullError
from photosearch.core.models import Models, bundled_models
from tests.networks import network, photo_spec


@pytest.fixture
def bundled(tmp_path) -> Path:
    folder = tmp_path / "bundled"
    folder.mkdir()
    (folder / "photo-1.onnx").write_bytes(network(photo_spec("photo-1")))
    return folder


@pytest.fixture
def models(tmp_path, bundled) -> Models:
    return Models(tmp_path / "library" / "models", read_spec, bundled)


def test_that_bundled_models_come_before_the_users_own(models):
    models.install(network(photo_spec("mine")))
    models.install(network(photo_spec("also-mine")))
    listed = [(each.name, each.is_bundled) for each in models.list()]
    assert listed == [("photo-1", True), ("also-mine", False), ("mine", False)]


def test_that_an_installed_model_keeps_its_bytes(models):
    content = network(photo_spec("mine"))
    path = models.install(content).path
    assert path.read_bytes() == content
    assert [each.name for each in path.parent.iterdir()] == ["mine.onnx"]


def test_that_a_model_is_found_by_name_and_by_hash(models):
    installed = models.install(network(photo_spec("mine")))
    assert models.find("mine") == installed
    assert models.find_sha256(installed.sha256) == installed
    assert models.find_sha256("00" * 32) is None


def test_that_an_unknown_name_lists_the_known_ones(models):
    with pytest.raises(
        ModelError, match=r"^no model is named nobody \(installed: photo-1\)$"
    ):
        models.find("nobody")


def test_that_installing_the_same_file_again_changes_nothing(models):
    first = models.install(network(photo_spec("mine")))
    assert models.install(network(photo_spec("mine"))) == first


def test_that_a_taken_name_is_kept_unless_told_otherwise(models):
    models.install(network(photo_spec("mine"), seed=1))
    other = network(photo_spec("Mine"), seed=2)
    with pytest.raises(ModelError, match="another model named Mine is installed"):
        models.install(other)
    replaced = models.install(other, may_replace=True)
    assert models.find("mine").sha256 == replaced.sha256


def test_that_a_bundled_name_cannot_be_taken(models):
    with pytest.raises(ModelError, match="photo-1 is the name of a model of the"):
        models.install(network(photo_spec("photo-1"), seed=3), may_replace=True)


def test_that_a_removed_model_is_gone(models):
    path = models.install(network(photo_spec("mine"))).path
    models.remove("mine")
    assert not path.exists()
    assert [each.name for each in models.list()] == ["photo-1"]


def test_that_a_bundled_model_stays(models):
    with pytest.raises(ModelError, match="photo-1 came with the program and stays"):
        models.remove("photo-1")


def test_that_a_model_in_use_stays(models):
    installed = models.install(network(photo_spec("mine")))
    with pytest.raises(ModelError, match="mine is in use"):
        models.remove("mine", in_use={installed.sha256})
    assert installed.path.exists()


def test_that_a_damaged_file_is_told_and_does_not_hide_the_others(models):
    path = models.install(network(photo_spec("mine"))).path
    broken = path.with_name("broken.onnx")
    broken.write_bytes(b"no model")
    assert [each.name for each in models.list()] == ["photo-1", "mine"]
    assert [(each.path, each.reason) for each in models.damaged()] == [
        (broken, "the file is no ONNX model, or is cut short")
    ]


def test_that_bytes_without_a_description_are_not_installed(models):
    with pytest.raises(ModelError, match="no ONNX model"):
        models.install(b"no model")
    assert [each.name for each in models.list()] == ["photo-1"]


def test_that_a_folder_that_cannot_be_written_is_named(tmp_path, bundled):
    (tmp_path / "file").touch()
    models = Models(tmp_path / "file" / "models", read_spec, bundled)
    with pytest.raises(StorageFullError, match=r"mine\.onnx cannot be written"):
        models.install(network(photo_spec("mine")))


def test_that_a_library_without_models_has_none(tmp_path):
    assert Models(tmp_path / "nowhere", read_spec).list() == ()


def test_that_the_programs_models_lie_in_its_resources():
    folder = bundled_models()
    assert (folder.parent.name, folder.name) == ("resources", "models")


def test_that_a_kept_model_outlives_the_program_that_brought_it(tmp_path, bundled):
    folder = tmp_path / "own"
    before = Models(folder, read_spec, bundled)
    model = before.list()[0]
    before.keep(model)
    assert [model] == [each for each in before.list() if each.name == model.name]

    after = Models(folder, read_spec, tmp_path / "nothing")
    kept = after.find_sha256(model.sha256)
    assert (kept.spec, kept.is_bundled) == (model.spec, False)
    assert [model.name] == [each.name for each in after.list()]


def test_that_a_kept_model_is_found_behind_a_newer_one_of_its_name(tmp_path, bundled):
    folder = tmp_path / "own"
    before = Models(folder, read_spec, bundled)
    model = before.list()[0]
    before.keep(model)
    newer = tmp_path / "newer"
    newer.mkdir()
    content = network(photo_spec(model.name), seed=99)
    (newer / "model.onnx").write_bytes(content)

    after = Models(folder, read_spec, newer)
    assert after.find(model.name).sha256 != model.sha256
    assert after.find_sha256(model.sha256).path.read_bytes() == model.path.read_bytes()
