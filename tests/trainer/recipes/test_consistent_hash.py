"""The recipe on drawn pictures and a tiny network, in this process."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from trainer import config
from trainer.__main__ import main
from trainer.data.multi_label import Layout
from trainer.errors import ConfigError, DataError, TrainingError
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.rows import Measured, value_rows
from trainer.losses.consistent_pairs import ConsistentWeights
from trainer.nets.label_hash import LabelCode, LabelHash, LabelNetSettings, packed_bits
from trainer.nets.precision import Precision
from trainer.recipes import consistent_hash as recipe
from trainer.recipes import consistent_hash_export
from trainer.recipes.consistent_hash_data import input_px, load_task
from trainer.recipes.consistent_hash_export import export
from trainer.recipes.consistent_hash_learn import LabelLoss
from trainer.recipes.consistent_hash_settings import (
    DataSet,
    DataSettings,
    ExportSettings,
    Head,
    Settings,
    TrainSettings,
)
from trainer.recipes.study_runs import StudyRow, StudyRun, plan_runs

CPU = torch.device("cpu")
FILE = Path(recipe.__file__).with_suffix(".toml")


@pytest.fixture(scope="module")
def root(tmp_path_factory, draw_cifar):
    folder = tmp_path_factory.mktemp("data")
    draw_cifar(folder / "cifar-10-batches-py", train=400, test=60)
    return folder


@pytest.fixture
def settings(root, tmp_path):
    return Settings(
        recipe="consistent_hash",
        data=DataSettings(root, learned=150, queries=20, searched=60),
        out=tmp_path / "run",
        net=LabelNetSettings(width=8, hidden=16, bits=(12, 16)),
        train=TrainSettings(
            epochs=1.0,
            batch=40,
            threads=1,
            precision=Precision.FLOAT32,
            validations=1,
        ),
        export=ExportSettings(name="twelve", bits=12),
    )


def weights(trained):
    return {name: value.clone() for name, value in trained.net.state_dict().items()}


def test_that_a_run_reports_its_terms_and_is_not_repeated(settings):
    first = recipe.train(settings)
    assert first.steps == 9
    lines = (settings.out / "progress.jsonl").read_text().splitlines()
    reported = {name for line in lines for name in json.loads(line)}
    assert {"pairs", "quantisation", "features"} <= reported
    assert {"validation_map@all_tied_12", "validation_ndcg@100_tied_16"} <= reported
    again = recipe.train(settings)
    assert all(torch.equal(v, weights(again)[n]) for n, v in weights(first).items())
    with pytest.raises(TrainingError, match="made with other settings"):
        recipe.train(replace(settings, seed=2))


def test_that_a_killed_run_goes_on_as_it_would_have(settings, monkeypatch):
    # Each step saves, so that the kill may come anywhere.
    whole = replace(settings, train=replace(settings.train, save_minutes=0.0))
    killed = replace(whole, out=settings.out.parent / "killed")
    wanted = weights(recipe.train(whole))
    taken = recipe.Run._take_step

    def dying(run, *batch_and_done):
        if run.step == 5:
            raise KeyboardInterrupt
        return taken(run, *batch_and_done)

    with monkeypatch.context() as patch:
        patch.setattr(recipe.Run, "_take_step", dying)
        with pytest.raises(KeyboardInterrupt):
            recipe.train(killed)
    got = weights(recipe.train(killed))
    assert all(torch.allclose(v, got[n], atol=1e-6) for n, v in wanted.items())


@pytest.mark.parametrize("head", list(Head))
def test_that_every_head_learns_and_has_a_gradient_everywhere(settings, head):
    task = load_task(replace(settings.data, set=DataSet.MOSAICS), settings.out)
    run = recipe.Run(replace(settings, head=head), 10)
    run.net.train()
    batch = task.learned.rows(np.arange(80))
    sums = []
    for _ in range(12):
        terms = run._take_step(batch, 0.1)
        sums.append(sum(float(term) for term in terms.values()))
    assert sums[-1] < sums[0]
    # What a norm takes out again, and the length of what is compared by cosine.
    without = {"hidden.0.bias", "code.bias"}
    without |= {"log_scale"} if head is Head.ORTHOGONAL else set()
    for name, each in run.net.named_parameters():
        assert name in without or float(each.grad.abs().max()) > 1e-6, name


def test_that_feature_consistency_can_be_switched_off(settings):
    off = replace(settings, consistent=ConsistentWeights(features=0.0))
    generator = torch.Generator().manual_seed(0)
    features = torch.randn(6, 16, generator=generator)
    logits = [torch.randn(6, bits, generator=generator) for bits in (12, 16)]
    labels = torch.eye(10)[torch.tensor([0, 0, 1, 2, 2, 3])]
    on, without = (
        LabelLoss(each, 10)(features, logits, labels) for each in (settings, off)
    )
    assert {"features"} == on.keys() - without.keys()
    assert on["pairs"] == without["pairs"]


def test_that_a_loss_that_is_no_number_is_one_clear_line(settings):
    wild = replace(settings.train, learning_rate=float("inf"))
    with pytest.raises(TrainingError, match="pairs is no number at step 1; try"):
        recipe.train(replace(settings, train=wild))


def test_that_too_few_pictures_are_one_clear_line(settings):
    large = replace(settings.train, batch=500)
    with pytest.raises(DataError, match=r"360 pictures .* fewer than train\.batch=500"):
        recipe.train(replace(settings, train=large))


def test_that_parts_of_the_protocols_do_not_overlap(tmp_path, draw_cifar):
    draw_cifar(tmp_path / "cifar-10-batches-py", train=6500, test=100)
    data = DataSettings(tmp_path, set=DataSet.P2)
    task = load_task(data, tmp_path / "cache")
    counts = [len(each) for each in (task.learned, task.queries, task.database)]
    assert counts == [5000, 1000, 600]
    assert set(task.queries.labels.sum(axis=0)) == {100}
    assert set(task.learned.labels.sum(axis=0)) == {500}
    parts = (task.learned, task.queries, task.database)
    seen = [pixels.tobytes() for part in parts for pixels in part.pixels]
    assert len(set(seen)) == 6600


def test_that_p2_of_too_few_pictures_is_one_clear_line(root, tmp_path):
    with pytest.raises(DataError, match="class airplane has 46 pictures, more than"):
        load_task(DataSettings(root, set=DataSet.P2), tmp_path)


def test_that_the_test_part_asks_and_the_training_part_is_searched(root, tmp_path):
    task = load_task(DataSettings(root, set=DataSet.P3), tmp_path)
    assert [60, 400, 400] == [
        len(each) for each in (task.queries, task.database, task.learned)
    ]
    assert task.name.endswith("P3")


def test_that_a_data_set_of_photos_is_divided(tmp_path, draw_photos):
    for number, file in enumerate(draw_photos(tmp_path / "images", 12)):
        file.rename(tmp_path / "images" / f"{number}.png")
        labels = tmp_path / "labels" / f"{number}.txt"
        labels.parent.mkdir(exist_ok=True)
        labels.write_text(f"{number % 3} 0 0 1 1\n3 0 0 1 1\n")
    assert DataSet.BOXES.value in list(Layout)
    data = DataSettings(
        tmp_path.parent,
        folder=tmp_path.name,
        set=DataSet.BOXES,
        px=32,
        learned=5,
        queries=3,
    )
    task = load_task(data, tmp_path / "cache")
    assert [3, 9, 5] == [
        len(each) for each in (task.queries, task.database, task.learned)
    ]
    assert (input_px(data), task.queries.labels.shape[1]) == (32, 4)
    with pytest.raises(DataError, match=r"12 labelled photos .* are no more than"):
        load_task(replace(data, learned=10), tmp_path / "cache")


@pytest.mark.slow
@pytest.mark.timeout(600)  # the exporter takes its time
@pytest.mark.filterwarnings("ignore::FutureWarning")  # inside torch's exporter
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_that_the_program_can_use_the_model(settings, root, home):
    trained = recipe.train(settings)
    file = settings.out / "model.onnx"
    export(settings, file, [], [])
    encoder = Encoder(file, threads=1)
    assert (encoder.spec.name, encoder.spec.code_bits) == ("twelve", 16)
    task = load_task(settings.data, recipe.cache_of(settings))
    pixels = task.queries.pixels[:20]
    _, logits = recipe.describe(trained.net, pixels, CPU)
    codes = encoder.describe(list(pixels)).codes
    is_sure = np.abs(logits[:, :12]) > 1e-2  # weights are rounded in the file
    assert np.array_equal(codes[:, :12][is_sure], (logits[:, :12] >= 0)[is_sure])
    assert not codes[:, 12:].any()
    with home.open() as library:
        assert "twelve" == library.add_model(file).name


def test_that_codes_are_packed_into_whole_bytes():
    assert [8, 16, 16, 48] == [packed_bits(bits) for bits in (8, 12, 16, 48)]
    net = LabelHash(LabelNetSettings(width=8, hidden=8, bits=(12, 16))).eval()
    embeddings, logits = LabelCode(net, 12)(torch.zeros(2, 3, 32, 32))
    assert ((2, 8), (2, 16)) == (embeddings.shape, logits.shape)
    assert bool((logits[:, 12:] < 0).all())


def test_that_an_unfinished_run_cannot_be_exported(settings):
    with pytest.raises(TrainingError, match="run train first"):
        export(settings, settings.out / "model.onnx", [], [])


def test_that_a_code_that_was_not_trained_cannot_be_exported(settings):
    recipe.train(replace(settings, train=replace(settings.train, epochs=0.1)))
    short = replace(settings, train=replace(settings.train, epochs=0.1))
    other = replace(short, export=ExportSettings(bits=64))
    with pytest.raises(ConfigError, match=r"export\.bits=64 is none of"):
        export(other, settings.out / "model.onnx", [], [])


def test_that_a_model_carries_figures_of_its_own_row_only(settings):
    longer = replace(settings, train=replace(settings.train, epochs=9.0))
    runs = [
        StudyRun(StudyRow("mine", "a"), 1, settings, ()),
        StudyRun(StudyRow("longer", "a"), 1, longer, ()),
    ]
    about = Measured("mine", 12, 1, "drawn")
    rows = value_rows(about, {"map@all_tied": 0.25})
    rows += value_rows(replace(about, seed=2), {"map@all_tied": 0.75})
    rows += value_rows(replace(about, row="longer"), {"map@all_tied": 0.9})
    rows += value_rows(replace(about, bits=16), {"map@all_tied": 0.1})
    found = consistent_hash_export._figures(rows, runs, replace(settings, seed=5))
    assert {"map@all_tied (drawn)": 0.5} == found


def test_that_the_recipe_file_and_all_rows_of_its_study_can_be_read(root, tmp_path):
    words = [f"data.root={root}", f"out={tmp_path}"]
    loaded = config.load(FILE, words, Settings)
    runs = plan_runs(FILE, words, loaded)
    assert {run.settings.head for run in runs} == set(Head)
    assert {run.settings.data.set for run in runs} == {
        *(DataSet.P2, DataSet.P3, DataSet.MOSAICS, DataSet.BOXES),
    }
    lambdas = {run.settings.consistent.quantisation for run in runs}
    assert {0.0, 0.01, 0.1, 1.0} == lambdas
    assert {0.0, 0.1} == {run.settings.consistent.features for run in runs}


def test_that_unknown_keys_are_one_clear_line(capsys, root):
    assert main(["train", str(FILE), f"data.root={root}", "net.widht=8"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "unknown key 'net.widht'" in said[0]
