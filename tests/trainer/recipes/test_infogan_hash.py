"""The recipe on drawn pictures and a tiny network, in this process."""

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from trainer import config
from trainer.__main__ import main
from trainer.data.cifar10 import load_cifar10
from trainer.errors import ConfigError, TrainingError
from trainer.evaluation.encoder import Encoder
from trainer.nets.infogan import GanSettings, HashNetSettings
from trainer.nets.precision import Precision
from trainer.nets.trunks import TrunkKind
from trainer.recipes import infogan_hash as recipe
from trainer.recipes.infogan_hash_export import export
from trainer.recipes.infogan_hash_settings import (
    ContrastSettings,
    DataSettings,
    ExportSettings,
    HashWeights,
    NeighbourSettings,
    Settings,
    TrainSettings,
    WatchSettings,
)

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def root(tmp_path_factory, draw_cifar):
    folder = tmp_path_factory.mktemp("data")
    draw_cifar(folder / "cifar-10-batches-py")
    return folder


@pytest.fixture
def settings(root, tmp_path):
    return Settings(
        recipe="infogan_hash",
        data=DataSettings(root, validation=100),
        out=tmp_path / "run",
        net=HashNetSettings(width=8, hidden=16, projection=8, bits=(8, 16)),
        gan=GanSettings(width=8, latent_bits=32, noise=8, attention=False),
        neighbours=NeighbourSettings(enabled=True, start=0.5, count=3),
        train=TrainSettings(
            epochs=0.4,
            batch=50,
            gan_batch=16,
            threads=1,
            precision=Precision.FLOAT32,
            validations=1,
        ),
        watch=WatchSettings(every=2, patience=1, restarts=0, most_imbalance=1.1),
        export=ExportSettings(name="tiny", bits=16),
    )


def weights(trained):
    return {name: value.clone() for name, value in trained.net.state_dict().items()}


