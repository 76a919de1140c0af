"""The whole recipe on drawn photos with a drawn teacher, in seconds."""

import dataclasses
import itertools
import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch

from trainer.checkpoint import read
from trainer.data.augment import AugmentSettings
from trainer.data.copies import CopyThresholds
from trainer.data.sources import Source, list_photos
from trainer.data.split import Part, Split, divide
from trainer.data.store import State
from trainer.errors import DataError, TrainingError
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.report import read_rows
from trainer.nets.backbones import BackboneSettings
from trainer.nets.looks import Looks
from trainer.nets.photo import NetSettings
from trainer.recipes import distill_export, distill_report, distill_study
from trainer.recipes.distill import fit
from trainer.recipes.distill_choice import choose, load_chosen, save_chosen
from trainer.recipes.distill_data import DataSettings, plan, prepare
from trainer.recipes.distill_lessons import make_curriculum
from trainer.recipes.distill_measure import neighbours_kept
from trainer.recipes.distill_settings import (
    EvaluationSettings,
    ExportSettings,
    Settings,
    TrainSettings,
)

WIDTH = 24


class DrawnTeacher:
    """Describes each sixteenth of a picture by random projections of its colour."""

    size_px = 16
    width = WIDTH

    def describe(self, pixels):
        coarse = pixels.reshape(4, 4, 4, 4, 3).mean(axis=(1, 3)) / 255
        projection = np.random.default_rng(0).standard_normal((4, 4, 3, WIDTH))
        features = np.einsum("rci,rciw->rcw", coarse, projection)
        return np.maximum(features, 0).astype(np.float32)


def tiny_settings(root: Path, out: Path, **train) -> Settings:
    options = {"steps": 6, "batch": 32, "small_px": 16, "threads": 1} | train
    return Settings(
        recipe="distill",
        out=out,
        data=DataSettings(
            sources=(Source("drawn", views=2, centre=True),),
            teacher=Path("none"),
            root=root,
            split=Split(("drawn",), ("purple",), 0.1, 0.1),
            size_px=32,
            workers=0,
        ),
        copies=CopyThresholds(features=0.99999, thumbs=0.999),
        net=NetSettings(
            BackboneSettings(widths=(8, 16), depths=(1, 1), final_width=32),
            embedding_width=16,
            code_bits=16,
        ),
        augment=AugmentSettings(),
        train=TrainSettings(**options),
        evaluation=EvaluationSettings(
            seeds=(1,), copies_database=80, copies_queries=10, shortlist=5
        ),
        export=ExportSettings(
            "tiny", "drawn photos", (Looks(32, mirror=True), Looks(64, (48,)))
        ),
    )


def make_stores(settings):
    folder = settings.out / "views"
    return prepare(settings.data, settings.seed, folder, DrawnTeacher, WIDTH)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def settings(root, tmp_path, draw_photos):
    if not (root / "drawn").exists():
        draw_photos(root / "drawn", 340)
    return tiny_settings(root, tmp_path / "run")


@pytest.mark.filterwarnings("ignore::FutureWarning")  # inside torch's exporter
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_that_the_recipe_ends_in_a_model_file_and_a_report(settings, tmp_path):
    stores = make_stores(settings)
    curriculum = make_curriculum(stores, settings)
    fit(curriculum, settings)
    model = tmp_path / "tiny.onnx"
    distill_export.export(settings, curriculum, model, [])

    encoder = Encoder(model, threads=1)
    assert encoder.spec.name == "tiny"
    assert encoder.spec.training["finished"] is False
    assert set(encoder.spec.thresholds) == {"0.1", "0.01", "0.001", "0.0001"}

    study = distill_study.run(stores, encoder, settings)
    distill_report.write(tmp_path / "results", study, encoder.spec, model)
    rows = read_rows(tmp_path / "results")
    assert {row.row for row in rows} == {
        "teacher cosine",
        "teacher ITQ",
        "teacher PCA signs",
        "teacher LSH",
        "student code",
        "student code, re-ranked",
        "student embedding",
        "student embedding ITQ",
        "untrained code",
        "untrained embedding",
        "colour histogram",
        "pHash",
        "dHash",
    }
    assert all(0 <= row.value <= 1 for row in rows if row.metric.startswith("map"))
    names = {file.name for file in (tmp_path / "results").iterdir()}
    assert names == {"rows.csv", "rows.json", "report.md", "map.png", "precision.png"}


