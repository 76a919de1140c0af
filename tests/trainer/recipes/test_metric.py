"""Runs of the recipe on drawn photos and tiny networks."""

import dataclasses
import json

import numpy as np
import pytest
import torch
from PIL import Image

from tests.homes import Home, index, paths_like
from tests.trainer.parts_model import export_parts_model
from trainer import config
from trainer.data.class_batches import ClassBatches
from trainer.data.tensors import as_tensor
from trainer.errors import ConfigError, DataError, TrainingError
from trainer.losses.pairs import PairCriterion, PairLoss
from trainer.nets.precision import Precision
from trainer.recipes import metric, metric_export, metric_measure
from trainer.recipes.metric_data import load_photos
from trainer.recipes.metric_learn import Learner
from trainer.recipes.metric_settings import Settings

RECIPE = """
recipe = "metric"

[data]
root = "{root}"
source = "drawn"
name = "drawn photos"
validation_classes = 2
stored_px = 36

[net]
start = ""
input_px = 32
embedding_width = 16

[net.backbone]
family = "plain"
widths = [8, 16]
depths = [1, 1]
final_width = 16

[train]
epochs = 8
batch = 12
class_photos = 3
learning_rate = 3e-3
precision = "float32"
threads = 1
validations = 2

[robustness]
queries = 6
strengths = [4]
steps = 2
noise = [8]
jpeg = [50]
blur = [1.0]

[export]
bits = 8
"""

CPU = torch.device("cpu")


def draw_classes(folder, classes=10, photos=6):
    """Draw photos whose four colours, in any light, are those of their class."""
    generator = np.random.default_rng(0)
    for number in range(classes):
        colours = generator.integers(20, 236, (2, 2, 3))
        for photo in range(photos):
            light = generator.normal(0, 50, 3)
            noise = generator.normal(0, 25, (40, 44, 3))
            pixels = colours.repeat(20, axis=0).repeat(22, axis=1) + light + noise
            file = folder / f"{number:02d}" / f"{photo}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(file)


@pytest.fixture(scope="module")
def recipe(tmp_path_factory):
    home = tmp_path_factory.mktemp("metric")
    draw_classes(home / "data" / "drawn")
    file = home / "recipe.toml"
    file.write_text(RECIPE.format(root=home / "data"))
    return file