def read_progress(folder):
    lines = (folder / "progress.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_that_every_term_is_reported_and_samples_are_drawn(settings):
    trained = recipe.train(settings)
    assert trained.collapsed is None
    assert trained.steps == 9
    reported = {name for line in read_progress(settings.out) for name in line}
    assert {"spread", "won", "codes", "imbalance"} <= reported
    assert {"validation_map@1000_8", "validation_map@1000_16"} <= reported
    with Image.open(settings.out / recipe.SAMPLES_FILE) as grid:
        assert grid.width == grid.height > 8 * 32
    left = {recipe.CHECKPOINT_FILE, recipe.NEIGHBOURS_FILE}
    assert left.isdisjoint(file.name for file in settings.out.iterdir())


def test_that_a_finished_run_is_read_and_not_repeated(settings):
    first = recipe.train(settings)
    again = recipe.train(settings)
    assert again.steps == first.steps
    assert again.elapsed_s == pytest.approx(first.elapsed_s, abs=0.1)
    assert all(torch.equal(v, weights(again)[n]) for n, v in weights(first).items())


def test_that_a_run_with_other_settings_needs_another_folder(settings):
    recipe.train(settings)
    with pytest.raises(TrainingError, match="made with other settings"):
        recipe.train(replace(settings, seed=2))


@pytest.mark.parametrize("share_trunk", [False, True])
def test_that_a_killed_run_goes_on_as_it_would_have(settings, share_trunk, monkeypatch):
    gan = replace(settings.gan, share_trunk=share_trunk)
    # Each step saves, so that the kill may come anywhere.
    often = replace(settings.train, save_minutes=0.0)
    whole = replace(settings, gan=gan, train=often)
    killed = replace(whole, out=settings.out.parent / "killed")
    wanted = weights(recipe.train(whole))
    taken = recipe.Run._take_step

    def dying(run, *pixels_and_done):
        if run.step == 6:
            raise KeyboardInterrupt
        return taken(run, *pixels_and_done)

    with monkeypatch.context() as patch:
        patch.setattr(recipe.Run, "_take_step", dying)
        with pytest.raises(KeyboardInterrupt):
            recipe.train(killed)
    resumed = recipe.train(killed)
    assert resumed.steps == 9
    got = weights(resumed)
    assert all(torch.allclose(v, got[n], atol=1e-6) for n, v in wanted.items())


@pytest.mark.parametrize("share_trunk", [False, True])
def test_that_a_run_killed_after_a_restart_goes_on_as_it_would_have(
    settings, share_trunk, monkeypatch
):
    gan = replace(settings.gan, share_trunk=share_trunk)
    often = replace(settings.train, save_minutes=0.0)
    # Every look is a bad one: the restart comes at the fourth step, the end at the 8th.
    watch = replace(settings.watch, least_spread=1e6, patience=2, restarts=1)
    whole = replace(settings, gan=gan, train=often, watch=watch)
    killed = replace(whole, out=settings.out.parent / "killed")
    expected = recipe.train(whole)
    taken = recipe.Run._take_step

    def dying(run, *pixels_and_done):
        if run.step == 7:
            raise KeyboardInterrupt
        return taken(run, *pixels_and_done)

    with monkeypatch.context() as patch:
        patch.setattr(recipe.Run, "_take_step", dying)
        with pytest.raises(KeyboardInterrupt):
            recipe.train(killed)
    resumed = recipe.train(killed)
    assert (expected.steps, 1) == (resumed.steps, resumed.restarts)
    got = weights(resumed)
    assert all(
        torch.allclose(v, got[n], atol=1e-6) for n, v in weights(expected).items()
    )


def test_that_a_new_run_takes_no_neighbours_of_an_earlier_one(settings):
    wanted = weights(recipe.train(settings))
    other = replace(settings, out=settings.out.parent / "other")
    other.out.mkdir()
    earlier = np.zeros((900, settings.neighbours.count), np.int32)
    np.save(other.out / recipe.NEIGHBOURS_FILE, earlier)
    got = weights(recipe.train(other))
    assert all(torch.allclose(v, got[n], atol=1e-6) for n, v in wanted.items())


def test_that_a_collapse_ends_the_run_with_its_reason(settings):
    strict = replace(settings.watch, least_spread=1e6)
    trained = recipe.train(replace(settings, watch=strict))
    assert "all alike" in trained.collapsed
    assert trained.steps < 9
    assert recipe.train(replace(settings, watch=strict)).collapsed == trained.collapsed


def test_that_restarts_come_before_the_end(settings):
    strict = replace(settings.watch, least_spread=1e6, restarts=2)
    trained = recipe.train(replace(settings, watch=strict))
    assert trained.restarts == 2
    assert trained.steps > 4
    assert trained.collapsed


@pytest.mark.parametrize(
    "changes",
    [
        {"gan": GanSettings(enabled=False)},
        {
            "contrastive": ContrastSettings(enabled=False),
            "neighbours": NeighbourSettings(),
        },
        {
            "gan": GanSettings(
                width=8, adjustment=False, adaptive=False, corrector=0.0, noise=8
            )
        },
        {
            "net": HashNetSettings(
                trunk=TrunkKind.SPECTRAL,
                width=8,
                attention=True,
                batch_norm=False,
                hidden=16,
                projection=0,
                bits=(8,),
            ),
            "gan": GanSettings(width=8, share_trunk=True, latent_bits=16),
            "export": ExportSettings(bits=8),
        },
    ],
    ids=["no gan", "no contrast", "plain infogan", "spectral"],
)
def test_that_every_ingredient_can_be_switched_off(settings, changes):
    short = replace(settings.train, epochs=0.1)
    trained = recipe.train(replace(settings, train=short, **changes))
    assert trained.steps == 2


def test_that_nothing_to_learn_from_is_refused(settings):
    off = {
        "gan": GanSettings(enabled=False),
        "contrastive": ContrastSettings(enabled=False),
        "neighbours": NeighbourSettings(),
        "hash": HashWeights(consistency=0.0),
    }
    with pytest.raises(ValueError, match="all off"):
        replace(settings, **off)


def test_that_a_loss_that_is_no_number_is_one_clear_line(settings):
    wild = replace(settings.train, epochs=1.2, learning_rate=float("inf"))
    with pytest.raises(TrainingError, match="a loss is no number at step 25"):
        recipe.train(replace(settings, train=wild, gan=GanSettings(enabled=False)))


@pytest.mark.filterwarnings("ignore::FutureWarning")  # inside torch's exporter
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_that_the_model_says_what_the_network_says(settings, root):
    trained = recipe.train(settings)
    file = settings.out / "model.onnx"
    export(settings, file, [])
    encoder = Encoder(file, threads=1)
    assert (encoder.spec.name, encoder.spec.code_bits) == ("tiny", 16)
    assert encoder.spec.input_px == 32
    pixels = load_cifar10(root, settings.out.parent / "cifar10").test.pixels[:20]
    _, logits = recipe.describe(trained.net, pixels, CPU)
    codes = encoder.describe(list(pixels)).codes
    is_sure = np.abs(logits[:, 8:]) > 1e-2  # weights are rounded in the file
    assert np.array_equal(codes[is_sure], (logits[:, 8:] >= 0)[is_sure])


def test_that_an_unfinished_run_cannot_be_exported(settings):
    with pytest.raises(TrainingError, match="run train first"):
        export(settings, settings.out / "model.onnx", [])


def test_that_exporting_is_a_command_of_the_recipe(capsys, settings, root):
    words = [f"data.root={root}", f"out={settings.out}"]
    assert main(["export", str(config_file()), *words]) == 1
    assert "run train first" in capsys.readouterr().err


def test_that_a_code_that_was_not_trained_cannot_be_exported(settings):
    short = replace(settings, train=replace(settings.train, epochs=0.05))
    recipe.train(short)
    with pytest.raises(ConfigError, match=r"export\.bits=64 is none of"):
        export(replace(short, export=ExportSettings(bits=64)), settings.out / "m", [])


def test_that_the_recipe_file_is_complete_and_its_rows_can_be_run(root):
    loaded = config.load(recipe_file := config_file(), [f"data.root={root}"], Settings)
    assert recipe_file.is_file()
    assert {row.group for row in loaded.study.rows} >= {"main"}


def test_that_unknown_keys_are_one_clear_line(capsys, root):
    words = ["train", str(config_file()), f"data.root={root}", "gan.widht=8"]
    assert main(words) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "unknown key 'gan.widht'" in said[0]


def config_file():
    return Path(str(resources.files("trainer"))) / "recipes" / "infogan_hash.toml"