def test_that_training_teaches_what_the_teacher_says(root, settings):
    settings = tiny_settings(root, settings.out, steps=120, average=0.9)
    curriculum = make_curriculum(make_stores(settings), settings)
    chosen = choose(fit(curriculum, settings), curriculum, settings)
    lines = (settings.out / "progress.jsonl").read_text().splitlines()
    values = [json.loads(line) for line in lines]
    assert values[-1]["step"] == 120
    assert values[-1]["val_cosine"] > 0.5
    assert values[-1]["val_agreement"] > 0.65
    assert chosen.choice.val_neighbours > 0.5
    save_chosen(settings.out / "net.safetensors", chosen)
    again = load_chosen(settings.out / "net.safetensors", settings)
    assert again.choice == chosen.choice
    state = chosen.net.state_dict()
    found = again.net.state_dict()
    assert all(torch.equal(found[name], state[name]) for name in state)


def test_that_a_killed_run_goes_on_bit_for_bit(root, settings, tmp_path):
    class KilledError(Exception):
        pass

    def kill_after(ticks):
        for tick in itertools.count():
            if tick == ticks:
                raise KilledError
            yield tick * 1000.0  # so that every step is followed by a checkpoint

    whole = settings
    curriculum = make_curriculum(make_stores(whole), whole)
    fit(curriculum, whole)
    halves = dataclasses.replace(whole, out=tmp_path / "halves")
    clock = kill_after(11)
    with pytest.raises(KilledError):
        fit(curriculum, halves, clock=lambda: next(clock))
    assert 0 < read(halves.out / "checkpoint.safetensors")[0].step < 6
    fit(curriculum, halves)

    position, expected = read(whole.out / "checkpoint.safetensors")
    resumed, found = read(halves.out / "checkpoint.safetensors")
    assert (position.step, resumed.step) == (6, 6)
    assert found.keys() == expected.keys()
    unlike = [name for name in found if not torch.equal(found[name], expected[name])]
    assert unlike == []


def test_that_a_checkpoint_of_other_settings_is_refused(root, settings):
    curriculum = make_curriculum(make_stores(settings), settings)
    fit(curriculum, settings)
    other = tiny_settings(root, settings.out, learning_rate=1e-4)
    with pytest.raises(TrainingError, match="other settings"):
        fit(curriculum, other)


def test_that_a_loss_that_is_no_number_ends_the_run_in_one_line(root, settings):
    settings = tiny_settings(root, settings.out, learning_rate=1e30, warm_up=0.0)
    curriculum = make_curriculum(make_stores(settings), settings)
    with pytest.raises(TrainingError, match=r"the loss is nan at step \d"):
        fit(curriculum, settings)


def test_that_no_held_out_photo_is_learned_from(settings):
    stores = make_stores(settings)
    curriculum = make_curriculum(stores, settings)
    training = stores[Part.TRAINING]
    learned = {training.views[row].photo.key for row in curriculum.training.rows}
    held_out = {view.photo.key for view in stores[Part.HELD_OUT].views}
    validation = {view.photo.key for view in stores[Part.VALIDATION].views}
    assert not learned & held_out
    assert not learned & validation
    assert not validation & held_out
    assert {key for key in held_out if "purple" in key} == {
        f"drawn/purple/{number:04d}.png" for number in range(4, 340, 5)
    }


