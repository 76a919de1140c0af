import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from photosearch.spec.retraining import Finished, Stage, Stepped
from photosearch.spec.retraining_report import read_report
from tests.trainer.parts_model import draw_parts_net, export_parts_model
from trainer import config
from trainer.errors import ConfigError, DataError, TrainingError
from trainer.evaluation.encoder import Encoder
from trainer.following import Follower, StoppedByUser
from trainer.recipes import own_photos, own_photos_learning
from trainer.recipes.own_photos_settings import Settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),  # the exporter takes its time
    pytest.mark.filterwarnings("ignore::FutureWarning"),  # inside torch's exporter
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

RECIPE = Path(own_photos.__file__).with_suffix(".toml")
COUNT = 48
LITTLE = [
    f"data.least_photos={COUNT}",
    "efforts.quick.views=3",
    "efforts.quick.steps=12",
    "effort=quick",
    "bits=64",
    "learn.batch=16",
    "learn.measure_every=4",
    "learn.save_every_s=0",
    "gan.hidden=16",
    "evaluation.samples=6",
    "threads=1",
]


class Listener(Follower):
    """Notes events, and stops after so many looks at it."""

    def __init__(self, stop_after=None):
        self.told = []
        self._left = stop_after

    def tell(self, event):
        self.told.append(event)

    def wait(self):
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise StoppedByUser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Draw photos that an eye tells apart, some of them in a burst."""
    folder = tmp_path_factory.mktemp("photos")
    generator = np.random.default_rng(0)
    for number in range(COUNT):
        grain = generator.integers(0, 256, (5, 6, 3), dtype=np.uint8)
        image = Image.fromarray(grain).resize((96, 80), Image.Resampling.BICUBIC)
        left, top, right, bottom = generator.integers([0, 0, 40, 40], 60).tolist()
        ImageDraw.Draw(image).rectangle(
            (left, top, left + right, top + bottom),
            fill=tuple(generator.integers(0, 256, 3).tolist()),
        )
        exif = Image.Exif()
        # Pairs within a second: bursts of two.
        when = f"2024:01:{1 + number // 2:02d} 10:00:{number % 2:02d}"
        exif.get_ifd(0x8769)[0x9003] = when
        image.save(folder / f"{number:03d}.jpg", exif=exif, quality=90)
    (folder / "broken.jpg").write_bytes(b"no picture")
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    file = tmp_path_factory.mktemp("models") / "tiny.onnx"
    return export_parts_model(file, draw_parts_net(bits=128))


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    return tmp_path_factory.mktemp("runs")


@pytest.fixture
def settings(folder, model, tmp_path):
    """Return a function to settings; by default of a new run folder."""

    def make(*changes, out=tmp_path / "run"):
        given = [f"data.folder={folder}", f"start={model}", f"out={out}"]
        return config.load(RECIPE, [*LITTLE, *given, *changes], Settings)

    return make


def train_once(settings, runs):
    """Return settings of a run, and what its listener was told; trained only once."""
    chosen, listener = settings("export.name=mine-2", out=runs / "whole"), Listener()
    if not TOLD:
        own_photos.train(chosen, listener)
        TOLD.extend(listener.told)
    return chosen, TOLD


TOLD = []


def state_of(folder):
    return {
        file.name: (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted(folder.iterdir())
    }


class UntilMeasuring(Listener):
    def tell(self, event):
        super().tell(event)
        if isinstance(event, Stepped) and event.stage is Stage.MEASURING:
            raise StoppedByUser


def curves_of(told):
    return {name for each in told if isinstance(each, Stepped) for name in each.figures}


def test_that_a_run_tells_what_it_does_and_leaves_the_photos_alone(
    settings, runs, folder
):
    before = state_of(folder)
    _, told = train_once(settings, runs)
    assert before == state_of(folder)
    assert isinstance(told[-1], Finished)
    steps = [each for each in told if isinstance(each, Stepped)]
    assert list(Stage) == list(dict.fromkeys(each.stage for each in steps))
    assert {1} == {each.failed for each in steps if each.stage is Stage.LEARNING}
    curves = {"loss", "contrastive", "distillation", "adversarial", "corrector"}
    assert curves | {"held_out"} == curves_of(told)


def test_that_a_run_ends_with_a_report(settings, runs, folder):
    chosen, _ = train_once(settings, runs)
    report = read_report(chosen.out / "report.json")
    assert (COUNT, 64, "mine-2") == (report.photos, report.bits, report.name)
    assert [("broken.jpg", "no picture in a known format")] == list(report.failed)
    assert "tiny-parts" == report.started_from
    measures = {each.measure: each for each in report.measures}
    names = ["views_first", "views_map", "bursts", "copies_first", "agreement"]
    assert names == list(measures)
    assert 1.0 == measures["agreement"].before
    for each in report.measures:
        assert each.low <= each.after - each.before <= each.high
    assert (chosen.out / "report.md").read_text().startswith("# mine-2")


def test_that_a_finished_run_keeps_its_results_only_and_is_not_repeated(settings, runs):
    chosen, _ = train_once(settings, runs)
    left = {each.name for each in chosen.out.iterdir()}
    assert {"report.json", "report.md", "model.onnx", "progress.jsonl"} <= left
    assert left.isdisjoint({"views", "checkpoint.safetensors", "glances.jsonl"})
    before = (chosen.out / "report.json").read_bytes()
    listener = Listener()
    assert chosen.out / "report.json" == own_photos.train(chosen, listener)
    done = Finished(chosen.out / "report.json", chosen.out / "model.onnx")
    assert [done] == listener.told
    assert before == (chosen.out / "report.json").read_bytes()


def test_that_samples_show_what_both_models_find(settings, runs, folder):
    chosen, _ = train_once(settings, runs)
    report = read_report(chosen.out / "report.json")
    assert 0 < len(report.samples) <= 6
    assert len({each.photo for each in report.samples}) == len(report.samples)
    for each in report.samples:
        assert 6 == len(each.before) == len(each.after)
        assert all(
            (folder / name).is_file()
            for name in (each.photo, *each.before, *each.after)
        )
        assert (each.rank_before == 1) == (each.before[0] == each.photo)
        assert (each.rank_after == 1) == (each.after[0] == each.photo)
    with Image.open(chosen.out / "samples.png") as sheet:
        assert sheet.width > 96


def test_that_a_shorter_code_is_exported_for_photos_and_their_parts(
    settings, runs, folder
):
    chosen, _ = train_once(settings, runs)
    encoder = Encoder(chosen.out / "model.onnx")
    said = encoder.describe([np.asarray(Image.open(folder / "000.jpg"))])
    assert ((1, 64), (1, 5, 8)) == (said.codes.shape, said.regions.shape)
    spec = encoder.spec
    assert ("mine-2", 64, 2) == (spec.name, spec.code_bits, spec.region_levels)
    facts = spec.training
    assert ("tiny-parts", "quick") == (facts["started_from"], facts["effort"])
    assert str(folder.parent) not in json.dumps(spec.to_metadata())


def test_that_a_model_of_own_photos_can_be_retrained_again(settings, runs):
    chosen, _ = train_once(settings, runs)
    again = settings("bits=128", f"start={chosen.out / 'model.onnx'}")
    listener = UntilMeasuring()
    with pytest.raises(StoppedByUser):
        own_photos.train(again, listener)
    assert "held_out" in curves_of(listener.told)


def test_that_a_run_that_is_stopped_again_and_again_ends_as_any_other(
    settings, runs, tmp_path
):
    chosen, _ = train_once(settings, runs)
    pieces, stops = settings("export.name=mine-2", out=tmp_path / "pieces"), 0
    while not (pieces.out / "report.json").is_file():
        try:
            own_photos.train(pieces, Listener(stop_after=21))
        except StoppedByUser:
            stops += 1
            assert stops < 40
    assert stops >= 3
    whole, ended = (read_report(each.out / "report.json") for each in (chosen, pieces))
    assert whole.measures == ended.measures
    assert whole.samples == ended.samples
    picture = np.full((48, 48, 3), 90, np.uint8)
    said = [
        Encoder(each.out / "model.onnx").describe([picture])
        for each in (chosen, pieces)
    ]
    assert np.array_equal(said[0].embeddings, said[1].embeddings)


def test_that_a_run_broken_off_within_a_step_goes_on_as_any_other(
    settings, tmp_path, monkeypatch
):
    whole, broken = settings(out=tmp_path / "whole"), settings(out=tmp_path / "broken")
    expected, got = UntilMeasuring(), UntilMeasuring()
    with pytest.raises(StoppedByUser):
        own_photos.train(whole, expected)
    wanted = own_photos_learning.corrector_loss

    def break_off(logits, codes):
        # The discriminator has learned from this batch by now, the head has not.
        if (broken.out / "checkpoint.safetensors").is_file():
            raise KeyboardInterrupt
        return wanted(logits, codes)

    with monkeypatch.context() as patch:
        patch.setattr(own_photos_learning, "corrector_loss", break_off)
        with pytest.raises(KeyboardInterrupt):
            own_photos.train(broken, UntilMeasuring())
    with pytest.raises(StoppedByUser):
        own_photos.train(broken, got)
    last = [
        [each for each in told if each.stage is Stage.LEARNING][-1].figures
        for told in (expected.told, got.told)
    ]
    assert last[0] == pytest.approx(last[1])


class DriveTaker(Listener):
    """Takes the photos away at a look at it."""

    def __init__(self, folder, looks):
        super().__init__()
        self._folder, self._looks = folder, looks

    def wait(self):
        self._looks -= 1
        if self._looks == 0:
            self._folder.rename(self._folder.with_name("elsewhere"))
            self._folder.mkdir()


@pytest.mark.parametrize("looks", [20, COUNT + 3], ids=["at first", "later"])
def test_that_photos_whose_drive_went_away_are_not_called_broken(
    settings, folder, tmp_path, looks
):
    photos = tmp_path / "drive"
    shutil.copytree(folder, photos)
    chosen, listener = settings(f"data.folder={photos}"), UntilMeasuring()
    with pytest.raises(DataError, match="connect its drive"):
        own_photos.train(chosen, DriveTaker(photos, looks))
    photos.rmdir()
    photos.with_name("elsewhere").rename(photos)
    with pytest.raises(StoppedByUser):
        own_photos.train(chosen, listener)
    assert 1 == listener.told[-1].failed


@pytest.mark.parametrize(
    "changes",
    [["gan.enabled=false"], ["loss.contrastive=0.0", "loss.codes=0.0"]],
    ids=["without the GAN", "without contrast"],
)
def test_that_terms_can_be_switched_off(settings, changes):
    listener = UntilMeasuring()
    with pytest.raises(StoppedByUser):
        own_photos.train(settings(*changes), listener)
    has_gan = "gan.enabled=false" not in changes
    assert has_gan == ("adversarial" in curves_of(listener.told))


def test_that_an_estimate_needs_no_run_folder(settings):
    chosen = settings()
    estimated = own_photos.estimate(chosen)
    assert COUNT + 1 == estimated.photos
    assert 0 < estimated.cpu_minutes < 30
    assert "processor" in estimated.device or estimated.gpu_minutes is not None
    assert not chosen.out.exists()


def test_that_too_few_photos_are_one_clear_line(settings):
    few = settings("data.least_photos=200")
    line = r"48 usable photos in .* at least 200 are needed"
    with pytest.raises(DataError, match=line):
        own_photos.train(few, Listener())
    with pytest.raises(DataError, match="at least 200 are needed"):
        own_photos.estimate(few)


def test_that_a_run_inside_the_photos_is_refused(settings, folder):
    inside = settings(out=folder / "run")
    with pytest.raises(DataError, match="choose another run folder"):
        own_photos.train(inside, Listener())
    assert not (folder / "run").exists()


def test_that_copies_of_one_photo_teach_nothing(settings, folder, tmp_path):
    copies = tmp_path / "copies"
    copies.mkdir()
    for number in range(COUNT):
        name = f"{number:03d}.jpg"
        (copies / name).write_bytes((folder / "000.jpg").read_bytes())
    with pytest.raises(DataError, match="more different photos"):
        own_photos.train(settings(f"data.folder={copies}"), Listener())


def test_that_losses_that_are_no_numbers_are_one_clear_line(settings, monkeypatch):
    monkeypatch.setattr(
        own_photos_learning, "nt_xent_loss", lambda a, b, t: (a * float("nan")).sum()
    )
    with pytest.raises(TrainingError, match=r"no number at step 0; try a smaller"):
        own_photos.train(settings(), Listener())


def test_that_a_run_of_other_settings_is_refused(settings):
    with pytest.raises(StoppedByUser):
        own_photos.train(settings(), Listener(stop_after=70))
    with pytest.raises(DataError, match="other settings"):
        own_photos.train(settings("seed=2"), Listener())


def test_that_impossible_settings_are_refused(settings, model):
    for changes, line in {
        ("bits=100",): "bits must be one of 64, 128, 256",
        ("data.held_out=0.4", "data.choose=0.3"): "at most 0.5 together",
        ("efforts.quick.views=1",): "views must be at least 2",
        ("choice.shares=[0.0]",): "shares must be above 0",
        ("seed=-1",): "seed must be from 0 to",
        ("seed=8388608",): "seed must be from 0 to 8388607",
        ("data.workers=-1",): "workers must not be below 0",
        ("learn.batch=1",): "batch must be at least 2",
        ("learn.measure_every=0",): "measure_every at least 1",
    }.items():
        with pytest.raises(ConfigError, match=line):
            settings(*changes)
    with pytest.raises(DataError, match="choose at most as many bits, not 256"):
        own_photos.train(settings("bits=256"), Listener())
    with pytest.raises(ConfigError, match=r"export\.name 'my model'"):
        own_photos.train(settings("export.name=my model"), Listener())
