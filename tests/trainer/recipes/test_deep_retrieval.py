"""The whole recipe on drawn photos, in seconds."""

import dataclasses

import numpy as np
import pytest
import torch

from photosearch.spec.preprocess import part_input
from photosearch.spec.regions import region_count, region_squares
from trainer import checkpoint
from trainer.data.sources import Source
from trainer.data.split import Split
from trainer.errors import DataError, TrainingError
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.report import read_rows
from trainer.nets.backbones import BackboneSettings
from trainer.nets.photo import NetSettings, PhotoNet
from trainer.recipes import (
    deep_retrieval_export,
    deep_retrieval_report,
    deep_retrieval_study,
)
from trainer.recipes.deep_retrieval import (
    PARTS_FILE,
    PICTURES_FOLDER,
    TRIPLETS_FILE,
    train,
)
from trainer.recipes.deep_retrieval_data import DataSettings, plan, prepare
from trainer.recipes.deep_retrieval_settings import (
    EvaluationSettings,
    ExportSettings,
    HeadStage,
    RegionSettings,
    Settings,
    Stage,
    TripletStage,
    WholeSettings,
)
from trainer.recipes.landmark_study import LandmarkSet

pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning"),  # inside torch's exporter
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

NET = NetSettings(
    BackboneSettings(widths=(8, 16), depths=(1, 1), final_width=24),
    embedding_width=16,
    code_bits=16,
)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def settings(root, tmp_path, draw_photos):
    if not (root / "drawn").exists():
        draw_photos(root / "drawn", 160)
        for place, file in enumerate(draw_photos(root / "unsorted", 12, seed=9)):
            target = root / "same" / f"object{place // 4}" / f"{place % 4}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            file.rename(target)
    torch.manual_seed(0)
    checkpoint.save_net(tmp_path / "trunk.safetensors", PhotoNet(NET), {})
    return Settings(
        recipe="deep_retrieval",
        trunk=tmp_path / "trunk.safetensors",
        out=tmp_path / "run",
        threads=1,
        data=DataSettings(
            sources=(Source("drawn"),),
            root=root,
            split=Split(("drawn",), (), 0.2, 0.2),
            size_px=48,
            objects=24,
            views=3,
            validation_objects=6,
            test_objects=6,
            test_views=3,
            distractors=20,
            workers=0,
        ),
        net=NET,
        regions=RegionSettings(input_px=32, width=16, hidden=16),
        classification=Stage(2, 8, 1e-3),
        triplets=TripletStage(
            steps=2, batch=4, margin=3.0, mine_every=2, pool=24, hardest=3
        ),
        parts=HeadStage(steps=3, batch=8),
        whitening=HeadStage(steps=3, batch=8),
        proposals=Stage(3, 8, 1e-3),
        whole=WholeSettings(width=16, bits=16, photos=80),
        evaluation=EvaluationSettings(same_object="same", proposals=3, scales=(32, 48)),
        export=ExportSettings("tiny-parts", "drawn photos", ("none",)),
    )


def test_that_the_recipe_ends_in_a_model_that_knows_parts_and_a_report(
    settings, tmp_path
):
    train(settings)
    model = tmp_path / "tiny.onnx"
    deep_retrieval_export.export(settings, model, [])
    encoder = Encoder(model, threads=1)
    assert encoder.spec.region_levels == 3

    rows = deep_retrieval_study.run(settings, encoder)
    deep_retrieval_report.write(tmp_path / "results", rows, encoder.spec)
    kept = {row.row for row in read_rows(tmp_path / "results")}
    for step in ("MAC", "R-MAC", "+ PCA whitening", "+ triplets", "+ proposals"):
        assert step in kept
    assert "tiny-parts: regions, code" in kept
    report = (tmp_path / "results" / "report.md").read_text()
    assert "+ database augmentation" in report
    assert (tmp_path / "results" / "instances.png").stat().st_size > 0