@pytest.mark.parametrize("part", [Part.HELD_OUT, Part.VALIDATION])
def test_that_a_copy_under_another_name_of_a_photo_kept_out_is_not_learned_from(
    settings, tmp_path, draw_photos, part
):
    root = tmp_path / "root"
    draw_photos(root / "drawn", 340)
    drawn = list_photos(Source("drawn"), root, tmp_path)
    kept_out = divide(drawn, settings.data.split)[part]
    for number, file in enumerate(photo.file for photo in kept_out[:3]):
        target = root / "more" / f"{number}.png"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())
    sources = (*settings.data.sources, Source("more"))
    data = dataclasses.replace(settings.data, root=root, sources=sources)
    settings = dataclasses.replace(settings, data=data)
    stores = make_stores(settings)
    curriculum = make_curriculum(stores, settings)
    views = stores[Part.TRAINING].views
    learned = {views[row].photo.key for row in curriculum.training.rows}
    assert {key for key in learned if key.startswith("more/")} == set()
    assert any(view.photo.source == "more" for view in views)


def test_that_preparing_goes_on_where_it_stopped(settings):
    stores = make_stores(settings)
    store = stores[Part.TRAINING]
    pixels, features = np.array(store.pixels), np.array(store.features)
    store.state[5:20] = State.PENDING
    store.pixels[5:20] = 0
    store.features[5:20] = 0
    store.flush()
    again = make_stores(settings)[Part.TRAINING]
    assert np.array_equal(again.pixels, pixels)
    assert np.array_equal(again.features, features)
    assert set(again.state) == {State.DONE}


def test_that_worker_processes_make_the_same_views(settings, tmp_path):
    alone = make_stores(settings)[Part.HELD_OUT]
    data = dataclasses.replace(settings.data, workers=1)
    together = prepare(
        data, settings.seed, tmp_path / "other", partial(DrawnTeacher), WIDTH
    )[Part.HELD_OUT]
    assert np.array_equal(together.pixels, alone.pixels)
    assert np.array_equal(together.features, alone.features)


def test_that_an_unreadable_photo_is_counted_and_left_out(
    settings, tmp_path, draw_photos
):
    root = tmp_path / "root"
    draw_photos(root / "drawn", 340)
    (root / "drawn" / "red" / "broken.png").write_bytes(b"no picture")
    data = dataclasses.replace(settings.data, root=root)
    settings = dataclasses.replace(settings, data=data)
    stores = make_stores(settings)
    broken = [
        store.views[row].photo.name
        for store in stores.values()
        for row in store.rows(State.UNREADABLE)
    ]
    assert set(broken) == {"red/broken.png"}


def test_that_too_few_photos_are_refused(settings, tmp_path, draw_photos):
    draw_photos(tmp_path / "few" / "drawn", 60)
    data = dataclasses.replace(settings.data, root=tmp_path / "few")
    with pytest.raises(DataError, match="too few; at least 200"):
        plan(data, 1, tmp_path)


def test_that_a_split_that_keeps_nothing_out_is_refused(settings):
    data = dataclasses.replace(settings.data, split=Split())
    with pytest.raises(DataError, match=r"0 validation photos are too few; name"):
        plan(data, 1, settings.out)


def test_that_views_of_other_settings_are_refused(settings):
    make_stores(settings)
    with pytest.raises(DataError, match="views of other photos or settings"):
        make_stores(dataclasses.replace(settings, seed=2))


def test_that_neighbours_kept_counts_what_both_rankings_share():
    generator = torch.Generator().manual_seed(0)
    targets = torch.nn.functional.normalize(
        torch.randn(30, 8, generator=generator), dim=1
    )
    projection = torch.randn(8, 8192, generator=generator)
    assert neighbours_kept(targets @ projection, targets, 5) > 0.9
    noise = torch.randn(30, 64, generator=generator)
    assert neighbours_kept(noise, targets, 5) < 0.4