@pytest.fixture(autouse=True)
def _one_thread():
    """Tiny pictures gain nothing by a second thread, and lose by waiting for it."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def load(recipe, tmp_path):
    def loaded(*overrides):
        words = (f"out={json.dumps(str(tmp_path / 'run'))}", *overrides)
        return config.load(recipe, words, Settings)

    return loaded


def learner(settings, photos):
    """Make a learner whose weights follow from the seed."""
    torch.manual_seed(3)
    net = metric.build_net(settings.net)
    classes = len(np.unique(photos.learned.labels))
    criterion = PairCriterion(settings.loss, classes, net.width)
    return Learner(net, criterion, settings, CPU, Precision.FLOAT32)


def gradients(made):
    named = [*made.net.named_parameters(), *made.criterion.named_parameters()]
    return {name: each.grad for name, each in named if each.grad is not None}


def batch(photos, count=12):
    pixels = photos.learned.pixels[:count, :32, :32]
    return pixels, torch.from_numpy(photos.learned.labels[:count])


@pytest.mark.parametrize("kind", list(PairLoss))
def test_that_without_parts_a_step_is_plain_bit_for_bit(load, kind):
    settings = load(f"loss.kind={kind}")
    photos = load_photos(settings)
    pixels, labels = batch(photos)
    with_parts, plain = learner(settings, photos), learner(settings, photos)
    draw = torch.Generator().manual_seed(0)
    before = draw.get_state()
    terms = with_parts.learn(pixels, labels, draw)
    embeddings = plain.net(as_tensor(pixels))
    mined = plain.criterion.mine(embeddings, labels)
    loss = plain.criterion(embeddings, labels, mined)
    loss.backward()
    assert ["loss"] == list(terms)
    assert torch.equal(loss, terms["loss"])
    wanted, found = gradients(plain), gradients(with_parts)
    assert wanted.keys() == found.keys()
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)
    assert torch.equal(before, draw.get_state())


PARTS = {
    "adversarial": ["adversarial.weight=1.0", "adversarial.steps=2"],
    "gradient_of_loss": ["gradient.loss=0.01"],
    "gradient_of_feature": ["gradient.feature=0.001"],
}


@pytest.mark.parametrize("kind", list(PairLoss))
@pytest.mark.parametrize("part", list(PARTS))
def test_that_every_part_plugs_into_every_loss(load, kind, part):
    settings = load(f"loss.kind={kind}", *PARTS[part])
    photos = load_photos(settings)
    made, plain = learner(settings, photos), learner(load(f"loss.kind={kind}"), photos)
    draw = torch.Generator().manual_seed(0)
    terms = made.learn(*batch(photos), draw)
    plain_terms = plain.learn(*batch(photos), draw)
    assert ["loss", part] == list(terms)
    assert terms["loss"].item() == pytest.approx(plain_terms["loss"].item(), rel=1e-4)
    assert terms[part] > 0
    first, second = gradients(made), gradients(plain)
    assert not torch.equal(first["embedding.weight"], second["embedding.weight"])


def test_that_differences_are_close_to_exact_gradients(load):
    options = ("gradient.loss=0.01", "gradient.feature=0.001")
    found = []
    for method in ("exact", "difference"):
        settings = load(*options, f"gradient.method={method}", "gradient.step=0.01")
        photos = load_photos(settings)
        made = learner(settings, photos)
        made.net.eval()  # norms would count the moved pictures, too
        draw = torch.Generator().manual_seed(0)
        found.append(made.learn(*batch(photos), draw))
    for name, value in found[0].items():
        assert value.item() == pytest.approx(found[1][name].item(), rel=0.05), name


def test_that_the_closed_form_is_for_triplets(load):
    settings = load("adversarial.form=closed", "adversarial.weight=1.0")
    photos = load_photos(settings)
    terms = learner(settings, photos).learn(*batch(photos), torch.Generator())
    assert terms["adversarial"] > terms["loss"]
    with pytest.raises(ConfigError, match=r"for loss\.kind triplet only"):
        load("adversarial.form=closed", "loss.kind=contrastive")


def test_that_the_closed_form_counts_triplets_that_are_satisfied(load):
    wide = load("adversarial.form=closed", "adversarial.weight=1.0", "loss.margin=0.01")
    photos = load_photos(wide)
    made = learner(wide, photos)
    apart = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    labels = torch.tensor([0, 0, 1, 1])
    assert 0 == made.criterion(apart, labels, made.criterion.mine(apart, labels))
    far = dataclasses.replace(wide.adversarial, epsilon=1.0)
    made.settings = dataclasses.replace(wide, adversarial=far)
    assert made._adversarial(apart, labels, made.criterion.mine(apart, labels)) > 0


def test_that_proxies_learn_faster_than_the_network(load):
    run = metric.Run(load("loss.kind=proxy_anchor"), classes=3)
    *others, proxies = run.optimizer.param_groups
    assert [tuple(each.shape) for each in proxies["params"]] == [(3, 16)]
    assert [(100.0, 1.0)] == [
        (proxies["faster"], each["faster"]) for each in others[:1]
    ]


def test_that_a_run_learns_classes_it_never_saw(load):
    settings = load()
    photos = load_photos(settings)
    torch.manual_seed(settings.seed)
    before = metric.recall_among(metric.build_net(settings.net), photos.queries, CPU)
    trained = metric.train(settings)
    after = metric.recall_among(trained.net, photos.queries, CPU)
    assert after["map@r"] > before["map@r"]
    again = metric.train(settings)
    assert (trained.validation, trained.steps) == (again.validation, again.steps)


def test_that_an_interrupted_run_goes_on_as_if_it_had_not_stopped(load):
    settings = load("train.epochs=2", "gradient.feature=1e-3")
    whole = metric.train(settings)
    other = dataclasses.replace(settings, out=settings.out.parent / "other")
    photos = load_photos(other)
    stopped = metric.Run(other, 3)
    batches = ClassBatches(photos.learned.labels, 3, 12, other.seed)
    for step in range(2):
        stopped._take_step(photos.learned.rows(batches.at(step)), step / whole.steps)
        stopped.step += 1
    stopped.save()
    resumed = metric.train(other)
    assert whole.steps == resumed.steps
    wanted, found = whole.net.state_dict(), resumed.net.state_dict()
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)


def test_that_a_run_stopped_after_its_last_step_knows_its_validation(load):
    settings = load("train.epochs=1")
    whole = metric.train(settings)
    (settings.out / metric.NET_FILE).unlink()
    run = metric.Run(settings, 3)
    run.step = whole.steps
    run.net.load_state_dict(whole.net.state_dict())
    run.save()
    assert whole.validation == metric.train(settings).validation


def test_that_damaged_figures_are_measured_again(load):
    settings = load("train.epochs=1")
    trained = metric.train(settings)
    found = metric_measure.measured(settings, trained)
    file = settings.out / metric_measure.FIGURES_FILE
    file.write_bytes(file.read_bytes()[:100])
    again = metric_measure.measured(settings, trained)
    assert np.array_equal(found.retrieval["map@r"], again.retrieval["map@r"])


def test_that_photos_of_another_root_are_read_anew(load, tmp_path):
    first = load_photos(load())
    draw_classes(tmp_path / "data" / "drawn", classes=11)
    for file in sorted((tmp_path / "data" / "drawn" / "10").iterdir()):
        file.unlink()
    Image.new("RGB", (44, 40)).save(tmp_path / "data" / "drawn" / "00" / "0.png")
    other = load_photos(load(f"data.root={json.dumps(str(tmp_path / 'data'))}"))
    assert not np.array_equal(first.learned.pixels, other.learned.pixels)


def test_that_a_run_may_go_on_with_other_threads_and_looks(load):
    one = load("train.threads=1", "train.validations=2", "train.save_minutes=1.0")
    two = load("train.threads=2", "train.validations=5", "train.save_minutes=9.0")
    assert one.identity() == two.identity()


def test_that_figures_are_kept_beside_the_run(load):
    settings = load("train.epochs=1")
    trained = metric.train(settings)
    found = metric_measure.measured(settings, trained)
    (settings.out.parent / "photos").rename(settings.out.parent / "gone")
    again = metric_measure.measured(settings, trained)
    assert np.array_equal(found.retrieval["map@r"], again.retrieval["map@r"])
    assert (30,) == found.retrieval["recall@1"].shape
    assert (6,) == found.robustness["recall@1_pgd_4"].shape


def test_that_gradients_without_numbers_stop_a_run(load):
    settings = load("gradient.loss=1e38", "gradient.feature=1e38")
    with pytest.raises(TrainingError, match=r"no number at step 0; try gradient\.meth"):
        metric.train(settings)
    assert not (settings.out / metric.NET_FILE).exists()


def test_that_settings_that_do_not_fit_are_refused(load):
    with pytest.raises(ConfigError, match=r"larger than data\.stored_px"):
        load("net.input_px=64")
    with pytest.raises(ConfigError, match="two classes with two photos"):
        load("train.class_photos=8")


def test_that_a_run_of_other_settings_is_refused(load):
    metric.train(load("train.epochs=1"))
    with pytest.raises(TrainingError, match="made with other settings"):
        metric.train(load("train.epochs=2"))


def test_that_a_photo_that_cannot_be_read_is_named(load, tmp_path):
    draw_classes(tmp_path / "data" / "drawn")
    (tmp_path / "data" / "drawn" / "00" / "0.png").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"cannot read .*0\.png: no picture"):
        load_photos(load(f"data.root={json.dumps(str(tmp_path / 'data'))}"))


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore::FutureWarning")  # inside torch's exporter
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("start", ["from nothing", "from a model"])
def test_that_the_program_takes_the_exported_model(load, tmp_path, start):
    words = ["train.epochs=1", "net.cbam=true", "export.name=drawn-metric"]
    if start == "from a model":
        file = export_parts_model(tmp_path / "start.onnx")
        words += [f"net.start={json.dumps(str(file))}", "net.embedding_width=32"]
    settings = load(*words)
    metric.train(settings)
    model = tmp_path / "model.onnx"
    metric_export.export(settings, model)
    home = Home(tmp_path / "home")
    home.photos.mkdir(parents=True)
    for number in range(4):
        photo = settings.data.root / "drawn" / f"{number:02d}" / "0.png"
        (home.photos / f"{number}.png").write_bytes(photo.read_bytes())
    with home.open() as library:
        assert "drawn-metric" == library.add_model(model).name
        list(library.use_model("drawn-metric"))
        index(library, home.photos)
        wanted = home.photos / "1.png"
        assert wanted == paths_like(library, wanted)[0]