def test_that_the_model_file_says_of_regions_what_the_network_says(settings, tmp_path):
    stages = train(settings)
    model = tmp_path / "tiny.onnx"
    deep_retrieval_export.export(settings, model, [])
    part = np.random.default_rng(1).integers(0, 256, (20, 30, 3), dtype=np.uint8)
    code = Encoder(model, threads=1).describe_parts([part])

    shown = part_input(part, 32, 3)
    pixels = torch.from_numpy(shown)[None].permute(0, 3, 1, 2).float()
    with torch.no_grad():
        maps = stages.trunk.eval().fine_maps(pixels)
        square = region_squares(3)[region_count(2)]
        logits = stages.parts.raw(maps, [square])[0, 0].numpy()
    sure = np.abs(logits) > 0.01 * np.abs(logits).max()  # weights are kept in half
    assert (np.unpackbits(code[0])[sure] == (logits >= 0)[sure]).all()


def test_that_a_run_goes_on_with_the_first_stage_that_is_missing(settings):
    first = train(settings)
    parts = settings.out / PARTS_FILE
    before = parts.stat().st_mtime_ns
    (settings.out / TRIPLETS_FILE).unlink()
    again = train(settings)
    assert parts.stat().st_mtime_ns == before
    ours, theirs = first.triplets.state_dict(), again.triplets.state_dict()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def test_that_stages_of_other_settings_are_not_mixed_in(settings):
    train(settings)
    other = dataclasses.replace(
        settings, whitening=dataclasses.replace(settings.whitening, codes=0.3)
    )
    with pytest.raises(TrainingError, match="delete it or choose another"):
        train(other)


def test_that_what_measures_shares_no_photo_with_what_is_learned_from(settings):
    sets = plan(settings.data, settings.seed, settings.out)
    learned = {*sets["training"].object_photos, *sets["training"].background_photos}
    measured = {*sets["test"].object_photos, *sets["test"].background_photos}
    chosen = {*sets["validation"].object_photos, *sets["validation"].background_photos}
    assert not learned & measured
    assert not learned & chosen
    assert not measured & chosen


def test_that_too_few_photos_are_said_so(settings):
    greedy = dataclasses.replace(settings.data, objects=500)
    with pytest.raises(DataError, match="training photos are too few; 521 are needed"):
        plan(greedy, settings.seed, settings.out)


def test_that_pictures_are_made_once(settings):
    folder = settings.out / PICTURES_FOLDER
    first = prepare(settings.data, settings.seed, folder)
    written = (folder / "test" / "made.npy").stat().st_mtime_ns
    again = prepare(settings.data, settings.seed, folder)
    assert (folder / "test" / "made.npy").stat().st_mtime_ns == written
    assert np.array_equal(first.test.pixels, again.test.pixels)


def test_that_landmark_sets_are_measured_for_whoever_has_them(
    settings, tmp_path, draw_photos
):
    photos = draw_photos(settings.data.root / "landmarks", 10, seed=4)
    names = sorted(file.stem for file in photos)
    truth = settings.data.root / "truth"
    truth.mkdir(exist_ok=True)
    lists = {"good": names[:2], "ok": names[2:3], "junk": names[3:4]}
    for kind, listed in lists.items():
        (truth / f"red_1_{kind}.txt").write_text("\n".join(listed))
    (truth / "red_1_query.txt").write_text(f"oxc1_{names[0]} 5 5 40 40")
    measured = dataclasses.replace(
        settings.evaluation,
        landmarks=(LandmarkSet("Oxford of ours", "landmarks", "truth"),),
    )
    settings = dataclasses.replace(settings, evaluation=measured)
    train(settings)
    model = tmp_path / "tiny.onnx"
    deep_retrieval_export.export(settings, model, [])
    encoder = Encoder(model, threads=1)

    rows = deep_retrieval_study.run(settings, encoder)
    deep_retrieval_report.write(tmp_path / "results", rows, encoder.spec)
    found = {row.row: row.value for row in rows if row.metric == "map_medium"}
    assert set(found) == {
        "tiny-parts: whole picture, code",
        "tiny-parts: whole picture, embedding",
        "tiny-parts: regions, code",
    }
    assert all(0 < value <= 1 for value in found.values())
    assert "## Oxford of ours" in (tmp_path / "results" / "report.md").read_text()
